//! What the selected profile has to offer.

use crate::identity::{Identity, Kind, Problem, Stop};
use crate::source::Source;

use super::super::Offer;
use super::super::call::Call;
use super::Failure;
use super::attempt::attempt;

/// Takes the credentials of the profile, or goes past it: a profile that is not there, or has none, is no error.
pub(super) fn of_profile(call: &Call<'_, '_>) -> Offer {
    let Some(profile) = &call.profile else { return missing(call) };
    let kind = call.look.dialect.kind(profile);
    let identity = || call.look.at(profile, kind);
    match attempt(call, profile, kind) {
        Err(Failure::Passes(stop)) => Offer::Passes(stop),
        Err(Failure::Stops(stop)) => identity().stopped(stop).into(),
        Ok(state) => {
            let identity = identity();
            let signs_in =
                matches!(identity.source.signer(), Source::Sso { .. } | Source::Login(_));
            if signs_in { Identity { state, ..identity }.into() } else { identity.into() }
        }
    }
}

fn missing(call: &Call<'_, '_>) -> Offer {
    let Some(named) = &call.named else { return Offer::Nothing };
    let message = format!("no profile named `{}`", named.value);
    Offer::Passes(Stop::new(Problem::MissingProfile, message, named.source.clone()))
}

/// Takes the program of a profile that would rather have been something else.
pub(super) fn process_behind(call: &Call<'_, '_>) -> Option<Identity> {
    let profile = call.profile.as_ref()?;
    if call.look.dialect.kind(profile) == Kind::Process {
        return None;
    }
    call.of_kind(Kind::Process)
}
