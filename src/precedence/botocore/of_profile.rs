//! What the selected profile has to offer, source by source.

use crate::identity::{Identity, Kind, Look, Problem, State, Stop};
use crate::shared_config::{FileKind, Profile};

use super::super::call::Call;
use super::super::endpoint::SSO;
use super::login;
use super::role;
use super::settings::bad_endpoint;

/// Takes the role of the profile.
pub(super) fn role_of_profile(call: &Call<'_, '_>) -> Option<Identity> {
    let profile = call.profile.as_ref()?;
    let identity = call.of_kind(Kind::Role)?;
    match role::stops(call, profile).filter(|_| identity.error.is_none()) {
        Some(stop) => Some(identity.stopped(stop)),
        None => Some(identity),
    }
}

/// Takes a role of IAM Identity Center.
pub(super) fn sso(call: &Call<'_, '_>) -> Option<Identity> {
    let identity = call.of_kind(Kind::Sso).or_else(|| call.of_kind(Kind::SsoLegacy))?;
    if identity.state == State::Unknown && identity.keys.is_none() && identity.error.is_none() {
        let message = "the session does not say when it ends";
        let stop = Stop::new(Problem::NotSignedIn, message, identity.source.clone());
        return Some(identity.stopped(stop));
    }
    Some(with_client(call, identity))
}

/// Takes the session of `aws login`.
pub(super) fn login(call: &Call<'_, '_>) -> Option<Identity> {
    let session = call.setting("login_session")?;
    Some(login::checked(call, call.of_kind(Kind::Login)?, &session))
}

/// Runs a program.
pub(super) fn process(call: &Call<'_, '_>) -> Option<Identity> {
    let identity = call.of_kind(Kind::Process)?;
    let place = call.setting("credential_process")?.source;
    match role::missing_program(call, &identity.source, place).filter(|_| identity.error.is_none())
    {
        Some(stop) => Some(identity.stopped(stop)),
        None => Some(identity),
    }
}

/// Takes keys of the credentials file.
pub(super) fn keys_in_credentials_file(call: &Call<'_, '_>) -> Option<Identity> {
    keys(&call.look, call.profile.as_ref()?, FileKind::Credentials)
}

/// Takes keys of the config file.
pub(super) fn keys_in_config_file(call: &Call<'_, '_>) -> Option<Identity> {
    keys(&call.look, call.profile.as_ref()?, FileKind::Config)
}

/// Takes the keys that stand in one of the files.
fn keys<'t>(look: &Look<'_, 't>, profile: &Profile<'t>, file: FileKind) -> Option<Identity> {
    profile.get_in(file, "aws_access_key_id")?;
    let in_file = profile.only_in(file);
    let is_session = crate::profile_kind::keys(&in_file).token.is_some();
    let kind = if is_session { Kind::Session } else { Kind::Static };
    Some(look.at(&in_file, kind))
}

/// Stops where a client of the portal is needed and cannot be made; what lies in a cache needs none.
fn with_client(call: &Call<'_, '_>, identity: Identity) -> Identity {
    let is_kept = identity.keys.is_some();
    let stop = role::broken_sso_cache(call, &identity.source)
        .or_else(|| call.client_stop())
        .or_else(|| bad_endpoint(call, SSO));
    match stop.filter(|_| !is_kept && identity.error.is_none()) {
        Some(stop) => identity.stopped(stop),
        None => identity,
    }
}
