//! The table of commands: which there are, which print code, and what each runs.

mod clean;
mod completions;
mod console;
mod current;
mod doctor;
mod exec;
mod explain;
mod explain_code;
mod export;
mod exported;
mod help;
pub(crate) mod init;
mod list;
mod off;
mod prompt;
mod refresh;
mod shell_keys;
mod use_profile;
mod whoami;
mod why;

use clap::CommandFactory as _;

use crate::cli::{Cli, Command};
use crate::error::Error;
use crate::inputs::Inputs;
use crate::terminal::Reply;

pub(crate) use export::Format as ExportFormat;
pub(crate) use help::topics as help_topics;
pub(crate) use prompt::guard as guard_prompt;

/// The commands whose answer a shell evaluates; the hooks capture these and hand all others through.
const CODE: [&str; 4] = ["use", "clean", "off", "refresh"];

/// Returns the names and aliases of the commands that print code.
pub(crate) fn verbs() -> Vec<String> {
    let cli = Cli::command();
    CODE.iter()
        .filter_map(|name| cli.find_subcommand(name))
        .flat_map(|command| std::iter::once(command.get_name()).chain(command.get_all_aliases()))
        .map(str::to_owned)
        .collect()
}

/// Returns whether `verb` is a command that prints data or nothing.
pub(crate) fn prints_no_code(verb: &str) -> bool {
    Cli::command().find_subcommand(verb).is_some_and(|command| !CODE.contains(&command.get_name()))
}

/// Runs `command`.
pub(crate) fn run(command: &Command, inputs: &Inputs) -> Result<Reply, Error> {
    match command {
        Command::Use(args) => use_profile::run(args, inputs),
        Command::Clean(args) => clean::run(args, inputs),
        Command::Refresh(args) => refresh::run(args, inputs),
        Command::Off => off::run(inputs),
        Command::Current(args) => Ok(current::run(args, inputs)),
        Command::Whoami(args) => whoami::run(args, inputs),
        Command::Doctor(args) => doctor::run(args, inputs),
        Command::ExplainCode(args) => explain_code::run(args),
        Command::Why(args) => why::run(args, inputs),
        Command::Explain(args) => Ok(explain::run(args, inputs)),
        Command::Exec(args) => exec::run(args, inputs),
        Command::Console(args) => console::run(args, inputs),
        Command::Export(args) => export::run(args, inputs),
        Command::List(args) => Ok(list::run(args, inputs)),
        Command::Init(args) => init::run(args, inputs),
        Command::Completions(args) => completions::run(args),
        Command::Help(args) => help::run(args),
        Command::Prompt => Ok(prompt::run(inputs)),
        Command::Demo(args) => crate::demo::run(args, inputs),
        Command::Complete(args) => Ok(crate::completion::run(args, inputs)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_that_prints_code_is_known_with_its_aliases() {
        assert_eq!(
            verbs(),
            ["use", "switch", "activate", "clean", "off", "clear", "deactivate", "refresh"]
        );
    }
}
