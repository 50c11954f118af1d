//! Where the lines of a piece end, and whether it is calm: then all that matters of a line is how it begins.

use wide::u8x16;

/// How many bytes are looked at at once.
const CHUNK: usize = 64;

/// A piece of a file.
#[derive(Debug, Default)]
pub(super) struct Piece {
    /// Where lines end, a bit for each byte.
    line_ends: Vec<u64>,
    /// Whether it holds nothing but line ends, spaces and what can be seen of ASCII.
    pub(super) is_visible: bool,
    /// Whether also no space stands at the end of a line, in front of another one or in front of a quote or a mark of a
    /// comment, and no quote behind a `=`. It may be so where this is not set.
    pub(super) is_calm: bool,
}

impl Piece {
    /// Looks at a piece, in place of the one before.
    pub(super) fn look_at(&mut self, bytes: &[u8]) {
        self.line_ends.clear();
        let mut seen = Seen::default();
        let behind = bytes.get(1..).unwrap_or_default();
        let chunks = bytes.as_chunks::<CHUNK>().0.iter().zip(behind.as_chunks::<CHUNK>().0);
        let count = chunks.len();
        self.line_ends.extend(chunks.map(|(chunk, next)| seen.add(chunk, next)));
        let rest = bytes.get(count * CHUNK..).unwrap_or_default();
        let (chunk, next) = last_chunks(rest);
        self.line_ends.push(seen.add(&chunk, &next));
        if rest.len() == CHUNK && is_cut_off(rest) {
            self.line_ends.push(1);
        }
        (self.is_visible, self.is_calm) = (seen.is_visible(), seen.is_visible() && !seen.has_odd());
    }

    /// Hands over where each line begins and ends.
    pub(super) fn each_line(&self, mut take: impl FnMut(usize, usize)) {
        let mut start = 0;
        for (at, word) in self.line_ends.iter().enumerate() {
            let mut ends = *word;
            while ends != 0 {
                let end = at * CHUNK + usize::try_from(ends.trailing_zeros()).unwrap_or_default();
                ends &= ends - 1;
                take(start, end);
                start = end + 1;
            }
        }
    }
}

/// Returns the last bytes of a piece, and those one further on. Its last line ends with it, if nothing else ends it.
fn last_chunks(rest: &[u8]) -> ([u8; CHUNK], [u8; CHUNK]) {
    let mut bytes = [b'x'; CHUNK + 1];
    if let Some(to) = bytes.get_mut(..rest.len()) {
        to.copy_from_slice(rest);
    }
    if let Some(end) = bytes.get_mut(rest.len()).filter(|_| is_cut_off(rest)) {
        *end = b'\n';
    }
    let [_, next @ ..] = bytes;
    (*bytes.first_chunk().unwrap_or(&next), next)
}

/// Returns whether the last line does not end.
fn is_cut_off(bytes: &[u8]) -> bool {
    bytes.last().is_some_and(|byte| *byte != b'\n')
}

/// What the bytes so far have in common.
struct Seen {
    lowest: u8x16,
    highest: u8x16,
    odd: u8x16,
}

impl Default for Seen {
    fn default() -> Self {
        Self { lowest: u8x16::splat(u8::MAX), highest: u8x16::splat(0), odd: u8x16::splat(0) }
    }
}

impl Seen {
    /// Looks at bytes, and at those one further on; returns where lines end.
    fn add(&mut self, chunk: &[u8; CHUNK], next: &[u8; CHUNK]) -> u64 {
        let parts = chunk.as_chunks().0.iter().zip(next.as_chunks().0);
        parts.rev().fold(0, |ends, (bytes, next)| {
            ends << 16 | u64::from(self.add_part(u8x16::new(*bytes), u8x16::new(*next)))
        })
    }

    fn add_part(&mut self, bytes: u8x16, next: u8x16) -> u32 {
        let is = |bytes: u8x16, byte: u8| bytes.simd_eq(u8x16::splat(byte));
        let line_ends = is(bytes, b'\n');
        self.lowest = self.lowest.min(bytes | line_ends);
        self.highest = self.highest.max(bytes);
        // Of what can be seen, that is a line end, a space, a quote, a `#` and four more, which nobody would miss.
        let is_low = next.min(u8x16::splat(b'\'')).simd_eq(next);
        let behind_space = is_low | is(next, b';');
        let quote = is(next, b'"') | is(next, b'\'');
        self.odd |= (is(bytes, b' ') & behind_space) | (is(bytes, b'=') & quote);
        line_ends.to_bitmask()
    }

