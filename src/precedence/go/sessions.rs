//! What the SDK minds in the files that sessions are kept in, beside what every tool does.

use crate::identity::{Problem, Stop};
use crate::session::{LoginToken, SsoToken};
use crate::shared_config::Profile;

use super::super::call::Call;
use super::has;
use super::load::place;

/// What a session of `aws login` must have, also while its keys are good.
const LOGIN: [&str; 8] = [
    "/accessToken/accessKeyId",
    "/accessToken/secretAccessKey",
    "/accessToken/sessionToken",
    "/accessToken/accountId",
    "/accessToken/expiresAt",
    "/clientId",
    "/refreshToken",
    "/dpopKey",
];

/// Returns that the SDK cannot read when the token of a session ends: old tools wrote `…UTC`.
pub(super) fn unreadable_end<'t>(call: &Call<'_, 't>, profile: &Profile<'t>) -> Option<Stop> {
    let key = if has(profile, "sso_session") { "sso_session" } else { "sso_start_url" };
    let end = SsoToken::written_end(call.look.sessions?, profile.value(key)?)?;
    if is_rfc3339(&end) {
        return None;
    }
    let message = "the SDK cannot read when the session ends; sign in again";
    Some(Stop::new(Problem::BadCache, message, place(call.look.config, profile, key)))
}

/// Returns what a session of `aws login` lacks.
pub(super) fn incomplete_login<'t>(call: &Call<'_, 't>, profile: &Profile<'t>) -> Option<Stop> {
    let session = profile.value("login_session")?;
    let missing = LoginToken::lacks(call.look.sessions?, session, &LOGIN)?;
    let name = missing.rsplit('/').next().unwrap_or(missing);
    let message = format!("the session of `aws login` lacks {name}; sign in again");
    let place = place(call.look.config, profile, "login_session");
    Some(Stop::new(Problem::BadCache, message, place))
}

/// Returns whether `text` is a time as Go reads it: to the second or finer, with a zone in numbers or `Z`.
fn is_rfc3339(text: &str) -> bool {
    const SHAPE: &str = "dddd-dd-ddTdd:dd:dd";
    let Some((time, rest)) = text.split_at_checked(SHAPE.len()) else { return false };
    let fraction = rest.strip_prefix(['.', ',']);
    let zone = fraction.map_or(rest, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    fits(time, SHAPE) && (zone == "Z" || fits(zone, "+dd:dd") || fits(zone, "-dd:dd"))
}

/// Returns whether `text` has the digits and signs of `shape`.
fn fits(text: &str, shape: &str) -> bool {
    let is_like = |(found, wanted): (u8, u8)| match wanted {
        b'd' => found.is_ascii_digit(),
        sign => found == sign,
    };
    text.len() == shape.len() && text.bytes().zip(shape.bytes()).all(is_like)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_that_go_reads() {
        for text in
            ["2099-01-01T00:00:00Z", "2099-01-01T00:00:00.123Z", "2099-01-01T00:00:00+00:00"]
        {
            assert!(is_rfc3339(text), "{text}");
        }
        for text in
            ["2099-01-01T00:00:00UTC", "2099-01-01T00:00:00", "2099-01-01 00:00:00Z", "", "soon"]
        {
            assert!(!is_rfc3339(text), "{text}");
        }
    }
}
