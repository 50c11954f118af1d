//! Where the lines of a piece end, and which of them are calm: all that matters of those is how they begin.

use wide::u8x16;

/// How many bytes are looked at at once.
const CHUNK: usize = 64;

/// A piece of a file.
#[derive(Debug, Default)]
pub(super) struct Piece {
    /// Where lines end, a bit for each byte.
    line_ends: Vec<u64>,
    /// Where something odd stands, a bit for each byte; nothing if that is nowhere.
    odd: Vec<u64>,
    /// Whether it holds nothing but line ends, spaces and what can be seen of ASCII.
    pub(super) is_visible: bool,
}

/// A line of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Where it begins.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// Whether it holds nothing but what can be seen of ASCII, but for a `\r` at its end; no space there, in front of another
    /// one or in front of a quote or a mark of a comment; and no quote behind a `=`. It may be so where this is not set.
    pub(super) is_calm: bool,
}

impl Piece {
    /// Looks at a piece, in place of the one before.
    pub(super) fn look_at(&mut self, bytes: &[u8]) {
        self.line_ends.clear();
        self.odd.clear();
        let mut seen = Seen::default();
        each_chunk(bytes, |chunk, next| self.line_ends.push(seen.add(chunk, next)));
        if bytes.len().is_multiple_of(CHUNK) && is_cut_off(bytes) {
            self.line_ends.push(1);
        }
        self.is_visible = seen.is_visible();
        if !self.is_visible || seen.has_odd() {
            each_chunk(bytes, |chunk, next| self.odd.push(odd_bits(chunk, next)));
        }
        // Without a line end behind it a `\r` is a part of the line.
        let last = bytes.len().saturating_sub(1);
        if let Some(odd) = self.odd.get_mut(last / CHUNK).filter(|_| bytes.ends_with(b"\r")) {
            *odd |= 1 << (last % CHUNK);
        }
    }

    /// Hands over each line.
    pub(super) fn each_line(&self, mut take: impl FnMut(Line)) {
        let mut start = 0;
        for (at, word) in self.line_ends.iter().enumerate() {
            let mut ends = *word;
            while ends != 0 {
                let end = at * CHUNK + usize::try_from(ends.trailing_zeros()).unwrap_or_default();
                ends &= ends - 1;
                let is_calm = self.odd.is_empty() || !self.has_odd(start, end);
                take(Line { start, end, is_calm });
                start = end + 1;
            }
        }
    }

    /// Returns whether something odd stands between two places.
    fn has_odd(&self, start: usize, end: usize) -> bool {
        let (first, last) = (start / CHUNK, end / CHUNK);
        let words = self.odd.iter().enumerate().take(last + 1).skip(first);
        words.fold(0, |found, (at, word)| {
            let from = if at == first { u64::MAX << (start % CHUNK) } else { u64::MAX };
            let to = if at == last { !(u64::MAX << (end % CHUNK)) } else { u64::MAX };
            found | (word & from & to)
        }) != 0
    }
}

/// Returns where lines end.
///
/// The memchr crate finds them as fast, but first it asks the processor what it can do: in a virtual machine that takes
/// longer than to look through most files.
pub(super) fn line_ends(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let (chunks, rest) = bytes.as_chunks();
    let in_chunks = chunks.iter().zip((0..).step_by(16)).flat_map(|(chunk, from)| {
        let mut ends = is(u8x16::new(*chunk), b'\n').to_bitmask();
        std::iter::from_fn(move || {
            let end = usize::try_from(ends.trailing_zeros()).ok().filter(|_| ends != 0)?;
            ends &= ends - 1;
            Some(from + end)
        })
    });
    let in_rest = rest.iter().zip(bytes.len() - rest.len()..).filter(|(byte, _)| **byte == b'\n');
    in_chunks.chain(in_rest.map(|(_, at)| at))
}