    fn is_visible(&self) -> bool {
        let lowest = self.lowest.to_array().into_iter().min();
        let highest = self.highest.to_array().into_iter().max();
        lowest.is_none_or(|byte| byte >= b' ') && highest.is_none_or(|byte| byte <= b'~')
    }

    fn has_odd(&self) -> bool {
        self.odd.to_bitmask() != 0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::plain::{self, Plain};
    use super::super::text::FileKind;
    use super::*;

    fn piece(bytes: &[u8]) -> Piece {
        let mut piece = Piece::default();
        piece.look_at(b"a = b \n\xff"); // nothing of it stays
        piece.look_at(bytes);
        piece
    }

    fn lines(bytes: &[u8]) -> Vec<(usize, usize)> {
        let mut lines = Vec::new();
        piece(bytes).each_line(|start, end| lines.push((start, end)));
        lines
    }

    /// The same, byte by byte.
    fn expected(bytes: &[u8]) -> Vec<(usize, usize)> {
        let mut start = 0;
        let lines = bytes.split_inclusive(|byte| *byte == b'\n').map(|line| {
            let text = line.strip_suffix(b"\n").unwrap_or(line);
            start += line.len();
            (start - line.len(), start - line.len() + text.len())
        });
        lines.collect()
    }

    #[test]
    fn each_byte_is_told_apart_at_each_place() {
        for byte in 0..=u8::MAX {
            for place in 0..130 {
                let mut bytes = [b'a'; 130];
                bytes[place] = byte;
                let found = piece(&bytes);

                assert_eq!(lines(&bytes), expected(&bytes), "{byte} {place}");
                let is_visible = byte == b'\n' || (b' '..=b'~').contains(&byte);
                assert_eq!(found.is_visible, is_visible, "{byte} {place}");
                // A space at the end is the only one of them that is special by itself.
                let is_calm = is_visible && !(byte == b' ' && place == 129);
                assert_eq!(found.is_calm, is_calm, "{byte} {place}");
            }
        }
    }

    #[test]
    fn ordinary_settings_are_calm() {
        for line in [
            "region=eu-west-1",
            "region = eu-west-1",
            "sso_start_url = https://example.awsapps.com/start#/",
            "empty =",
            "a = b=c = d",
            "# about=this",
            "#;\"'",
        ] {
            for indent in 0..130 {
                let text = format!("[{}]\n{line}\n\n", "x".repeat(indent));
                assert!(piece(text.as_bytes()).is_calm, "{text}");
            }
        }
    }

    #[test]
    fn what_is_special_to_a_tool_is_not_calm() {
        for line in [
            "a =  b", "a = b ", "a = b #c", "a = b ;c", "a = \"", "a = '", "a=\"", "a='", "a = é",
            "a = b\r", "a\t= b", "a  = b",
        ] {
            for indent in 0..130 {
                let text = format!("[{}]\n{line}\n[y]\n", "x".repeat(indent));
                assert!(!piece(text.as_bytes()).is_calm, "{text}");
                assert!(!piece(text.split_once("\n[y").unwrap().0.as_bytes()).is_calm, "{text}");
            }
        }
    }

    const PARTS: [&str; 18] = [
        "\n",
        "\n",
        "a",
        "key",
        "_9",
        "=",
        " = ",
        "=",
        " ",
        "'",
        "\"",
        "#",
        ";",
        "[",
        "]",
        "é",
        "\t",
        "value-of.it/",
    ];

    /// Returns whether a line is a setting if no more is looked at than how it begins.
    fn begins_like_a_setting(line: &str) -> bool {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
        rest.len() < line.len() && (rest.starts_with('=') || rest.starts_with(" ="))
    }

    proptest! {
        #[test]
        fn nothing_special_is_overlooked(text in prop::collection::vec(prop::sample::select(&PARTS[..]), 0..10)) {
            let text = text.concat();
            if !piece(text.as_bytes()).is_calm {
                return Ok(());
            }
            for line in text.lines().filter(|line| !line.starts_with(['[', '#', ';']) && !line.is_empty()) {
                let is_setting = plain::line(line.as_bytes(), FileKind::Config) == Some(Plain::Setting);
                prop_assert_eq!(is_setting, begins_like_a_setting(line), "{}", line);
            }
        }

        #[test]
        fn all_lines_are_found(bytes in prop::collection::vec(prop::sample::select(&b"\n\nab_ =Z9\xc3\r"[..]), 0..300)) {
            prop_assert_eq!(lines(&bytes), expected(&bytes));
        }
    }
}
