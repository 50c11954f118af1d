//! What a change costs: one program, and beside its process only the guard's.

use super::age;
use crate::support::{Pty, Sandbox, Shell, Trace, started, tool};

const CONFIG: &str = "[profile dev]\nregion = eu-west-1\n\
    aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = nothing\n";
const CALLS: &str = "trace=%process";

fn settled() -> Sandbox {
    let sandbox = Sandbox::new();
    age(&sandbox.config(CONFIG));
    sandbox
}

/// Returns the processes that prove in a subshell that no variable stands in the way.
fn guard(shell: Shell) -> usize {
    match shell {
        Shell::Dash | Shell::Ksh | Shell::Mksh | Shell::Busybox => 1,
        Shell::Bash => usize::from(shell.version() < 500),
        Shell::Zsh => usize::from(shell.version() < 509),
        Shell::Fish | Shell::PowerShell => 0,
    }
}

fn set(shell: Shell, name: &str, value: &str) -> String {
    match shell {
        Shell::PowerShell => format!("$env:{name} = '{value}'"),
        Shell::Fish => format!("set -gx {name} {value}"),
        Shell::Bash | Shell::Zsh | Shell::Dash | Shell::Ksh | Shell::Mksh | Shell::Busybox => {
            format!("export {name}={value}")
        }
    }
}

#[test]
fn a_command_or_a_changed_prompt_starts_one_program_and_the_next_prompts_none() {
    if tool("strace").is_none() {
        return;
    }
    for shell in Shell::hooked() {
        let sandbox = settled();
        sandbox.file(shell.startup_path(), shell.startup(shell.hook_line()));
        let trace = Trace::new(&sandbox);
        let mut pty =
            Pty::spawn(&sandbox, shell, &[&trace.words(CALLS)[..], shell.interactive()].concat());
        pty.wait_for("READY>");
        pty.run(""); // whatever the shell does but once
        for (line, processes, programs) in [
            ("awsp use dev".to_owned(), 1 + guard(shell), 1),
            ("awsp current".to_owned(), 1, 1),
            ("awsp list".to_owned(), 1, 1),
            (set(shell, "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"), 1, 1),
            ("awsp clean".to_owned(), 1 + guard(shell), 1),
            ("awsp use nope".to_owned(), 1, 1),
            (set(shell, "AWS_REGION", "eu-west-2"), 1, 1),
            ("awsp off".to_owned(), 1 + guard(shell), 1),
            ("cd /".to_owned(), 0, 0),
        ] {
            let before = trace.calls().len();
            pty.run(&line);
            let calls = trace.calls().split_off(before);
            assert_eq!(started(&calls), (processes, programs), "{shell:?}: {line}: {calls:#?}");
            let before = trace.calls().len();
            for _ in 0..3 {
                pty.run("");
            }
            let calls = trace.calls().split_off(before);
            assert_eq!(started(&calls), (0, 0), "{shell:?}: after {line}: {calls:#?}");
        }
    }
}

#[test]
fn a_script_without_the_hook_starts_one_program_for_a_change() {
    if tool("strace").is_none() {
        return;
    }
    for shell in Shell::all() {
        let sandbox = settled();
        let trace = Trace::new(&sandbox);
        let mut command = sandbox.command("strace");
        command.args(&trace.words(CALLS)[1..]).arg(shell.program()).args(shell.words());
        command.arg(shell.evaluation("use dev"));

        let output = sandbox.run(&mut command);

        let calls = trace.calls();
        let (processes, programs) = started(&calls);
        assert_eq!(output.code, 0, "{shell:?}: {output:?}");
        assert_eq!(programs, 2, "{shell:?}: the shell itself and awsp: {calls:#?}");
        assert!(processes <= 1 + guard(shell), "{shell:?}: {processes} processes: {calls:#?}");
    }
}
