//! Standard streams that are closed, full or read by nobody.

use std::fs::OpenOptions;
use std::process::Stdio;

use super::sandbox;
use crate::support::{Output, Sandbox};

/// Commands that print something, and succeed where somebody reads it.
const PRINTING: [&[&str]; 11] = [
    &["--shell=bash", "use", "staging"],
    &["--shell=powershell/1", "use", "staging"],
    &["--shell=fish", "clean"],
    &["--shell=posix", "off"],
    &["list"],
    &["list", "--json"],
    &["current"],
    &["current", "--json"],
    &["init", "zsh"],
    &["completions", "fish"],
    &["help", "json"],
];

/// Commands that fail anyway.
const FAILING: [&[&str]; 3] = [&["--shell=bash", "use", "nope"], &["--nonsense"], &[]];

/// Runs awsp with a standard output that nothing comes out of.
type Run = fn(&Sandbox, &[&str]) -> Output;

/// What may become of standard output.
const OUTPUTS: [(&str, Run); 3] = [("closed", closed), ("full", full), ("read by nobody", unread)];

#[test]
fn an_answer_that_nobody_gets_is_a_failure_of_its_own() {
    let sandbox = sandbox();
    for (state, run) in OUTPUTS {
        for words in PRINTING {
            let output = run(&sandbox, words);

            assert_eq!(output.code, 74, "{state}: {words:?}: {output:?}");
            assert!(!output.stderr.contains("panicked"), "{state}: {words:?}: {output:?}");
        }
        for words in FAILING {
            let output = run(&sandbox, words);

            assert!([2, 3, 74].contains(&output.code), "{state}: {words:?}: {output:?}");
            assert!(!output.stderr.contains("panicked"), "{state}: {words:?}: {output:?}");
        }
        let prompt = run(&sandbox, &["--shell=bash/1", "prompt"]);
        assert_eq!((prompt.code, prompt.stderr.as_str()), (0, ""), "{state}");
    }
}

#[test]
fn a_closed_standard_input_changes_nothing() {
    let sandbox = sandbox();
    for words in PRINTING.into_iter().chain(FAILING) {
        let usual = sandbox.awsp(words);

        let output = redirected(&sandbox, words, "<&-");

        assert_eq!((output.code, output.stdout), (usual.code, usual.stdout), "{words:?}");
    }
}

#[test]
fn a_closed_standard_error_changes_no_answer() {
    let sandbox = sandbox();
    for words in PRINTING.into_iter().chain(FAILING) {
        let usual = sandbox.awsp(words);

        let output = redirected(&sandbox, words, "2>&-");

        assert_eq!((output.code, output.stdout), (usual.code, usual.stdout), "{words:?}");
    }
}

fn closed(sandbox: &Sandbox, words: &[&str]) -> Output {
    redirected(sandbox, words, ">&-")
}

fn full(sandbox: &Sandbox, words: &[&str]) -> Output {
    redirected(sandbox, words, ">/dev/full")
}

fn redirected(sandbox: &Sandbox, words: &[&str], redirection: &str) -> Output {
    let script = format!("exec \"$@\" {redirection}");
    sandbox.run(sandbox.command("sh").args(["-c", &script, "sh", "awsp"]).args(words))
}

/// Runs awsp with a pipe whose reader is gone before it starts.
fn unread(sandbox: &Sandbox, words: &[&str]) -> Output {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let errors = sandbox.home().join("errors");
    let file = OpenOptions::new().create(true).append(true).open(&errors).unwrap();
    let mut command = sandbox.command(sandbox.awsp_path());
    command.args(words).stdout(writer).stderr(Stdio::from(file));
    let code = command.status().unwrap().code().unwrap_or(-1);
    let stderr = std::fs::read_to_string(&errors).unwrap();
    std::fs::remove_file(errors).unwrap();
    Output { stdout: String::new(), bytes: Vec::new(), stderr, code }
}
