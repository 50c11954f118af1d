//! The line that loads awsp's hook.

use clap::ValueEnum as _;

use crate::shell::ShellKind;

/// A line that loads the hook, or the hook itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::doctor) struct InitLine {
    /// Its number.
    pub(in crate::doctor) line: usize,
    /// The shell whose hook it is, if that can be told.
    pub(in crate::doctor) kind: Option<ShellKind>,
}

/// Returns the first such line of a file that is in the language of `kind`.
pub(super) fn find(text: &str, kind: Option<ShellKind>) -> Option<InitLine> {
    let (index, line) = text.lines().enumerate().find(|(_, line)| loads(line))?;
    Some(InitLine { line: index + 1, kind: named(line).or(kind) })
}

/// Returns whether a line has `awsp init`, whatever stands around it, or begins the hook itself.
fn loads(line: &str) -> bool {
    let is_comment = line.trim_start().starts_with('#');
    !is_comment
        && (behind_init(line).is_some()
            || line.contains("__awsp_bin=")
            || line.contains("set -g __awsp_bin"))
}

/// Returns the shell that a line with `awsp init SHELL` names.
fn named(line: &str) -> Option<ShellKind> {
    let mut words = behind_init(line)?.take_while(|word| !word.starts_with('#'));
    words.find_map(|word| ShellKind::from_str(word, true).ok())
}

fn behind_init(line: &str) -> Option<impl Iterator<Item = &str>> {
    let is_mark =
        |character: char| character.is_whitespace() || "\"'`$()[]{};|&<>".contains(character);
    let mut words = line.split(is_mark);
    words.find(|word| is_awsp(word))?;
    words.find(|word| *word == "init")?;
    Some(words)
}

fn is_awsp(word: &str) -> bool {
    let name = word.rsplit(['/', '\\']).next().unwrap_or(word);
    matches!(name, "awsp" | "awsp.exe")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_known_in_all_its_forms() {
        for (line, expected) in [
            (ShellKind::Bash.shell().install(), ShellKind::Bash),
            (ShellKind::Zsh.shell().install(), ShellKind::Zsh),
            (ShellKind::Fish.shell().install(), ShellKind::Fish),
            (ShellKind::PowerShell.shell().install(), ShellKind::PowerShell),
            ("eval \"$(awsp init bash --prompt=manual)\"", ShellKind::Bash),
            ("eval $(/opt/bin/awsp init --prompt manual zsh)", ShellKind::Zsh),
            ("eval \"`\"$HOME/.cargo/bin/awsp\" init 'bash'`\" # hook", ShellKind::Bash),
            ("  command -v awsp >/dev/null && eval \"$(awsp init bash)\"", ShellKind::Bash),
            ("source <(awsp init bash)", ShellKind::Bash),
            ("awsp init fish | source", ShellKind::Fish),
            ("awsp init pwsh | Out-String | Invoke-Expression", ShellKind::PowerShell),
        ] {
            let found = find(&format!("#\n{line}\n"), None);

            assert_eq!(found, Some(InitLine { line: 2, kind: Some(expected) }), "{line}");
        }
    }

    #[test]
    fn other_lines_are_none() {
        for line in [
            "# eval \"$(awsp init bash)\"",
            "awsp list",
            "eval \"$(starship init bash)\"",
            "myawsp init bash",
        ] {
            assert_eq!(find(line, None), None, "{line}");
        }
    }

    #[test]
    fn what_the_line_does_not_say_the_file_does() {
        let kind = Some(ShellKind::Bash);
        for text in ["eval \"$(awsp init $SHELL_NAME)\"", "__awsp_bin=/opt/awsp"] {
            assert_eq!(find(text, kind), Some(InitLine { line: 1, kind }), "{text}");
        }
    }
}
