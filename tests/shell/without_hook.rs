//! Shells that nobody has set up, and answers that failed: the command behind `&&` never runs.

use crate::support::{Pty, Sandbox, Shell};

#[test]
fn on_a_terminal_nothing_is_printed_that_nobody_would_evaluate() {
    for shell in Shell::all() {
        let sandbox = sandbox();
        let next = if shell == Shell::Fish { "; and" } else { " &&" };
        for command in ["use staging", "use nope", "clean", "off", "use", ""] {
            let script = format!("awsp {command}{next} echo NEXT; echo END");
            let words = [&[shell.program()], shell.words(), &[&script]].concat();
            let mut pty = Pty::spawn(&sandbox, shell, &words);

            pty.wait_for_end();

            let screen = pty.screen();
            let what = format!("{shell:?}: {command}\n{screen}");
            assert!(screen.contains("END") && !screen.contains("NEXT"), "{what}");
            assert!(!screen.contains("AWS_PROFILE"), "{what}");
        }
    }
}

#[test]
fn on_a_terminal_the_line_that_sets_the_shell_up_is_named() {
    for shell in Shell::all() {
        let sandbox = sandbox();
        let script = "awsp use staging; echo END".to_owned();
        let words = [&[shell.program()], shell.words(), &[&script]].concat();
        let mut pty = Pty::spawn(&sandbox, shell, &words);

        pty.wait_for_end();

        let line = match shell {
            Shell::Dash | Shell::Ksh | Shell::Mksh | Shell::Busybox => {
                r#"eval "$(awsp --shell=posix use NAME)""#
            }
            Shell::Bash | Shell::Zsh | Shell::Fish | Shell::PowerShell => shell.hook_line(),
        };
        assert!(pty.screen().contains(line), "{shell:?}: {}", pty.screen());
    }
}

#[test]
fn a_failed_answer_stops_what_stands_behind_it_however_it_is_evaluated() {
    for shell in Shell::all() {
        let sandbox = sandbox().with("AWS_PROFILE", "dev");
        for evaluation in evaluations(shell) {
            for command in ["use nope", "use -", "use", "use --help", "use --nonsense", "clean x"] {
                let act = evaluation
                    .replace("AWSP", &format!("awsp --shell={} {command}", shell.awsp_name()));
                let next = if shell == Shell::Fish { "; and" } else { " &&" };
                let script = format!("{act}{next} echo NEXT\nsh -c 'echo \"$AWS_PROFILE\"'");

                let output = shell.script(&sandbox, &script);

                let help = command.ends_with("--help");
                let what = format!("{shell:?}: {act}: {output:?}");
                assert!(output.stdout.ends_with("dev\n"), "{what}");
                assert!(help || !output.stdout.contains("NEXT"), "{what}");
                assert!(!output.stderr.is_empty(), "{what}");
            }
        }
    }
}

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.config("[profile dev]\nregion = eu-west-1\n[profile staging]\nregion = eu-west-1\n");
    sandbox
}

/// Returns what users of the shell write around a call, `AWSP`; a POSIX shell needs the quotes.
fn evaluations(shell: Shell) -> &'static [&'static str] {
    match shell {
        Shell::Bash | Shell::Zsh => &["eval \"$(AWSP)\"", "eval $(AWSP)"],
        Shell::Fish => &["AWSP | source", "eval (AWSP)"],
        Shell::PowerShell => &["AWSP | Invoke-Expression"],
        Shell::Dash | Shell::Ksh | Shell::Mksh | Shell::Busybox => &["eval \"$(AWSP)\""],
    }
}
