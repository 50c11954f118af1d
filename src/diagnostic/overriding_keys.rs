//! Keys in variables that win over the profile somebody selected.

use crate::display::{escaped, masked};
use crate::finding::Finding;
use crate::identity::{Identity, Kind};
use crate::source::Source;

use super::code::KEYS_OVERRIDE_PROFILE;
use super::{Check, Situation};

/// Reports stray keys, unless a tool exported them on purpose.
pub(super) struct OverridingKeys;

impl Check for OverridingKeys {
    fn run(&self, situation: &Situation<'_>) -> Vec<Finding> {
        let identity = situation.identity;
        let is_stray = identity.kind == Kind::Environment && identity.exported_by.is_none();
        let selected = identity.selected.as_ref().filter(|_| is_stray && identity.error.is_none());
        let Some(selected) = selected else { return Vec::new() };
        let name = escaped(&selected.value);
        let title = format!("{} overrides profile {name}", keys(identity));
        let key_id = identity.access_key_id.as_deref().map(masked).unwrap_or_default();
        vec![
            KEYS_OVERRIDE_PROFILE
                .finding(title)
                .seen(Source::Variable("AWS_ACCESS_KEY_ID".to_owned()), key_id)
                .seen(selected.source.clone(), name.clone())
                .why("keys in variables win over every profile, in the AWS CLI and in the SDKs")
                .fix("awsp clean")
                .fix(format!("awsp use {name}")),
        ]
    }
}

/// Returns the variable with what is known of its keys: `AWS_ACCESS_KEY_ID (…W22Y, account 111122223333)`.
fn keys(identity: &Identity) -> String {
    let key_id = identity.access_key_id.as_deref().map(masked);
    let account =
        identity.account.as_ref().map(|account| format!("account {}", escaped(&account.value)));
    let known: Vec<String> = key_id.into_iter().chain(account).collect();
    format!("AWS_ACCESS_KEY_ID ({})", known.join(", "))
}