/// Hands over all bytes of a piece, and with them those one further on.
fn each_chunk(bytes: &[u8], mut take: impl FnMut(&[u8; CHUNK], &[u8; CHUNK])) {
    let behind = bytes.get(1..).unwrap_or_default();
    let chunks = bytes.as_chunks().0.iter().zip(behind.as_chunks().0);
    let count = chunks.len();
    chunks.for_each(|(chunk, next)| take(chunk, next));
    let (chunk, next) = last_chunks(bytes.get(count * CHUNK..).unwrap_or_default());
    take(&chunk, &next);
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
    #[inline]
    fn add(&mut self, chunk: &[u8; CHUNK], next: &[u8; CHUNK]) -> u64 {
        // A loop would count, and load what it compares with, for each of the four.
        let ([one, two, three, four], [behind_one, behind_two, behind_three, behind_four]) =
            (chunk.as_chunks().0, next.as_chunks().0)
        else {
            return 0;
        };
        u64::from(self.add_part(one, behind_one))
            | u64::from(self.add_part(two, behind_two)) << 16
            | u64::from(self.add_part(three, behind_three)) << 32
            | u64::from(self.add_part(four, behind_four)) << 48
    }

    #[inline]
    fn add_part(&mut self, bytes: &[u8; 16], next: &[u8; 16]) -> u32 {
        let (bytes, next) = (u8x16::new(*bytes), u8x16::new(*next));
        let line_ends = is(bytes, b'\n');
        self.lowest = self.lowest.min(bytes | line_ends);
        self.highest = self.highest.max(bytes);
        self.odd |= odd(bytes, next);
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

fn is(bytes: u8x16, byte: u8) -> u8x16 {
    bytes.simd_eq(u8x16::splat(byte))
}

/// Sets the bytes that, with the next one, may be special to a tool.
fn odd(bytes: u8x16, next: u8x16) -> u8x16 {
    // Of what can be seen: a line end, a space, quotes, `#`, and `!`, `$`, `%` and `&`, which only cost a second look.
    let is_low = next.min(u8x16::splat(b'\'')).simd_eq(next);
    let behind_space = is_low | is(next, b';');
    // A bit or two away from the quotes are `#` and `&`.
    let quote = is(next | u8x16::splat(b'"' ^ b'\''), b'\'');
    (is(bytes, b' ') & behind_space) | (is(bytes, b'=') & quote)
}

/// Returns where something odd stands, or what cannot be seen.
fn odd_bits(chunk: &[u8; CHUNK], next: &[u8; CHUNK]) -> u64 {
    let parts = chunk.as_chunks().0.iter().zip(next.as_chunks().0);
    parts.rev().fold(0, |bits, (bytes, next)| {
        let (bytes, next) = (u8x16::new(*bytes), u8x16::new(*next));
        let from_space = bytes - u8x16::splat(b' ');
        let is_seen = from_space.min(u8x16::splat(b'~' - b' ')).simd_eq(from_space);
        let in_line_end = is(bytes, b'\n') | (is(bytes, b'\r') & is(next, b'\n'));
        let found = odd(bytes, next) | !(is_seen | in_line_end);
        bits << 16 | u64::from(found.to_bitmask())
    })
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
        piece(bytes).each_line(|line| lines.push((line.start, line.end)));
        lines
    }

    /// Returns whether all lines are calm.
    fn is_calm(bytes: &[u8]) -> bool {
        let mut all = true;
        piece(bytes).each_line(|line| all &= line.is_calm);
        all
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
                let expected = is_visible && !(byte == b' ' && place == 129);
                assert_eq!(is_calm(&bytes), expected, "{byte} {place}");
            }
        }
    }

    #[test]
    fn line_ends_are_found() {
        for length in 0..70 {
            let byte = |at: usize| if at.is_multiple_of(3) { b'\n' } else { b'a' };
            let bytes: Vec<u8> = (0..length).map(byte).collect();

            assert!(line_ends(&bytes).eq((0..length).step_by(3)), "{length}");
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
            "a = b\r",
        ] {
            for indent in 0..130 {
                let text = format!("[{}]\n{line}\n\n", "x".repeat(indent));
                assert!(is_calm(text.as_bytes()), "{text}");
            }
        }
    }

    #[test]
    fn what_is_special_to_a_tool_is_not_calm() {
        for line in [
            "a =  b", "a = b ", "a = b #c", "a = b ;c", "a = \"", "a = '", "a=\"", "a='", "a = é",
            "a = b\rc", "a = b \r", "a\t= b", "a  = b",
        ] {
            for indent in 0..130 {
                let text = format!("[{}]\n{line}\n[y]\n", "x".repeat(indent));
                let place = text.find(line).unwrap();
                for text in [text.as_str(), text.split_once("\n[y").unwrap().0] {
                    piece(text.as_bytes()).each_line(|line| {
                        assert_eq!(line.is_calm, line.start != place, "{text}");
                    });
                }
            }
        }
    }

    const PARTS: [&str; 19] = [
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
        "\r\n",
        "value-of.it/",
    ];

    /// Returns whether a line is a setting if no more is looked at than how it begins.
    fn begins_like_a_setting(line: &[u8]) -> bool {
        let is_in_key = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
        let key = line.iter().take_while(|byte| is_in_key(byte)).count();
        key > 0 && (line[key..].starts_with(b"=") || line[key..].starts_with(b" ="))
    }

    proptest! {
        #[test]
        fn nothing_special_is_overlooked(text in prop::collection::vec(prop::sample::select(&PARTS[..]), 0..60)) {
            let text = text.concat();
            piece(text.as_bytes()).each_line(|Line { start, end, is_calm }| {
                let line = &text.as_bytes()[start..end];
                if is_calm && !matches!(line, [] | [b'[' | b'#' | b';' | b'\r', ..]) {
                    let is_setting = plain::line(line, FileKind::Config) == Some(Plain::Setting);
                    assert_eq!(is_setting, begins_like_a_setting(line), "{text}");
                }
            });
        }

        #[test]
        fn all_lines_are_found(bytes in prop::collection::vec(prop::sample::select(&b"\n\nab_ =Z9\xc3\r"[..]), 0..300)) {
            prop_assert_eq!(lines(&bytes), expected(&bytes));
        }
    }
}
