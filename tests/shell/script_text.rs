//! The scripts of this project, as their own shells and linters see them.

use std::path::Path;

use crate::support::{Sandbox, tool};

#[test]
fn every_script_parses_and_satisfies_its_linter() {
    let checks: &[&[&str]] = &[
        &[
            "bash",
            "-n",
            "tests/run",
            "tests/precedence/run",
            ".ci/run",
            "shell/awsp.bash",
            "shell/complete.bash",
        ],
        &["shellcheck", "tests/run", "tests/precedence/run", ".ci/run"],
        &["shellcheck", "--shell=bash", "shell/awsp.bash", "shell/complete.bash"],
        &["zsh", "-n", "shell/awsp.zsh"],
        &["zsh", "-n", "shell/complete.zsh"],
        &["fish", "--no-execute", "shell/awsp.fish"],
        &["fish", "--no-execute", "shell/complete.fish"],
    ];
    let sandbox = Sandbox::new();
    for words in checks {
        if tool(words[0]).is_none() {
            continue;
        }

        let mut command = sandbox.command(words[0]);
        command.args(&words[1..]).current_dir(Path::new(env!("CARGO_MANIFEST_DIR")));
        let output = sandbox.run(&mut command);

        assert_eq!(output.code, 0, "{words:?}\n{}{}", output.stdout, output.stderr);
    }
}

#[test]
fn a_fish_too_old_for_the_prompt_can_read_the_hook() {
    let hook = include_str!("../../shell/awsp.fish");
    // Before 3.5 fish refuses a whole script for the name of a builtin that it does not know, before 3.4 for a `return`
    // outside of a function.
    assert!(!hook.contains("builtin path"), "fish 3.4 knows no `path`");
    let outside = |line: &&str| !line.starts_with([' ', '#']) && line.contains("return");
    assert_eq!(hook.lines().find(outside), None, "fish 3.3 has no `return` there");
}
