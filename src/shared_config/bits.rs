//! What stands where in a piece of a file: a bit for each byte, found for sixteen bytes at a time.

use wide::u8x16;

/// A piece of a file, a bit for each byte.
#[derive(Debug, Default)]
pub(super) struct Bits {
    /// Where a line ends.
    line_ends: Vec<u64>,
    /// How many bytes it has.
    length: usize,
    /// Where no letter, digit or underscore stands.
    not_in_key: Vec<u64>,
    /// Whether it holds nothing but line ends, spaces and what can be seen of ASCII.
    pub(super) is_visible: bool,
    /// Whether a `#` or a `;` stands in it.
    pub(super) has_marks: bool,
}

/// A line of a piece, as places in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Where it begins.
    pub(super) start: usize,
    /// How many letters, digits and underscores it begins with.
    pub(super) key: usize,
    /// Where it ends.
    pub(super) end: usize,
}

impl Bits {
    /// Looks at a piece, in place of the one before.
    pub(super) fn look_at(&mut self, bytes: &[u8]) {
        self.line_ends.clear();
        self.not_in_key.clear();
        (self.is_visible, self.has_marks) = (true, false);
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
        self.length = bytes.len();
    }

    fn add(&mut self, chunk: &[u8; 64]) {
        let (parts, _) = chunk.as_chunks();
        let (mut line_ends, mut in_key, mut seen, mut marks) = (0, 0, 0, 0);
        for part in parts.iter().rev() {
            let bytes = u8x16::new(*part);
            let is = |byte: u8| bytes.simd_eq(u8x16::splat(byte));
            let end = is(b'\n');
            let letter = in_range(bytes | u8x16::splat(b' '), b'a', b'z');
            let key = letter | in_range(bytes, b'0', b'9') | is(b'_');
            line_ends = line_ends << 16 | u64::from(end.to_bitmask());
            in_key = in_key << 16 | u64::from(key.to_bitmask());
            seen = seen << 16 | u64::from((in_range(bytes, b' ', b'~') | end).to_bitmask());
            marks |= (is(b'#') | is(b';')).to_bitmask();
        }
        self.line_ends.push(line_ends);
        self.not_in_key.push(!in_key);
        self.is_visible &= seen == u64::MAX;
        self.has_marks |= marks != 0;
    }

    /// Hands over each line of the piece.
    pub(super) fn each_line(&self, mut take: impl FnMut(Place)) {
        let mut start = 0;
        for (word, ends) in self.line_ends.iter().enumerate() {
            let mut ends = *ends;
            while let Some(bit) = lowest(ends) {
                let end = word * 64 + bit;
                if start == self.length {
                    return;
                }
                take(Place { start, key: self.key_at(start), end });
                start = end + 1;
                ends &= ends - 1;
            }
        }
    }

    /// Returns how long the key is that begins at `start`.
    fn key_at(&self, start: usize) -> usize {
        let mut above = u64::MAX << (start % 64);
        let words = self.not_in_key.iter().enumerate().skip(start / 64);
        for (word, others) in words {
            if let Some(bit) = lowest(others & above) {
                return word * 64 + bit - start;
            }
            above = u64::MAX;
        }
        self.not_in_key.len() * 64 - start
    }
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

    use super::*;

    fn is_key(byte: u8) -> bool {
        byte.is_ascii_alphanumeric() || byte == b'_'
    }

    fn lines(bytes: &[u8]) -> Vec<Place> {
        let mut bits = Bits::default();
        bits.look_at(bytes);
        let mut lines = Vec::new();
        bits.each_line(|line| lines.push(line));
        lines
    }

    /// The same, byte by byte.
    fn expected(bytes: &[u8]) -> Vec<Place> {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            let text = line.strip_suffix(b"\n").unwrap_or(line);
            let key = text.iter().take_while(|byte| is_key(**byte)).count();
            lines.push(Place { start, key, end: start + text.len() });
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

    proptest! {
        #[test]
        fn all_lines_are_found(bytes in prop::collection::vec(prop::sample::select(&b"\n\nab_ =Z9\xc3\r"[..]), 0..300)) {
            prop_assert_eq!(lines(&bytes), expected(&bytes));
        }
    }
}
