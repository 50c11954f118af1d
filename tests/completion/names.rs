//! Names that are hard to type, finished by Tab and then used.

use std::fs;

use crate::support::{Pty, Sandbox, Shell, file};

/// A unique beginning, and the name.
pub(super) const NAMES: [(&str, &str); 22] = [
    ("my", "my team"),
    ("a:b", "a:b:c d"),
    ("h=", "h=i"),
    ("it", "it's"),
    ("say", "say \"hi\""),
    ("co", "cost$"),
    ("x$", "x$HOME"),
    ("$", "$(touch pwned)"),
    ("d", "d$(touch pwned)"),
    ("`t", "`touch pwned`"),
    ("back", "back\\slash\\"),
    ("st", "star*?[a]"),
    ("~", "~root"),
    ("#", "#hash"),
    ("wow", "wow!x!"),
    ("{", "{a,b}"),
    ("se", "semi;&|<>()"),
    ("東", "東京 pröd"),
    ("pla", "plain.name@x+y,z/w-v"),
    ("q'", "q''\"\"`"),
    ("per", "per%cent^"),
    ("e", "e'"),
];

/// Returns a sandbox in which they are all profiles.
pub(super) fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    let sections: Vec<String> = NAMES.iter().map(|(_, name)| format!("[{name}]\n")).collect();
    sandbox.credentials(sections.concat());
    sandbox
}

/// How a person may begin a word.
#[derive(Clone, Copy, Debug)]
enum Style {
    Bare,
    Single,
    Double,
    Dollar,
}

impl Style {
    /// Returns `text` as a person would type it, if that makes sense.
    fn typed(self, text: &str) -> Option<String> {
        match self {
            Self::Bare => Some(text.chars().map(escaped).collect()),
            Self::Single | Self::Dollar if text.contains('\'') => None,
            Self::Double if text.contains(['"', '$', '`', '\\', '!']) => None,
            Self::Single => Some(format!("'{text}")),
            Self::Double => Some(format!("\"{text}")),
            Self::Dollar => Some(format!("$'{text}")),
        }
    }
}

fn escaped(character: char) -> String {
    let is_plain = character.is_alphanumeric() || "_./:@+,-=".contains(character);
    if is_plain { character.into() } else { format!("\\{character}") }
}

/// Finishes every name that `style` can begin, and returns how many there were.
fn finish_all(pty: &mut Pty<'_>, shell: Shell, style: Style, what: &str) -> usize {
    let typed: Vec<(String, &str)> = NAMES
        .iter()
        .filter_map(|(begin, name)| Some((style.typed(begin)?, *name)))
        .filter(|(typed, _)| !looks_for_a_command(shell, typed))
        .collect();
    for (typed, name) in &typed {
        pty.run(&format!("awsp use {typed}\t"));

        let profile = pty.env("AWS_PROFILE");
        assert_eq!(
            profile.as_deref(),
            Some(*name),
            "{shell:?} {what} {style:?} {typed}\n{}",
            pty.screen()
        );
    }
    typed.len()
}

/// Returns whether the shell itself finishes such a word, whoever is asked for names.
fn looks_for_a_command(shell: Shell, typed: &str) -> bool {
    shell == Shell::Bash
        && typed.trim_start_matches(['$', '\'']).starts_with('`')
        && Shell::Bash.version() < 400
}

/// Where a system keeps bash-completion.
const BASH_COMPLETION: &str = "/usr/share/bash-completion/bash_completion";

/// The start-up files under which completion has to work.
fn startups(shell: Shell) -> Vec<(&'static str, String)> {
    let hook = shell.hook_line();
    let behind = |line: &str| format!("{line}\n{hook}");
    let mut startups = match shell {
        Shell::Bash => vec![
            ("hook", hook.to_owned()),
            ("set -u", behind("set -u")),
            ("other breaks", behind("COMP_WORDBREAKS=$' \\t\\n\"\\'><;|&('")),
        ],
        Shell::Zsh => vec![
            ("compinit before", behind("autoload -Uz compinit && compinit -u")),
            ("compinit behind", format!("{hook}\nautoload -Uz compinit && compinit -u")),
        ],
        Shell::Fish => vec![("hook", hook.to_owned())],
        Shell::PowerShell | Shell::Dash | Shell::Ksh | Shell::Mksh | Shell::Busybox => Vec::new(),
    };
    if shell == Shell::Bash && file(BASH_COMPLETION).is_some() {
        startups.push(("bash-completion", behind(&format!(". {BASH_COMPLETION}"))));
    }
    startups
}

#[test]
fn tab_finishes_every_name_so_that_the_shell_reads_it_back() {
    for shell in Shell::hooked() {
        for (index, (what, startup)) in startups(shell).into_iter().enumerate() {
            let sandbox = sandbox();
            let mut pty = Pty::with_startup(&sandbox, shell, &shell.startup(&startup));
            let styles = styles(shell, index == 0);

            let cells: usize =
                styles.iter().map(|style| finish_all(&mut pty, shell, *style, what)).sum();

            assert!(cells >= NAMES.len(), "{shell:?} {what}: {cells}");
            assert_eq!(fs::read_dir(sandbox.work()).unwrap().count(), 0, "{shell:?} {what}");
        }
    }
}

/// Returns the ways to begin a word: all of them, or those in which readline cuts words differently.
fn styles(shell: Shell, all: bool) -> &'static [Style] {
    match (all, shell) {
        (true, Shell::Bash) => &[Style::Bare, Style::Single, Style::Double, Style::Dollar],
        (true, _) => &[Style::Bare, Style::Single, Style::Double],
        (false, _) => &[Style::Bare, Style::Single],
    }
}
