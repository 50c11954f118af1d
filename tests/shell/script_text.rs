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
