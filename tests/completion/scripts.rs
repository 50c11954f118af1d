//! The scripts that register the completion.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Sandbox, Shell};

/// Where a person finds the script of each shell.
const FILES: [(Shell, &str); 4] = [
    (Shell::Bash, "awsp.bash"),
    (Shell::Zsh, "_awsp"),
    (Shell::Fish, "awsp.fish"),
    (Shell::PowerShell, "_awsp.ps1"),
];

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("completions").join(name)
}

#[test]
fn the_files_are_what_awsp_prints_and_the_hook_ends_in_it() {
    let sandbox = Sandbox::new();
    for (shell, name) in FILES {
        let printed = sandbox.awsp(&["completions", shell.awsp_name()]);
        let hook = sandbox.awsp(&["init", shell.awsp_name()]);
        if std::env::var_os("UPDATE").is_some_and(|update| update == "1") {
            fs::write(file(name), &printed.bytes).unwrap();
        }

        assert_eq!(printed.code, 0, "{shell:?}: {}", printed.stderr);
        assert!(hook.stdout.ends_with(&printed.stdout), "{shell:?}");
        assert_eq!(
            fs::read_to_string(file(name)).unwrap(),
            printed.stdout,
            "completions/{name} is stale: UPDATE=1 tests/run the_files_are"
        );
    }
}
