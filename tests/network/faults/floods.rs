//! More comes than anybody can want.

use serde_json::{Value, json};

use super::{End, GIVEN_UP, answered, config, prepared};
use crate::network::home::home;

/// What an answer that is too much may cost: the resident memory, in kibibytes.
const MEMORY: u64 = 50 * 1024;

/// Runs its words, and prints the peak of their memory in kibibytes.
const PEAK: &str = "\
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
";

/// Fails unless a fault ends so, in little memory.
fn too_much(answer: &Value) {
    let Some(fake) = answered(answer, End { says: &[], ..GIVEN_UP }) else { return };
    let sandbox = prepared(home(&fake, &config()));
    for profile in ["p", "corp"] {
        let mut command = sandbox.command("python3");
        command.args(["-c", PEAK]).arg(sandbox.awsp_path()).args(["export", profile]);
        let peak: u64 = sandbox.run(&mut command).stdout.trim().parse().unwrap();
        assert!(peak < MEMORY, "{peak} KiB");
    }
}

#[test]
fn a_body_of_a_gibibyte() {
    too_much(&json!({"fault": "huge"}));
}

#[test]
fn a_body_of_a_gibibyte_in_chunks() {
    too_much(&json!({"fault": "huge", "chunked": true}));
}

#[test]
fn headers_without_an_end() {
    too_much(&json!({"fault": "endless-headers"}));
}

#[test]
fn a_mebibyte_that_unpacks_to_a_gibibyte() {
    too_much(&json!({"fault": "gzip-bomb"}));
}
