//! Nobody is there, or somebody who hangs up.

use serde_json::json;

use super::{End, GIVEN_UP, answered, assert_attempts, placed};
use crate::network::lines::closed_port;

#[test]
fn a_port_on_which_nobody_listens() {
    let end = End { says: &["cannot reach 127.0.0.1"], ..GIVEN_UP };
    placed(&format!("http://127.0.0.1:{}", closed_port()), end);
}

#[test]
fn a_name_that_nothing_has() {
    placed("https://sts.nowhere.invalid", End { says: &["sts.nowhere.invalid"], ..GIVEN_UP });
}

#[test]
fn a_server_that_hangs_up() {
    assert_attempts(answered(&json!({"fault": "refuse"}), GIVEN_UP), 3);
}

#[test]
fn a_server_that_resets_the_connection() {
    assert_attempts(answered(&json!({"fault": "reset"}), GIVEN_UP), 3);
}

#[test]
fn a_connection_reset_in_the_middle_of_the_body() {
    assert_attempts(answered(&json!({"fault": "reset-body"}), GIVEN_UP), 3);
}

#[test]
fn a_body_shorter_than_it_was_said_to_be() {
    answered(&json!({"fault": "truncated"}), GIVEN_UP);
}
