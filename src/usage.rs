//! The command line before clap has understood it, and what is said when it does not.

use std::ffi::OsString;

use clap::{CommandFactory as _, FromArgMatches as _};

use crate::cli::{Cli, ShellOption};
use crate::command;
use crate::shell::ShellKind;
use crate::terminal::{self, Reply};

/// What even a wrong command line tells.
pub(crate) struct Line {
    verb: String,
    shell: Option<ShellOption>,
    asks: bool,
    asks_for_version: bool,
}

impl Line {
    /// Reads the words as the hooks do: the verb is the first one without a dash.
    pub(crate) fn of(arguments: &[OsString]) -> Self {
        let words: Vec<_> = arguments.iter().skip(1).map(|word| word.to_string_lossy()).collect();
        let verb = words
            .iter()
            .find(|word| !word.starts_with('-'))
            .map(ToString::to_string)
            .unwrap_or_default();
        let shell = words
            .iter()
            .find_map(|word| word.strip_prefix("--shell="))
            .and_then(|name| name.parse().ok());
        let asks_for_version = words.iter().any(|word| word == "--version");
        let asks = asks_for_version || words.iter().any(|word| word == "--help" || word == "-h");
        Self { verb, shell, asks, asks_for_version }
    }

    /// Returns the command's name as it was typed; empty for bare `awsp`.
    pub(crate) fn verb(&self) -> &str {
        &self.verb
    }

    /// Reads the command line.
    pub(crate) fn read(&self, arguments: &[OsString]) -> clap::error::Result<Cli> {
        let mut grammar = if self.verb.is_empty() && self.asks_for_version {
            Cli::without_commands()
        } else {
            Cli::grammar(&self.verb)
        };
        let mut matches = grammar.try_get_matches_from_mut(untouched(arguments))?;
        Cli::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut grammar))
    }

    /// Returns whether code was to be printed.
    fn prints_code(&self) -> bool {
        if self.verb.is_empty() {
            return !self.asks;
        }
        // A slip such as `usee` was meant to print code, and an `eval` of it has to fail, too.
        !command::prints_no_code(&self.verb)
    }

    /// Returns what stands on standard output after a failure: `false` where an `eval` without a hook may read it.
    pub(crate) fn failure(&self) -> &'static str {
        let hook = self.shell.is_some_and(|shell| shell.hook);
        if !self.prints_code() || hook || terminal::stdout_is_terminal() {
            return "";
        }
        self.shell.map_or(ShellKind::Bash, |shell| shell.kind).shell().failure()
    }
}

/// The options of `exec` whose value is a word of its own.
const TAKE_A_WORD: [&str; 2] = ["--mfa-token", "--timeout"];

/// Returns the words with `--` behind the profile of `exec`: whatever stands there is for the command, and nothing for awsp.
pub(crate) fn untouched(arguments: &[OsString]) -> Vec<OsString> {
    let mut words = arguments.to_vec();
    let is_word = |word: &OsString| !word.as_encoded_bytes().starts_with(b"-");
    let is_value = |place: &usize| {
        let before = words.get(place - 1).and_then(|word| word.to_str());
        before.is_some_and(|word| TAKE_A_WORD.contains(&word))
    };
    let mut places =
        (1..words.len()).filter(|place| words.get(*place).is_some_and(is_word) && !is_value(place));
    let verb = places.next().filter(|place| words.get(*place).is_some_and(|verb| verb == "exec"));
    let behind = verb.and(places.next()).map(|profile| profile + 1);
    if let Some(behind) = behind.filter(|behind| words.get(*behind).is_none_or(|word| word != "--"))
    {
        words.insert(behind, "--".into());
    }
    words
}

/// Returns the reply to a command line that clap answers itself: help, the version, or an error.
pub(crate) fn reply(error: &clap::Error, line: &Line) -> Reply {
    let text = error.render().to_string();
    if error.use_stderr() {
        let reply = Reply { stdout: line.failure().into(), code: 2, ..Reply::default() };
        return reply.note(text.trim_end());
    }
    // Whoever evaluates standard output must not evaluate help.
    if line.prints_code() && !terminal::stdout_is_terminal() {
        return Reply::default().note(text.trim_end());
    }
    Reply::data(text)
}

/// Returns the reply to `awsp` alone.
pub(crate) fn bare(line: &Line) -> Reply {
    let help = Cli::command().render_help().to_string();
    let reply = Reply { stdout: line.failure().into(), code: 2, ..Reply::default() };
    reply.note(help.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Command;

    /// Returns the profile, and the words of the command, that clap reads from `line`.
    fn read(line: &str) -> (String, Vec<String>) {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let cli = Line::of(&words).read(&words).unwrap();
        let Some(Command::Exec(args)) = cli.command else { panic!("{line}") };
        let command = args.command.iter().map(|word| word.to_string_lossy().into_owned());
        (args.profile.clone(), command.collect())
    }

    #[test]
    fn what_stands_behind_the_profile_of_exec_is_for_the_command() {
        for line in [
            "awsp exec p ls --help",
            "awsp exec p -- ls --help",
            "awsp exec --timeout 5 p ls --help",
            "awsp exec --timeout=5 --mfa-token 123456 p ls --help",
            "awsp --shell=bash exec --allow-endpoint p ls --help",
        ] {
            assert_eq!(
                read(line),
                ("p".to_owned(), vec!["ls".to_owned(), "--help".to_owned()]),
                "{line}"
            );
        }
    }

    /// Returns what clap says to a line, reading it with all commands and with the one that is meant.
    fn said(line: &str) -> (String, String) {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let mut whole = Cli::command();
        let matches = whole.try_get_matches_from_mut(untouched(&words));
        let read = matches.and_then(|mut matches| Cli::from_arg_matches_mut(&mut matches));
        let say = |read: clap::error::Result<Cli>| match read {
            Ok(cli) => format!("{cli:?}"),
            Err(error) => error.format(&mut Cli::command()).render().to_string(),
        };
        (say(read), say(Line::of(&words).read(&words)))
    }

    #[test]
    fn a_line_means_the_same_whether_clap_knows_all_commands_or_one() {
        let cli = Cli::command();
        let names = |command: &clap::Command| {
            let aliases = command.get_all_aliases().map(str::to_owned);
            aliases.chain([command.get_name().to_owned()]).collect::<Vec<_>>()
        };
        for verb in cli.get_subcommands().flat_map(names) {
            for rest in [
                "",
                " --help",
                " -h",
                " --wrong",
                " --shell=bash/1",
                " --shell=x",
                " a",
                " a b c d",
            ] {
                for line in [format!("awsp {verb}{rest}"), format!("awsp --shell=zsh {verb}{rest}")]
                {
                    let (whole, one) = said(&line);
                    assert_eq!(whole, one, "{line}");
                }
            }
        }
        for line in [
            "awsp",
            "awsp --version",
            "awsp --help",
            "awsp -h",
            "awsp --wrong",
            "awsp usee x",
            "awsp --version use x",
            "awsp --shell",
        ] {
            let (whole, one) = said(line);
            assert_eq!(whole, one, "{line}");
        }
    }

    #[test]
    fn every_option_of_exec_whose_value_is_a_word_of_its_own_is_known() {
        let mut cli = Cli::command();
        cli.build();
        let exec = cli.find_subcommand("exec").unwrap();
        let options = exec.get_opts().filter(|option| !option.is_require_equals_set());
        let names: Vec<String> =
            options.filter_map(|option| Some(format!("--{}", option.get_long()?))).collect();

        assert_eq!(names, TAKE_A_WORD);
    }
}
