//! Times as people and programs read them.

use jiff::Timestamp;

use crate::identity::{Identity, Kind, State};

/// Returns `seconds` since 1970 as RFC 3339 in UTC, whole seconds and `Z`.
pub(crate) fn rfc3339(seconds: i64) -> String {
    Timestamp::from_second(seconds)
        .map(|time| time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
        .unwrap_or_default()
}

/// Returns how the session of `identity` stands in words: `valid, 3h 12m left`.
pub(crate) fn session(identity: &Identity, now: i64) -> String {
    let takes_sign_in = matches!(identity.kind, Kind::Sso | Kind::SsoLegacy | Kind::Login);
    if takes_sign_in && identity.state == State::None && identity.error.is_none() {
        return "not signed in".to_owned();
    }
    state(identity.state, identity.expires_at, now)
}

/// AWS bears with a clock that is off by so much, in seconds.
pub(crate) const MOST_SKEW: i64 = 5 * 60;

/// A clock that is off by more than this, in seconds, is worth a word.
pub(crate) const WORTH_A_WORD: i64 = 60;

/// Returns how far this machine's clock is off in words: `15 min slow`; AWS's is ahead by so many seconds.
pub(crate) fn skew(seconds: i64) -> String {
    let way = if seconds > 0 { "slow" } else { "fast" };
    let length = match seconds.abs() {
        short @ ..120 => format!("{short} s"),
        middle @ ..7200 => format!("{} min", middle / 60),
        long => format!("{} h {} min", long / 3600, long / 60 % 60),
    };
    format!("{length} {way}")
}

fn state(state: State, expires_at: Option<i64>, now: i64) -> String {
    let left = expires_at.map(|end| end.saturating_sub(now));
    match (state, left) {
        (State::Valid, Some(left)) => format!("valid, {} left", duration(left)),
        (State::Refreshable, Some(left)) if left > 0 => {
            format!("valid, {} left, then renewed", duration(left))
        }
        (State::Refreshable, _) => "renewed at the next call".to_owned(),
        (State::Expired, Some(left)) => format!("expired {} ago", duration(left.saturating_neg())),
        (State::Valid | State::Expired | State::Unknown, _) => state.word().to_owned(),
        (State::None, _) => "-".to_owned(),
    }
}

/// Returns a length of time by its two largest units; seconds only where there is nothing larger.
fn duration(seconds: i64) -> String {
    let minutes = seconds.max(0) / 60;
    match (minutes / 1440, minutes / 60 % 24, minutes % 60) {
        (0, 0, 0) => format!("{}s", seconds.max(0)),
        (0, 0, minutes) => format!("{minutes}m"),
        (0, hours, minutes) => format!("{hours}h {minutes}m"),
        (days, hours, _) => format!("{days}d {hours}h"),
    }
}

#[cfg(test)]
mod tests {
    use crate::identity::{Problem, Stop};
    use crate::source::Source;

    use super::*;

    #[test]
    fn times_are_whole_seconds_in_utc() {
        assert_eq!(rfc3339(1_700_000_000), "2023-11-14T22:13:20Z");
    }

    #[test]
    fn only_what_takes_a_sign_in_says_that_it_misses_one() {
        for (kind, expected) in [
            (Kind::Sso, "not signed in"),
            (Kind::SsoLegacy, "not signed in"),
            (Kind::Login, "not signed in"),
            (Kind::Static, "-"),
            (Kind::None, "-"),
        ] {
            assert_eq!(session(&Identity::new(kind, Source::Default), 0), expected, "{kind:?}");
        }
        let sso = Identity::new(Kind::Sso, Source::Default);
        let broken = Stop::new(Problem::RoleSource, String::new(), Source::Default);
        assert_eq!(session(&sso.clone().stopped(broken), 0), "-");
        assert_eq!(session(&Identity { state: State::Unknown, ..sso }, 0), "unknown");
    }

    #[test]
    fn a_state_says_how_long() {
        for (which, expires_at, expected) in [
            (State::Valid, Some(10_000), "valid, 2h 46m left"),
            (State::Valid, Some(200_000), "valid, 2d 7h left"),
            (State::Refreshable, Some(-5), "renewed at the next call"),
            (State::Valid, Some(59), "valid, 59s left"),
            (State::Expired, Some(-600), "expired 10m ago"),
            (State::Expired, Some(-1), "expired 1s ago"),
            (State::Unknown, None, "unknown"),
            (State::None, None, "-"),
        ] {
            assert_eq!(state(which, expires_at, 0), expected);
        }
    }
}
