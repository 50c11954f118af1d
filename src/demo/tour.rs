//! The demo as a transcript: the same steps, typed into the real shell by a script.

use std::io::Read as _;
use std::process::{Command, Stdio};

use super::samples::Home;
use super::{cannot_start, executable};
use crate::environment::Environment;
use crate::error::Error;
use crate::shell::ShellKind;
use crate::terminal::Reply;

/// One step: what to type, and what it shows.
pub(super) struct Step {
    pub(super) command: &'static str,
    pub(super) why: &'static str,
}

/// The tour.
pub(super) const STEPS: [Step; 9] = [
    Step { command: "awsp current", why: "the forgotten keys are who you are" },
    Step { command: "awsp list --long", why: "the profiles, without asking AWS" },
    Step { command: "awsp clean", why: "the keys go" },
    Step { command: "awsp use staging", why: "you are somebody, and the prompt says who" },
    Step { command: "awsp current", why: "where each part of it comes from" },
    Step { command: "awsp use production", why: "another account" },
    Step { command: "awsp use -", why: "and back" },
    Step { command: "awsp use stagin", why: "a slip changes nothing" },
    Step { command: "awsp off", why: "nobody again" },
];

/// Runs the tour and returns what a person would have seen.
pub(super) fn run(kind: ShellKind, home: &Home, outer: &Environment) -> Result<Reply, Error> {
    let output = output(kind, home, outer).map_err(|error| cannot_start(kind, &error))?;
    Ok(Reply::text(&String::from_utf8_lossy(&output)))
}

/// Returns what the shell printed, both streams in the order in which they were written.
fn output(kind: ShellKind, home: &Home, outer: &Environment) -> std::io::Result<Vec<u8>> {
    let (mut reader, writer) = std::io::pipe()?;
    let mut command = Command::new(executable(kind));
    command.args(flags(kind)).arg(script(kind)).current_dir(home.path());
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    home.environment(outer).apply(&mut command);
    let mut child = command.spawn()?;
    drop(command);
    let mut output = Vec::new();
    reader.read_to_end(&mut output)?;
    child.wait()?;
    Ok(output)
}

/// Returns the options of a shell that runs a script.
// Never an interactive one: without a terminal of its own it would wait for somebody's.
fn flags(kind: ShellKind) -> &'static [&'static str] {
    match kind {
        ShellKind::Bash | ShellKind::Posix => &["--noprofile", "--norc", "-c"],
        ShellKind::Zsh => &["-f", "-c"],
        ShellKind::Fish => &["--no-config", "-c"],
        ShellKind::PowerShell => &["-NoLogo", "-NoProfile", "-NonInteractive", "-Command"],
    }
}

/// Returns the script: the hook, then for each step the prompt, the words, and what they do.
fn script(kind: ShellKind) -> String {
    let Dialect { load, prompt, echo } = Dialect::of(kind);
    let steps =
        STEPS.iter().map(|step| format!("{prompt}\n{}\n{}\n", echo(step.command), step.command));
    format!("{load}\n{}", steps.collect::<String>())
}

/// What a script has to say to load the hook, to show its segment, and to print a line.
struct Dialect {
    load: &'static str,
    prompt: &'static str,
    echo: fn(&str) -> String,
}

impl Dialect {
    fn of(kind: ShellKind) -> Self {
        match kind {
            ShellKind::Bash | ShellKind::Posix => {
                Self { load: BASH_LOAD, prompt: POSIX_PROMPT, echo: posix_echo }
            }
            ShellKind::Zsh => Self { load: ZSH_LOAD, prompt: POSIX_PROMPT, echo: posix_echo },
            ShellKind::Fish => Self { load: FISH_LOAD, prompt: FISH_PROMPT, echo: posix_echo },
            ShellKind::PowerShell => {
                Self { load: POWERSHELL_LOAD, prompt: POWERSHELL_PROMPT, echo: powershell_echo }
            }
        }
    }
}

const BASH_LOAD: &str = r#". "$HOME/hook""#;
const ZSH_LOAD: &str =
    r#"zmodload zsh/datetime; zmodload -F zsh/stat b:zstat; AWSP_PSVAR=41; . "$HOME/hook""#;
const POSIX_PROMPT: &str = r#"__awsp_prompt; printf '%s%s$ ' "${AWSP_PROMPT:+$AWSP_PROMPT }" "${AWSP_WARNING:+$AWSP_WARNING }""#;
// In a script fish's hook has no prompt, but the answer to it can be had.
const FISH_LOAD: &str = "source $HOME/hook
function __awsp_state; set -g AWSP_PROMPT $argv[1]; set -g AWSP_WARNING $argv[2]; end";
const FISH_PROMPT: &str = "$__awsp_bin --shell=fish/1 prompt | source
printf '%s' (string replace -r '(.)$' '$1 ' -- $AWSP_PROMPT $AWSP_WARNING) '> '";
/// Loads the hook in PowerShell.
pub(super) const POWERSHELL_LOAD: &str =
    r#". ([scriptblock]::Create([IO.File]::ReadAllText("$HOME/hook")))"#;
const POWERSHELL_PROMPT: &str =
    "__awsp_segment; [Console]::Write((@($AWSP_PROMPT, $AWSP_WARNING, 'PS> ') -ne '') -join ' ')";

fn posix_echo(words: &str) -> String {
    format!(r"printf '%s\n' '{words}'")
}

fn powershell_echo(words: &str) -> String {
    format!("[Console]::WriteLine('{words}')")
}
