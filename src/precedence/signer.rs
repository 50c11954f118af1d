//! With what a call is signed, as far as one tool's answer can be held against another's.

use crate::identity::{Identity, Keys, Kind};
use crate::source::Source;

use super::verdict::lacking;

/// With what a call is signed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signer<'a> {
    source: &'a Source,
    /// The parts of the keys, where they stand; kept credentials of a role are those of the role.
    keys: Option<&'a Keys>,
}

impl<'a> Signer<'a> {
    /// Returns what signs for `identity`; `None` if nothing does, or only the machine, which may have nothing.
    pub(crate) fn of(identity: &'a Identity) -> Option<Self> {
        let is_nobody = identity.kind == Kind::None || identity.error.is_some();
        if is_nobody || lacking(identity).is_some() {
            return None;
        }
        let keys = identity.keys.as_ref();
        let keys = keys.filter(|keys| !matches!(keys.id.source, Source::Cache(_)));
        Some(Self { source: &identity.source, keys })
    }
}

impl PartialEq for Signer<'_> {
    fn eq(&self, other: &Self) -> bool {
        is_same(self.source, other.source) && self.keys == other.keys
    }
}

impl Eq for Signer<'_> {}

/// Returns whether the credentials come from the same place; of a role it does not matter who signs for it.
fn is_same(one: &Source, other: &Source) -> bool {
    match (one, other) {
        (
            Source::AssumeRole { role_arn, .. },
            Source::AssumeRole { role_arn: other_role_arn, .. },
        ) => role_arn == other_role_arn,
        (_, _) => one == other,
    }
}
