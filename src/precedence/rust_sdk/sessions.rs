//! What the SDK insists on in the files of sign-in sessions.

use serde_json::{Map, Value};

use crate::identity::{Problem, Stop};
use crate::session::{SsoKey, Store, login_token, seconds_since_epoch, sso_token};
use crate::source::Source;

use super::super::call::Call;
use super::calls;
use super::endpoint::{self, Service};

/// The SDK renews a session that has fewer seconds left than this.
const WINDOW: i64 = 5 * 60;

/// Returns why the role of IAM Identity Center cannot be taken.
pub(super) fn sso_stop(
    call: &Call<'_, '_>,
    key: SsoKey<'_>,
    region: &str,
    source: &Source,
) -> Option<Stop> {
    let stop = |message| Some(Stop::new(Problem::NotSignedIn, message, source.clone()));
    let Some(token) = read(call, Store::Sso, &sso_token(key.name())) else {
        return stop("nobody is signed in");
    };
    let Some(end) = end_of(&token) else { return stop("the sign-in token is no good") };
    let is_over = end <= call.look.now;
    match renewable(&token, call.look.now) {
        _ if is_over && matches!(key, SsoKey::StartUrl(_)) => stop("the session has ended"),
        false if is_over => stop("the session has ended"),
        true if matches!(key, SsoKey::Session(_)) && end - WINDOW <= call.look.now => {
            renewal_stop(call, is_over)
        }
        true | false => None,
    }
    .or_else(|| {
        let message = format!("sso_region is `{region}`, which is no part of a host name");
        (!calls::is_host(region)).then(|| Stop::new(Problem::Sso, message, source.clone()))
    })
    .or_else(|| endpoint::stop(call, Service::Sso))
}

/// Returns why a token cannot be renewed; one that has not ended is used as it is where that merely fails.
fn renewal_stop(call: &Call<'_, '_>, is_over: bool) -> Option<Stop> {
    let panics = endpoint::custom(call, Service::SsoOidc).is_some_and(|url| url.value.is_empty());
    endpoint::stop(call, Service::SsoOidc).filter(|_| is_over || panics)
}

/// Returns when a token ends, if the SDK can read all of it.
fn end_of(token: &Map<String, Value>) -> Option<i64> {
    text(token, "accessToken")?;
    if let Some(end) = text(token, "registrationExpiresAt") {
        moment(end)?;
    }
    moment(text(token, "expiresAt")?)
}

fn renewable(token: &Map<String, Value>, now: i64) -> bool {
    let is_there = |key| text(token, key).is_some();
    let registered_until = text(token, "registrationExpiresAt").and_then(moment);
    ["clientId", "clientSecret", "refreshToken"].into_iter().all(is_there)
        && registered_until.is_some_and(|end| end > now)
}

/// Returns why the session of `aws login` cannot be used.
pub(super) fn login_stop(call: &Call<'_, '_>, session: &str, source: &Source) -> Option<Stop> {
    let stop = |message| Some(Stop::new(Problem::NotSignedIn, message, source.clone()));
    let Some(token) = read(call, Store::Login, &login_token(session.trim())) else {
        return stop("nobody is signed in");
    };
    match end_of_login(&token) {
        None => stop("the session lacks something that the SDK insists on"),
        Some(end) if end - WINDOW <= call.look.now => calls::sign_in_stop(call),
        Some(_) => None,
    }
}

/// Returns when the keys of a login session end, if nothing is missing that the SDK insists on.
fn end_of_login(token: &Map<String, Value>) -> Option<i64> {
    for key in ["clientId", "refreshToken", "dpopKey"] {
        text(token, key)?;
    }
    let keys = member(token, "accessToken")?.as_object()?;
    for key in ["accessKeyId", "secretAccessKey", "sessionToken", "accountId"] {
        text(keys, key)?;
    }
    moment(text(keys, "expiresAt")?)
}

fn read(call: &Call<'_, '_>, store: Store, name: &str) -> Option<Map<String, Value>> {
    match call.look.sessions?.json(store, name)? {
        Value::Object(members) => Some(members),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            None
        }
    }
}

/// Returns a member whatever the case of its name; of several, the last.
fn member<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let mut members = object.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
    members.next_back().map(|(_, value)| value)
}

fn text<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    member(object, name)?.as_str()
}

/// Returns a time; the SDK takes none but those that end in `Z`.
fn moment(text: &str) -> Option<i64> {
    seconds_since_epoch(text).filter(|_| text.ends_with('Z'))
}
