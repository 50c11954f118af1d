//! Whether the credentials of a profile can be had, as far as that shows without asking for them.

use crate::chain::{Base, CredentialSource};
use crate::identity::{Known, Problem, State, Stop, profile_source};
use crate::profile_kind::Kind;
use crate::shared_config::Profile;
use crate::source::Source;

use super::super::call::Call;
use super::{Failure, endpoint, machine, region, sign_in, walk, web_identity};

/// Tries the credentials of `profile`, which are of `kind`; returns how the session behind them stands.
pub(super) fn attempt<'t>(
    call: &Call<'_, 't>,
    profile: &Profile<'t>,
    kind: Kind,
) -> Result<State, Failure> {
    match kind {
        Kind::Role => role(call, profile),
        Kind::WebIdentity => web_identity(call, profile),
        Kind::Sso | Kind::SsoLegacy => sign_in::sso(call, profile, kind),
        Kind::Login => sign_in::login(call, profile),
        Kind::None => Err(Failure::Passes(nothing(call, profile))),
        Kind::Static
        | Kind::Session
        | Kind::Process
        | Kind::SsoToken
        | Kind::Environment
        | Kind::CredentialFile
        | Kind::Container => Ok(State::Unknown),
    }
}

fn nothing<'t>(call: &Call<'_, 't>, profile: &Profile<'t>) -> Stop {
    let message = format!("profile `{}` has no credentials", profile.name());
    Stop::new(Problem::NoCredentials, message, profile_source(call.look.config, profile))
}

/// Tries what signs for a role, then the calls for the role and those behind it: all go to the Region of the first profile.
fn role<'t>(call: &Call<'_, 't>, profile: &Profile<'t>) -> Result<State, Failure> {
    let chain = walk::follow(call.look.config, profile.clone())?;
    let state = match &chain.base {
        Base::Machine(source) => machine(call, *source)?,
        Base::Profile(profile, kind) => attempt_base(call, profile, *kind)?,
    };
    let own = profile.get("region");
    let own = own.map(|own| Known::new(&*own.value, call.look.config.setting_source(own)));
    let stop = region::unusable(call, own)
        .or_else(|| endpoint::unusable(call, &endpoint::STS, call.profile.as_ref()));
    stop.map_or(Ok(state), |stop| Err(Failure::Stops(stop)))
}

/// Tries a profile that has no role.
fn attempt_base<'t>(
    call: &Call<'_, 't>,
    profile: &Profile<'t>,
    kind: Kind,
) -> Result<State, Failure> {
    if kind == Kind::Role { Ok(State::Unknown) } else { attempt(call, profile, kind) }
}

fn machine(call: &Call<'_, '_>, source: CredentialSource) -> Result<State, Failure> {
    match source {
        CredentialSource::EcsContainer => machine::container_problem(call)?,
        CredentialSource::Ec2InstanceMetadata => {
            if let Some(stop) = machine::metadata_problem(call) {
                return Err(Failure::Stops(stop));
            }
        }
        CredentialSource::Environment => {
            let mut keys = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].into_iter();
            if let Some(name) = keys.find(|name| call.environment.filled(name).is_none()) {
                let message = format!("credential_source is Environment, but {name} is not set");
                let stop = Stop::new(Problem::RoleSource, message, Source::variable(name));
                return Err(Failure::Passes(stop));
            }
        }
    }
    Ok(State::Unknown)
}

fn web_identity<'t>(call: &Call<'_, 't>, profile: &Profile<'t>) -> Result<State, Failure> {
    let Some(token_file) = profile.get("web_identity_token_file") else {
        return Ok(State::Unknown);
    };
    let token_file = Known::new(&*token_file.value, call.look.config.setting_source(token_file));
    let stop = web_identity::problem(call, &token_file);
    stop.map_or(Ok(State::Unknown), |stop| Err(Failure::Stops(stop)))
}
