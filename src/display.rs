//! Text that may reach a terminal.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};

/// Returns whether `character` could move the cursor, hide or reorder text, or has no shape at all.
pub(crate) fn is_hidden(character: char) -> bool {
    let is_ordinary = (' '..='~').contains(&character); // nearly all are, and a look at the table takes time
    !is_ordinary
        && matches!(
            character.general_category(),
            GeneralCategory::Control
                | GeneralCategory::Format
                | GeneralCategory::LineSeparator
                | GeneralCategory::ParagraphSeparator
                | GeneralCategory::Surrogate
                | GeneralCategory::PrivateUse
                | GeneralCategory::Unassigned
        )
}

/// Returns `text` with every hidden character written as `\u{1b}`, so that nothing is lost and nothing acts.
pub(crate) fn escaped(text: &str) -> String {
    // Nearly every text, and long tables are many of them.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_hidden(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// How many marks may be stacked on one letter; more would draw over other lines.
const STACKED: usize = 2;

/// Returns `text` with `?` for every hidden character and without towers of marks, and a `!` behind it if it changed.
pub(crate) fn brief(text: &str) -> String {
    let mut stacked = 0;
    let shown: String = text
        .chars()
        .filter(|character| {
            stacked = if is_mark(*character) { stacked + 1 } else { 0 };
            stacked <= STACKED
        })
        .map(|character| if is_hidden(character) { '?' } else { character })
        .collect();
    if shown == text { shown } else { shown + "!" }
}

fn is_mark(character: char) -> bool {
    let is_ordinary = (' '..='~').contains(&character); // nearly all are, and a look at the table takes time
    !is_ordinary
        && matches!(
            character.general_category(),
            GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark
        )
}

/// Returns `a, b and c`.
pub(crate) fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [name] => (*name).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Returns an address without what may be a secret in it: user and password in front of the host, and the query.
pub(crate) fn without_password(url: &str) -> String {
    let url = url.split(['?', '#']).next().unwrap_or(url);
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let authority = rest.split('/').next().unwrap_or(rest);
    match authority.rsplit_once('@') {
        Some((user, _)) => format!("{scheme}://…{}", rest.get(user.len()..).unwrap_or_default()),
        None => url.to_owned(),
    }
}

/// Returns a secret or key id as its last four characters, fewer if it is short.
pub(crate) fn masked(value: &str) -> String {
    let shown = if value.chars().nth(15).is_some() { 4 } else { 0 };
    let tail = value.char_indices().rev().take(shown).last();
    let tail = tail.and_then(|(start, _)| value.get(start..)).unwrap_or_default();
    format!("…{}", escaped(tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_and_direction_characters_never_pass() {
        for hostile in
            ["\u{1b}[31m", "\u{9b}1m", "a\u{202e}b", "\u{200b}", "\u{7f}", "\r", "\u{e000}"]
        {
            assert!(!escaped(hostile).chars().any(is_hidden), "{hostile:?}");
            assert!(brief(hostile).ends_with('!'), "{hostile:?}");
        }
    }

    #[test]
    fn towers_of_marks_are_cut() {
        assert_eq!(brief("e\u{301}\u{301}x"), "e\u{301}\u{301}x");
        assert_eq!(brief("e\u{301}\u{301}\u{301}\u{301}x"), "e\u{301}\u{301}x!");
    }

    #[test]
    fn an_address_shows_no_password() {
        for (url, expected) in [
            ("http://localhost:4566/path", "http://localhost:4566/path"),
            ("https://me:secret@host:1/path?key=secret#x", "https://…@host:1/path"),
            ("https://host/a@b", "https://host/a@b"),
            ("nonsense", "nonsense"),
        ] {
            assert_eq!(without_password(url), expected);
        }
    }

    #[test]
    fn a_short_secret_shows_nothing() {
        assert_eq!(masked("abcd"), "…");
        assert_eq!(masked("AKIARZPUZDIKGFADW22Y"), "…W22Y");
    }
}
