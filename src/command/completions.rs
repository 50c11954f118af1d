//! `awsp completions`: prints what registers the completions, for those who keep them in a file.

use crate::cli::CompletionsArgs;
use crate::completion;
use crate::error::Error;
use crate::shell::ShellKind;
use crate::terminal::Reply;

/// Runs `awsp completions`.
pub(crate) fn run(args: &CompletionsArgs) -> Result<Reply, Error> {
    if args.shell_name == ShellKind::Posix {
        return Err(Error::Usage {
            message: "POSIX shells have no completion".to_owned(),
            hint: "awsp completions bash|zsh|fish|powershell".to_owned(),
        });
    }
    Ok(Reply::data(completion::registration(args.shell_name)))
}
