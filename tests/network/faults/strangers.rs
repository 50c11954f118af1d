//! Somebody answers who is not AWS.

use serde_json::json;

use super::{NOT_AWS, answered, assert_attempts};

#[test]
fn a_page_of_a_captive_portal() {
    assert_attempts(answered(&json!({"fault": "html"}), NOT_AWS), 1);
}

#[test]
fn a_redirect_of_a_captive_portal_is_not_followed() {
    let answer = json!({"fault": "redirect", "headers": {"Location": "/elsewhere"}});
    let fake = answered(&answer, NOT_AWS);
    if let Some(fake) = &fake {
        assert!(!fake.asked().contains(&"/elsewhere".to_owned()), "{:?}", fake.asked());
    }
    assert_attempts(fake, 1);
}

#[test]
fn a_captive_portal_that_knows_the_status_made_for_it() {
    assert_attempts(answered(&json!({"fault": "511"}), NOT_AWS), 1);
}

#[test]
fn an_empty_answer() {
    answered(&json!({"body": ""}), NOT_AWS);
}

#[test]
fn an_answer_that_ends_early() {
    answered(&json!({"fault": "malformed"}), NOT_AWS);
}

#[test]
fn an_answer_with_wrong_types() {
    answered(&json!({"fault": "wrong-types"}), NOT_AWS);
}

#[test]
fn an_answer_in_which_most_is_missing() {
    answered(&json!({"fault": "missing-fields"}), NOT_AWS);
}

#[test]
fn an_answer_that_is_nested_ten_thousand_times() {
    answered(&json!({"fault": "deep"}), NOT_AWS);
}

#[test]
fn an_answer_with_entities() {
    answered(&json!({"fault": "entities"}), NOT_AWS);
}
