//! Characters that nobody sees, told by place and name and never shown.

use crate::display::is_hidden;

/// Quotes as word processors write them.
const CURLY: [char; 8] = [
    '\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}', '\u{201c}', '\u{201d}', '\u{201e}', '\u{201f}',
];

/// Whether a value may have ordinary spaces inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spaces {
    /// It may: a name, a path, a command.
    Inside,
    /// It has none: a key, a Region, an ARN.
    Nowhere,
}

/// Returns where the first character stands that does not belong into `text`, and what it is:
/// `a carriage return (U+000D) at character 41 of 41`.
pub(super) fn odd(text: &str, spaces: Spaces) -> Option<String> {
    let length = text.chars().count();
    let is_odd = |(index, character): &(usize, char)| {
        let is_at_end = *index == 0 || index + 1 == length;
        let is_blank = matches!(character, ' ' | '\t');
        is_strange(*character) || (is_blank && (is_at_end || spaces == Spaces::Nowhere))
    };
    let (index, character) = text.chars().enumerate().find(is_odd)?;
    Some(format!("{} at character {} of {length}", name(character), index + 1))
}

/// Returns whether a value still stands in the quotes that should have gone.
pub(super) fn is_quoted(text: &str) -> bool {
    ['"', '\'']
        .iter()
        .any(|quote| text.strip_prefix(*quote).and_then(|rest| rest.strip_suffix(*quote)).is_some())
}

fn is_strange(character: char) -> bool {
    let is_strange_space = character.is_whitespace() && !matches!(character, ' ' | '\t');
    let is_blank = character == '\t'; // a control character, and yet a blank
    is_strange_space
        || (is_hidden(character) && !is_blank)
        || CURLY.contains(&character)
        || character == char::REPLACEMENT_CHARACTER
}

fn name(character: char) -> String {
    let word = match character {
        ' ' => "a space",
        '\t' => "a tab",
        '\r' => "a carriage return",
        '\n' => "a line feed",
        '\0' => "a null character",
        '\u{1b}' => "an escape character",
        '\u{a0}' | '\u{202f}' => "a no-break space",
        '\u{200b}' => "a zero-width space",
        '\u{200c}' | '\u{200d}' | '\u{2060}' => "a zero-width joiner",
        '\u{feff}' => "a byte order mark",
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "a mark of the direction of writing"
        }
        char::REPLACEMENT_CHARACTER => "a byte that is no UTF-8",
        quote if CURLY.contains(&quote) => "a curly quote",
        other if other.is_whitespace() => "a strange space",
        _ => "a character without a shape",
    };
    format!("{word} (U+{:04X})", u32::from(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_is_passed_over() {
        for (text, spaces) in [
            ("", Spaces::Nowhere),
            ("AKIARZPUZDIKGFADW22Y", Spaces::Nowhere),
            ("wJalr/+=", Spaces::Nowhere),
            ("two words", Spaces::Inside),
            ("größe-日本", Spaces::Inside),
        ] {
            assert_eq!(odd(text, spaces), None, "{text:?}");
        }
    }

    #[test]
    fn what_does_not_belong_is_named_with_its_place() {
        for (text, expected) in [
            ("key\r", "a carriage return (U+000D) at character 4 of 4"),
            ("key\n", "a line feed (U+000A) at character 4 of 4"),
            ("key ", "a space (U+0020) at character 4 of 4"),
            ("\tkey", "a tab (U+0009) at character 1 of 4"),
            ("\u{feff}key", "a byte order mark (U+FEFF) at character 1 of 4"),
            ("k\u{a0}y", "a no-break space (U+00A0) at character 2 of 3"),
            ("k\u{200b}y", "a zero-width space (U+200B) at character 2 of 3"),
            ("\u{201c}key\u{201d}", "a curly quote (U+201C) at character 1 of 5"),
            ("k\u{fffd}", "a byte that is no UTF-8 (U+FFFD) at character 2 of 2"),
            ("k\u{2003}y", "a strange space (U+2003) at character 2 of 3"),
            ("k\u{202e}y", "a mark of the direction of writing (U+202E) at character 2 of 3"),
            ("k\u{ad}y", "a character without a shape (U+00AD) at character 2 of 3"),
            (" ", "a space (U+0020) at character 1 of 1"),
        ] {
            assert_eq!(odd(text, Spaces::Inside).as_deref(), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn a_space_inside_is_odd_where_there_are_none() {
        let expected = "a space (U+0020) at character 2 of 3";

        assert_eq!(odd("k y", Spaces::Nowhere).as_deref(), Some(expected));
    }

    #[test]
    fn quotes_count_in_pairs() {
        for (text, expected) in [
            ("\"k\"", true),
            ("'k'", true),
            ("''", true),
            ("'", false),
            ("'k\"", false),
            ("k'", false),
        ] {
            assert_eq!(is_quoted(text), expected, "{text}");
        }
    }
}
