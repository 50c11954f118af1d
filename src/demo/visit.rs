//! The demo as a shell to play in.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::samples::Home;
use super::{cannot_start, executable, tour};
use crate::environment::Environment;
use crate::error::Error;
use crate::shell::ShellKind;
use crate::terminal::{self, Reply};

/// Runs the shell until its user leaves it.
pub(super) fn run(kind: ShellKind, home: &Home, outer: &Environment) -> Result<Reply, Error> {
    terminal::write_stderr(&welcome(kind));
    // PowerShell shares the terminal with its parent, and a Ctrl-C meant for it must not end the demo.
    _ = signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::new(AtomicBool::new(false)));
    command(kind, home, outer).status().map_err(|error| cannot_start(kind, &error))?;
    Ok(Reply::default()
        .note("You left the demo. Its files are gone, and nothing of yours was touched."))
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
            let load = format!(
                ". ([scriptblock]::Create([IO.File]::ReadAllText('{}')))",
                home.hook().display()
            );
            command.args(["-NoLogo", "-NoProfile", "-NoExit", "-Command", &load]);
        }
    }
    home.environment(outer).apply(&mut command);
    command
}

fn welcome(kind: ShellKind) -> String {
    let steps: String =
        tour::STEPS.iter().map(|step| format!("  {:22} {}\n", step.command, step.why)).collect();
    format!(
        "This is a throw-away {} with sample profiles. Somebody exported keys in it and forgot them.\n\n{steps}\nLeave with `exit`.\n\n",
        kind.name()
    )
}
