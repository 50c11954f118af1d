//! `awsp doctor --online` and `awsp why --online`: what AWS says of a set-up.

mod clock;
mod in_moto;
mod recorded;
mod written;

use serde_json::Value;

use crate::support::Sandbox;

/// Returns the report of the doctor, as JSON.
fn examined(sandbox: &Sandbox, words: &[&str]) -> Value {
    let words = [&["doctor", "--online", "--json", "--timeout", "20"], words].concat();
    let output = sandbox.awsp(&words);
    assert!(output.code <= 1, "{output:?}");
    serde_json::from_str(&output.stdout).unwrap_or_else(|fault| panic!("{fault}: {output:?}"))
}

/// Returns the code of the first finding.
fn first(report: &Value) -> &str {
    report["findings"][0]["code"].as_str().unwrap_or("nothing")
}

/// Returns all codes.
fn codes(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().unwrap();
    findings.iter().map(|finding| finding["code"].as_str().unwrap()).collect()
}

/// Returns why something was skipped.
fn skipped<'a>(report: &'a Value, name: &str) -> Option<&'a str> {
    let skipped = report["skipped"].as_array().unwrap();
    skipped.iter().find(|skipped| skipped["name"] == name)?["why"].as_str()
}
