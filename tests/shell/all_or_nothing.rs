//! A variable that cannot be changed: then nothing changes, the shell sees a failure, and a line says why.

use crate::support::{Sandbox, Shell};

/// What stands in the way of `awsp use staging`, as the line that puts it there.
struct Obstacle {
    what: &'static str,
    shells: &'static [Shell],
    /// Run before the change.
    before: &'static str,
    /// Whether the change is refused.
    refused: bool,
}

const BOURNE: &[Shell] =
    &[Shell::Bash, Shell::Zsh, Shell::Dash, Shell::Ksh, Shell::Mksh, Shell::Busybox];

/// What bash before 4 hides from the program as well, which then has nothing to unset.
const HIDDEN: Obstacle = Obstacle {
    what: "a local variable without a value over a global one to unset",
    shells: &[Shell::Bash],
    before: "inside() { local AWS_SESSION_TOKEN; act; }; outside=inside",
    refused: true,
};

const OBSTACLES: [Obstacle; 18] = [
    Obstacle { what: "nothing", shells: &Shell::ALL, before: "", refused: false },
    Obstacle {
        what: "a readonly variable to set",
        shells: BOURNE,
        before: "readonly AWS_PROFILE",
        refused: true,
    },
    Obstacle {
        what: "a readonly variable to set that has no value yet",
        shells: BOURNE,
        before: "readonly AWSP_PROFILE",
        refused: true,
    },
    Obstacle {
        what: "a readonly variable to unset",
        shells: BOURNE,
        before: "readonly AWS_SESSION_TOKEN",
        refused: true,
    },
    Obstacle {
        what: "the last of many to unset",
        shells: BOURNE,
        before: "readonly AWS_CREDENTIAL_EXPIRATION",
        refused: true,
    },
    Obstacle {
        what: "another readonly variable",
        shells: BOURNE,
        before: "readonly AWS_EC2_METADATA_DISABLED",
        refused: false,
    },
    Obstacle {
        what: "a local variable over a global one to unset",
        shells: &[Shell::Bash],
        before: "AWS_SESSION_TOKEN=global; inside() { local AWS_SESSION_TOKEN=mine; act; }; outside=inside",
        refused: true,
    },
    Obstacle {
        what: "a local readonly variable",
        shells: &[Shell::Bash, Shell::Zsh],
        before: "inside() { local -rx AWS_SESSION_TOKEN=mine; act; }; outside=inside",
        refused: true,
    },
    Obstacle {
        what: "a variable in front of the command",
        shells: &[Shell::Bash],
        before: "outside() { AWS_SESSION_TOKEN=mine act; }; outside=outside",
        refused: true,
    },
    Obstacle {
        what: "a shell that stops at what is not set",
        shells: BOURNE,
        before: "set -u",
        refused: false,
    },
    Obstacle {
        what: "a readonly variable in a shell that stops at what is not set",
        shells: BOURNE,
        before: "set -u; readonly AWSP_PROFILE",
        refused: true,
    },
    Obstacle {
        what: "a readonly variable without a value where zsh plays sh",
        shells: &[Shell::Zsh],
        before: "emulate sh; setopt no_unset; readonly AWSP_PROFILE",
        refused: true,
    },
    Obstacle {
        what: "options of other shells",
        shells: &[Shell::Zsh],
        before: "emulate ksh; setopt no_unset no_glob ignore_braces sh_word_split",
        refused: false,
    },
    Obstacle {
        what: "a local variable to unset",
        shells: &[Shell::Fish],
        before: "set -lx AWS_SESSION_TOKEN mine",
        refused: true,
    },
    Obstacle {
        what: "a local variable to set",
        shells: &[Shell::Fish],
        before: "set -lx AWS_PROFILE mine",
        refused: true,
    },
    Obstacle {
        what: "a universal variable to unset",
        shells: &[Shell::Fish],
        before: "set -eg AWS_SESSION_TOKEN; set -Ux AWS_SESSION_TOKEN everywhere",
        refused: true,
    },
    Obstacle {
        what: "a universal variable to set",
        shells: &[Shell::Fish],
        before: "set -eg AWS_PROFILE; set -Ux AWS_PROFILE everywhere",
        refused: false,
    },
    Obstacle {
        what: "another universal variable",
        shells: &[Shell::Fish],
        before: "set -Ux AWS_PAGER less",
        refused: false,
    },
];

#[test]
fn what_cannot_be_changed_keeps_everything_else_as_it_was() {
    let hidden = (Shell::Bash.version() >= 400).then_some(&HIDDEN);
    for obstacle in OBSTACLES.iter().chain(hidden) {
        for shell in Shell::all().filter(|shell| obstacle.shells.contains(shell)) {
            for hook in [false, true] {
                if hook && shell.is_posix() {
                    continue;
                }
                check(obstacle, shell, hook);
            }
        }
    }
}

fn check(obstacle: &Obstacle, shell: Shell, hook: bool) {
    let sandbox = Sandbox::new()
        .with("AWS_PROFILE", "dev")
        .with("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
        .with("AWS_SECRET_ACCESS_KEY", "secret")
        .with("AWS_SESSION_TOKEN", "token")
        .with("AWS_CREDENTIAL_EXPIRATION", "2026-01-01T00:00:00Z");
    sandbox.config("[profile dev]\nregion=eu-west-1\n[profile staging]\nregion=eu-west-1\n");

    let output = shell.script(&sandbox, &script(obstacle, shell, hook));

    let what = format!("{} in {shell:?}, hook: {hook}\n{output:?}", obstacle.what);
    let parts: Vec<&str> = output.stdout.split("-----\n").collect();
    let [before, status, after] = parts[..] else { panic!("{what}") };
    if obstacle.refused {
        assert_ne!(status.trim(), "0", "{what}");
        assert_eq!(before, after, "{what}");
        assert!(output.stderr.contains("nothing changed"), "{what}");
    } else {
        assert_eq!(status.trim(), "0", "{what}");
        assert_eq!(line_of(after, "AWS_PROFILE"), Some("staging"), "{what}");
        assert_eq!(line_of(after, "AWS_SESSION_TOKEN"), None, "{what}");
        assert_eq!(line_of(after, "AWS_ACCESS_KEY_ID"), None, "{what}");
    }
}

fn line_of<'a>(variables: &'a str, name: &str) -> Option<&'a str> {
    variables.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='))
}

/// Returns a script that shows the environment, makes the change, and shows its exit code and the environment again.
fn script(obstacle: &Obstacle, shell: Shell, hook: bool) -> String {
    let load = if hook { shell.hook_line() } else { "" };
    let change = if hook { "awsp use staging".to_owned() } else { shell.evaluation("use staging") };
    let before = obstacle.before;
    let show = "env | grep '^AWSP*_' | sort";
    match shell {
        Shell::PowerShell => format!(
            "{load}\n{before}\nfunction show {{ sh -c \"{show}\" }}\nshow; '-----'; {change}; if ($?) {{ 0 }} else {{ 1 }}; '-----'; show"
        ),
        Shell::Fish => format!(
            "{load}\n{before}\n{show}; echo -----; {change} >&2; echo $status; echo -----; {show}"
        ),
        // A subshell holds what ends a POSIX shell.
        Shell::Bash | Shell::Zsh | Shell::Dash | Shell::Ksh | Shell::Mksh | Shell::Busybox => {
            format!(
                "{load}\nact() {{ {show}; echo -----; {change} >&2; echo $?; echo -----; {show}; }}\noutside=act\n{before}\n$outside"
            )
        }
    }
}
