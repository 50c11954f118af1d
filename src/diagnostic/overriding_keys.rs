//! Keys in variables that win over the selected profile.

use crate::display::{escaped, masked};
use crate::finding::Finding;
use crate::identity::{Identity, Kind};
use crate::profile_kind;
use crate::shared_config::View;
use crate::source::Source;

use super::code::KEYS_OVERRIDE_PROFILE;
use super::words::use_profile;
use super::{Check, Situation};

/// Reports stray keys, unless a tool exported them on purpose.
pub(super) struct OverridingKeys;

impl Check for OverridingKeys {
    fn run(&self, situation: &Situation<'_, '_>) -> Vec<Finding> {
        let identity = situation.identity;
        let is_stray = situation.uses_variables() && identity.exported_by.is_none();
        if !is_stray || identity.error.is_some() || !overrides_credentials(situation) {
            return Vec::new();
        }
        let Some(selected) = &identity.selected else { return Vec::new() };
        let name = escaped(&selected.value);
        let key_id = identity.access_key_id.as_deref().map(masked).unwrap_or_default();
        vec![
            KEYS_OVERRIDE_PROFILE
                .finding(format!("{} overrides profile {name}", keys(identity)))
                .seen(Source::variable("AWS_ACCESS_KEY_ID"), key_id)
                .seen(selected.source.clone(), name)
                .why("keys in variables win over every profile, in the AWS CLI and in all SDKs but that for JavaScript")
                .fix("awsp clean")
                .fix(use_profile(&selected.value)),
        ]
    }
}

/// Returns whether the profile was chosen or, where `default` is taken for want of a choice, has credentials.
fn overrides_credentials(situation: &Situation<'_, '_>) -> bool {
    let Some(selected) = &situation.identity.selected else { return false };
    let profile = situation.config.view(View::Boto).profile(&selected.value);
    selected.source != Source::Default
        || profile.is_some_and(|profile| profile_kind::of(&profile) != Kind::None)
}

/// Returns the variable with what is known of its keys: `AWS_ACCESS_KEY_ID (…W22Y, account 111122223333)`.
fn keys(identity: &Identity) -> String {
    let key_id = identity.access_key_id.as_deref().map(masked);
    let account = identity.account.as_ref();
    let account = account.map(|account| format!("account {}", escaped(&account.value)));
    let known: Vec<String> = key_id.into_iter().chain(account).collect();
    format!("AWS_ACCESS_KEY_ID ({})", known.join(", "))
}

#[cfg(test)]
mod tests {
    use super::super::fake::{Variables, found};
    use super::*;

    const ID: (&str, &str) = ("AWS_ACCESS_KEY_ID", "AKIARZPUZDIKGFADW22Y");
    const SECRET: (&str, &str) = ("AWS_SECRET_ACCESS_KEY", "s");

    #[test]
    fn keys_alone_and_keys_of_a_tool_are_fine() {
        for (variables, config) in [
            (&[ID, SECRET] as Variables, ""),
            (&[ID, SECRET], "[default]\nregion = x\n"),
            (&[("AWS_PROFILE", "dev")], "[profile dev]\n"),
            (&[ID, SECRET, ("AWS_VAULT", "dev")], "[default]\ncredential_process = x\n"),
            (&[ID, SECRET, ("AWSUME_PROFILE", "dev"), ("AWS_PROFILE", "dev")], "[profile dev]\n"),
            (
                &[ID, SECRET, ("AWSP_KEY_ID", "AKIARZPUZDIKGFADW22Y")],
                "[default]\ncredential_process = x\n",
            ),
        ] {
            assert_eq!(found(&OverridingKeys, variables, config), [""; 0], "{variables:?}");
        }
    }

    #[test]
    fn stray_keys_are_named_with_their_account() {
        for (variables, config, expected) in [
            (
                &[ID, SECRET, ("AWS_PROFILE", "staging")] as Variables,
                "[profile staging]\n",
                "AWSP-W001 AWS_ACCESS_KEY_ID (…W22Y, account 123456789012) overrides profile staging",
            ),
            (
                &[
                    ("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"),
                    SECRET,
                    ("AWS_PROFILE", "staging"),
                ],
                "[profile staging]\n",
                "AWSP-W001 AWS_ACCESS_KEY_ID (…MPLE) overrides profile staging",
            ),
            (
                &[ID, SECRET],
                "[default]\ncredential_process = x\n",
                "AWSP-W001 AWS_ACCESS_KEY_ID (…W22Y, account 123456789012) overrides profile default",
            ),
            (
                &[ID, SECRET, ("AWS_VAULT", "dev"), ("AWS_PROFILE", "staging")],
                "[profile staging]\n",
                "AWSP-W001 AWS_ACCESS_KEY_ID (…W22Y, account 123456789012) overrides profile staging",
            ),
        ] {
            assert_eq!(found(&OverridingKeys, variables, config), [expected], "{variables:?}");
        }
    }
}
