//! The `awsp` function under Ctrl-C, Ctrl-Z and `set -x`, and in a script, where nobody presses a key.

use std::fs;

use super::{StandIn, here, load, press};
use crate::support::{Pty, Sandbox};

#[test]
fn a_trace_does_not_show_the_change_and_goes_on_afterwards() {
    for shell in here() {
        let sandbox = Sandbox::new();
        let _stand_in = StandIn::new(&sandbox);
        let mut pty = Pty::with_startup(&sandbox, shell, &shell.startup(&load(shell)));
        pty.run("set -xv");

        let said = pty.run("awsp use dev");
        let on = pty.run(
            "case $- in *v*) echo still-$((20+3));; esac; case $- in *x*) echo on-$((20+3));; esac",
        );

        assert!(!said.contains("AWS_PROFILE=dev"), "{shell:?}: {said}");
        assert!(!said.contains("__awsp_known"), "{shell:?}: {said}");
        assert!(on.contains("\nstill-23") && on.contains("\non-23"), "{shell:?}: {on}");
    }
}

#[test]
fn ctrl_c_stops_the_line_and_leaves_the_shell_as_it_was() {
    for shell in here() {
        for line in ["awsp use slow", "awsp sleep"] {
            let sandbox = Sandbox::new();
            let _stand_in = StandIn::new(&sandbox);
            let mut pty = Pty::with_startup(&sandbox, shell, &shell.startup(&load(shell)));
            pty.run("awsp use dev");

            pty.send(&format!("{line} && echo ne''xt\r"));
            pty.wait_for("\nworking");
            press(&mut pty, "\u{3}");

            assert!(!pty.screen().contains("next"), "{shell:?}: {}", pty.screen());
            assert_ne!(pty.run("echo $?"), "0", "{shell:?}: {line}");
            assert_eq!(pty.run("echo $AWS_PROFILE"), "dev", "{shell:?}: {line}");
            assert_eq!(pty.prompt(), "dev READY>", "{shell:?}: {line}");
        }
    }
}

#[test]
fn a_stopped_command_can_be_taken_up_again() {
    for shell in here() {
        let sandbox = Sandbox::new();
        let _stand_in = StandIn::new(&sandbox);
        let mut pty = Pty::with_startup(&sandbox, shell, &shell.startup(&load(shell)));
        pty.send("awsp sleep\r");
        pty.wait_for("\nworking");

        press(&mut pty, "\u{1a}");
        let jobs = pty.run("jobs");
        pty.send("fg\r");
        pty.wait_until("the job again", |screen| {
            screen.trim_end().lines().next_back().is_some_and(|line| !line.contains("READY"))
        });
        pty.wait_for_job();
        press(&mut pty, "\u{3}");

        assert!(
            jobs.to_lowercase().contains("stopped") || jobs.contains("suspended"),
            "{shell:?}: {jobs}"
        );
        assert_eq!(pty.run("awsp use dev"), "", "{shell:?}");
    }
}

#[test]
fn a_script_gets_the_function_and_nothing_else() {
    for shell in here() {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox);
        let script = format!(
            "PS1=mine; set -eu; {}; awsp use dev; echo $AWS_PROFILE $PS1 ${{PROMPT_COMMAND-}} ${{precmd_functions-}} ${{AWSP_PROMPT-}}; \
             awsp use nope || echo $?; eval \"$(awsp use nope)\" || echo $?; env | grep -c AWSP_ || :",
            load(shell)
        );

        let output = shell.script(&sandbox, &script);

        assert_eq!(output.stdout, "dev mine\n3\n1\n0\n", "{shell:?}");
        assert_eq!(output.stderr, "error: no profile named nope\n".repeat(2), "{shell:?}");
        let name = format!("--shell={}", shell.program());
        assert_eq!(
            stand_in.calls(),
            [format!("{name} use dev"), format!("{name} use nope"), format!("{name} use nope")]
        );
        assert_eq!(fs::read_dir(sandbox.work()).unwrap().count(), 0);
    }
}
