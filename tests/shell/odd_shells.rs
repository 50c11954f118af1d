//! Shells with a past: an old alias, strict options, a hook loaded thrice, a shell in a shell, a program that is gone.

use crate::support::{Pty, Sandbox, Shell};

/// A start-up file around the line of the hook, which `HOOK` stands for.
struct Past {
    what: &'static str,
    shells: &'static [Shell],
    startup: &'static str,
}

const PASTS: [Past; 7] = [
    Past {
        what: "an old alias",
        shells: &[Shell::Bash, Shell::Zsh],
        startup: "alias awsp='. _awsp'\nHOOK",
    },
    Past { what: "an old alias", shells: &[Shell::Fish], startup: "alias awsp 'echo old'\nHOOK" },
    Past {
        what: "strict options before",
        shells: &[Shell::Bash, Shell::Zsh],
        startup: "set -eu -o pipefail\nHOOK",
    },
    Past {
        what: "strict options behind",
        shells: &[Shell::Bash, Shell::Zsh],
        startup: "HOOK\nset -eu -o pipefail",
    },
    Past {
        what: "strict mode",
        shells: &[Shell::PowerShell],
        startup: "Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'\nHOOK",
    },
    Past {
        what: "loaded thrice",
        shells: &[Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell],
        startup: "HOOK\nHOOK\nHOOK",
    },
    Past {
        what: "functions named like builtins",
        shells: &[Shell::Bash, Shell::Zsh],
        startup: "HOOK\nexport() { echo mine; }; unset() { echo mine; }; eval() { echo mine; }",
    },
];

#[test]
fn a_switch_works_whatever_the_start_up_file_holds() {
    for past in &PASTS {
        for shell in Shell::hooked().filter(|shell| past.shells.contains(shell)) {
            let sandbox = sandbox();
            let startup = shell.startup(&past.startup.replace("HOOK", shell.hook_line()));
            let mut pty = Pty::with_startup(&sandbox, shell, &startup);

            check_switch(&mut pty, shell, &format!("{shell:?}: {}", past.what));
        }
    }
}

#[test]
fn a_shell_in_a_shell_of_another_kind_knows_the_profile_and_keeps_its_own() {
    let shells: Vec<Shell> = Shell::hooked().collect();
    for (outer, inner) in shells.iter().zip(shells.iter().cycle().skip(1)) {
        let sandbox = sandbox();
        sandbox.file(inner.startup_path(), inner.startup(inner.hook_line()));
        let mut pty = Pty::start(&sandbox, *outer);
        pty.run("awsp use dev");
        let what = format!("{inner:?} in {outer:?}");

        pty.run_shell(*inner, inner.program());
        assert_eq!(pty.prompt(), "dev eu-west-1 READY>", "{what}");
        check_switch(&mut pty, *inner, &what);
        pty.run("awsp use staging");
        pty.run_shell(*outer, "exit");

        assert_eq!(pty.prompt(), "dev eu-west-1 READY>", "{what}");
        assert_eq!(pty.env("AWS_PROFILE").as_deref(), Some("dev"), "{what}");
    }
}

#[test]
fn a_program_that_is_gone_leaves_the_shell_alive_and_the_environment_as_it_was() {
    for shell in Shell::hooked() {
        let sandbox = sandbox();
        let mut pty = Pty::start(&sandbox, shell);
        pty.run("awsp use dev");
        let away = sandbox.home().join("awsp");
        std::fs::rename(sandbox.awsp_path(), &away).unwrap();

        let said = pty.run("awsp use staging");

        assert_ne!(pty.code(), 0, "{shell:?}");
        assert!(said.contains("gone"), "{shell:?}: {said}");
        assert_eq!(pty.env("AWS_PROFILE").as_deref(), Some("dev"), "{shell:?}");
        std::fs::rename(&away, sandbox.awsp_path()).unwrap();
        check_switch(&mut pty, shell, &format!("{shell:?}, back again"));
    }
}

/// Switches, fails to switch, and switches again.
fn check_switch(pty: &mut Pty<'_>, shell: Shell, what: &str) {
    let (and, or) = if shell == Shell::Fish { ("; and", "; or") } else { (" &&", " ||") };

    pty.run("awsp use staging");
    assert_eq!(pty.env("AWS_PROFILE").as_deref(), Some("staging"), "{what}\n{}", pty.screen());
    assert_eq!(pty.prompt(), "staging eu-west-1 READY>", "{what}");

    // The words are in quotes in the line, so that only an echo shows them whole.
    let said = pty.run(&format!("awsp use nope{and} echo 'NE''XT'{or} echo 'FAI''LED'"));
    assert!(said.contains("no profile named `nope`"), "{what}: {said}");
    assert!(!said.lines().any(|line| line.starts_with("NE")), "{what}: {said}");
    assert!(said.lines().any(|line| line.starts_with("FAI")), "{what}: {said}");

    pty.run("awsp use dev");
    assert_eq!(pty.prompt(), "dev eu-west-1 READY>", "{what}");
    assert_eq!(pty.env("AWSP_PROFILE").as_deref(), Some("dev"), "{what}");
}

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.config("[profile dev]\nregion = eu-west-1\n[profile staging]\nregion = eu-west-1\n");
    sandbox.credentials(
        "[dev]\naws_access_key_id = AKIAI44QH8DHBEXAMPLE\naws_secret_access_key = secret\n\
         [staging]\naws_access_key_id = AKIAI44QH8DHBEXAMPLE\naws_secret_access_key = secret\n",
    );
    sandbox
}
