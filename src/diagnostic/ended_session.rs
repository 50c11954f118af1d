//! Sessions that have ended, or never began.

use crate::chain::Base;
use crate::display::escaped;
use crate::finding::Finding;
use crate::identity::{Identity, Kind, State};
use crate::shared_config::View;
use crate::source::Source;
use crate::time::rfc3339;

use super::code::{ENDED_SESSION, NOT_SIGNED_IN};
use super::words::word;
use super::{Check, Situation};

/// Reports a session that somebody has to renew.
pub(super) struct EndedSession;

impl Check for EndedSession {
    fn run(&self, situation: &Situation<'_, '_>) -> Vec<Finding> {
        let identity = situation.identity;
        if identity.error.is_some() {
            return Vec::new();
        }
        let subject = subject(identity);
        let finding = match identity.state {
            State::Expired => ended(&subject, identity, situation.now),
            State::None if takes_sign_in(situation) => NOT_SIGNED_IN
                .finding(format!("nobody is signed in for {subject}"))
                .seen(identity.source.clone(), "no session"),
            State::None | State::Valid | State::Refreshable | State::Unknown => return Vec::new(),
        };
        vec![finding.why("the next call fails until somebody signs in").fix(sign_in(situation))]
    }
}

/// Returns the finding with the time itself: how long ago it was changes, and would be said again and again.
fn ended(subject: &str, identity: &Identity, now: i64) -> Finding {
    let end = identity.expires_at.unwrap_or(now);
    ENDED_SESSION
        .finding(format!("the session of {subject} ended at {}", rfc3339(end)))
        .seen(identity.source.clone(), ago(now.saturating_sub(end)))
}

fn subject(identity: &Identity) -> String {
    identity.profile.as_ref().map_or_else(
        || "the keys in the variables".to_owned(),
        |profile| format!("profile {}", escaped(&profile.value)),
    )
}

