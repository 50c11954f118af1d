//! What the functions of fish and PowerShell make of the program's answers, good and bad.

use super::stand_in::{StandIn, State, change, prompt_call};
use crate::support::{Pty, Sandbox, Shell};

const SHELLS: [Shell; 2] = [Shell::Fish, Shell::PowerShell];

fn here() -> impl Iterator<Item = Shell> {
    SHELLS.into_iter().filter(|shell| shell.is_here())
}

fn and_next(shell: Shell) -> &'static str {
    if shell == Shell::PowerShell { "&& 'NEXT'" } else { "; and echo NEXT" }
}

fn start(text: &str, length: usize) -> String {
    text.chars().take(length).collect()
}

#[test]
fn only_a_whole_marked_answer_of_a_command_that_succeeded_is_evaluated() {
    for shell in here() {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox, shell);
        stand_in.prompts(&State::of("before"));
        let mut pty = Pty::start(&sandbox, shell);
        let whole = change(shell, &[("AWS_PROFILE", "dev")], &State::of("dev"));
        let half = whole.trim_end().rsplit_once(' ').unwrap().0.to_owned();
        let cut = "the answer of awsp was cut off";
        let rows = [
            ("help", "help text\n\nmore\n".to_owned(), 0, "help text\n\nmore\nNEXT", 0, None),
            ("nothing, as help is on stderr", String::new(), 0, "NEXT", 0, None),
            ("whole, but it failed", whole.clone(), 3, "", 3, None),
            ("text, and it failed", "oops\n".to_owned(), 3, "", 3, None),
            ("nothing, and it failed", String::new(), 130, "", 130, None),
            ("cut off", half, 0, cut, 74, None),
            ("cut off in the marker", start(&whole, 4), 0, cut, 74, None),
            ("two answers", whole.repeat(2), 0, cut, 74, None),
            ("whole", whole.clone(), 0, "NEXT", 0, Some("dev")),
        ];
        for (what, answer, code, said, expected, profile) in rows {
            stand_in.answers("use", &answer, code);

            let shown = pty.run(&format!("awsp use x {}", and_next(shell)));

            let text = if shown.contains(cut) { cut } else { &shown };
            assert_eq!(text, said, "{shell:?}: {what}");
            assert_eq!(pty.code(), expected, "{shell:?}: {what}");
            assert_eq!(pty.env("AWS_PROFILE").as_deref(), profile, "{shell:?}: {what}");
        }
    }
}

#[test]
fn no_cut_off_answer_is_taken_for_help_or_evaluated() {
    for shell in here() {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox, shell);
        let whole = change(shell, &[("AWS_PROFILE", "dev")], &State::of("d"));
        let whole = whole.trim_end();
        let script = sandbox.work().join("cuts");
        let load = if shell == Shell::PowerShell {
            // One shell for all: a process each would take minutes.
            let lines = "for ($i = 1; $i -lt WHOLE; $i++) { [IO.File]::WriteAllText('ANSWER', $text.Substring(0, $i)); \
                         awsp use x; if ($LASTEXITCODE -ne 74 -or $env:AWS_PROFILE) { \"WRONG $i\" } }";
            format!("{}; $text = [IO.File]::ReadAllText('TEXT'); {lines}", shell.hook_line())
        } else {
            "awsp init fish | source; set text (cat TEXT); for i in (seq 1 (math WHOLE - 1)); \
             string sub -l $i -- $text >ANSWER; awsp use x; test $status = 74 -a -z \"$AWS_PROFILE\"; or echo WRONG $i; end"
                .to_owned()
        };
        std::fs::write(&script, whole).unwrap();
        stand_in.answers("use", "", 0);
        let load = load
            .replace("TEXT", script.to_str().unwrap())
            .replace("ANSWER", sandbox.home().join(".stand-in/use.answer").to_str().unwrap())
            .replace("WHOLE", &whole.len().to_string());

        let output = shell.script(&sandbox, &load);

        assert_eq!(output.stdout, "", "{shell:?}");
        assert_eq!(output.stderr.matches("cut off").count(), whole.len() - 1, "{shell:?}");
    }
}

