//! The session of `aws login`: what has to be there, and what renewing it takes.

use crate::identity::{Identity, Known, Problem, State, Stop};
use crate::session::LoginToken;

use super::super::call::Call;

/// What botocore insists on, even where the credentials are fresh.
const NEEDED: [&str; 5] = [
    "/accessToken/accessKeyId",
    "/accessToken/secretAccessKey",
    "/accessToken/sessionToken",
    "/accessToken/accountId",
    "/accessToken/expiresAt",
];

/// Returns the identity of a session, or why botocore stops at it.
pub(super) fn checked(
    call: &Call<'_, '_>,
    identity: Identity,
    session: &Known<String>,
) -> Identity {
    match stops(call, &identity, session).filter(|_| identity.error.is_none()) {
        Some(stop) => identity.stopped(stop),
        None => identity,
    }
}

/// Returns why botocore stops at a session.
pub(super) fn stops(
    call: &Call<'_, '_>,
    identity: &Identity,
    session: &Known<String>,
) -> Option<Stop> {
    let sessions = call.look.sessions?;
    if let Some(missing) = LoginToken::lacks(sessions, &session.value, &NEEDED) {
        let name = missing.trim_start_matches("/accessToken/");
        let message = format!("the session of `aws login` lacks {name}");
        return Some(Stop::new(Problem::NotSignedIn, message, session.source.clone()));
    }
    let is_renewed = identity.state == State::Refreshable && identity.keys.is_none();
    is_renewed.then(|| stops_at_renewal(call, session)).flatten()
}

fn stops_at_renewal(call: &Call<'_, '_>, session: &Known<String>) -> Option<Stop> {
    let stop = |problem, message| Some(Stop::new(problem, message, session.source.clone()));
    let token = LoginToken::read(call.look.sessions?, &session.value)?.value;
    if !token.has_key {
        return stop(
            Problem::NotSignedIn,
            "the session of `aws login` has no key to renew it with",
        );
    }
    if let Some(stop) = call.client_stop() {
        return Some(stop);
    }
    let is_known = call.region.is_some() || call.machine_knows_region();
    if is_known {
        return None;
    }
    stop(
        Problem::NoRegion,
        "the session of `aws login` has to be renewed, and nothing names a Region",
    )
}
