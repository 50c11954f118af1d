//! Where the three parts of a set of keys come from.

use crate::display::masked;
use crate::source::Source;

/// One part of a set of keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// Its last four characters; `None` while it is not known before the call.
    pub(crate) masked: Option<String>,
    /// Where it comes from.
    pub(crate) source: Source,
}

impl Part {
    /// Returns a part that stands somewhere; only its end is kept.
    pub(crate) fn found(value: &str, source: Source) -> Self {
        Self { masked: Some(masked(value)), source }
    }

    const fn fetched(source: Source) -> Self {
        Self { masked: None, source }
    }
}

/// The three parts of a set of keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Keys {
    /// The access key id.
    pub(crate) id: Part,
    /// The secret access key.
    pub(crate) secret: Part,
    /// The session token, if there is one.
    pub(crate) token: Option<Part>,
}

impl Keys {
    /// Returns keys that `source` hands out at the next call: all that is known of them is that they are temporary.
    pub(crate) fn fetched(source: &Source) -> Self {
        let part = || Part::fetched(source.clone());
        Self { id: part(), secret: part(), token: Some(part()) }
    }

    /// Returns keys that lie in a cache file.
    pub(crate) fn kept(id: Part) -> Self {
        let part = || Part::fetched(id.source.clone());
        Self { secret: part(), token: Some(part()), id }
    }
}
