//! Sign-in tokens that are there and not found, and those that cannot be renewed any more.

use crate::diagnostic::code::{REGISTRATION_ENDED, TOKEN_ELSEWHERE};
use crate::diagnostic::words::word;
use crate::display::escaped;
use crate::finding::Finding;
use crate::identity::Kind;
use crate::profile_kind;
use crate::session::{SsoToken as Token, Store};
use crate::shared_config::{Profile, View};
use crate::source::Source;
use crate::time::rfc3339;

use super::{Examination, Patient};

/// Reports a token that lies under the name that another tool gives it, and notes a client registration that has ended.
pub(super) struct SsoToken;

impl Examination for SsoToken {
    fn name(&self) -> &'static str {
        "sso-token"
    }

    fn about(&self) -> &'static str {
        "Whether the token of IAM Identity Center is where the tools look for it, and can be renewed."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        let in_use = patient.in_use();
        let profiles = in_use.iter().filter_map(|name| patient.profile(name));
        let findings = profiles.filter_map(|profile| {
            let (own, others) = keys(patient, &profile)?;
            let own_token = Token::read(patient.sessions, &own).map(|token| token.value);
            match own_token {
                Some(token) if is_valid(patient, &token) => registration(patient, &own, &token),
                Some(_) | None => elsewhere(patient, &profile, &own, &others),
            }
        });
        findings.collect()
    }
}

/// Returns what names the token of the profile, and what names it in other tools or formats.
fn keys<'t>(patient: &Patient<'_, 't>, profile: &Profile<'t>) -> Option<(String, Vec<String>)> {
    let view = patient.config().view(View::Boto);
    match profile_kind::of(profile) {
        Kind::Sso => {
            let name = profile.value("sso_session")?;
            let session = view.sso_session(name)?;
            let url = session.get("sso_start_url")?.value.to_string();
            Some((name.to_owned(), vec![url]))
        }
        Kind::SsoLegacy => {
            let url = profile.value("sso_start_url")?;
            let mut names: Vec<String> = patient
                .profiles()
                .iter()
                .filter_map(|other| Some(other.value("sso_session")?.to_owned()))
                .filter(|name| {
                    let session = view.sso_session(name);
                    let own = session.as_ref().and_then(|session| session.get("sso_start_url"));
                    own.is_some_and(|own| own.value == url)
                })
                .collect();
            names.sort_unstable();
            names.dedup();
            Some((url.to_owned(), names))
        }
        Kind::Static
        | Kind::Session
        | Kind::Role
        | Kind::WebIdentity
        | Kind::SsoToken
        | Kind::Process
        | Kind::Login
        | Kind::Environment
        | Kind::CredentialFile
        | Kind::Container
        | Kind::None => None,
    }
}

fn is_valid(patient: &Patient<'_, '_>, token: &Token) -> bool {
    token.expires_at.is_some_and(|end| end > patient.situation.now)
}

fn cache(patient: &Patient<'_, '_>, key: &str) -> Option<Source> {
    let path = patient.sessions.path(Store::Sso, &crate::session::sso_token(key))?;
    Some(Source::Cache(path))
}

fn elsewhere<'t>(
    patient: &Patient<'_, 't>,
    profile: &Profile<'t>,
    own: &str,
    others: &[String],
) -> Option<Finding> {
    let found = others.iter().find(|key| {
        let token = Token::read(patient.sessions, key);
        token.is_some_and(|token| is_valid(patient, &token.value))
    })?;
    let command = if profile_kind::of(profile) == Kind::Sso {
        format!("aws sso login --sso-session {}", word(own))
    } else {
        format!("aws sso login --profile {}", word(profile.name()))
    };
    let finding = TOKEN_ELSEWHERE
        .finding(format!(
            "somebody is signed in at {}, but under another name than profile {} asks for",
            escaped(found),
            escaped(profile.name())
        ))
        .seen(patient.situation.identity.source.clone(), format!("looks for the token of {}", escaped(own)))
        .seen(cache(patient, found)?, format!("the token of {}", escaped(found)))
        .why("tools name the file after the [sso-session] or, in the old format, after the start URL: to the AWS CLI and the SDKs the token does not exist, `Error loading SSO Token`")
        .fix(command);
    Some(finding)
}

fn registration(patient: &Patient<'_, '_>, own: &str, token: &Token) -> Option<Finding> {
    let ended = token.renewable_until.filter(|end| *end <= patient.situation.now)?;
    let end = token.expires_at.map(rfc3339).unwrap_or_default();
    let finding = REGISTRATION_ENDED
        .finding(format!("the token of {} cannot be renewed any more, and ends at {end}", escaped(own)))
        .seen(cache(patient, own)?, format!("the registration ended at {}", rfc3339(ended)))
        .why("the tools renew it only while the registration of the client stands; then `Token has expired and refresh failed`")
        .fix("aws sso logout && aws sso login");
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fake, lines};
    use super::*;

    const URL: &str = "https://x.awsapps.com/start";
    const FILE: &str = "[profile new]\nsso_session = s\nsso_account_id = 111122223333\nsso_role_name = R\n[sso-session s]\nsso_region = eu-west-1\nsso_start_url = https://x.awsapps.com/start\n[profile old]\nsso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 111122223333\nsso_role_name = R\n";
    const VALID: &str = r#"{"accessToken": "t", "expiresAt": "2026-01-02T09:00:00Z"}"#;
    const ENDED: &str = r#"{"accessToken": "t", "expiresAt": "2026-01-01T09:00:00Z"}"#;
    const UNREGISTERED: &str = r#"{"accessToken": "t", "expiresAt": "2026-01-02T09:00:00Z", "refreshToken": "r", "clientId": "c", "clientSecret": "s", "registrationExpiresAt": "2026-01-01T00:00:00Z"}"#;

    fn found(profile: &'static str, key: &str, token: &str) -> Vec<String> {
        let variables = [("AWS_PROFILE", profile)];
        let fake = Fake { variables: &variables, config: FILE, ..Fake::default() };
        fake.with_token(key, token).patient(|patient| lines(&SsoToken.run(patient)))
    }

    #[test]
    fn a_token_at_its_place_and_none_at_all_are_fine() {
        for (profile, key, token) in
            [("new", "s", VALID), ("old", URL, VALID), ("new", "other", VALID), ("new", URL, ENDED)]
        {
            assert_eq!(found(profile, key, token), [""; 0], "{profile} {key}");
        }
    }

    #[test]
    fn a_token_under_another_name_is_found() {
        assert_eq!(
            found("new", URL, VALID),
            [
                "AWSP-W026 somebody is signed in at https://x.awsapps.com/start, but under another name than profile new asks for"
            ]
        );
        assert_eq!(
            found("old", "s", VALID),
            [
                "AWSP-W026 somebody is signed in at s, but under another name than profile old asks for"
            ]
        );
    }

    #[test]
    fn a_registration_that_has_ended_is_noted() {
        let expected =
            "AWSP-N015 the token of s cannot be renewed any more, and ends at 2026-01-02T09:00:00Z";

        assert_eq!(found("new", "s", UNREGISTERED), [expected]);
    }
}
