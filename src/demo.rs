//! `awsp demo`: a throw-away shell over sample profiles.

mod samples;
mod tour;
mod visit;

use crate::ancestor;
use crate::cli::DemoArgs;
use crate::command::init::program;
use crate::error::Error;
use crate::inputs::Inputs;
use crate::shell::ShellKind;
use crate::terminal::{self, Reply};

/// Runs `awsp demo`: a shell to play in, or, without a terminal, the tour.
pub(crate) fn run(args: &DemoArgs, inputs: &Inputs) -> Result<Reply, Error> {
    let kind = kind(inputs)?;
    let bin = program(&inputs.environment)?;
    let home = samples::Home::make(args.samples.as_deref(), kind, &bin, inputs.now)?;
    let has_terminal = terminal::stdin_is_terminal() && terminal::stdout_is_terminal();
    if args.transcript || !has_terminal {
        return tour::run(kind, &home, &inputs.environment);
    }
    visit::run(kind, &home, &inputs.environment)
}

/// Returns the shell to play in: the one that was named, else the user's own.
fn kind(inputs: &Inputs) -> Result<ShellKind, Error> {
    let named = inputs.shell.map(|shell| shell.kind);
    if named == Some(ShellKind::Posix) {
        return Err(Error::Usage {
            message: "there is no hook for POSIX shells, and so no demo".to_owned(),
            hint: "awsp --shell=bash demo   (or zsh, fish, powershell)".to_owned(),
        });
    }
    let own = || ancestor::shell().filter(|kind| *kind != ShellKind::Posix);
    Ok(named.or_else(own).unwrap_or(ShellKind::Bash))
}

/// Returns the program that runs a shell of this kind.
fn executable(kind: ShellKind) -> &'static str {
    match kind {
        ShellKind::Bash | ShellKind::Posix => "bash",
        ShellKind::Zsh => "zsh",
        ShellKind::Fish => "fish",
        ShellKind::PowerShell => "pwsh",
    }
}

fn cannot_start(kind: ShellKind, error: &std::io::Error) -> Error {
    Error::Usage {
        message: format!("cannot start {}: {error}", executable(kind)),
        hint: "name a shell that is installed: `awsp --shell=bash demo`".to_owned(),
    }
}
