//! Tokens and sessions that somebody has signed in for, judged as the SDK judges them.

use std::path::PathBuf;

use serde_json::Value;

use crate::identity::{Kind, Known, Problem, Stop, profile_source};
use crate::session::{Store, login_token, seconds_since_epoch, sso_token};
use crate::shared_config::{Profile, View};

use super::super::call::Call;
use super::endpoint::{SIGN_IN, SSO, SSO_OIDC};
use super::{client, settings};

/// The SDK renews what ends within this time, in seconds.
const EARLY: i64 = 300;
/// How long a session of `aws login` can be renewed, in seconds.
const LOGIN_LASTS: i64 = 12 * 3600;

/// Returns why a profile of IAM Identity Center gives no credentials.
pub(super) fn sso<'t>(call: &Call<'_, 't>, profile: &Profile<'t>, kind: Kind) -> Option<Stop> {
    let ambient = settings::ambient(call);
    let (region, key, services) = if kind == Kind::Sso {
        let name = profile.value("sso_session")?;
        let session = call.look.config.view(View::Java).sso_session(name)?;
        let region = session.get("sso_region")?;
        let source = call.look.config.setting_source(region);
        (Known::new(&*region.value, source), name, [SSO, SSO_OIDC].as_slice())
    } else {
        let region = settings::of(call, Some(profile), "sso_region")?;
        (region, profile.value("sso_start_url")?, [SSO].as_slice())
    };
    client::of_service(call, ambient.as_ref(), &region, services).or_else(|| {
        let token = call.look.sessions?.json(Store::Sso, &sso_token(key));
        let verdict = of_token(&token.unwrap_or_default(), call.look.now, kind == Kind::Sso);
        Some(not_signed_in(call, profile, verdict.err()?))
    })
}

/// Judges the token of a session, which can be renewed, or of the old format, which cannot.
fn of_token(token: &Value, now: i64, can_renew: bool) -> Result<(), &'static str> {
    let text = |name: &str| token.get(name).and_then(Value::as_str);
    let end = text("expiresAt").and_then(instant).filter(|_| text("accessToken").is_some());
    let end = end.ok_or("nobody is signed in")?;
    let registration = text("registrationExpiresAt").map(instant);
    if can_renew && registration == Some(None) {
        return Err("the file of the token holds a time that the SDK cannot read");
    }
    if !can_renew {
        return if end >= now { Ok(()) } else { Err("the session has ended") };
    }
    let is_complete =
        ["startUrl", "clientId", "clientSecret"].iter().all(|name| text(name).is_some());
    if end > now + EARLY || is_complete {
        return Ok(());
    }
    Err(if end > now { "the session is about to end" } else { "the session has ended" })
}

/// Returns why a profile with a session of `aws login` gives no credentials.
pub(super) fn login<'t>(call: &Call<'_, 't>, profile: &Profile<'t>) -> Option<Stop> {
    let Some(region) = client::region(call, Some(profile)) else {
        let message = "login_session takes a Region, and none is named";
        let place = profile_source(call.look.config, profile);
        return Some(Stop::new(Problem::NoRegion, message, place));
    };
    let session = profile.value("login_session")?;
    let token = login_json(call, session).unwrap_or_default();
    let Some(end) = of_login(&token) else {
        return Some(not_signed_in(call, profile, "nobody is signed in"));
    };
    if end > call.look.now + EARLY {
        return settings::unfit(call, Some(profile))
            .or_else(|| client::unmade(call, Some(profile), &region, SIGN_IN));
    }
    if end.saturating_add(LOGIN_LASTS) <= call.look.now {
        return Some(not_signed_in(call, profile, "the session has ended"));
    }
    client::of_service(call, Some(profile), &region, &[SIGN_IN])
}

/// Returns when the credentials of a session end; `None` for a file that lacks what the SDK insists on.
fn of_login(token: &Value) -> Option<i64> {
    for name in ["clientId", "dpopKey", "refreshToken"] {
        token.get(name)?.as_str()?;
    }
    let credentials = token.get("accessToken")?;
    for name in ["accessKeyId", "secretAccessKey", "sessionToken", "accountId"] {
        credentials.get(name)?.as_str()?;
    }
    instant(credentials.get("expiresAt")?.as_str()?)
}

/// Returns the file of a session; its folder is taken as it is written, without any expansion.
fn login_json(call: &Call<'_, '_>, session: &str) -> Option<Value> {
    let name = login_token(session);
    let sessions = call.look.sessions?;
    let Some(folder) = settings::variable(call, "AWS_LOGIN_CACHE_DIRECTORY") else {
        return sessions.json(Store::Login, &name);
    };
    serde_json::from_str(&sessions.text(&PathBuf::from(folder.value).join(name))?).ok()
}

fn not_signed_in<'t>(call: &Call<'_, 't>, profile: &Profile<'t>, why: &str) -> Stop {
    Stop::new(Problem::NotSignedIn, why, profile_source(call.look.config, profile))
}

/// Returns a time as Java's `Instant` reads it: with seconds, and a zone that is `Z` or `+hh:mm`.
fn instant(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let is_at = |at: usize, signs: &[u8]| bytes.get(at).is_some_and(|byte| signs.contains(byte));
    let end = bytes.len();
    let has_zone = is_at(end.checked_sub(1)?, b"Zz")
        || (is_at(end.checked_sub(6)?, b"+-") && is_at(end.checked_sub(3)?, b":"));
    let has_time = is_at(10, b"Tt") && is_at(13, b":") && is_at(16, b":");
    if has_zone && has_time { seconds_since_epoch(text) } else { None }
}
