//! Words that several checks say.

use crate::display::escaped;
use crate::identity::{Identity, Known};
use crate::shell::EDITOR;
use crate::source::Source;

/// Returns the command that selects a profile.
pub(crate) fn use_profile(name: &str) -> String {
    format!("awsp use {}", word(name))
}

/// Returns `text` as one word of a command line that a person may copy.
pub(crate) fn word(text: &str) -> String {
    let is_plain =
        |character: char| character.is_ascii_alphanumeric() || "_./:@+,-".contains(character);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", escaped(text).replace('\'', "'\\''"))
}

/// Returns the command that opens a file where something stands.
pub(crate) fn edit(source: &Source) -> String {
    let Some((path, line)) = source.place() else { return "awsp list --long".to_owned() };
    let path = word(&path.to_string_lossy());
    // What concerns the whole file has no line.
    if line == 0 { format!("{EDITOR} {path}") } else { format!("{EDITOR} +{line} {path}") }
}

/// Returns the name of the selected profile and who named it, if somebody did.
pub(crate) fn chosen(identity: &Identity) -> Option<&Known<String>> {
    identity.selected.as_ref().filter(|selected| selected.source != Source::Default)
}

/// Returns ` (account 111122223333)`, or nothing where it is unknown.
pub(crate) fn in_account(identity: &Identity) -> String {
    let account = identity.account.as_ref();
    account.map(|account| format!(" (account {})", escaped(&account.value))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_word_for_whoever_copies_it() {
        for (name, expected) in [
            ("dev", "dev"),
            ("a b", "'a b'"),
            ("it's", r"'it'\''s'"),
            ("$(x)", "'$(x)'"),
            ("", "''"),
            ("a\u{1b}", r"'a\u{1b}'"),
        ] {
            assert_eq!(word(name), expected);
        }
    }
}
