//! What stands where in a piece of a file: a bit for each byte, found for sixteen bytes at a time.

use wide::u8x16;

/// A piece of a file, a bit for each byte.
#[derive(Debug, Default)]
pub(super) struct Bits {
    words: Vec<Word>,
    /// How many bytes it has.
    length: usize,
    /// Whether it holds nothing but line ends, spaces and what can be seen of ASCII.
    pub(super) is_visible: bool,
    /// Whether a `#` or a `;` stands in it.
    pub(super) has_marks: bool,
    /// Whether each line that begins with a key is a setting that every tool reads alike. It may be so where this is not set.
    pub(super) has_plain_settings: bool,
    settings: Settings,
}

/// Of 64 bytes, a bit for each.
#[derive(Clone, Copy, Debug)]
struct Word {
    /// Where a line begins.
    starts: u64,
    /// Where a line ends.
    line_ends: u64,
    /// Where a letter, a digit or an underscore stands.
    in_key: u64,
    /// Where the key ends that a line begins with.
    key_ends: u64,
}

/// A line of a piece, as places in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// It begins with letters, digits and underscores.
    Key {
        /// Where it begins.
        start: usize,
        /// How many they are.
        length: usize,
    },
    /// It begins with something else.
    Other {
        /// Where it begins.
        start: usize,
        /// Where it ends.
        end: usize,
    },
}

impl Bits {
    /// Looks at a piece, in place of the one before.
    pub(super) fn look_at(&mut self, bytes: &[u8]) {
        self.words.clear();
        (self.is_visible, self.has_marks, self.has_plain_settings) = (true, false, true);
        self.settings = Settings { line_end: 1, ..Settings::default() };
        let (chunks, rest) = bytes.as_chunks();
        for chunk in chunks {
            self.add(chunk);
        }
        if !bytes.ends_with(b"\n") || !rest.is_empty() {
            // The last line ends with the piece, if nothing else ends it.
            let mut chunk = [b' '; 64];
            for (to, from) in chunk.iter_mut().zip(rest.iter().chain(b"\n")) {
                *to = *from;
            }
            self.add(&chunk);
        }
        self.has_plain_settings &= self.is_visible;
        self.length = bytes.len();
    }

    fn add(&mut self, chunk: &[u8; 64]) {
        let (parts, _) = chunk.as_chunks();
        let mut found = Found::default();
        let (mut seen, mut special) = (u8x16::splat(u8::MAX), u8x16::splat(0));
        for part in parts.iter().rev() {
            let bytes = u8x16::new(*part);
            let is = |byte: u8| bytes.simd_eq(u8x16::splat(byte));
            let end = is(b'\n');
            let letter = in_range(bytes | u8x16::splat(b' '), b'a', b'z');
            let key = letter | in_range(bytes, b'0', b'9') | is(b'_');
            push(&mut found.line_ends, end);
            push(&mut found.in_key, key);
            push(&mut found.spaces, is(b' '));
            push(&mut found.equals, is(b'='));
            seen &= in_range(bytes, b' ', b'~') | end;
            special |= in_range(bytes, b'"', b'\'') | is(b';');
        }
        if special.to_bitmask() != 0 {
            found.marks = bits_of(chunk, b'#') | bits_of(chunk, b';');
            found.quotes = bits_of(chunk, b'"') | bits_of(chunk, b'\'');
        }
        let Found { line_ends, in_key, .. } = found;
        let (starts, key_ends) = self.settings.keys(line_ends, in_key);
        self.words.push(Word { starts, line_ends, in_key, key_ends });
        self.is_visible &= seen.to_bitmask() == u32::from(u16::MAX);
        self.has_marks |= found.marks != 0;
        self.has_plain_settings &= self.settings.are_plain(&found, key_ends);
    }

