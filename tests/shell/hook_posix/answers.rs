//! What a program that misbehaves, hangs or is gone does to the prompt.

use std::fs;

use super::{StandIn, here, load, press};
use crate::support::{Pty, Sandbox};

#[test]
fn a_bad_answer_leaves_an_empty_segment_and_no_question() {
    for shell in here() {
        for answer in [
            "",
            "noise",
            "noise\nmore noise\n",
            "touch pwned",
            "if : awsp; then __awsp_state bad '' '' 0 9",
            "if : awsp; then __awsp_state bad '' '' 0 900; fi; touch pwned",
            "touch pwned; if : awsp; then :; fi",
            "if : awsp\u{0}; then touch pwned\u{0}; f\u{0}",
            "\u{0}\u{1}\u{2}\u{0}",
            "if : awsp; then :\ntouch pwned; fi",
            "if : awsp; then (; fi",
            "if : awsp; then \\builtin false; fi",
            "if : awspx; then touch pwned; fi",
        ] {
            let sandbox = Sandbox::new();
            let stand_in = StandIn::new(&sandbox);
            let mut pty = Pty::with_startup(&sandbox, shell, &shell.startup(&load(shell)));
            stand_in.set("prompt", answer);
            stand_in.calls();

            let said = pty.run("export AWS_REGION=x");

            // Bash itself says what is no code to it, and where it drops a NUL.
            let may_be_said = answer.contains(['(', '\u{0}']);
            assert!(said.is_empty() || may_be_said, "{shell:?}, {answer:?}: {said}");
            assert_eq!(pty.prompt(), "READY>", "{shell:?}, {answer:?}");
            assert_eq!(pty.run("echo $?"), "0", "{shell:?}, {answer:?}");
            assert_eq!(stand_in.calls().len(), 1, "{shell:?}, {answer:?}");
            assert_eq!(fs::read_dir(sandbox.work()).unwrap().count(), 0, "{shell:?}, {answer:?}");
        }
    }
}

#[test]
fn a_segment_of_64_kib_does_not_harm_the_shell() {
    for shell in here() {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox);
        let (long, kept) = ("x".repeat(65_536), "x".repeat(300));
        stand_in.set(
            "prompt",
            format!("if : awsp; then __awsp_state {long} {long} {long} 0 900; fi\n"),
        );
        let mut pty = Pty::with_startup(&sandbox, shell, &shell.startup(&load(shell)));

        assert_eq!(pty.variable("AWSP_PROMPT"), kept, "{shell:?}");
        assert_eq!(pty.variable("AWSP_WARNING"), kept, "{shell:?}");
        let said = pty.run("export AWS_REGION=x");
        assert!(said.len() < 5000, "{shell:?}: {}", said.len());
        assert!(pty.run("echo alive").starts_with("alive"), "{shell:?}");
    }
}

#[test]
fn ctrl_c_during_the_question_leaves_a_prompt_without_a_segment() {
    for shell in here() {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox);
        let mut pty = Pty::with_startup(&sandbox, shell, &shell.startup(&load(shell)));
        let program = sandbox.home().join("stand-in/awsp");
        let slow = "#!/bin/sh\necho asked >>\"${0%/*}/calls\"\nprintf 'asking\\n' >/dev/tty\nexec sleep 300\n";
        fs::write(&program, slow).unwrap();
        stand_in.calls();

        pty.send("export AWS_PROFILE=dev\r");
        pty.wait_for("\nasking");
        press(&mut pty, "\u{3}");
        pty.run("true");
        pty.run("true");

        assert_eq!(pty.prompt(), "READY>", "{shell:?}");
        assert_eq!(stand_in.calls(), ["asked"], "{shell:?}");
    }
}

#[test]
fn a_program_that_is_gone_is_said_once_and_may_come_back() {
    for shell in here() {
        let sandbox = Sandbox::new();
        let _stand_in = StandIn::new(&sandbox);
        let startup = shell.startup(&format!("PATH=/usr/bin:/bin\n{}", load(shell)));
        let mut pty = Pty::with_startup(&sandbox, shell, &startup);

        pty.run("mv ~/stand-in/awsp ~/stand-in/away");
        assert_eq!(pty.prompt(), "none READY>", "{shell:?}: nothing changed yet");
        let said = pty.run("export AWS_PROFILE=dev");
        assert_eq!(
            sandbox.redacted(&said.replace('\n', "")),
            "awsp: ~/stand-in/awsp is gone and PATH has no other; install awsp again",
            "{shell:?}"
        );
        assert_eq!(pty.prompt(), "READY>", "{shell:?}");
        assert_eq!(pty.run("AWS_PROFILE=prod"), "", "{shell:?}");
        assert_eq!(pty.run("mv ~/stand-in/away ~/stand-in/awsp"), "", "{shell:?}");
        assert_eq!(pty.run("AWS_PROFILE=dev"), "", "{shell:?}");

        assert_eq!(pty.prompt(), "dev READY>", "{shell:?}");
    }
}
