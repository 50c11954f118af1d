//! Which source of credentials wins, for each family of tools.

pub(crate) mod aws_cli;

use crate::environment::Environment;
use crate::identity::{Expected, Identity, Look};
use crate::profile_kind;
use crate::region;
use crate::session::Sessions;
use crate::shared_config::{Profile, SharedConfig};

/// One call of a tool, as far as it decides who signs it.
pub(crate) struct Call<'a, 't> {
    /// The variables the tool would see.
    environment: &'a Environment,
    /// Files, sessions and time.
    look: Look<'a, 't>,
    /// The profile that is selected, if it exists.
    profile: Option<Profile<'t>>,
    /// Whether somebody named it; else it is the one that is taken for want of a name.
    is_named: bool,
    /// Whether it was named on the command line: variables that hold credentials do not count then.
    is_explicit: bool,
}

/// A place that a tool may take credentials from: `None` where it has none to offer.
type Provider = fn(&Call<'_, '_>) -> Option<Identity>;

impl Call<'_, '_> {
    /// Asks one provider after the other; the first that has something to offer wins, even if it fails later.
    fn first_of(&self, providers: &[Provider]) -> Option<Identity> {
        providers.iter().find_map(|provider| provider(self))
    }

    /// Returns what keys of the selected profile would have to look like.
    fn expected(&self) -> Expected {
        let Some(profile) = &self.profile else { return Expected::default() };
        let offline = Look { sessions: None, ..self.look };
        let identity = offline.at(profile, profile_kind::of(profile));
        Expected {
            account: identity.account.map(|account| account.value),
            role: identity.principal.map(|principal| principal.value),
        }
    }
}

/// Returns who the AWS CLI is with this profile, as far as the profile alone decides.
///
/// Without `sessions` no cache is touched, and the state of sessions is unknown.
pub(crate) fn of_profile<'t>(
    config: &SharedConfig<'t>,
    profile: &Profile<'t>,
    sessions: Option<&Sessions<'_>>,
    now: i64,
) -> Identity {
    let identity = Look { config, sessions, now }.at(profile, profile_kind::of(profile));
    let selected = identity.profile.clone();
    Identity { selected, region: region::of_profile(config, profile), ..identity }
}
