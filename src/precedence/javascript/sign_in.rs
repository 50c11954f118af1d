//! Sessions of people: of IAM Identity Center and of `aws login`.

use crate::identity::{Kind, Known, Problem, State, Stop, profile_source};
use crate::session::{LoginToken, SsoToken, Standing};
use crate::shared_config::Profile;
use crate::source::Source;

use super::super::call::Call;
use super::endpoint::{SIGN_IN, SSO};
use super::{Failure, bad_setting, endpoint, region};

/// The SDK renews what has no more seconds left than this.
const WINDOW: i64 = 5 * 60;

/// Returns how the session of a profile of IAM Identity Center stands; every failure stops the SDK.
pub(super) fn sso<'t>(
    call: &Call<'_, 't>,
    profile: &Profile<'t>,
    kind: Kind,
) -> Result<State, Failure> {
    if let Some(stop) = (call.look.dialect.problem)(call.look.config, profile, kind) {
        return Err(Failure::Stops(stop));
    }
    let place = profile_source(call.look.config, profile);
    let state = if kind == Kind::Sso {
        session(call, profile.value("sso_session").unwrap_or_default())
    } else {
        start_url(call, profile.value("sso_start_url").unwrap_or_default())
    };
    let state = state
        .ok_or_else(|| not_signed_in("nobody is signed in, or the session has ended", place))?;
    // The portal's client knows no profile but that of AWS_PROFILE.
    let client = endpoint::profile(call);
    match endpoint::unusable(call, &SSO, client.as_ref()).or_else(|| bad_region(call, profile)) {
        Some(stop) => Err(Failure::Stops(stop)),
        None => Ok(state),
    }
}

/// Returns the state of a session that has a name: one that ends soon has to be renewed, even if it still works.
fn session(call: &Call<'_, '_>, name: &str) -> Option<State> {
    let Some(sessions) = call.look.sessions else { return Some(State::Unknown) };
    let token = SsoToken::read(sessions, name)?.value;
    match token.expires_at {
        Some(end) if end.saturating_sub(call.look.now) > WINDOW => Some(State::Valid),
        Some(_) | None => token.is_complete.then_some(State::Refreshable),
    }
}

/// Returns the state of a session that is known by its start URL, which is never renewed.
fn start_url(call: &Call<'_, '_>, url: &str) -> Option<State> {
    let Some(sessions) = call.look.sessions else { return Some(State::Unknown) };
    match SsoToken::read(sessions, url)?.value.expires_at {
        Some(end) if end <= call.look.now => None,
        Some(_) => Some(State::Valid),
        None => Some(State::Unknown),
    }
}

fn bad_region<'t>(call: &Call<'_, 't>, profile: &Profile<'t>) -> Option<Stop> {
    let own = profile.get("sso_region").filter(|_| profile.get("sso_session").is_none())?;
    let place = call.look.config.setting_source(own);
    (!region::is_label(&own.value)).then(|| bad_setting("sso_region is no Region", place))
}

/// Returns how a session of `aws login` stands.
pub(super) fn login<'t>(call: &Call<'_, 't>, profile: &Profile<'t>) -> Result<State, Failure> {
    let Some(sessions) = call.look.sessions else { return Ok(State::Unknown) };
    let name = profile.value("login_session").unwrap_or_default();
    let place = profile_source(call.look.config, profile);
    let lost = |message| not_signed_in(message, place.clone());
    // The SDK takes the variable as it is.
    let folder = call.environment.text("AWS_LOGIN_CACHE_DIRECTORY");
    if folder.is_some_and(|folder| !folder.starts_with('/')) {
        return Err(lost("AWS_LOGIN_CACHE_DIRECTORY leads to no session"));
    }
    let token = LoginToken::read(sessions, name).map(|token| token.value);
    let token =
        token.filter(|token| token.account.is_some()).ok_or_else(|| lost("nobody is signed in"))?;
    let now = call.look.now;
    match token.expires_at {
        None => return Ok(State::Unknown),
        Some(end) if end.saturating_sub(now) > WINDOW => return Ok(State::Valid),
        Some(_) => {}
    }
    let state = Standing::of_login(sessions, now, name).state;
    if state == State::Expired {
        return Err(lost("the session has ended"));
    }
    renewable(call, profile, state)
}

/// Returns the state of a session that has to be renewed; where that cannot even be asked for, the old keys do while they last.
fn renewable<'t>(
    call: &Call<'_, 't>,
    profile: &Profile<'t>,
    state: State,
) -> Result<State, Failure> {
    let own = profile.get("region");
    let own = own.map(|own| Known::new(&*own.value, call.look.config.setting_source(own)));
    let is_of_client = own.is_none();
    let bad_region = region::unusable(call, own);
    if let Some(stop) = bad_region.clone().filter(|_| is_of_client) {
        return Err(Failure::Stops(stop));
    }
    let client = endpoint::profile(call);
    match bad_region.or_else(|| endpoint::unusable(call, &SIGN_IN, client.as_ref())) {
        Some(stop) if state != State::Valid => Err(Failure::Passes(stop)),
        Some(_) | None => Ok(state),
    }
}

fn not_signed_in(message: &str, place: Source) -> Failure {
    Failure::Stops(Stop::new(Problem::NotSignedIn, message, place))
}
