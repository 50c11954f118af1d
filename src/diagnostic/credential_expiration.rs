//! The variable that says when the keys end.

use crate::display::escaped;
use crate::finding::Finding;
use crate::identity::Problem;
use crate::source::Source;

use super::code::{BAD_EXPIRATION, EXPIRATION_OF_LONG_TERM_KEYS, PAST_EXPIRATION};
use super::{Check, Situation};

const NAME: &str = "AWS_CREDENTIAL_EXPIRATION";

/// Reports a time that is past, or is no time, or stands beside keys that do not end.
pub(super) struct CredentialExpiration;

impl Check for CredentialExpiration {
    fn run(&self, situation: &Situation<'_, '_>) -> Vec<Finding> {
        let value = situation.environment.filled(NAME).filter(|_| situation.uses_variables());
        let Some(value) = value.as_deref().map(escaped) else { return Vec::new() };
        let finding = match situation.identity.error.as_ref().map(|stop| stop.problem) {
            Some(Problem::PastExpiration) => PAST_EXPIRATION.finding(format!(
                "{NAME} is past ({value}), so the AWS CLI refuses the keys in the variables"
            )),
            Some(Problem::BadExpiration) => BAD_EXPIRATION.finding(format!(
                "{NAME} is no time with a zone, so the AWS CLI refuses the keys in the variables"
            )),
            Some(_) => return Vec::new(),
            None if has_token(situation) => return Vec::new(),
            None => EXPIRATION_OF_LONG_TERM_KEYS.finding(format!(
                "{NAME} ({value}) is set beside long-term keys, which do not end"
            )),
        };
        vec![
            finding
                .seen(Source::variable(NAME), value)
                .why("the AWS CLI and boto3 take it for the end of whatever keys are in the variables; the SDK for Rust does not read it")
                .fix("awsp clean"),
        ]
    }
}

fn has_token(situation: &Situation<'_, '_>) -> bool {
    ["AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"]
        .iter()
        .any(|name| situation.environment.filled(name).is_some())
}

#[cfg(test)]
mod tests {
    use super::super::fake::{Variables, found};
    use super::*;

    const ID: (&str, &str) = ("AWS_ACCESS_KEY_ID", "ASIAY34FZKBOKMUTVV7A");
    const SECRET: (&str, &str) = ("AWS_SECRET_ACCESS_KEY", "s");
    const TOKEN: (&str, &str) = ("AWS_SESSION_TOKEN", "t");

    #[test]
    fn a_time_to_come_beside_temporary_keys_is_fine() {
        for variables in [
            &[ID, SECRET, TOKEN, (NAME, "2026-01-02T04:00:00Z")] as Variables,
            &[ID, SECRET, TOKEN, (NAME, "")],
            &[(NAME, "2020-01-01T00:00:00Z")],
            &[(NAME, "nonsense")],
        ] {
            assert_eq!(found(&CredentialExpiration, variables, ""), [""; 0], "{variables:?}");
        }
    }

    #[test]
    fn a_time_that_breaks_the_keys_is_reported() {
        for (variables, expected) in [
            (
                &[ID, SECRET, TOKEN, (NAME, "2026-01-02T03:04:05Z")] as Variables,
                "AWSP-E005 AWS_CREDENTIAL_EXPIRATION is past (2026-01-02T03:04:05Z), so the AWS CLI refuses the keys in the variables",
            ),
            (
                &[ID, SECRET, TOKEN, (NAME, "2030-01-02T03:04:05")],
                "AWSP-E006 AWS_CREDENTIAL_EXPIRATION is no time with a zone, so the AWS CLI refuses the keys in the variables",
            ),
            (
                &[ID, SECRET, (NAME, "2030-01-02T03:04:05Z")],
                "AWSP-W003 AWS_CREDENTIAL_EXPIRATION (2030-01-02T03:04:05Z) is set beside long-term keys, which do not end",
            ),
        ] {
            assert_eq!(found(&CredentialExpiration, variables, ""), [expected], "{variables:?}");
        }
    }
}
