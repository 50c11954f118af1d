//! What the hooks start: one program for a switch, none for a prompt, with the real awsp.

use std::fs;
use std::path::Path;

use super::here;
use crate::support::{Pty, Sandbox, tool};

const CONFIG: &str = "[default]\nregion = eu-west-1\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n[profile dev]\nregion = eu-central-1\n";

/// Returns a sandbox whose config file is too old to be asked about again.
fn settled() -> Sandbox {
    let sandbox = Sandbox::new();
    age(&sandbox.config(CONFIG), "2024-01-01");
    sandbox
}

fn age(file: &Path, date: &str) {
    let touched = std::process::Command::new("touch").args(["-d", date]).arg(file).status();
    assert!(touched.unwrap().success());
}

/// Returns how many processes a trace shows to have been made, and how many programs to have been started.
fn started(trace: &Path) -> (usize, usize) {
    let trace = fs::read_to_string(trace).unwrap();
    let count = |calls: &[&str]| {
        trace.lines().filter(|line| calls.iter().any(|call| line.contains(call))).count()
    };
    (count(&["clone(", "clone3(", "fork("]), count(&["execve("]))
}

#[test]
fn a_switch_starts_one_program_and_an_unchanged_prompt_none() {
    if tool("strace").is_none() {
        return;
    }
    for shell in here() {
        let sandbox = settled();
        sandbox.file(shell.startup_path(), shell.startup(shell.hook_line()));
        let trace = sandbox.home().join("trace");
        let words = ["strace", "-f", "-qq", "-o", trace.to_str().unwrap(), "-e"];
        let calls = ["trace=clone,clone3,fork,vfork,execve", shell.program(), "-i"];
        let mut pty = Pty::spawn(&sandbox, shell, &[words.as_slice(), &calls].concat());
        pty.wait_for("READY>");
        pty.run(""); // whatever the shell does but once

        for line in ["true", "awsp use dev", "awsp off", "awsp use nope", "export AWS_REGION=x"] {
            let before = started(&trace).1;
            pty.run(line);
            let after = started(&trace);
            assert_eq!(after.1 - before, usize::from(line != "true"), "{shell:?}: {line}");
            for quiet in ["", ":", "cd /", "x=1", "false"] {
                pty.run(quiet);
            }
            assert_eq!(started(&trace), after, "{shell:?}: after {line}");
        }
    }
}

#[test]
fn an_edited_file_shows_at_the_next_prompt() {
    for shell in here() {
        let sandbox = settled();
        let mut pty = Pty::start(&sandbox, shell);
        assert!(pty.prompt().ends_with("eu-west-1 READY>"), "{shell:?}: {}", pty.prompt());

        for (date, region) in [("2025-01-01", "us-east-1"), ("2023-01-01", "us-west-2")] {
            let edited = CONFIG.replace("eu-west-1", region);
            age(&sandbox.file("edited", edited), date);
            pty.run("mv ~/edited ~/.aws/config");

            let shown = pty.prompt();
            assert!(shown.ends_with(&format!("{region} READY>")), "{shell:?}, {date}: {shown}");
        }
        sandbox.config(CONFIG); // just now, and once more within the same tick
        pty.run("true");
        sandbox.config(CONFIG.replace("eu-west-1", "us-east-1"));
        pty.run("true");

        assert!(pty.prompt().ends_with("us-east-1 READY>"), "{shell:?}: {}", pty.prompt());
    }
}
