//! The shells `awsp` can speak to.

mod bash;
mod fish;
mod posix;
mod posix_family;
mod powershell;
#[cfg(test)]
mod tests;
mod zsh;

use std::ffi::OsStr;
use std::path::Path;

use clap::ValueEnum;

use crate::environment::Change;
use crate::prompt::PromptState;

/// What stands in front of a hook: all that is not constant in it.
pub(crate) struct Prelude<'a> {
    /// The program, as an absolute path.
    pub(crate) bin: &'a Path,
    /// The commands that print code.
    pub(crate) verbs: &'a [&'a str],
    /// The watched variables that are no secret and that many people have.
    pub(crate) often: &'a [&'a str],
    /// The others that are no secret.
    pub(crate) seldom: &'a [&'a str],
    /// The watched variables that are.
    pub(crate) secrets: &'a [&'a str],
    /// `auto`, `manual` or `export`.
    pub(crate) place: &'a str,
}

impl Prelude<'_> {
    /// Returns the watched variables that are no secret.
    fn names(&self) -> impl Iterator<Item = &str> {
        self.often.iter().chain(self.seldom).copied()
    }
}

/// Writes code that one shell can evaluate.
pub(crate) trait Shell: Sync {
    /// Returns the hook, a constant script kept in `shell/`; empty where there is none.
    fn hook(&self) -> &'static str;

    /// Returns what stands in front of the hook: the values it works with.
    fn prelude(&self, prelude: &Prelude<'_>) -> Vec<u8>;

    /// Returns `value` as one word that stands for exactly these bytes.
    fn quote(&self, value: &OsStr) -> Vec<u8>;

    /// Returns the whole change as one marked compound command on one line; with `state` for a hook that listens.
    fn change(&self, change: &Change, state: Option<&PromptState>) -> Vec<u8>;

    /// Returns the answer to a hook's `awsp prompt`.
    fn prompt(&self, state: &PromptState) -> Vec<u8>;

    /// Returns what a failed command prints when no hook listens, so that `eval "$(…)" && next` stops.
    fn failure(&self) -> &'static str {
        "false\n"
    }

    /// Returns whether the shell can hold `value` in a variable.
    fn can_hold(&self, _value: &OsStr) -> bool {
        true
    }

    /// Returns what a person types to unset `names`, which are parted by spaces.
    fn unset_by_hand(&self, names: &str) -> String {
        format!("unset {names}")
    }

    /// Returns what a person types to open a file in the editor.
    fn edit_by_hand(&self, place: &str) -> String {
        format!("{EDITOR} {place}")
    }

    /// Returns the line that installs the hook, for a person to put into a start-up file.
    fn install(&self) -> &'static str;
}

/// What unsets variables, in the shells that descend from the Bourne shell.
const UNSET: &str = "unset";

/// What opens a file there: the editor of the user, if there is one.
pub(crate) const EDITOR: &str = "${EDITOR:-vi}";

/// Returns whether a command of a finding is another one in some shells.
pub(crate) fn is_shell_s_own(fix: &str) -> bool {
    fix.split(' ').next().is_some_and(|first| [UNSET, EDITOR].contains(&first))
}

/// The name of a supported shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShellKind {
    /// GNU Bash 3.2 or later
    Bash,
    /// Z shell 5.1 or later
    Zsh,
    /// fish 3.6 or later
    Fish,
    /// PowerShell 5.1 or later
    #[value(name = "powershell", alias = "pwsh")]
    PowerShell,
    /// dash, ksh, busybox: code only, no hook
    #[value(alias = "sh", alias = "dash", alias = "ash", alias = "ksh")]
    Posix,
}

impl ShellKind {
    /// Returns `fix`, a command of a finding, in the words of this shell; `is_shell_s_own` tells which differ.
    pub(crate) fn in_own_words(self, fix: &str) -> String {
        match fix.split_once(' ') {
            Some((UNSET, names)) => self.shell().unset_by_hand(names),
            Some((EDITOR, place)) => self.shell().edit_by_hand(place),
            Some(_) | None => fix.to_owned(),
        }
    }

    /// Returns the shell of this kind.
    pub(crate) fn shell(self) -> &'static dyn Shell {
        match self {
            Self::Bash => &bash::Bash,
            Self::Zsh => &zsh::Zsh,
            Self::Fish => &fish::Fish,
            Self::PowerShell => &powershell::PowerShell,
            Self::Posix => &posix::Posix,
        }
    }

    /// Returns whether its hook can only compare one file's time with another's.
    pub(crate) const fn compares_files(self) -> bool {
        match self {
            Self::Bash | Self::Fish => true,
            Self::Zsh | Self::PowerShell | Self::Posix => false,
        }
    }

    /// Returns whether its hook sees the time of a link itself instead of that of the file it leads to.
    pub(crate) const fn looks_at_links(self) -> bool {
        match self {
            Self::PowerShell => true,
            Self::Bash | Self::Zsh | Self::Fish | Self::Posix => false,
        }
    }

    /// Returns the file a person puts the hook's line into.
    pub(crate) const fn start_up_file(self) -> &'static str {
        match self {
            Self::Bash => "~/.bashrc",
            Self::Zsh => "~/.zshrc",
            Self::Fish => "~/.config/fish/config.fish",
            Self::PowerShell => "$PROFILE",
            Self::Posix => "~/.profile",
        }
    }

    /// Returns the name, as `--shell` and `init` take it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::Zsh => "zsh",
            Self::Fish => "fish",
            Self::PowerShell => "powershell",
            Self::Posix => "posix",
        }
    }
}

/// Returns whether no shell reads anything into `byte`, wherever it stands.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_./:@+,-".contains(&byte)
}

/// Returns `words`, quoted by `shell` and parted by spaces.
fn quoted(shell: &dyn Shell, words: &[&OsStr]) -> Vec<u8> {
    words.iter().map(|word| shell.quote(word)).collect::<Vec<_>>().join(&b' ')
}

/// Returns the words that bash, zsh and fish hand to `__awsp_state`, all but the files.
fn state_words(state: &PromptState) -> [String; 5] {
    [
        state.segment.clone(),
        state.mark.clone(),
        state.warning.clone(),
        state.seconds_left().to_string(),
        state.warn_seconds.to_string(),
    ]
}