#[test]
fn bad_answers_to_the_prompt_show_nothing_and_are_not_asked_for_again() {
    for shell in here() {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox, shell);
        stand_in.prompts(&State::of("good"));
        let mut pty = Pty::start(&sandbox, shell);
        let good = std::fs::read_to_string(sandbox.home().join(".stand-in/prompt.answer")).unwrap();
        let rows = [
            ("nothing", String::new(), 0),
            ("noise", "Segmentation fault\u{1}\u{2}\n".to_owned(), 0),
            ("noise that looks a bit like it", "1\n\n\n\n\n\n".to_owned(), 0),
            ("half", start(&good, good.len() - 8), 0),
            ("the first line", start(&good, 1), 0),
            ("good, and it failed", good.clone(), 139),
            ("another protocol", format!("2{}", good.chars().skip(1).collect::<String>()), 0),
            ("something that fails", "begin; : awsp; false; end\n".to_owned(), 0),
        ];
        for (index, (what, answer, code)) in rows.iter().enumerate() {
            stand_in.answers("prompt", answer, *code);
            stand_in.calls();

            let said = pty.run(&set(shell, "AWS_REGION", &format!("x{index}")));

            assert_eq!(said, "", "{shell:?}: {what}");
            assert_eq!(pty.prompt(), "READY>", "{shell:?}: {what}");
            pty.run("cd .");
            assert_eq!(stand_in.calls(), [prompt_call(shell)], "{shell:?}: {what}");
        }
        stand_in.answers("prompt", &good, 0);
        pty.run(&set(shell, "AWS_REGION", "y"));
        assert_eq!(pty.prompt(), "good READY>", "{shell:?}");
    }
}

fn set(shell: Shell, name: &str, value: &str) -> String {
    if shell == Shell::PowerShell {
        format!("$env:{name} = '{value}'")
    } else {
        format!("set -gx {name} '{value}'")
    }
}

#[test]
fn a_program_that_is_gone_is_looked_for_in_path_and_then_said_to_be_gone_once() {
    for shell in here() {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox, shell);
        stand_in.prompts(&State::of("here"));
        let mut pty = Pty::start(&sandbox, shell);
        let gone = format!("{} is gone", sandbox.awsp_path().display());
        stand_in.uninstall();

        assert_eq!(pty.run("cd ."), "", "{shell:?}: nothing changed");
        let said = pty.run(&set(shell, "AWS_REGION", "a"));
        assert!(said.starts_with(&format!("awsp: {gone}")), "{shell:?}: {said}");
        assert_eq!(pty.prompt(), "READY>", "{shell:?}");
        assert_eq!(pty.run(&set(shell, "AWS_REGION", "b")), "", "{shell:?}: said once");
        let said = pty.run(&format!("awsp use x {}", and_next(shell)));
        assert!(said.starts_with(&format!("error: {gone}\nhint: ")), "{shell:?}: {said}");
        assert!(!said.contains("NEXT"), "{shell:?}");
        assert_eq!(pty.code(), 127, "{shell:?}");

        stand_in.install();
        pty.run(&set(shell, "AWS_REGION", "c"));
        assert_eq!(pty.prompt(), "here READY>", "{shell:?}: back");
        let elsewhere = sandbox.home().join("elsewhere");
        std::fs::create_dir(&elsewhere).unwrap();
        std::fs::rename(sandbox.awsp_path(), elsewhere.join("awsp")).unwrap();
        let path = format!("{}:/usr/bin:/bin", elsewhere.display());
        pty.run(&if shell == Shell::PowerShell {
            format!("$env:PATH = '{path}'")
        } else {
            format!("set -gx PATH (string split : '{path}')")
        });
        pty.run("awsp one two");
        assert_eq!(pty.code(), 42, "{shell:?}: moved");
    }
}

#[test]
fn ctrl_c_while_the_program_runs_changes_nothing_and_leaves_the_shell_alive() {
    for shell in here() {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox, shell);
        stand_in.prompts(&State::of("before"));
        stand_in.changes("use", &[("AWS_PROFILE", "dev")], &State::of("dev"));
        let mut pty = Pty::start(&sandbox, shell);

        stand_in.hangs(true);
        pty.send(&format!("awsp use dev {}\r", and_next(shell)));
        pty.wait_for("HANGING");
        pty.send("\u{3}");
        pty.wait_until("a prompt", |screen| screen.matches("before READY>").count() > 1);
        assert!(!pty.screen().lines().any(|line| line == "NEXT"), "{shell:?}");
        assert_eq!(pty.env("AWS_PROFILE"), None, "{shell:?}");

        pty.send(&format!("{}\r", set(shell, "AWS_REGION", "x")));
        pty.wait_until("the second", |screen| screen.matches("HANGING").count() > 1);
        pty.send("\u{3}");
        // PowerShell may also show its own `PS>` this once.
        let bare =
            |line: &str| ["READY>", "PS>"].contains(&line.trim_start_matches("^C").trim_end());
        pty.wait_until("a bare prompt", |screen| screen.lines().last().is_some_and(bare));
        stand_in.hangs(false);
        stand_in.calls();
        pty.expect_prompt(">");
        pty.run("cd .");
        assert_eq!(pty.prompt(), "READY>", "{shell:?}: not asked again before the next change");
        assert_eq!(stand_in.calls().len(), 0, "{shell:?}");
        pty.run("awsp use dev");
        assert_eq!(pty.prompt(), "dev READY>", "{shell:?}");
    }
}
