//! Nothing comes, or too slowly.

use serde_json::json;

use super::{End, NO_ANSWER, answered, placed};
use crate::network::lines::black_hole;

#[test]
fn a_server_that_keeps_silent() {
    answered(&json!({"fault": "silent"}), NO_ANSWER);
}

#[test]
fn a_server_that_sends_a_byte_a_second() {
    answered(&json!({"fault": "drip"}), NO_ANSWER);
}

#[test]
fn a_body_that_comes_a_byte_a_second() {
    answered(&json!({"fault": "drip-body"}), NO_ANSWER);
}

#[test]
fn an_answer_that_comes_too_late() {
    answered(&json!({"delay": 30}), NO_ANSWER);
}

#[test]
fn a_port_that_never_answers() {
    let Some(hole) = black_hole() else { return };
    placed(&format!("http://127.0.0.1:{}", hole.said), NO_ANSWER);
}

#[test]
fn a_port_that_never_answers_is_tried_three_times_for_three_seconds() {
    let Some(hole) = black_hole() else { return };
    let end = End { code: 5, says: &[], limit: 30, within: Some(13) };
    placed(&format!("http://127.0.0.1:{}", hole.said), end);
}
