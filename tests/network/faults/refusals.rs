//! AWS says no.

use serde_json::json;

use super::{End, GIVEN_UP, PROFILES, answered, assert_attempts, refused};
use crate::network::fake::Fake;
use crate::network::home::home;

#[test]
fn an_expired_token() {
    let answer = json!({"error": "ExpiredToken", "message": "The security token included in the request is expired"});
    assert_attempts(answered(&answer, refused(4, &["is expired"])), 1);
}

#[test]
fn a_key_that_nobody_has() {
    let answer = json!({"error": "InvalidClientTokenId", "status": 403});
    assert_attempts(answered(&answer, refused(4, &["InvalidClientTokenId"])), 1);
}

#[test]
fn a_wrong_signature() {
    let answer = json!({"error": "SignatureDoesNotMatch", "status": 403});
    assert_attempts(answered(&answer, refused(4, &["SignatureDoesNotMatch"])), 1);
}

#[test]
fn a_denial() {
    let answer =
        json!({"error": "AccessDenied", "message": "User: x is not authorized", "status": 403});
    assert_attempts(answered(&answer, refused(6, &["User: x is not authorized"])), 1);
}

#[test]
fn a_message_that_plays_with_the_terminal_and_never_ends() {
    let message =
        format!("\u{1b}]0;gone\u{7}\u{1b}[2J\r\nhint: run me\u{202e}{}", "x".repeat(100_000));
    answered(&json!({"error": "AccessDenied", "message": message, "status": 403}), refused(6, &[]));
}

#[test]
fn a_clock_that_is_wrong_by_two_hours() {
    let answer = json!({"fault": "skewed", "error": "RequestTimeTooSkewed"});
    assert_attempts(answered(&answer, End { says: &["2 h"], ..GIVEN_UP }), 2);
}

#[test]
fn a_clock_that_is_wrong_is_made_up_for() {
    let Some(fake) = Fake::start() else { return };
    fake.once(&json!({}), &json!({"fault": "skewed", "error": "RequestTimeTooSkewed"}));
    fake.rule(&json!({}), &json!({"fault": "skewed"}));

    let output = home(&fake, PROFILES).awsp(&["export", "p"]);

    assert_eq!(output.code, 0, "{output:?}");
    let dates = fake
        .requests()
        .iter()
        .map(|request| hour(request.header("x-amz-date").unwrap()))
        .collect::<Vec<_>>();
    assert_eq!((dates[0] + 2) % 24, dates[1] % 24, "{dates:?}");
}

/// Returns the hour of a date as signatures have it.
fn hour(date: &str) -> u32 {
    date.split('T').nth(1).unwrap().get(..2).unwrap().parse().unwrap()
}

#[test]
fn keys_that_are_refused_change_nothing_in_the_shell() {
    let Some(fake) = Fake::start() else { return };
    fake.rule(&json!({}), &json!({"error": "AccessDenied", "status": 403}));

    let output = home(&fake, PROFILES).awsp(&["--shell=bash", "use", "--export", "p"]);

    assert_eq!((output.code, output.stdout.trim_end()), (6, "false"), "{output:?}");
}
