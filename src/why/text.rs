//! The text of an error as a person reads it, whatever it has gone through on its way.

use crate::display::is_hidden;

/// How much of a text is looked at, in bytes from its end: whatever failed says so last.
pub(crate) const LONGEST: usize = 1 << 20;

/// A text without colours, frames and escapes.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// Its lines, without blanks at their ends.
    pub(super) plain: String,
    /// The same in lower case and without any blank, so that it does not matter where lines were wrapped.
    pub(super) squeezed: String,
    /// Where each byte of `squeezed` is in `plain`.
    places: Vec<usize>,
}

impl Text {
    /// Returns the end of `bytes` as text.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let end = bytes.get(bytes.len().saturating_sub(LONGEST)..).unwrap_or_default();
        let shown = without_colours(&String::from_utf8_lossy(end));
        let mut text = Self::default();
        for character in unescaped(&shown).chars() {
            text.push(character);
        }
        text
    }

    fn push(&mut self, character: char) {
        match character {
            '\n' => self.end_line(),
            _ if character.is_whitespace() || is_frame(character) => self.push_blank(),
            _ if is_hidden(character) => {}
            _ => self.push_visible(character),
        }
    }

    fn end_line(&mut self) {
        if self.plain.ends_with(' ') {
            self.plain.pop();
        }
        self.plain.push('\n');
    }

    fn push_blank(&mut self) {
        if !self.plain.is_empty() && !self.plain.ends_with([' ', '\n']) {
            self.plain.push(' ');
        }
    }

    fn push_visible(&mut self, character: char) {
        let (place, before) = (self.plain.len(), self.squeezed.len());
        self.plain.push(character);
        self.squeezed.push(character.to_ascii_lowercase());
        self.places.resize(self.places.len() + self.squeezed.len() - before, place);
    }

    /// Returns where the byte `place` of `squeezed` is in `plain`.
    pub(super) fn place(&self, place: usize) -> usize {
        self.places.get(place).copied().unwrap_or(self.plain.len())
    }

    /// Returns about `before` and `after` bytes around `place`, in one line.
    pub(super) fn around(&self, place: usize, before: usize, after: usize) -> String {
        let start = self.plain.floor_char_boundary(place.saturating_sub(before));
        let end = self.plain.ceil_char_boundary((place + after).min(self.plain.len()));
        self.plain.get(start..end).unwrap_or_default().replace('\n', " ")
    }
}

/// Returns whether Terraform or a table draws its frame with `character`.
fn is_frame(character: char) -> bool {
    ('\u{2500}'..='\u{257f}').contains(&character)
}

/// Returns `text` without the sequences that begin with an escape character.
fn without_colours(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut pieces = text.split('\u{1b}');
    kept.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        kept.push_str(behind_sequence(piece));
    }
    kept
}

/// Returns what stands behind an escape sequence, which `piece` has the rest of.
fn behind_sequence(piece: &str) -> &str {
    let mut characters = piece.chars();
    match characters.next() {
        Some('[') => {
            let rest = characters.as_str();
            let end = rest.find(|character: char| ('@'..='~').contains(&character));
            end.and_then(|end| rest.get(end + 1..)).unwrap_or_default()
        }
        // A title or a link ends with a bell, or with another escape character, where the next piece begins.
        Some(']') => characters.as_str().split_once('\u{7}').map_or("", |(_, rest)| rest),
        _ => characters.as_str(),
    }
}

/// Returns `text` with what JSON writes for line ends, quotation marks and signs as what it stands for.
fn unescaped(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = memchr::memchr(b'\\', rest.as_bytes()) {
        let (before, escape) = rest.split_at(place);
        kept.push_str(before);
        // JSON within JSON doubles them.
        let behind = escape.trim_start_matches('\\');
        rest = read_escape(behind, &mut kept);
    }
    kept + rest
}

/// Adds what the escape in front of `behind` stands for, and returns the rest.
fn read_escape<'t>(behind: &'t str, kept: &mut String) -> &'t str {
    let mut characters = behind.chars();
    match characters.next() {
        Some('n' | 'r') => kept.push('\n'),
        Some('t') => kept.push(' '),
        Some(quote @ ('"' | '\'' | '/')) => kept.push(quote),
        Some('u') => return read_number(behind, kept),
        Some(_) | None => {
            kept.push('\\');
            return behind;
        }
    }
    characters.as_str()
}

/// Adds the character that `u0027` stands for.
fn read_number<'t>(behind: &'t str, kept: &mut String) -> &'t str {
    let digits = behind.get(1..5).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    if let (Some(character), Some(rest)) = (digits.and_then(char::from_u32), behind.get(5..)) {
        kept.push(character);
        return rest;
    }
    kept.push('\\');
    behind
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_frames_and_escapes_are_taken_off() {
        for (raw, plain) in [
            ("\u{1b}[31m\u{1b}[1mError:\u{1b}[0m no", "Error: no"),
            ("╷\n│ Error: no\n│   with x\n╵", "\nError: no\nwith x\n"),
            ("a\r\nb\r\n", "a\nb\n"),
            (r#"{"m":"a\nb \"c\" \u0027d\u0027"}"#, "{\"m\":\"a\nb \"c\" 'd'\"}"),
            (r#"\\\"a\\\""#, "\"a\""),
            (r"C:\Users\ann", r"C:\Users\ann"),
            ("\u{1b}]0;title\u{7}x\u{200b}y\u{1b}", "xy"),
            ("a \t  b  \n", "a b\n"),
        ] {
            assert_eq!(Text::of(raw.as_bytes()).plain, plain, "{raw:?}");
        }
    }

    #[test]
    fn it_does_not_matter_where_a_line_was_wrapped() {
        let text = Text::of("The requ\nest │ has\r\n│ Expired é".as_bytes());

        assert_eq!(text.squeezed, "therequesthasexpiredé");
        assert_eq!(text.plain.get(text.place(7)..), Some("est has\nExpired é"));
        assert_eq!(text.place(text.squeezed.len()), text.plain.len());
    }

    #[test]
    fn only_the_end_is_looked_at_and_any_bytes_will_do() {
        let mut bytes = vec![b'x'; LONGEST + 3];
        bytes.extend_from_slice(b"\xff\xfe end");

        let text = Text::of(&bytes);

        assert!(text.plain.ends_with("\u{fffd}\u{fffd} end"));
        assert!(text.plain.len() < LONGEST + 8);
    }
}
