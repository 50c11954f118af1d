//! AWS is there and in trouble.

use std::time::{Duration, Instant};

use serde_json::json;

use super::{GIVEN_UP, PROFILES, answered, assert_attempts, config, prepared};
use crate::network::fake::Fake;
use crate::network::home::home;

/// Fails unless each command names the request that it has sent last.
fn assert_request_is_named(fault: &str) {
    let Some(fake) = Fake::start() else { return };
    fake.rule(&json!({}), &json!({"fault": fault}));
    let sandbox = prepared(home(&fake, &config()));
    for profile in ["p", "corp"] {
        let output = sandbox.awsp(&["export", profile]);
        let requests = fake.requests();
        let id = requests.last().unwrap().text("request_id");
        assert!(output.stderr.contains(id), "{id}: {output:?}");
    }
}

#[test]
fn a_service_that_is_broken() {
    assert_attempts(answered(&json!({"fault": "500"}), GIVEN_UP), 3);
    assert_request_is_named("500");
}

#[test]
fn a_service_that_is_down() {
    assert_attempts(answered(&json!({"fault": "503"}), GIVEN_UP), 3);
    assert_request_is_named("503");
}

#[test]
fn a_service_that_wants_fewer_requests() {
    assert_attempts(answered(&json!({"fault": "slow-down"}), GIVEN_UP), 3);
}

#[test]
fn a_service_that_says_how_long_to_wait() {
    let start = Instant::now();
    assert_attempts(answered(&json!({"fault": "throttled"}), GIVEN_UP), 3);
    assert!(start.elapsed() >= Duration::from_secs(2), "it has not waited");
}

#[test]
fn a_service_that_wants_an_hour_of_peace() {
    let answer = json!({"fault": "throttled", "headers": {"Retry-After": "3600"}});
    answered(&answer, GIVEN_UP);
}

#[test]
fn a_service_that_recovers_has_hardly_been_in_trouble() {
    let Some(fake) = Fake::start() else { return };
    for fault in ["500", "reset"] {
        fake.once(&json!({}), &json!({"fault": fault}));
    }
    let output = home(&fake, PROFILES).awsp(&["export", "p"]);
    assert_eq!((output.code, fake.asked().len()), (0, 3), "{output:?}");
}
