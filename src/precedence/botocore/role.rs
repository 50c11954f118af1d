//! What keeps botocore from taking a role.

use std::path::{Path, PathBuf};

use crate::chain::{self, Base, Chain};
use crate::identity::{Kind, Known, Problem, Stop, role_request};
use crate::session::{RoleRequest, SsoKey};
use crate::shared_config::Profile;
use crate::source::Source;

use super::super::call::Call;
use super::login;
use super::machine;
use super::settings::no_region;

/// The shortest value of each parameter of a role that botocore sends.
const SHORTEST: [(&str, usize); 4] =
    [("role_arn", 20), ("role_session_name", 2), ("external_id", 2), ("mfa_serial", 9)];

/// The shortest session that can be asked for, in seconds.
const SHORTEST_SESSION: i64 = 900;

/// Returns why botocore stops at the role of `profile`, as far as more than the files decides.
pub(super) fn stops<'t>(call: &Call<'_, 't>, profile: &Profile<'t>) -> Option<Stop> {
    let chain = chain::walk(call.look.config, profile.clone()).ok()?;
    machine::lacks_source(call, &chain)
        .or_else(|| base_does_not_load(call, &chain.base))
        .or_else(|| stops_at_call(call, &chain))
}

/// Returns that what signs first cannot be loaded, which botocore does even where kept credentials need nobody to sign.
fn base_does_not_load<'t>(call: &Call<'_, 't>, base: &Base<'t>) -> Option<Stop> {
    let Base::Profile(profile, kind @ (Kind::Process | Kind::Login)) = base else { return None };
    let key = if *kind == Kind::Login { "login_session" } else { "credential_process" };
    let setting = profile.get(key)?;
    let place = call.look.config.setting_source(setting);
    let identity = call.look.at(profile, *kind);
    if *kind == Kind::Process {
        return missing_program(call, &identity.source, place);
    }
    login::stops(call, &identity, &Known::new(&*setting.value, place))
}

/// Returns that the program of a `credential_process` is not there, as far as its path tells.
pub(super) fn missing_program(call: &Call<'_, '_>, source: &Source, place: Source) -> Option<Stop> {
    let Source::Process(program) = source else { return None };
    let path = Path::new(program);
    if !path.is_absolute() || call.look.sessions.is_none_or(|sessions| sessions.finds(path)) {
        return None;
    }
    let message = format!("the program {program} of credential_process is not there");
    Some(Stop::new(Problem::BadSetting, message, place))
}

/// Returns why a file of kept credentials of IAM Identity Center stops the AWS CLI.
pub(super) fn broken_sso_cache(call: &Call<'_, '_>, source: &Source) -> Option<Stop> {
    let Source::Sso { session, account_id, role_name } = source else { return None };
    let is_url = call.profile.as_ref().is_some_and(|profile| profile.get("sso_session").is_none());
    let key = if is_url { SsoKey::StartUrl(session) } else { SsoKey::Session(session) };
    let path = call.look.sessions?.broken_sso_role(account_id, role_name, key)?;
    Some(unreadable(path))
}

fn unreadable(path: PathBuf) -> Stop {
    let message = format!("{} cannot be read as kept credentials", path.display());
    Stop::new(Problem::BadCache, message, Source::Cache(path))
}

/// Returns what stops the calls that have to be made: a role whose credentials are kept needs none, nor do those below.
fn stops_at_call<'t>(call: &Call<'_, 't>, chain: &Chain<'t>) -> Option<Stop> {
    for role in &chain.roles {
        let request = role_request(role);
        if let Some(stop) = broken_cache(call, &request) {
            return Some(stop);
        }
        if call.look.sessions?.keeps_role(&request, call.look.now) {
            return None;
        }
        let stop = call.sts_stop().or_else(|| no_region(call)).or_else(|| too_short(call, role));
        if let Some(stop) = stop {
            return Some(stop);
        }
    }
    base_lacks_token(call, &chain.base)
}

/// Returns that what signs first needs a web identity token, and its file is not there.
fn base_lacks_token<'t>(call: &Call<'_, 't>, base: &Base<'t>) -> Option<Stop> {
    let Base::Profile(profile, Kind::WebIdentity) = base else { return None };
    if call.look.at(profile, Kind::WebIdentity).keys.is_some() {
        return None;
    }
    let setting = profile.get("web_identity_token_file")?;
    let place = call.look.config.setting_source(setting);
    call.missing_token(&Known::new(&*setting.value, place))
}

/// Returns why a file of kept credentials stops the AWS CLI: it gives up at one that it cannot read.
pub(super) fn broken_cache(call: &Call<'_, '_>, request: &RoleRequest<'_>) -> Option<Stop> {
    call.look.sessions?.broken_role(request).map(unreadable)
}

/// Returns which parameter of a role is too short to be sent.
fn too_short<'t>(call: &Call<'_, 't>, role: &Profile<'t>) -> Option<Stop> {
    let place = |key: &str| {
        let setting = role.get(key)?;
        Some((setting, call.look.config.setting_source(setting)))
    };
    let texts = SHORTEST.into_iter().find_map(|(key, least)| {
        let (setting, source) = place(key)?;
        let is_short = setting.value.chars().count() < least;
        let message =
            format!("{key} of profile `{}` is shorter than {least} characters", role.name());
        is_short.then(|| Stop::new(Problem::RoleSource, message, source))
    });
    texts.or_else(|| {
        let (_, source) = place("duration_seconds")?;
        let seconds = role_request(role).duration_seconds?.parse::<i64>().ok()?;
        let message = format!(
            "duration_seconds of profile `{}` is less than {SHORTEST_SESSION}",
            role.name()
        );
        (seconds < SHORTEST_SESSION).then(|| Stop::new(Problem::RoleSource, message, source))
    })
}
