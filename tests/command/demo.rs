//! `awsp demo` without a terminal: the tour, run by the real shell.

use std::fs;

use crate::support::{Pty, Sandbox, Shell, readme};

/// Returns what the tour shows in `shell`.
fn transcript(sandbox: &Sandbox, shell: Shell, words: &[&str]) -> String {
    let shell = format!("--shell={}", option(shell));
    let output = sandbox.awsp(&[&[shell.as_str(), "demo"], words].concat());
    assert_eq!(output.code, 0, "{}", output.stderr);
    output.stdout
}

fn option(shell: Shell) -> &'static str {
    if shell == Shell::PowerShell { "powershell" } else { shell.program() }
}

#[test]
fn the_tour_shows_the_same_in_every_shell() {
    for shell in Shell::hooked() {
        let text = transcript(&Sandbox::new(), shell, &[]);

        for expected in [
            "keys:…EM2E 999900001111 eu-west-1 ⚠ keys",
            "AWS_ACCESS_KEY_ID (…EM2E, account 999900001111) overrides profile dev",
            "unset   AWS_ACCESS_KEY_ID      …EM2E",
            "dev · 111122223333 · eu-west-1",
            "staging · 444455556666 · Deploy · eu-central-1",
            "production · 777788889999 · ReadOnly · us-east-1",
            "no profile named `stagin`",
            "no credentials are configured",
        ] {
            assert!(text.contains(expected), "{shell:?} lacks {expected:?} in\n{text}");
        }
    }
}

#[test]
fn the_tour_shows_what_the_sample_files_say() {
    let sandbox = Sandbox::new();
    let folder = sandbox.file(
        "samples/config",
        include_str!("../../src/demo/config.ini").replace("444455556666", "123412341234"),
    );
    sandbox.file("samples/credentials", include_str!("../../src/demo/credentials.ini"));
    let folder = folder.parent().unwrap().to_str().unwrap().to_owned();

    for shell in Shell::hooked() {
        let text = transcript(&sandbox, shell, &["--samples", &folder]);

        assert!(text.contains("staging · 123412341234 · Deploy"), "{shell:?}\n{text}");
        assert!(!text.contains("444455556666"), "{shell:?}\n{text}");
    }
}

#[test]
fn nothing_is_left_behind() {
    let sandbox = Sandbox::new();
    let root = sandbox.home().parent().unwrap().to_owned();
    let entries =
        || ["tmp", "home", "work"].map(|folder| fs::read_dir(root.join(folder)).unwrap().count());
    let before = entries();

    transcript(&sandbox, Shell::Bash, &[]);

    assert_eq!(entries(), before);
}

/// The README's transcript is what the demo really prints.
#[test]
fn the_readme_shows_the_tour() {
    let text = transcript(&Sandbox::new(), Shell::Bash, &[]);
    let home = text
        .split(".aws/config")
        .next()
        .and_then(|text| text.rsplit([' ', '\n']).next())
        .unwrap()
        .to_owned();
    let text = text.replace(&home, "~/");

    readme::shows("transcript", &format!("```console\n{text}```\n"));
}

#[test]
fn a_newcomer_sees_the_warning_cleans_switches_and_leaves() {
    for shell in Shell::hooked() {
        let sandbox = Sandbox::new();
        let words = ["awsp", &format!("--shell={}", option(shell)), "demo"];
        let mut pty = Pty::spawn(&sandbox, shell, &words);

        pty.wait_for("999900001111 eu-west-1 ⚠ keys");
        pty.send("awsp clean\r");
        pty.wait_for("dev 111122223333 eu-west-1");
        pty.send("awsp use staging\r");
        pty.wait_for("staging 444455556666 eu-central-1");
        pty.send("exit\r");
        pty.wait_for("You left the demo");
    }
}

#[test]
fn a_closed_terminal_leaves_nothing_behind() {
    let sandbox = Sandbox::new();
    let mut pty = Pty::spawn(&sandbox, Shell::Bash, &["awsp", "--shell=bash", "demo"]);
    pty.wait_for("⚠ keys");
    let folder = sandbox.home().parent().unwrap().join("tmp");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);

    // What a terminal sends to everybody in it when it goes.
    pty.send("kill -HUP $PPID $$\r");
    pty.wait_for_end();

    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
}
