//! fish and PowerShell with the real program, and the real tools that share the prompt with it.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::support::{Pty, Sandbox, Shell, tool};

const KEYS: &str = "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYXX\n";

fn here() -> impl Iterator<Item = Shell> {
    [Shell::Fish, Shell::PowerShell].into_iter().filter(|shell| shell.is_here())
}

/// Returns a sandbox whose `~/.aws/config` is old enough not to be asked about again.
fn settled() -> Sandbox {
    let sandbox = Sandbox::new();
    age(&sandbox.config(config("eu-west-1")));
    sandbox.file(".local/share/fish/generated_completions/none", ""); // fish's first start would make it, by programs
    sandbox
}

fn config(region: &str) -> String {
    format!(
        "[profile dev]\nregion = {region}\n{KEYS}[profile from-direnv]\nregion = {region}\n{KEYS}"
    )
}

fn age(path: &Path) {
    let time = SystemTime::now() - Duration::from_hours(1);
    File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

#[test]
fn a_link_turned_to_another_file_is_noticed() {
    for shell in here() {
        let sandbox = settled();
        let other = sandbox.file("other", config("eu-west-9"));
        age(&other);
        let link = sandbox.home().join(".aws/config");
        fs::rename(&link, sandbox.home().join("one")).unwrap();
        symlink("../one", &link).unwrap();
        let mut pty = Pty::start(&sandbox, shell);
        pty.run("awsp use dev");
        assert_eq!(pty.prompt(), "dev eu-west-1 READY>", "{shell:?}");
        fs::remove_file(&link).unwrap();
        symlink("../other", &link).unwrap();

        pty.run("cd .");

        assert_eq!(pty.prompt(), "dev eu-west-9 READY>", "{shell:?}");
    }
}

#[test]
fn direnv_is_seen_at_the_same_prompt_in_both_orders() {
    if tool("direnv").is_none() || !Shell::Fish.is_here() {
        return;
    }
    let lines = ["direnv hook fish | source", Shell::Fish.hook_line()];
    for lines in [lines, [lines[1], lines[0]]] {
        let sandbox = settled().with("DIRENV_LOG_FORMAT", "");
        sandbox.file("project/.envrc", "export AWS_PROFILE=from-direnv\n");
        let startup = Shell::Fish.startup(&lines.join("\n"));
        let mut pty = Pty::with_startup(&sandbox, Shell::Fish, &startup);

        pty.run("direnv allow ~/project");
        pty.run("cd ~/project");
        assert_eq!(pty.prompt(), "from-direnv eu-west-1 READY>", "{lines:?}");
        pty.run("exec fish -i");
        assert_eq!(pty.prompt(), "from-direnv eu-west-1 READY>", "{lines:?}: the first prompt");
        pty.run("cd /");
        assert!(!pty.prompt().contains("from-direnv"), "{lines:?}: {}", pty.prompt());
    }
}

#[test]
fn what_a_powershell_prompt_changes_is_seen_at_the_same_prompt_in_both_orders() {
    let shell = Shell::PowerShell;
    if !shell.is_here() {
        return;
    }
    let tool = "$global:WANTED = $null; $function:global:_INNER = $function:prompt; \
                function global:prompt { $env:AWS_PROFILE = $global:WANTED; _INNER }";
    for lines in [[tool, shell.hook_line()], [shell.hook_line(), tool]] {
        let sandbox = settled();
        let mut pty = Pty::with_startup(&sandbox, shell, &shell.startup(&lines.join("\n")));

        pty.run("$WANTED = 'dev'");

        assert_eq!(pty.prompt(), "dev eu-west-1 READY>", "{lines:?}");
    }
}

#[test]
fn starship_shows_what_is_exported_and_otherwise_the_segment_is_not_placed_by_itself() {
    if tool("starship").is_none() || !Shell::Fish.is_here() {
        return;
    }
    let starship = "starship init fish | source";
    for (hook, first, then) in [
        ("awsp init --prompt=export fish | source", "dev eu-west-1  R>", "dev eu-west-1 4 R>"),
        ("awsp init fish | source", " R>", "4 R>"),
    ] {
        for lines in [[starship, hook], [hook, starship]] {
            let sandbox = settled();
            sandbox.file(
                ".config/starship.toml",
                "add_newline = false\nformat = '(${env_var.AWSP_PROMPT} )$status R> '\n\
                 [status]\ndisabled = false\nformat = '$int'\nsuccess_symbol = ''\n\
                 [env_var.AWSP_PROMPT]\nformat = '$env_value'\n",
            );
            sandbox.file(Shell::Fish.startup_path(), lines.join("\n"));
            let mut pty = Pty::spawn(&sandbox, Shell::Fish, &["fish", "-i"]);
            pty.expect_prompt("R>");
            pty.wait_for("R>");

            pty.run("awsp use dev");
            assert_eq!(pty.prompt(), first, "{lines:?}");
            assert_eq!(pty.variable("AWSP_PROMPT"), "dev eu-west-1", "{lines:?}");
            pty.run("sh -c 'exit 4'");
            assert_eq!(pty.prompt(), then, "{lines:?}");
        }
    }
}
