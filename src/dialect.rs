//! How a family of tools reads a profile.

use crate::chain::{self, Chain};
use crate::identity::Stop;
use crate::profile_kind::{self, Kind, KindRule};
use crate::shared_config::{Profile, Setting, SharedConfig, View};

/// The settings that hold the keys of a profile.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct KeySettings<'a, 't> {
    /// The access key id.
    pub(crate) id: Option<&'a Setting<'t>>,
    /// The secret access key.
    pub(crate) secret: Option<&'a Setting<'t>>,
    /// The session token; an empty one is none.
    pub(crate) token: Option<&'a Setting<'t>>,
}

/// Returns the keys of a profile, each from whichever file has it.
pub(crate) fn merged_keys<'a, 't>(profile: &'a Profile<'t>) -> KeySettings<'a, 't> {
    KeySettings {
        id: profile.get("aws_access_key_id"),
        secret: profile.get("aws_secret_access_key"),
        token: profile.get("aws_session_token"),
    }
}

/// How a family of tools reads a profile, whatever the variables say.
pub(crate) struct Dialect {
    /// Whose eyes it reads the files with.
    pub(crate) view: View,
    /// What it tries on a profile, in its order.
    pub(crate) kinds: &'static [KindRule],
    /// Returns the keys it takes from a profile that holds some.
    pub(crate) keys: for<'a, 't> fn(&'a Profile<'t>) -> KeySettings<'a, 't>,
    /// Returns what it stops at in a profile of that kind; chains of roles aside.
    pub(crate) problem: for<'t> fn(&SharedConfig<'t>, &Profile<'t>, Kind) -> Option<Stop>,
    /// Follows a role to what signs for it.
    pub(crate) walk: for<'t> fn(&SharedConfig<'t>, Profile<'t>) -> Result<Chain<'t>, Stop>,
}

/// The AWS CLI and boto3.
pub(crate) static BOTO: Dialect = Dialect {
    view: View::Boto,
    kinds: profile_kind::BOTO,
    keys: profile_kind::keys,
    problem: profile_kind::problem,
    walk: chain::walk,
};

impl Dialect {
    /// Returns the kind that the tools settle on.
    pub(crate) fn kind(&self, profile: &Profile<'_>) -> Kind {
        self.kind_except(profile, &[])
    }

    /// Returns the kind that they settle on when some do not count: the own role of a profile that signs for another role.
    pub(crate) fn kind_except(&self, profile: &Profile<'_>, kinds: &[Kind]) -> Kind {
        self.kinds
            .iter()
            .find(|(kind, applies)| !kinds.contains(kind) && applies(profile))
            .map_or(Kind::None, |(kind, _)| *kind)
    }
}
