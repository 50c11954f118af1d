//! JSON that is safe to look at.

use std::fmt::Write as _;

use serde_json::Value;

use crate::display::is_hidden;

/// Returns `value` as indented JSON, with an escape for every character that could act on a terminal.
pub(crate) fn text(value: &Value) -> String {
    let mut text = String::new();
    for character in format!("{value:#}").chars() {
        if character != '\n' && is_hidden(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                _ = write!(text, "\\u{unit:04x}");
            }
        } else {
            text.push(character);
        }
    }
    text + "\n"
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn hidden_characters_are_escaped_and_come_back() {
        let value = json!({"name": "a\u{9b}\u{202e}\u{e0001}\u{1b}b"});

        let text = text(&value);

        assert!(!text.chars().any(|character| character != '\n' && is_hidden(character)), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
