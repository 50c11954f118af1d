//! Keys of another account than the profile says.

use crate::access_key_id;
use crate::diagnostic::code::ACCOUNT_OF_KEYS;
use crate::display::{escaped, masked};
use crate::finding::Finding;
use crate::profile_kind::{self, Kind};
use crate::shared_config::Profile;

use super::{Examination, Patient, profiles};

/// Reports a profile whose keys are of another account than the one that it states.
pub(super) struct AccountOfKeys;

impl Examination for AccountOfKeys {
    fn name(&self) -> &'static str {
        "account-of-keys"
    }

    fn about(&self) -> &'static str {
        "The account in the key id against the one that the profile states, without asking AWS."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        profiles::each(patient, |profile| judge(patient, profile).into_iter().collect())
    }
}

fn judge<'t>(patient: &Patient<'_, 't>, profile: &Profile<'t>) -> Option<Finding> {
    let id = profile_kind::keys(profile).id?;
    let own = access_key_id::account(&id.value)?;
    let is_signed_with = matches!(profile_kind::of(profile), Kind::Static | Kind::Session);
    let stated = ["aws_account_id", "sso_account_id"].iter().find_map(|key| profile.get(key))?;
    if stated.value.trim() == own || stated.value.is_empty() || !is_signed_with {
        return None;
    }
    let (name, account) = (escaped(profile.name()), escaped(&stated.value));
    let finding = ACCOUNT_OF_KEYS
        .finding(format!("the keys of profile {name} belong to account {own}, but its {} says {account}", stated.key))
        .seen(patient.source(id), format!("{}, account {own}", masked(&id.value)))
        .seen(patient.source(stated), account)
        .why("the AWS CLI and the SDKs sign as the keys: what you do is done in their account, or refused there with AccessDenied")
        .fix(profiles::configure(profile.name(), &stated.key, &own))
        .fix(profiles::enter_keys(profile.name()));
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fake, lines};
    use super::*;

    fn found(account: &str) -> Vec<String> {
        let credentials = format!(
            "[a]\naws_access_key_id = AKIARZPUZDIKGFADW22Y\naws_secret_access_key = s\n{account}\n"
        );
        let fake = Fake {
            variables: &[("AWS_PROFILE", "a")],
            credentials: &credentials,
            ..Fake::default()
        };
        fake.patient(|patient| lines(&AccountOfKeys.run(patient)))
    }

    #[test]
    fn the_own_account_and_none_are_fine() {
        for account in ["", "aws_account_id = 123456789012", "aws_account_id ="] {
            assert_eq!(found(account), [""; 0]);
        }
    }

    #[test]
    fn another_account_is_reported_with_both() {
        let expected = "AWSP-W018 the keys of profile a belong to account 123456789012, but its aws_account_id says 111122223333";

        assert_eq!(found("aws_account_id = 111122223333"), [expected]);
    }
}
