//! A profile that has no credentials.

use crate::display::escaped;
use crate::finding::Finding;
use crate::identity::Kind;
use crate::source::Source;

use super::code::{NO_CREDENTIALS, NO_CREDENTIALS_BUT_THE_MACHINE};
use super::words::chosen;
use super::{Check, Situation};

/// Reports a chosen profile without credentials; on a machine that may have its own it is only noted.
pub(super) struct NoCredentials;

impl Check for NoCredentials {
    fn run(&self, situation: &Situation<'_, '_>) -> Vec<Finding> {
        let identity = situation.identity;
        let is_bare = matches!(identity.kind, Kind::None | Kind::SsoToken);
        let selected = chosen(identity).filter(|_| is_bare && identity.error.is_none());
        let Some(selected) = selected else { return Vec::new() };
        let code = if identity.source == Source::Imds {
            NO_CREDENTIALS_BUT_THE_MACHINE
        } else {
            NO_CREDENTIALS
        };
        let name = escaped(&selected.value);
        vec![
            code.finding(format!("profile {name} has no credentials"))
                .seen(selected.source.clone(), name)
                .why("the AWS CLI asks the machine, which has some on EC2 alone, and stops")
                .fix("awsp list --long"),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::super::fake::{Variables, found};
    use super::*;

    const FILE: &str = "[profile bare]\nregion = x\n[profile token]\nsso_session = s\n[sso-session s]\n\
        [profile dev]\ncredential_process = x\n[default]\nregion = x\n";

    #[test]
    fn profiles_with_credentials_and_no_choice_are_fine() {
        for variables in [
            &[] as Variables,
            &[("AWS_PROFILE", "dev")],
            &[("AWS_PROFILE", "bare"), ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/x")],
        ] {
            assert_eq!(found(&NoCredentials, variables, FILE), [""; 0], "{variables:?}");
        }
    }

    #[test]
    fn a_chosen_profile_without_credentials_is_reported() {
        for (variables, expected) in [
            (&[("AWS_PROFILE", "bare")] as Variables, "AWSP-E017 profile bare has no credentials"),
            (&[("AWS_PROFILE", "token")], "AWSP-E017 profile token has no credentials"),
            (
                &[("AWS_PROFILE", "bare"), ("AWS_EC2_METADATA_DISABLED", "false")],
                "AWSP-N009 profile bare has no credentials",
            ),
        ] {
            assert_eq!(found(&NoCredentials, variables, FILE), [expected], "{variables:?}");
        }
    }
}
