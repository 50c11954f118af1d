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
    let flags: &[&str] = match kind {
        ShellKind::Bash | ShellKind::Posix => &["--noprofile", "--norc", "-i", "-c"],
        ShellKind::Zsh => &["-f", "-i", "-c"],
        ShellKind::Fish => &["--no-config", "-i", "-c"],
        ShellKind::PowerShell => &["-NoLogo", "-NoProfile", "-Command"],
    };
    command.args(flags).arg(script(kind)).current_dir(home.path()).stdin(Stdio::null());
    command.stdout(writer.try_clone()?).stderr(if keeps_quiet(kind) {
        writer.into()
    } else {
        Stdio::null()
    });
    home.environment(outer).apply(&mut command);
    let mut child = command.spawn()?;
    drop(command);
    let mut output = Vec::new();
    reader.read_to_end(&mut output)?;
    child.wait()?;
    Ok(output)
}

/// Returns whether the shell starts without a word where it has no terminal; the others join the streams later.
fn keeps_quiet(kind: ShellKind) -> bool {
    match kind {
        ShellKind::Bash | ShellKind::Zsh | ShellKind::Posix => false,
        ShellKind::Fish | ShellKind::PowerShell => true,
    }
}

/// Returns the script: the hook, then for each step the prompt, the words, and what they do.
fn script(kind: ShellKind) -> String {
    let Dialect { load, prompt, echo } = Dialect::of(kind);
    let steps = STEPS.iter().map(|step| format!("{prompt}\n{echo} '{0}'\n{0}\n", step.command));
    format!("{load}\n{}", steps.collect::<String>())
}

/// What a script has to say to load the hook, to show its segment, and to print a line.
struct Dialect {
    load: &'static str,
    prompt: &'static str,
    echo: &'static str,
}

impl Dialect {
    fn of(kind: ShellKind) -> Self {
        match kind {
            ShellKind::Bash | ShellKind::Posix | ShellKind::Zsh => Self {
                load: "exec 2>&1\n. \"$HOME/hook\"",
                prompt: r#"__awsp_prompt; printf '%s%s$ ' "${AWSP_PROMPT:+$AWSP_PROMPT }" "${AWSP_WARNING:+$AWSP_WARNING }""#,
                echo: r"printf '%s\n'",
            },
            ShellKind::Fish => Self {
                load: "source $HOME/hook",
                prompt: r#"emit fish_prompt; printf '%s' (string replace -r '(.)$' '$1 ' -- "$AWSP_PROMPT" "$AWSP_WARNING") '> '"#,
                echo: r"printf '%s\n'",
            },
            ShellKind::PowerShell => Self {
                load: r#". ([scriptblock]::Create([IO.File]::ReadAllText("$HOME/hook")))"#,
                prompt: r#"__awsp_segment; [Console]::Write((@($AWSP_PROMPT, $AWSP_WARNING, 'PS> ') -ne '') -join ' ')"#,
                echo: "[Console]::Out.WriteLine.Invoke",
            },
        }
    }
}
