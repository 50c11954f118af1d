//! The answer of a command that changes the shell.

use crate::ancestor;
use crate::cli::ShellOption;
use crate::display::escaped;
use crate::environment::Change;
use crate::error::Error;
use crate::finding::Finding;
use crate::inputs::Inputs;
use crate::outlook::Outlook;
use crate::shell::{self, ShellKind};
use crate::terminal::{self, Reply};

/// Returns the shell that will evaluate the answer, or the error that says why nothing will.
pub(crate) fn listener(inputs: &Inputs) -> Result<ShellOption, Error> {
    let shell =
        inputs.shell.or_else(|| ancestor::shell().map(|kind| ShellOption { kind, hook: false }));
    if terminal::stdout_is_terminal() {
        return Err(not_evaluated(shell));
    }
    shell.ok_or_else(|| Error::Usage {
        message: "cannot tell which shell evaluates the answer".to_owned(),
        hint: "name it: `awsp --shell=bash use NAME` (bash, zsh, fish, powershell or posix)"
            .to_owned(),
    })
}

fn not_evaluated(shell: Option<ShellOption>) -> Error {
    let install = match shell.map(|shell| shell.kind) {
        None => "`awsp init --help` shows the line that sets up your shell".to_owned(),
        Some(ShellKind::Posix) => format!("type: {}", ShellKind::Posix.shell().install()),
        Some(kind) => {
            format!("type this, and add it to {}: {}", kind.start_up_file(), kind.shell().install())
        }
    };
    Error::NotEvaluated { install }
}

/// Returns the code for `change`, with the state after it if a hook listens.
pub(crate) fn reply(
    inputs: &Inputs,
    shell: ShellOption,
    change: &Change,
    outlook: &Outlook,
) -> Result<Reply, Error> {
    let language = shell.kind.shell();
    for (name, value) in change.sets() {
        if !language.can_hold(value) {
            return Err(Error::RefusedName {
                name: escaped(&value.to_string_lossy()),
                why: "is no text that this shell can hold",
            });
        }
        debug_assert!(!value.is_empty(), "{name} must be unset, never blank");
    }
    let state = shell.hook.then(|| outlook.state(inputs));
    Ok(Reply::data(language.change(change, state.as_ref())))
}

/// Adds what a person should know after a change: who they are now, and what is in the way.
pub(crate) fn say(reply: Reply, outlook: &Outlook, inputs: &Inputs) -> Reply {
    let reply = reply.note(&outlook.line());
    let serious = outlook.findings.iter().filter(|finding| !finding.mark.is_empty());
    complaints(findings(reply, serious, inputs), inputs)
}

/// Adds `findings`, each with the first thing to do about it.
pub(crate) fn findings<'a>(
    reply: Reply,
    findings: impl IntoIterator<Item = &'a Finding>,
    inputs: &Inputs,
) -> Reply {
    findings.into_iter().fold(reply, |reply, finding| {
        let reply = reply.note(&format!("{}: {}", finding.severity.word(), finding.title));
        match finding.fix.first() {
            Some(fix) => reply.note(&format!("hint: {}", own_words(fix, inputs))),
            None => reply,
        }
    })
}

/// Returns `fix` as the user's shell takes it.
pub(crate) fn own_words(fix: &str, inputs: &Inputs) -> String {
    let kind = inputs.shell.map(|shell| shell.kind).or_else(|| {
        // Only then is it worth to look for the shell.
        shell::is_shell_s_own(fix).then(ancestor::shell).flatten()
    });
    kind.map_or_else(|| fix.to_owned(), |kind| kind.in_own_words(fix))
}

/// Adds what awsp did not understand in its own settings.
pub(crate) fn complaints(reply: Reply, inputs: &Inputs) -> Reply {
    inputs
        .settings()
        .complaints
        .iter()
        .fold(reply, |reply, text| reply.note(&format!("warning: {text}")))
}
