//! The shape in which each family states its rules.

use crate::dialect::Dialect;
use crate::environment::Environment;
use crate::identity::{Identity, Known, Stop};
use crate::session::Sessions;
use crate::source::Source;

use super::call::Call;

/// How a family of tools decides.
pub(crate) struct Rules {
    /// How it reads a profile.
    pub(crate) dialect: &'static Dialect,
    /// Narrows the sessions on disk to those that it looks for.
    pub(crate) sessions: for<'a> fn(Sessions<'a>, &Environment) -> Sessions<'a>,
    /// Whether it asks the next source when one fails, also at the call itself.
    pub(crate) looks_on: bool,
    /// What names the profile.
    pub(crate) profile: &'static [Place],
    /// Returns what it stops at before it looks for any credentials.
    pub(crate) refuses: Check,
    /// What keeps it from making a client of its own, which it needs for all credentials that are not at hand.
    pub(crate) client: &'static [Check],
    /// What keeps it from making a client of STS besides.
    pub(crate) client_of_sts: &'static [Check],
    /// Who is asked for credentials.
    pub(crate) credentials: &'static [Provider],
    /// Where the Region stands.
    pub(crate) region: &'static [Place],
    /// Where the endpoint of STS stands, if it is not AWS's own.
    pub(crate) endpoint: &'static [Place],
}

/// Returns what a tool stops at.
pub(crate) type Check = fn(&Call<'_, '_>) -> Option<Stop>;

/// A place that a single value may stand at.
pub(crate) struct Place {
    /// Why it counts before those behind it, in one line.
    pub(crate) rule: &'static str,
    /// How it is found.
    pub(crate) find: Find,
}

/// How a single value is found.
pub(crate) enum Find {
    /// The profile that is named on the command line or in code, unless the name is empty.
    Flag,
    /// The same, even when the name is empty.
    FlagOrEmpty,
    /// A variable that counts even when it is empty.
    Variable(&'static str),
    /// A variable that counts unless it is empty.
    Filled(&'static str),
    /// A key of the selected profile, empty or not.
    Setting(&'static str),
    /// A rule of its own.
    Other(fn(&Call<'_, '_>) -> Option<Known<String>>),
}

impl Place {
    /// Returns what stands there.
    pub(super) fn find(&self, call: &Call<'_, '_>) -> Option<Known<String>> {
        self.find.at(call)
    }
}

impl Find {
    /// Returns what is found.
    pub(super) fn at(&self, call: &Call<'_, '_>) -> Option<Known<String>> {
        let of_flag = |name| Some(Known::new(name, Source::Flag("--profile")));
        let of_variable = |value, name| Some(Known::new(value, Source::variable(name)));
        match self {
            Self::Flag => of_flag(call.flag.filter(|name| !name.is_empty())?),
            Self::FlagOrEmpty => of_flag(call.flag?),
            Self::Variable(name) => of_variable(call.environment.text(name)?, name),
            Self::Filled(name) => of_variable(call.environment.filled(name)?, name),
            Self::Setting(key) => call.setting(key),
            Self::Other(find) => find(call),
        }
    }
}

/// A source of credentials.
pub(crate) struct Provider {
    /// Why it counts before those behind it, in one line.
    pub(crate) rule: &'static str,
    /// Returns what it has to offer.
    pub(crate) offer: fn(&Call<'_, '_>) -> Offer,
}

/// What a source of credentials has to offer.
pub(crate) enum Offer {
    /// Nothing: it is not there.
    Nothing,
    /// Something that does not work, and the tool looks on.
    Passes(Stop),
    /// This identity, even if it fails later.
    Takes(Box<Identity>),
}

impl From<Identity> for Offer {
    fn from(identity: Identity) -> Self {
        Self::Takes(Box::new(identity))
    }
}

impl From<Option<Identity>> for Offer {
    fn from(identity: Option<Identity>) -> Self {
        identity.map_or(Self::Nothing, Self::from)
    }
}

impl Rules {
    /// Asks one source after the other; the first that has something to offer wins.
    pub(super) fn winner(&self, call: &Call<'_, '_>) -> Identity {
        let taken = |provider: &Provider| match (provider.offer)(call) {
            Offer::Takes(identity) => Some(*identity),
            Offer::Nothing | Offer::Passes(_) => None,
        };
        self.credentials.iter().find_map(taken).unwrap_or_else(Identity::nobody)
    }
}