    /// Hands over each line of the piece: where a key begins and how long it is, or where another line begins and ends.
    pub(super) fn each_line(&self, mut take: impl FnMut(Line)) {
        for (at, word) in self.words.iter().enumerate() {
            let (mut starts, mut key_ends) = (word.starts, word.key_ends);
            // The first one may belong to a key of the word before.
            if key_ends.trailing_zeros() < starts.trailing_zeros() {
                key_ends &= key_ends.wrapping_sub(1);
            }
            while let Some(bit) = lowest(starts) {
                let start = at * 64 + bit;
                if start >= self.length {
                    return;
                }
                starts &= starts - 1;
                take(if word.in_key & (1 << bit) == 0 {
                    Line::Other { start, end: self.first(at, bit, |word| word.line_ends) }
                } else if let Some(end) = lowest(key_ends) {
                    key_ends &= key_ends - 1;
                    Line::Key { start, length: end - bit }
                } else {
                    Line::Key { start, length: self.first(at + 1, 0, |word| word.key_ends) - start }
                });
            }
        }
    }

    /// Returns where the line ends in which this place is.
    pub(super) fn line_end(&self, place: usize) -> usize {
        self.first(place / 64, place % 64, |word| word.line_ends)
    }

    /// Returns where the first bit is from `bit` of a word on.
    fn first(&self, at: usize, bit: usize, bits: impl Fn(&Word) -> u64) -> usize {
        let mut above = u64::MAX << bit;
        for (at, word) in self.words.iter().enumerate().skip(at) {
            if let Some(bit) = lowest(bits(word) & above) {
                return at * 64 + bit;
            }
            above = u64::MAX;
        }
        self.words.len() * 64
    }
}

/// What stands where in 64 bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    line_ends: u64,
    /// Letters, digits and underscores.
    in_key: u64,
    spaces: u64,
    equals: u64,
    /// `#` and `;`.
    marks: u64,
    quotes: u64,
}

/// What the last of the bytes before means for the next one.
#[derive(Clone, Copy, Debug, Default)]
struct Settings {
    line_end: u64,
    in_key: u64,
    space: u64,
    space_behind_key: u64,
    equals: u64,
    space_before_value: u64,
}

impl Settings {
    /// Returns where lines begin, and where the keys end that they begin with.
    fn keys(&mut self, line_ends: u64, in_key: u64) -> (u64, u64) {
        let starts = behind(line_ends, &mut self.line_end);
        // What is added to the first byte of a key is carried to the byte behind the key.
        let (keys, ends_here) = in_key.overflowing_add(self.in_key);
        let (keys, goes_on) = keys.overflowing_add(starts & in_key);
        self.in_key = u64::from(ends_here | goes_on);
        (starts, keys & !in_key)
    }

    /// Returns whether the lines that begin with a key go on with `=` or ` =` and a value in which nothing is special to any
    /// tool. It looks at all of the 64 bytes at once.
    fn are_plain(&mut self, found: &Found, behind_key: u64) -> bool {
        let Found { line_ends, spaces, equals, .. } = *found;
        let behind_space = behind(behind_key & spaces, &mut self.space_behind_key);
        let value = behind((behind_key & equals) | behind_space, &mut self.equals);
        let value_behind_space = behind(value & spaces, &mut self.space_before_value);
        let odd = (behind_key & !(equals | spaces))
            | (behind_space & !equals)
            | (value_behind_space & spaces)
            | ((value | value_behind_space) & found.quotes)
            | (behind(spaces, &mut self.space) & (line_ends | found.marks));
        odd == 0
    }
}

/// Moves each bit to the next byte; the last one is kept for the next 64 bytes, from which that of the last ones comes.
const fn behind(bits: u64, last: &mut u64) -> u64 {
    let moved = bits << 1 | *last;
    *last = bits >> 63;
    moved
}

/// Puts the bits of sixteen bytes in front of those that stand behind them.
fn push(bits: &mut u64, bytes: u8x16) {
    *bits = *bits << 16 | u64::from(bytes.to_bitmask());
}

/// Returns where a byte stands.
fn bits_of(chunk: &[u8; 64], byte: u8) -> u64 {
    let (parts, _) = chunk.as_chunks();
    let mut bits = 0;
    for part in parts.iter().rev() {
        push(&mut bits, u8x16::new(*part).simd_eq(u8x16::splat(byte)));
    }
    bits
}

