//! Keys in a file that win over what the profile was made for.

use crate::diagnostic::code::KEYS_SHADOW_PROFILE;
use crate::display::{escaped, masked};
use crate::finding::Finding;
use crate::profile_kind::{self, Kind};
use crate::shared_config::{Profile, Setting};

use super::{Examination, Patient, profiles};

/// Reports a profile that has keys beside another source of credentials: a copy that gets old, and wins.
pub(super) struct KeysInTheWay;

impl Examination for KeysInTheWay {
    fn name(&self) -> &'static str {
        "keys-in-the-way"
    }

    fn about(&self) -> &'static str {
        "Keys beside a credential_process, a session of aws login or IAM Identity Center in the same profile."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        profiles::each(patient, |profile| judge(patient, profile).into_iter().collect())
    }
}

fn judge<'t>(patient: &Patient<'_, 't>, profile: &Profile<'t>) -> Option<Finding> {
    let keys = profile_kind::keys(profile);
    let (id, _) = keys.id.zip(keys.secret)?;
    let (other, why) = beside(profile)?;
    let (name, key_id) = (escaped(profile.name()), masked(&id.value));
    let finding = KEYS_SHADOW_PROFILE
        .finding(format!("profile {name} has keys ({key_id}) beside {}", other.key))
        .seen(patient.source(id), key_id)
        .seen(patient.source(other), "set")
        .why(why)
        .fix(profiles::edit(&patient.source(id)));
    Some(finding)
}

/// Returns the other source of credentials, and which tools take the keys.
fn beside<'a, 't>(profile: &'a Profile<'t>) -> Option<(&'a Setting<'t>, &'static str)> {
    let get = |keys: &[&str]| keys.iter().find_map(|key| profile.get(key));
    match profile_kind::of(profile) {
        Kind::Static | Kind::Session => get(&["credential_process", "login_session"]).map(|other| {
            (other, "the AWS CLI and boto3 take the keys and never look at the other: an old copy gives ExpiredToken for ever")
        }),
        Kind::Sso | Kind::SsoLegacy => get(&["sso_session", "sso_account_id"]).map(|other| {
            (other, "the AWS CLI and boto3 use IAM Identity Center, the SDK for JavaScript takes the keys: once they are old it gets ExpiredToken where the AWS CLI works")
        }),
        Kind::Role
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

#[cfg(test)]
mod tests {
    use super::super::tests::{Fake, lines};
    use super::*;

    fn found(config: &str, credentials: &str) -> Vec<String> {
        let config = format!("[profile a]\n{config}\n");
        let credentials = format!("[a]\n{credentials}\n");
        let fake = Fake {
            variables: &[("AWS_PROFILE", "a")],
            config: &config,
            credentials: &credentials,
            ..Fake::default()
        };
        fake.patient(|patient| lines(&KeysInTheWay.run(patient)))
    }

    const KEYS: &str = "aws_access_key_id = ASIAY34FZKBOKMUTVV7A\naws_secret_access_key = s\naws_session_token = t";

    #[test]
    fn one_source_of_credentials_is_fine() {
        assert_eq!(found("credential_process = x", ""), [""; 0]);
        assert_eq!(found("region = x", KEYS), [""; 0]);
        assert_eq!(found("role_arn = r\nsource_profile = a", KEYS), [""; 0]);
    }

    #[test]
    fn keys_beside_another_source_are_reported() {
        for (config, expected) in [
            (
                "credential_process = x",
                "AWSP-W017 profile a has keys (…VV7A) beside credential_process",
            ),
            ("login_session = x", "AWSP-W017 profile a has keys (…VV7A) beside login_session"),
            (
                "sso_account_id = 1\nsso_role_name = r",
                "AWSP-W017 profile a has keys (…VV7A) beside sso_account_id",
            ),
        ] {
            assert_eq!(found(config, KEYS), [expected]);
        }
    }
}
