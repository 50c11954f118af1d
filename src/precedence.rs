//! Which source of credentials wins, for each family of tools.
//!
//! Each family has a file that holds its [`Rules`]: what names the profile, where the Region and the endpoint stand, and
//! who is asked for credentials, each list in the family's own order. The engine here only goes through the lists.

mod botocore;
mod call;
mod common;
mod endpoint;
mod family;
mod rules;
mod services;
mod signer;
mod url;
mod verdict;

mod aws_cli;
mod boto3;
mod go;
mod java;
mod javascript;
mod rust_sdk;
mod terraform;

use crate::environment::Environment;
use crate::identity::{Identity, Look};
use crate::region;
use crate::session::{Caches, Sessions};
use crate::shared_config::{Profile, SharedConfig};

use call::Call;
use rules::{Check, Find, Offer, Place, Provider, Rules};

pub(crate) use family::Family;
pub(crate) use services::{Services, services};
pub(crate) use signer::Signer;
pub(crate) use verdict::{Ranked, Verdict};

/// The profile that is taken when nobody names one.
const DEFAULT: &str = "default";

/// What decides who signs: everything a tool would look at.
#[derive(Clone, Copy)]
pub(crate) struct Facts<'a, 't> {
    /// The variables.
    pub(crate) environment: &'a Environment,
    /// Both AWS files.
    pub(crate) config: &'a SharedConfig<'t>,
    /// The sessions on disk.
    pub(crate) caches: &'a dyn Caches,
    /// Now, in seconds since 1970.
    pub(crate) now: i64,
    /// The profile that is named on the command line or in code; an empty name is none.
    pub(crate) profile_flag: Option<&'a str>,
}

/// Returns who signs the next call of a tool of `family`.
pub(crate) fn identify(family: Family, facts: &Facts<'_, '_>) -> Identity {
    with_call(family.rules(), facts, |rules, call| {
        let identity = match (rules.refuses)(call) {
            Some(stop) => Identity::refused(stop),
            None => rules.winner(call),
        };
        placed(identity, call)
    })
}

/// Returns who signs the next call of `tool`, and who would sign it for each other family.
pub(crate) fn identify_all(
    tool: Family,
    facts: &Facts<'_, '_>,
) -> (Identity, Vec<(Family, Identity)>) {
    let others = Family::ALL.into_iter().filter(|family| *family != tool);
    let others = others.map(|family| (family, identify(family, facts))).collect();
    (identify(tool, facts), others)
}

/// Returns the whole answer for a tool of `family`: who signs, and everything that was set aside for that.
pub(crate) fn explain(family: Family, facts: &Facts<'_, '_>) -> Verdict {
    with_call(family.rules(), facts, |rules, call| Verdict::of(family, rules, call))
}

/// Returns the endpoint of STS for a tool of `family`, if it is not AWS's own.
pub(crate) fn endpoint(family: Family, facts: &Facts<'_, '_>) -> Option<String> {
    with_call(family.rules(), facts, |_, call| call.endpoint().map(|endpoint| endpoint.value))
}

/// Returns whether all tools sign with the same keys for the same Region, or none of them signs.
pub(crate) fn agree(verdicts: &[Verdict]) -> bool {
    verdicts.windows(2).all(|pair| matches!(pair, [one, other] if one.is_like(other)))
}

/// Adds what the call knows apart from the credentials.
fn placed(identity: Identity, call: &Call<'_, '_>) -> Identity {
    let selected = call.named.clone().or_else(|| call.default_profile());
    Identity { selected, region: call.region.clone(), ..identity }
}

/// Prepares one call and hands it to `answer`.
fn with_call<T>(
    rules: &'static Rules,
    facts: &Facts<'_, '_>,
    answer: impl FnOnce(&'static Rules, &Call<'_, '_>) -> T,
) -> T {
    let sessions = Sessions::of(facts.environment, facts.caches);
    let sessions = (rules.sessions)(sessions, facts.environment);
    let look = Look {
        dialect: rules.dialect,
        environment: facts.environment,
        config: facts.config,
        sessions: Some(&sessions),
        now: facts.now,
    };
    answer(rules, &Call::new(rules, look, facts.profile_flag))
}

/// Returns who a tool is with this profile, as far as the profile alone decides.
pub(crate) fn of_profile<'t>(look: &Look<'_, 't>, profile: &Profile<'t>) -> Identity {
    let identity = look.at(profile, look.dialect.kind(profile));
    let selected = identity.profile.clone();
    Identity { selected, region: region::of_profile(look.config, profile), ..identity }
}

#[cfg(test)]
mod tests;
