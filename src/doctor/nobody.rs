//! Nothing that has any credentials, where nobody chose a profile.

use crate::diagnostic::code::{NOBODY, NOBODY_BUT_THE_MACHINE};
use crate::diagnostic::words::use_profile;
use crate::dialect;
use crate::display::escaped;
use crate::finding::Finding;
use crate::identity::{Kind, Look, State};
use crate::precedence;
use crate::profile_kind;
use crate::shared_config::Profile;
use crate::source::Source;

use super::{Examination, Patient};

/// How many profiles are asked whether somebody is signed in for them.
const MOST: usize = 2000;

/// Reports that no source has any credentials; of a profile that was chosen the prompt's checks speak.
pub(super) struct Nobody;

impl Examination for Nobody {
    fn name(&self) -> &'static str {
        "credentials"
    }

    fn about(&self) -> &'static str {
        "Whether anything has credentials at all, and which profile somebody is signed in for."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        let identity = patient.situation.identity;
        let is_chosen =
            identity.selected.as_ref().is_some_and(|chosen| chosen.source != Source::Default);
        let is_bare = matches!(identity.kind, Kind::None | Kind::SsoToken);
        if !is_bare || is_chosen || identity.error.is_some() {
            return Vec::new();
        }
        let is_machine = identity.source == Source::Imds;
        let code = if is_machine { NOBODY_BUT_THE_MACHINE } else { NOBODY };
        let (what, fix) = what_then(patient);
        vec![
            code.finding(format!("neither the variables nor [default] have credentials{what}"))
                .seen(Source::Default, "no AWS_PROFILE")
                .why("the tools ask the machine, which has some on EC2 and in containers alone: `Unable to locate credentials`, `no EC2 IMDS role found`")
                .fix(fix),
        ]
    }
}

/// Returns what there is instead, and the command that goes for it.
fn what_then(patient: &Patient<'_, '_>) -> (String, String) {
    let profiles = || patient.profiles().iter().take(MOST);
    if let Some(profile) = profiles().find(|profile| is_signed_in(patient, profile)) {
        let name = profile.name();
        let what = format!("; profile {} has some", escaped(name));
        return (what, use_profile(name));
    }
    if profiles().any(|profile| profile_kind::of(profile) != Kind::None) {
        return ("; some profiles do".to_owned(), "awsp list --long".to_owned());
    }
    (String::new(), "aws configure sso".to_owned())
}

fn is_signed_in<'t>(patient: &Patient<'_, 't>, profile: &Profile<'t>) -> bool {
    let look = Look {
        dialect: &dialect::BOTO,
        environment: patient.environment(),
        config: patient.config(),
        sessions: Some(patient.sessions),
        now: patient.situation.now,
    };
    let state = precedence::of_profile(&look, profile).state;
    matches!(state, State::Valid | State::Refreshable)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fake, lines};
    use super::*;

    const SSO: &str = "[default]\nregion = x\n[profile a]\nsso_session = s\nsso_account_id = 111122223333\nsso_role_name = R\n[sso-session s]\nsso_region = eu-west-1\nsso_start_url = https://x.awsapps.com/start\n";
    const TOKEN: &str = r#"{"accessToken": "t", "expiresAt": "2026-01-02T09:00:00Z"}"#;

    fn found(variables: &[(&'static str, &'static str)], config: &str, key: &str) -> Vec<Finding> {
        let fake = Fake { variables, config, ..Fake::default() };
        fake.with_token(key, TOKEN).patient(|patient| Nobody.run(patient))
    }

    #[test]
    fn somebody_is_fine_and_so_is_a_choice() {
        for (variables, config) in [
            (&[("AWS_PROFILE", "a")] as &[_], SSO),
            (&[], "[default]\naws_access_key_id = k\naws_secret_access_key = s\n"),
            (&[("AWS_ACCESS_KEY_ID", "k"), ("AWS_SECRET_ACCESS_KEY", "s")], ""),
        ] {
            assert_eq!(lines(&found(variables, config, "")), [""; 0]);
        }
    }

    #[test]
    fn what_there_is_instead_is_said() {
        let start = "AWSP-E048 neither the variables nor [default] have credentials";
        for (config, key, expected, fix) in [
            ("", "", "", "aws configure sso"),
            (SSO, "", "; some profiles do", "awsp list --long"),
            (SSO, "s", "; profile a has some", "awsp use a"),
        ] {
            let found = found(&[], config, key);

            assert_eq!(lines(&found), [format!("{start}{expected}")]);
            assert_eq!(found[0].fix, [fix]);
        }
    }

    #[test]
    fn a_machine_that_may_have_some_makes_it_a_note() {
        let found = found(&[("AWS_EC2_METADATA_DISABLED", "false")], "", "");

        assert_eq!(found[0].code, "AWSP-N019");
    }
}
