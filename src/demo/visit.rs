//! The demo as a shell to play in.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use super::samples::Home;
use super::{cannot_start, executable, tour};
use crate::environment::Environment;
use crate::error::Error;
use crate::shell::ShellKind;
use crate::terminal::{self, Reply};

/// Runs the shell until its user leaves it.
pub(super) fn run(kind: ShellKind, home: &Home, outer: &Environment) -> Result<Reply, Error> {
    terminal::write_stderr(&welcome(kind));
    outlive_the_shell();
    command(kind, home, outer).status().map_err(|error| cannot_start(kind, &error))?;
    Ok(Reply::default()
        .note("You left the demo. Its files are gone, and nothing of yours was touched."))
}

/// Lets the files be removed however the shell ends.
// PowerShell shares the terminal with its parent, so a Ctrl-C meant for it arrives here, too; a closed terminal ends both.
fn outlive_the_shell() {
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        _ = signal_hook::flag::register(signal, Arc::new(AtomicBool::new(false)));
    }
}

fn command(kind: ShellKind, home: &Home, outer: &Environment) -> Command {
    let mut command = Command::new(executable(kind));
    match kind {
        ShellKind::Bash | ShellKind::Posix => {
            command.arg("--noprofile").arg("--rcfile").arg(home.path().join(".bashrc")).arg("-i");
        }
        ShellKind::Zsh | ShellKind::Fish => {
            command.arg("-i");
        }
        ShellKind::PowerShell => {
            command.args(["-NoLogo", "-NoProfile", "-NoExit", "-Command", tour::POWERSHELL_LOAD]);
        }
    }
    home.environment(outer).apply(&mut command);
    command
}

fn welcome(kind: ShellKind) -> String {
    let steps: Vec<String> =
        tour::STEPS.iter().map(|step| format!("  {:22} {}", step.command, step.why)).collect();
    format!(
        "This is a throw-away {} with sample profiles. Somebody exported keys in it and forgot them.\n\n{}\n\nLeave with `exit`.\n\n",
        kind.name(),
        steps.join("\n")
    )
}
