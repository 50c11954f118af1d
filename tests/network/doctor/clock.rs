//! A machine whose clock is wrong.

use serde_json::json;

use super::super::fake::Fake;
use super::super::home::home;
use crate::support::{Sandbox, skip, tool};

/// Returns the report of a doctor who believes that it is so much later.
fn shifted(sandbox: &Sandbox, shift: &str) -> Option<serde_json::Value> {
    if cfg!(target_env = "musl") {
        skip("faketime is a library, and reaches no program that has none");
        return None;
    }
    let mut command = sandbox.command(tool("faketime")?);
    let words = ["doctor", "base", "--online", "--json"];
    command.args(["-f", shift]).arg(sandbox.awsp_path()).args(words);
    let output = sandbox.run(&mut command);
    assert!(output.code <= 1, "{output:?}");
    Some(serde_json::from_str(&output.stdout).unwrap_or_else(|fault| panic!("{fault}: {output:?}")))
}

#[test]
fn how_far_the_clock_is_off_is_told_by_every_answer() {
    let Some(fake) = Fake::start() else { return };
    let sandbox = home(&fake, "");
    for (shift, code) in [
        ("+0s", None),
        ("+2m", Some("AWSP-O008")),
        ("-20m", Some("AWSP-O007")),
        ("+2h", Some("AWSP-O007")),
    ] {
        let Some(report) = shifted(&sandbox, shift) else { return };
        let findings = report["findings"].as_array().unwrap();
        let clock = findings.iter().find(|finding| finding["cause"] == "clock-skew");

        assert_eq!(clock.map(|clock| clock["code"].as_str().unwrap()), code, "{shift}: {report:#}");
    }
}

#[test]
fn a_signature_of_another_time_is_refused_because_of_the_clock() {
    let Some(fake) = Fake::start() else { return };
    let sandbox = home(&fake, "");
    let message = "Signature expired: 20260102T030405Z is now earlier than 20260102T032405Z (20260102T032905Z - 5 min.)";
    let refused = json!({"error": "SignatureDoesNotMatch", "message": message, "status": 403});
    fake.rule(&json!({"action": "GetCallerIdentity"}), &refused);
    let Some(report) = shifted(&sandbox, "-25m") else { return };

    let first = &report["findings"][0];
    assert_eq!(
        (first["code"].as_str(), first["cause"].as_str()),
        (Some("AWSP-O007"), Some("clock-skew")),
        "{report:#}"
    );
    let fix = first["fix"][0].as_str().unwrap();
    assert!(fix.starts_with("sudo "), "{fix}");
}
