//! Completion: what the Tab key finds, and the scripts that ask for it.
//!
//! The words come as data, and nothing in them is ever evaluated. Nothing here fails: without an answer there are no
//! candidates.

mod bash_line;
mod bash_word;
mod engine;
mod offers;
pub(crate) mod regions;

use std::ffi::OsString;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use bash_word::Place;
use offers::Offer;

use crate::cli::CompleteArgs;
use crate::inputs::Inputs;
use crate::shell::ShellKind;
use crate::terminal::Reply;

/// Returns the text that registers the completion in a shell; empty where there is none.
pub(crate) const fn registration(kind: ShellKind) -> &'static str {
    match kind {
        ShellKind::Bash => include_str!("../shell/complete.bash"),
        ShellKind::Zsh => include_str!("../shell/complete.zsh"),
        ShellKind::Fish => include_str!("../shell/complete.fish"),
        ShellKind::PowerShell => include_str!("../shell/complete.ps1"),
        ShellKind::Posix => "",
    }
}

/// Runs `awsp complete`: prints a candidate a line, as the shell wants it.
pub(crate) fn run(args: &CompleteArgs, inputs: &Inputs) -> Reply {
    let words: Vec<String> = args.words.iter().chain(&args.word).map(text).collect();
    let kind = inputs.shell.map(|shell| shell.kind);
    Reply::data(match (&args.line, kind) {
        (Some(line), _) => {
            let word = args.word.as_ref().map(text).unwrap_or_default();
            for_bash(&text(line), &word, inputs)
        }
        (None, Some(ShellKind::Zsh | ShellKind::Fish)) => described(&loosely(words, inputs)),
        (None, Some(ShellKind::PowerShell)) => encoded(&engine::complete(&words, inputs)),
        (None, Some(ShellKind::Bash | ShellKind::Posix) | None) => {
            lines(engine::complete(&words, inputs).into_iter().map(|offer| offer.value))
        }
    })
}

fn text(word: &OsString) -> String {
    word.to_string_lossy().into_owned()
}

fn lines(texts: impl Iterator<Item = String>) -> String {
    texts.fold(String::new(), |lines, text| lines + &text + "\n")
}

/// Returns the text that readline puts in place of `word`, the end of `line`.
fn for_bash(line: &str, word: &str, inputs: &Inputs) -> String {
    let Some(place) = Place::find(line, word) else { return String::new() };
    let offers = engine::complete(&place.words, inputs);
    lines(offers.iter().filter_map(|offer| place.fill(&offer.value)))
}

/// Returns what begins as typed; if nothing does, all that could stand there: zsh and fish have their own ways to match.
fn loosely(mut words: Vec<String>, inputs: &Inputs) -> Vec<Offer> {
    let offers = engine::complete(&words, inputs);
    let Some(typed) = words.last_mut().filter(|_| offers.is_empty()) else { return offers };
    *typed = match typed.split_once('=') {
        Some((option, _)) if option.starts_with("--") => format!("{option}="),
        _ if typed.starts_with("--") => "--".to_owned(),
        _ => String::new(),
    };
    engine::complete(&words, inputs)
}

fn described(offers: &[Offer]) -> String {
    lines(offers.iter().map(|offer| match &*offer.help {
        "" => offer.value.clone(),
        help => format!("{}\t{help}", offer.value),
    }))
}

/// Returns the candidates in base64, for no code page has all of their characters.
fn encoded(offers: &[Offer]) -> String {
    lines(offers.iter().map(|offer| {
        format!("{}\t{}", STANDARD.encode(&offer.value), STANDARD.encode(&offer.help))
    }))
}
