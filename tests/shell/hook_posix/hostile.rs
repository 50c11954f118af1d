//! Names that look like code, in the prompt.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use super::{StandIn, here, load};
use crate::support::{Pty, Sandbox, Shell, hostile, tool};

#[test]
fn hostile_names_stay_literal_in_the_prompt() {
    for shell in here() {
        let options: &[&str] = if shell == Shell::Bash {
            &["", "set -o posix", "set -H"]
        } else {
            &["", "setopt prompt_subst prompt_bang"]
        };
        for option in options {
            show_hostile_names(shell, option, &[shell.program(), "-i"]);
        }
        if rustix::process::getuid().is_root() && tool("setpriv").is_some() {
            let words = [
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                shell.program(),
                "-i",
            ];
            show_hostile_names(shell, "", &words);
        }
    }
}

fn show_hostile_names(shell: Shell, option: &str, words: &[&str]) {
    let sandbox = Sandbox::new();
    let stand_in = StandIn::new(&sandbox);
    sandbox.file(shell.startup_path(), shell.startup(&format!("{option}\n{}", load(shell))));
    open_to_all(&sandbox);
    let mut pty = Pty::spawn(&sandbox, shell, words);
    pty.wait_for("none READY>");

    for (number, value) in hostile().iter().enumerate() {
        let octal = value.bytes.iter().fold(String::new(), |mut text, byte| {
            _ = write!(text, "\\{byte:03o}");
            text
        });
        stand_in
            .set("prompt", format!("if : awsp; then __awsp_state $'{octal}' '' '' 0 900; fi\n"));
        pty.run(&format!("export AWS_REGION=r{number}"));

        let plain = value.text().filter(|text| {
            text.len() < 100 && text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
        });
        if let Some(text) = plain.filter(|text| !text.is_empty()) {
            assert_eq!(
                pty.prompt(),
                format!("{text} READY>"),
                "{shell:?} {option} {words:?}: {}",
                value.name
            );
        }
        assert_eq!(fs::read_dir(sandbox.work()).unwrap().count(), 0, "{shell:?}: {}", value.name);
    }
    assert!(pty.run("echo alive").starts_with("alive"), "{shell:?} {option}");
}

/// Lets every user into the sandbox, and into the folder where something executed would leave its mark.
fn open_to_all(sandbox: &Sandbox) {
    let root = sandbox.home().parent().unwrap().to_owned();
    for (path, mode) in [
        (root, 0o755),
        (sandbox.home(), 0o777),
        (sandbox.work(), 0o777),
        (sandbox.home().join("stand-in"), 0o777),
    ] {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }
}
