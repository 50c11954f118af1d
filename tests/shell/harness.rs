//! The terminal that the other tests look at.

use crate::support::{Pty, Sandbox, Shell};

#[test]
fn a_line_typed_in_a_shell_is_answered_and_its_environment_read_back() {
    for shell in Shell::hooked() {
        let sandbox = Sandbox::new().with("AWS_PROFILE", "it's there");

        let mut pty = Pty::bare(&sandbox, shell);
        let said = pty.run("echo hello; sh -c 'exit 3'");

        assert_eq!(pty.code(), 3, "{shell:?}");
        assert_eq!(said, "hello", "{shell:?}");
        assert_eq!(pty.env("AWS_PROFILE").as_deref(), Some("it's there"), "{shell:?}");
        assert_eq!(pty.env("AWS_REGION"), None, "{shell:?}");
        assert_eq!(pty.prompt(), "READY>", "{shell:?}");
    }
}

#[test]
fn a_shell_variable_that_is_not_exported_is_read_back() {
    for (shell, line) in [
        (Shell::Bash, "X='a b'"),
        (Shell::Zsh, "X='a b'"),
        (Shell::Fish, "set X 'a b'"),
        (Shell::PowerShell, "$X = 'a b'"),
    ] {
        if !shell.is_here() {
            continue;
        }
        let sandbox = Sandbox::new();
        let mut pty = Pty::bare(&sandbox, shell);

        pty.run(line);

        assert_eq!(pty.variable("X"), "a b", "{shell:?}");
        assert_eq!(pty.env("X"), None, "{shell:?}");
    }
}
