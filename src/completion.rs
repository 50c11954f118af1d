//! Completion.

use crate::cli::CompleteArgs;
use crate::error::Error;
use crate::inputs::Inputs;
use crate::shell::ShellKind;
use crate::terminal::Reply;

/// Returns the text that registers the completion in a shell.
pub(crate) fn registration(_kind: ShellKind) -> &'static str {
    ""
}

/// Runs `awsp complete`.
pub(crate) fn run(_args: &CompleteArgs, _inputs: &Inputs) -> Result<Reply, Error> {
    Ok(Reply::default())
}
