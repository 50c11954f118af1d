//! What a prompt costs when nothing changed since the last one: no process, and few looks at files.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use rustix::fs::{AtFlags, CWD, Timespec, Timestamps, utimensat};

use super::age;
use crate::support::{Call, Pty, Sandbox, Shell, Trace, started, tool};

/// How many prompts are counted, after ten that may do what a shell does but once.
const PROMPTS: usize = 20;

const CONFIG: &str = "[profile dev]\nregion = eu-west-1\n\
    aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = nothing\n";

/// What is there to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Situation {
    /// A profile that `awsp use` has just chosen
    Switched,
    /// The same, and of what is watched only `~/.aws/config` is there
    Alone,
    /// The same as the first, and `~/.aws/config` is a link
    Linked,
    /// Credentials in the environment, which end soon
    CountingDown,
}

impl Situation {
    const ALL: [Self; 4] = [Self::Switched, Self::Alone, Self::Linked, Self::CountingDown];

    fn sandbox(self) -> Sandbox {
        let sandbox = Sandbox::new();
        age(&sandbox.config(CONFIG));
        if self == Self::Alone {
            return sandbox;
        }
        age(&sandbox.credentials(""));
        age(&sandbox.file(".config/awsp/config", ""));
        for key_id in ["AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE"] {
            age(&sandbox.verified(key_id, ""));
        }
        match self {
            Self::Switched | Self::Alone => sandbox,
            Self::Linked => {
                link_config(&sandbox);
                sandbox
            }
            Self::CountingDown => {
                // Long enough that a test on a slow machine does not see the end of it.
                let end = Timestamp::now() + SignedDuration::from_mins(14);
                sandbox
                    .with("AWS_ACCESS_KEY_ID", "ASIAIOSFODNN7EXAMPLE")
                    .with("AWS_SECRET_ACCESS_KEY", "nothing")
                    .with("AWS_SESSION_TOKEN", "nothing")
                    .with("AWS_CREDENTIAL_EXPIRATION", end.to_string())
            }
        }
    }

    const fn line(self) -> &'static str {
        match self {
            Self::Switched | Self::Alone | Self::Linked => "awsp use dev",
            Self::CountingDown => "",
        }
    }

    const fn shown(self) -> &'static str {
        match self {
            Self::Switched | Self::Alone | Self::Linked => "dev",
            Self::CountingDown => "m READY>",
        }
    }
}

/// Replaces `~/.aws/config` by a link to it, also an old one.
fn link_config(sandbox: &Sandbox) {
    let config = sandbox.home().join(".aws/config");
    fs::rename(&config, sandbox.home().join("dotfile")).unwrap();
    symlink("../dotfile", &config).unwrap();
    let time = Timespec { tv_sec: 1_600_000_000, tv_nsec: 0 };
    let times = Timestamps { last_access: time, last_modification: time };
    utimensat(CWD, &config, &times, AtFlags::SYMLINK_NOFOLLOW).unwrap();
}

/// Returns how often a prompt may look at a watched file.
fn looks(shell: Shell, file: &str) -> usize {
    match shell {
        // Whether it is there by now.
        _ if !Path::new(file).exists() => 1,
        // Newer or older than a file of the same time: two tests of two calls each.
        Shell::Bash | Shell::Fish => 4,
        // Whether it is there, and since when.
        Shell::Zsh => 2,
        Shell::PowerShell => 1,
        Shell::Dash | Shell::Ksh | Shell::Mksh | Shell::Busybox => panic!("{shell:?}: no hook"),
    }
}

/// Returns how often it may look besides.
fn other_looks(shell: Shell, situation: Situation) -> usize {
    match (shell, situation) {
        // fish has no clock, but a file's time and its age add up to one.
        (Shell::Fish, Situation::CountingDown) => 2,
        // .NET looks whether a link leads to a folder.
        (Shell::PowerShell, Situation::Linked) => 1,
        _ => 0,
    }
}

#[test]
fn an_unchanged_prompt_starts_nothing_and_takes_few_looks_at_each_watched_file() {
    if tool("strace").is_none() {
        return;
    }
    for shell in Shell::hooked() {
        // Rounded up here and down below: what a runtime does now and then is not the prompt's.
        let bare = bare_calls(shell).len().div_ceil(PROMPTS);
        for situation in Situation::ALL {
            let sandbox = situation.sandbox();
            let calls = hooked_calls(&sandbox, shell, situation);
            let files = watched(&sandbox, &calls);

            assert_eq!(started(&calls), (0, 0), "{shell:?}, {situation:?}: {calls:#?}");
            let config = sandbox.home().join(".aws/config");
            assert!(
                files.contains(config.to_str().unwrap()) && files.len() > 1,
                "{shell:?}, {situation:?}: {files:?}"
            );
            let looks_taken = calls.len() / PROMPTS;
            let allowed = bare
                + files.iter().map(|file| looks(shell, file)).sum::<usize>()
                + other_looks(shell, situation);
            assert!(
                looks_taken <= allowed,
                "{shell:?}, {situation:?}: {looks_taken} file calls a prompt, at most {allowed} for {files:?}: {:#?}",
                &calls[calls.len() - looks_taken..]
            );
        }
    }
}

/// Returns the calls of the prompts without the hook.
fn bare_calls(shell: Shell) -> Vec<Call> {
    let sandbox = Sandbox::new();
    sandbox.file(shell.startup_path(), shell.startup(""));
    let trace = Trace::new(&sandbox);
    let mut pty = start(&sandbox, shell, &trace);
    calls_of_prompts(&mut pty, &trace, 10)
}

/// Returns the calls of the prompts with the hook; right after a change, there is nothing to be done but once.
fn hooked_calls(sandbox: &Sandbox, shell: Shell, situation: Situation) -> Vec<Call> {
    sandbox.file(shell.startup_path(), shell.startup(shell.hook_line()));
    let trace = Trace::new(sandbox);
    let mut pty = start(sandbox, shell, &trace);
    pty.run(situation.line());
    let shown = pty.prompt();
    assert!(shown.contains(situation.shown()), "{shell:?}, {situation:?}: {shown}");
    let first = trace.calls().len();
    press_enter(&mut pty, 10);
    assert_eq!(started(&trace.calls()[first..]), (0, 0), "{shell:?}, {situation:?}: at once");
    calls_of_prompts(&mut pty, &trace, 0)
}

fn start<'s>(sandbox: &'s Sandbox, shell: Shell, trace: &Trace) -> Pty<'s> {
    let words = [&trace.words("trace=%file,%process")[..], shell.interactive()].concat();
    let mut pty = Pty::spawn(sandbox, shell, &words);
    pty.wait_for("READY>");
    pty
}

fn press_enter(pty: &mut Pty<'_>, times: usize) {
    for _ in 0..times {
        pty.run("");
    }
}

fn calls_of_prompts(pty: &mut Pty<'_>, trace: &Trace, unheeded: usize) -> Vec<Call> {
    press_enter(pty, unheeded);
    let before = trace.calls().len();
    press_enter(pty, PROMPTS);
    let mut calls = trace.calls();
    calls.drain(..before);
    calls
}

/// Returns the files under HOME that a prompt looked at, without those that only hold a time.
fn watched(sandbox: &Sandbox, calls: &[Call]) -> BTreeSet<String> {
    let home = format!("{}/", sandbox.home().display());
    calls
        .iter()
        .filter_map(Call::path)
        .filter(|path| path.starts_with(&home) && !path.contains("/stamps/"))
        .map(str::to_owned)
        .collect()
}
