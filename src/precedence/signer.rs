//! With what a call is signed, as far as one tool's answer can be held against another's.

use crate::identity::{Identity, Keys, Kind};
use crate::source::Source;

use super::verdict::lacking;

/// With what a call is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signer {
    source: Source,
    /// The parts of the keys, where they stand; kept credentials of a role are those of the role.
    keys: Option<Keys>,
}

impl Signer {
    /// Returns what signs for `identity`; `None` if nothing does, or only the machine, which may have nothing.
    pub(crate) fn of(identity: &Identity) -> Option<Self> {
        let is_nobody = identity.kind == Kind::None || identity.error.is_some();
        if is_nobody || lacking(identity).is_some() {
            return None;
        }
        let keys = identity.keys.clone();
        let keys = keys.filter(|keys| !matches!(keys.id.source, Source::Cache(_)));
        Some(Self { source: source(identity), keys })
    }
}

/// Returns where the credentials come from; of a role it does not matter who signs for it.
fn source(identity: &Identity) -> Source {
    let mut source = identity.source.clone();
    if let Source::AssumeRole { source: signer, .. } = &mut source {
        **signer = Source::Default;
    }
    source
}
