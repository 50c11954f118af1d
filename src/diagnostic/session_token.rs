//! Session tokens in the variables that do not go with the keys.

use crate::display::masked;
use crate::finding::Finding;
use crate::source::Source;

use super::code::{
    MISSING_TOKEN, TOKEN_ALONE, TOKEN_BESIDE_LONG_TERM_KEYS, TOKEN_UNKNOWN_TO_SDKS, TWO_TOKENS,
};
use super::{Check, Situation};

const OLD: &str = "AWS_SECURITY_TOKEN";
const NEW: &str = "AWS_SESSION_TOKEN";

/// Reports tokens that are missing, left over, or two.
pub(super) struct SessionToken;

impl Check for SessionToken {
    fn run(&self, situation: &Situation<'_, '_>) -> Vec<Finding> {
        let environment = situation.environment;
        let (old, new) = (environment.filled(OLD), environment.filled(NEW));
        let key_id = environment.filled("AWS_ACCESS_KEY_ID");
        let Some(key_id) = key_id else {
            return new.map(|_| NEW).or(old.map(|_| OLD)).map(alone).into_iter().collect();
        };
        if !situation.uses_variables() || environment.filled("AWS_SECRET_ACCESS_KEY").is_none() {
            return Vec::new();
        }
        let is_temporary = key_id.starts_with("ASIA");
        let is_long_term = key_id.starts_with("AKIA");
        match (old, new) {
            (None, None) if is_temporary => vec![missing(&masked(&key_id))],
            (Some(_), _) if is_long_term => vec![left_over(OLD, &masked(&key_id))],
            (None, Some(_)) if is_long_term => vec![left_over(NEW, &masked(&key_id))],
            (Some(old), Some(new)) if old != new => vec![two()],
            (Some(_), None) => vec![unknown_to_sdks()],
            (Some(_) | None, Some(_)) | (None, None) => Vec::new(),
        }
    }
}

fn alone(name: &'static str) -> Finding {
    TOKEN_ALONE
        .finding(format!("{name} is set without keys"))
        .seen(Source::variable(name), "set")
        .why("no tool uses a token without its keys, but it spoils keys that are set later")
        .fix("awsp clean")
}

fn missing(key_id: &str) -> Finding {
    MISSING_TOKEN
        .finding(format!(
            "AWS_ACCESS_KEY_ID ({key_id}) is temporary, but AWS_SESSION_TOKEN is not set"
        ))
        .seen(Source::variable("AWS_ACCESS_KEY_ID"), key_id)
        .why("AWS takes temporary keys only with their token")
        .fix("awsp clean")
}

fn left_over(name: &'static str, key_id: &str) -> Finding {
    TOKEN_BESIDE_LONG_TERM_KEYS
        .finding(format!(
            "{name} is set beside AWS_ACCESS_KEY_ID ({key_id}), which is long-term and has no token"
        ))
        .seen(Source::variable(name), "set")
        .why("a token left by other keys makes AWS reject these")
        .fix(format!("unset {name}"))
}

fn two() -> Finding {
    TWO_TOKENS
        .finding("AWS_SECURITY_TOKEN and AWS_SESSION_TOKEN differ, and the AWS CLI takes the first")
        .seen(Source::variable(OLD), "set")
        .seen(Source::variable(NEW), "set")
        .why("AWS_SECURITY_TOKEN is the old name: the AWS CLI and boto3 still ask it first, the SDK for Rust never does")
        .fix("unset AWS_SECURITY_TOKEN")
}

fn unknown_to_sdks() -> Finding {
    TOKEN_UNKNOWN_TO_SDKS
        .finding("the token stands in AWS_SECURITY_TOKEN, which only the AWS CLI and boto3 read")
        .seen(Source::variable(OLD), "set")
        .why("the SDK for Rust sees the keys without a token, which AWS rejects")
        .fix("awsp clean")
}

#[cfg(test)]
mod tests {
    use super::super::fake::{Variables, found};
    use super::*;

    const SECRET: (&str, &str) = ("AWS_SECRET_ACCESS_KEY", "s");
    const TEMPORARY: (&str, &str) = ("AWS_ACCESS_KEY_ID", "ASIAY34FZKBOKMUTVV7A");
    const LONG_TERM: (&str, &str) = ("AWS_ACCESS_KEY_ID", "AKIARZPUZDIKGFADW22Y");

    #[test]
    fn tokens_that_go_with_their_keys_are_fine() {
        for variables in [
            &[TEMPORARY, SECRET, (NEW, "t")] as Variables,
            &[TEMPORARY, SECRET, (NEW, "t"), (OLD, "t")],
            &[TEMPORARY, SECRET, (NEW, "t"), (OLD, "")],
            &[LONG_TERM, SECRET],
            &[LONG_TERM, SECRET, (NEW, "")],
            &[("AWS_ACCESS_KEY_ID", "test"), SECRET, (NEW, "test")],
            &[TEMPORARY],
        ] {
            assert_eq!(found(&SessionToken, variables, ""), [""; 0], "{variables:?}");
        }
    }

    #[test]
    fn tokens_that_do_not_go_with_the_keys_are_reported() {
        for (variables, expected) in [
            (
                &[TEMPORARY, SECRET] as Variables,
                "AWSP-E011 AWS_ACCESS_KEY_ID (…VV7A) is temporary, but AWS_SESSION_TOKEN is not set",
            ),
            (
                &[LONG_TERM, SECRET, (NEW, "t")],
                "AWSP-E012 AWS_SESSION_TOKEN is set beside AWS_ACCESS_KEY_ID (…W22Y), which is long-term and has no token",
            ),
            (
                &[LONG_TERM, SECRET, (OLD, "t")],
                "AWSP-E012 AWS_SECURITY_TOKEN is set beside AWS_ACCESS_KEY_ID (…W22Y), which is long-term and has no token",
            ),
            (
                &[TEMPORARY, SECRET, (OLD, "stale"), (NEW, "t")],
                "AWSP-W002 AWS_SECURITY_TOKEN and AWS_SESSION_TOKEN differ, and the AWS CLI takes the first",
            ),
            (
                &[TEMPORARY, SECRET, (OLD, "t")],
                "AWSP-N008 the token stands in AWS_SECURITY_TOKEN, which only the AWS CLI and boto3 read",
            ),
            (&[(NEW, "t")], "AWSP-N002 AWS_SESSION_TOKEN is set without keys"),
            (&[(OLD, "t")], "AWSP-N002 AWS_SECURITY_TOKEN is set without keys"),
        ] {
            assert_eq!(found(&SessionToken, variables, ""), [expected], "{variables:?}");
        }
    }
}