/// Sets the bytes that are in a range.
fn in_range(bytes: u8x16, first: u8, last: u8) -> u8x16 {
    let from_first = bytes - u8x16::splat(first);
    from_first.min(u8x16::splat(last - first)).simd_eq(from_first)
}

/// Returns which bit is the lowest that is set.
fn lowest(bits: u64) -> Option<usize> {
    (bits != 0).then(|| usize::try_from(bits.trailing_zeros()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::plain;
    use super::super::text::FileKind;
    use super::*;

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

    fn is_key(byte: u8) -> bool {
        byte.is_ascii_alphanumeric() || byte == b'_'
    }

    fn lines(bytes: &[u8]) -> Vec<Line> {
        let mut bits = Bits::default();
        bits.look_at(bytes);
        let mut lines = Vec::new();
        bits.each_line(|line| lines.push(line));
        lines
    }

    /// The same, byte by byte.
    fn expected(bytes: &[u8]) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            let text = line.strip_suffix(b"\n").unwrap_or(line);
            let length = text.iter().take_while(|byte| is_key(**byte)).count();
            lines.push(match length {
                0 => Line::Other { start, end: start + text.len() },
                _ => Line::Key { start, length },
            });
            start += line.len();
        }
        lines
    }

    #[test]
    fn each_byte_is_told_apart_at_each_place() {
        for byte in 0..=u8::MAX {
            for place in 0..130 {
                let mut bytes = [b'a'; 130];
                bytes[place] = byte;
                let mut bits = Bits::default();
                bits.look_at(&bytes);

                assert_eq!(lines(&bytes), expected(&bytes), "{byte} {place}");
                assert_eq!(bits.is_visible, byte == b'\n' || (b' '..=b'~').contains(&byte));
                assert_eq!(bits.has_marks, matches!(byte, b'#' | b';'));
            }
        }
    }

    /// Returns whether all lines that begin with a key are plain settings, as 64 bytes at once show it, and line by line.
    fn are_plain(text: &str) -> (bool, bool) {
        let mut bits = Bits::default();
        bits.look_at(text.as_bytes());
        let one_by_one = text.lines().filter(|line| line.starts_with(|c: char| is_key(c as u8)));
        let is_plain = |line: &str| {
            let key = line.bytes().take_while(|byte| is_key(*byte)).count();
            plain::line(line.as_bytes(), key, &bits, FileKind::Config).is_some()
        };
        (bits.has_plain_settings, one_by_one.clone().all(is_plain))
    }

    #[test]
    fn ordinary_settings_are_plain() {
        for line in [
            "region=eu-west-1",
            "region = eu-west-1",
            "sso_start_url = https://example.awsapps.com/start#/",
            "empty =",
            "a = b=c = d",
            "# about=this",
        ] {
            for indent in 0..130 {
                let text = format!("[{}]\n{line}\n\n", "x".repeat(indent));
                assert_eq!(are_plain(&text), (true, true), "{text}");
            }
        }
    }

    #[test]
    fn what_is_special_to_a_tool_is_no_plain_setting() {
        for line in [
            "a", "a b", "a  = b", "a =  b", "a = b ", "a = b #c", "a = b ;c", "a = \"", "a-b = c",
            "a = é",
        ] {
            for indent in 0..130 {
                let text = format!("[{}]\n{line}\n[y]\n", "x".repeat(indent));
                assert_eq!(are_plain(&text), (false, false), "{text}");
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_special_is_overlooked(text in prop::collection::vec(prop::sample::select(&PARTS[..]), 0..100)) {
            let (at_once, one_by_one) = are_plain(&text.concat());
            prop_assert!(one_by_one || !at_once);
        }

        #[test]
        fn all_lines_are_found(bytes in prop::collection::vec(prop::sample::select(&b"\n\nab_ =Z9\xc3\r"[..]), 0..300)) {
            prop_assert_eq!(lines(&bytes), expected(&bytes));
        }
    }
}
