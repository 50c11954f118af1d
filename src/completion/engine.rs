//! The command line as clap knows it, and what it says can stand at a place.

use std::ffi::{OsStr, OsString};

use clap::builder::ValueHint;
use clap::{Arg, CommandFactory as _};
use clap_complete::engine::{self, ArgValueCompleter, CompletionCandidate};

use super::offers::{self, Offer};
use crate::cli::Cli;
use crate::command;
use crate::inputs::Inputs;

/// Returns what can stand in place of the last of `words`.
pub(super) fn complete(words: &[String], inputs: &Inputs) -> Vec<Offer> {
    let Some((typed, before)) = words.split_last() else { return Vec::new() };
    let is_escaped = before.iter().any(|word| word == "--");
    let mut cli = Cli::command().mut_subcommands(|command| with_arguments(command, before));
    cli.build();
    let mut cli = with_offers(cli, inputs, is_escaped);
    let line: Vec<OsString> =
        std::iter::once("awsp").chain(words.iter().map(String::as_str)).map(Into::into).collect();
    let found = engine::complete(&mut cli, line, words.len(), None).unwrap_or_default();
    let is_wanted = |candidate: &CompletionCandidate| !typed.is_empty() || !is_option(candidate);
    found.iter().filter(|candidate| is_wanted(candidate)).filter_map(offer).collect()
}

/// Leaves a command its arguments if it stands on the line: those of all others are never asked for.
fn with_arguments(command: clap::Command, words: &[String]) -> clap::Command {
    let is_it = |word: &String| {
        word == command.get_name() || command.get_all_aliases().any(|alias| alias == word)
    };
    if words.iter().any(is_it) { command } else { command.defer(|command| command) }
}

/// Returns whether this is the name of an option: nobody who has typed nothing is looking for one.
fn is_option(candidate: &CompletionCandidate) -> bool {
    candidate.get_tag().is_some_and(|tag| tag.to_string() == "Options")
}

fn offer(candidate: &CompletionCandidate) -> Option<Offer> {
    let value = candidate.get_value().to_str().filter(|value| offers::is_shown_as_it_is(value))?;
    let help = candidate.get_help().map(ToString::to_string).unwrap_or_default();
    Some(Offer {
        value: value.to_owned(),
        help: help.lines().next().unwrap_or_default().to_owned(),
    })
}

/// Tells every argument of `command` what it can be; one that is not known here can be nothing, above all no file.
fn with_offers(command: clap::Command, inputs: &Inputs, is_escaped: bool) -> clap::Command {
    let name = command.get_name().to_owned();
    command
        .mut_args(|argument| with_values(argument, &name, inputs, is_escaped))
        .mut_subcommands(|command| with_offers(command, inputs, is_escaped))
}

fn with_values(argument: Arg, command: &str, inputs: &Inputs, is_escaped: bool) -> Arg {
    let (environment, now) = (inputs.environment.clone(), inputs.now);
    // Read only when the engine asks.
    let inputs = move || Inputs::new(environment.clone(), now, None);
    match argument.get_id().as_str() {
        "profile" => {
            let goes_back = command == "use";
            completed_by(argument, move |typed| profiles(&inputs(), typed, goes_back, is_escaped))
        }
        "source_profile" => {
            completed_by(argument, move |typed| profiles(&inputs(), typed, false, is_escaped))
        }
        "region" => completed_by(argument, move |typed| offers::regions(&inputs(), typed)),
        "shell_name" => completed_by(argument, |typed| beginning(offers::shells(), typed)),
        // The hooks' own; nobody types it.
        "shell" => completed_by(argument.hide(true), |typed| beginning(offers::shells(), typed)),
        // Without `-h`, which the engine would also put behind every other letter.
        "help" => argument.short(None).help("Print help"),
        "code" => completed_by(argument, |typed| beginning(offers::codes(), typed)),
        "topic" => completed_by(argument, |typed| beginning(topics(), typed)),
        _ if argument.get_action().takes_values() => argument.value_hint(ValueHint::Other),
        _ => argument,
    }
}

/// Returns the profiles that would be read as such: one that looks like an option needs `--` in front.
fn profiles(inputs: &Inputs, typed: &str, goes_back: bool, is_escaped: bool) -> Vec<Offer> {
    let previous = offers::previous(&inputs.environment, typed).filter(|_| goes_back);
    let mut profiles = offers::profiles(inputs, typed);
    profiles.retain(|offer| is_escaped || !offer.value.starts_with('-'));
    previous.into_iter().chain(profiles).collect()
}

fn topics() -> Vec<Offer> {
    let cli = Cli::command();
    let commands =
        cli.get_subcommands().filter(|command| !command.is_hide_set()).map(|command| Offer {
            value: command.get_name().to_owned(),
            help: command.get_about().map(ToString::to_string).unwrap_or_default(),
        });
    commands.chain(command::help_topics().map(Offer::from)).collect()
}

fn beginning(mut offers: Vec<Offer>, typed: &str) -> Vec<Offer> {
    offers.retain(|offer| offer.value.starts_with(typed));
    offers
}

fn completed_by(argument: Arg, offers: impl Fn(&str) -> Vec<Offer> + Send + Sync + 'static) -> Arg {
    let candidates = move |typed: &OsStr| -> Vec<CompletionCandidate> {
        let Some(typed) = typed.to_str() else { return Vec::new() };
        offers(typed).into_iter().map(candidate).collect()
    };
    argument.add(ArgValueCompleter::new(candidates))
}

fn candidate(offer: Offer) -> CompletionCandidate {
    let help = (!offer.help.is_empty()).then(|| offer.help.into());
    CompletionCandidate::new(offer.value).help(help)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::environment::Environment;

    fn values(words: &[&str]) -> Vec<String> {
        let environment = Environment::from([("HOME", "/nonexistent"), ("AWSP_PREVIOUS", "dev")]);
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        let offers = complete(&words, &Inputs::new(environment, 0, None));
        offers.into_iter().map(|offer| offer.value).collect()
    }

    #[test]
    fn an_option_is_offered_only_to_who_began_one() {
        for (words, expected) in [
            (&["use", ""][..], &["-"][..]),
            (&["use", "--re"], &["--region"]),
            (&["clean", "-"], &["--all", "--dry-run", "--help"]),
            (&["clean", "--"], &["--all", "--dry-run", "--help"]),
            (&["use", "-x"], &[]),
            (&["use", "--", "-"], &["-"]),
            (&["current", ""], &[]),
            (&["list", "--l"], &["--long"]),
            (&["--sh"], &["--shell"]),
            (&["demo", "--samples", "/"], &[]),
            (&["init", "posix"], &[]),
        ] {
            assert_eq!(values(words), expected, "{words:?}");
        }
    }

    proptest! {
        #[test]
        fn no_words_are_too_strange(
            words in prop::collection::vec(
                "(use|demo|init|help|--region|--region=|--shell|--shell=x|--|-|-h|--=|-[a-z]|[ -~é]{0,4})",
                0..6,
            )
        ) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            values(&words);
        }
    }
}