/// Returns `5 minutes ago`, in the largest unit that fits.
fn ago(seconds: i64) -> String {
    let (count, unit) = match seconds.max(0) {
        seconds @ 0..60 => (seconds, "second"),
        seconds @ 60..3600 => (seconds / 60, "minute"),
        seconds @ 3600..86_400 => (seconds / 3600, "hour"),
        seconds => (seconds / 86_400, "day"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural} ago")
}

/// Returns whether the credentials come from a browser in the end, and not from a code that the AWS CLI asks for.
fn takes_sign_in(situation: &Situation<'_, '_>) -> bool {
    let identity = situation.identity;
    let profile = identity.profile.as_ref();
    let profile = profile.and_then(|name| situation.config.view(View::Boto).profile(&name.value));
    let asks_for_code = profile.is_some_and(|profile| profile.get("mfa_serial").is_some());
    matches!(identity.source.signer(), Source::Sso { .. } | Source::Login(_)) && !asks_for_code
}

/// Returns the profile whose session it is: of a role the one that signs for it.
fn owner(situation: &Situation<'_, '_>) -> Option<String> {
    let dialect = situation.tool.rules().dialect;
    let name = &situation.identity.profile.as_ref()?.value;
    let profile = situation.config.view(dialect.view).profile(name)?;
    if situation.identity.kind != Kind::Role {
        return Some(name.clone());
    }
    match (dialect.walk)(situation.config, profile).ok()?.base {
        Base::Profile(signer, _) => Some(signer.name().to_owned()),
        Base::Machine(_) => None,
    }
}

/// Returns the command that begins a new session.
fn sign_in(situation: &Situation<'_, '_>) -> String {
    let identity = situation.identity;
    let profile = owner(situation).map(|name| format!(" --profile {}", word(&name)));
    let profile = profile.unwrap_or_default();
    match identity.source.signer() {
        Source::Sso { session, .. }
            if identity.kind != Kind::SsoLegacy && !session.contains("://") =>
        {
            format!("aws sso login --sso-session {}", word(session))
        }
        Source::Sso { .. } => format!("aws sso login{profile}"),
        Source::Login(_) => format!("aws login{profile}"),
        Source::Variable(_) => "awsp clean".to_owned(),
        Source::File { .. }
        | Source::Cache(_)
        | Source::Process(_)
        | Source::WebIdentity { .. }
        | Source::AssumeRole { .. }
        | Source::Container(_)
        | Source::Imds
        | Source::Flag(_)
        | Source::AccessKeyId
        | Source::Default => format!("aws sts get-caller-identity{profile}"),
    }
}

#[cfg(test)]
mod tests {
    use crate::session::Store;
    use crate::session::fake::FakeCaches;
    use crate::session::sso_token;

    use super::super::fake::{Variables, at};
    use super::*;

    const DEV: Variables = &[("AWS_PROFILE", "dev")];
    const SSO: &str = "[profile dev]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Admin\n\
        [sso-session corp]\nsso_start_url = https://x.awsapps.com/start\nsso_region = x\n";
    const LEGACY: &str = "[profile dev]\nsso_start_url = https://x.awsapps.com/start\nsso_region = x\n\
        sso_account_id = 111122223333\nsso_role_name = Admin\n";

    /// Returns code, title and fix of each finding where the token of `key` ends at `end`.
    fn found(variables: Variables, config: &str, key: &str, end: &str) -> Vec<[String; 3]> {
        let token = format!(r#"{{"accessToken": "t", "expiresAt": "{end}"}}"#);
        let caches = FakeCaches::default().with(Store::Sso, &sso_token(key), &token);
        let findings =
            at(variables, (config, ""), &caches, |situation| EndedSession.run(situation));
        findings
            .into_iter()
            .map(|found| [found.code.to_owned(), found.title, found.fix.concat()])
            .collect()
    }

    #[test]
    fn a_session_that_lasts_is_fine() {
        assert_eq!(found(DEV, SSO, "corp", "2026-01-02T04:00:00Z"), [[""; 3]; 0]);
        assert_eq!(found(&[], SSO, "corp", "2020-01-02T04:00:00Z"), [[""; 3]; 0]);
        assert_eq!(found(DEV, "[profile dev]\n", "corp", "2020-01-02T04:00:00Z"), [[""; 3]; 0]);
    }

    #[test]
    fn a_session_that_ended_is_reported_with_what_begins_a_new_one() {
        const LOGIN: &str = "aws sso login --sso-session corp";
        let ended = "the session of profile dev ended at 2026-01-02T02:00:00Z";
        for (config, key, expected) in [
            (SSO, "corp", ["AWSP-W010", ended, LOGIN]),
            (SSO, "other", ["AWSP-W011", "nobody is signed in for profile dev", LOGIN]),
            (
                LEGACY,
                "https://x.awsapps.com/start",
                ["AWSP-W010", ended, "aws sso login --profile dev"],
            ),
            (
                &format!(
                    "{}[profile dev]\nrole_arn = arn:aws:iam::222222222222:role/R\nsource_profile = base\n",
                    LEGACY.replace("dev", "base")
                ),
                "https://x.awsapps.com/start",
                ["AWSP-W010", ended, "aws sso login --profile base"],
            ),
            (
                &format!(
                    "{}[profile dev]\nrole_arn = arn:aws:iam::222222222222:role/R\nsource_profile = base\n",
                    SSO.replace("dev", "base")
                ),
                "other",
                ["AWSP-W011", "nobody is signed in for profile dev", LOGIN],
            ),
            (
                &format!(
                    "{}[profile dev]\nrole_arn = arn:aws:iam::222222222222:role/R\nsource_profile = base\n",
                    SSO.replace("dev", "base")
                ),
                "corp",
                ["AWSP-W010", ended, LOGIN],
            ),
        ] {
            assert_eq!(found(DEV, config, key, "2026-01-02T02:00:00Z"), [expected], "{config}");
        }
    }

    #[test]
    fn keys_of_a_tool_that_ended_are_reported() {
        let variables: Variables = &[
            ("AWS_ACCESS_KEY_ID", "ASIAY34FZKBOKMUTVV7A"),
            ("AWS_SECRET_ACCESS_KEY", "s"),
            ("AWS_SESSION_TOKEN", "t"),
            ("AWS_SESSION_EXPIRATION", "2020-01-02T04:00:00Z"),
        ];

        let expected = [
            "AWSP-W010",
            "the session of the keys in the variables ended at 2020-01-02T04:00:00Z",
            "awsp clean",
        ];
        assert_eq!(found(variables, "", "", ""), [expected]);
    }

    #[test]
    fn how_long_ago_it_was_is_said_in_one_unit() {
        for (seconds, expected) in [
            (-5, "0 seconds ago"),
            (1, "1 second ago"),
            (119, "1 minute ago"),
            (7200, "2 hours ago"),
            (90_000, "1 day ago"),
        ] {
            assert_eq!(ago(seconds), expected);
        }
    }
}
