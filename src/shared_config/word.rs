//! Looks at eight bytes in one step: where what is looked for is near, that is faster than to call a search.

/// One in each byte.
const ONES: u64 = u64::MAX / 0xff;

/// The highest bit of each byte, by which a byte is marked.
const MARKS: u64 = ONES << 7;

/// Hands over where each `\n` is.
pub(super) fn each_line_end(bytes: &[u8], mut take: impl FnMut(usize)) {
    let (chunks, rest) = bytes.as_chunks();
    for (number, chunk) in chunks.iter().enumerate() {
        let mut ends = line_ends(chunk);
        while let Some(bit) = lowest(ends) {
            take(number * 64 + bit);
            ends &= ends - 1;
        }
    }
    let start = bytes.len() - rest.len();
    for (at, _) in rest.iter().enumerate().filter(|(_, byte)| **byte == b'\n') {
        take(start + at);
    }
}

/// Returns a bit for each `\n`.
fn line_ends(chunk: &[u8; 64]) -> u64 {
    let (words, _) = chunk.as_chunks();
    words.iter().rev().fold(0, |bits, word| {
        let word = u64::from_le_bytes(*word) ^ repeated(b'\n');
        // What is not ASCII is no line end, and an addition must not carry into the next byte.
        let differs = ((word & !MARKS).wrapping_add(!MARKS)) | word;
        (bits << 8) | packed(!differs & MARKS)
    })
}

/// Returns the marks of the eight bytes side by side.
fn packed(marks: u64) -> u64 {
    const SIDE_BY_SIDE: u64 = 0x0102_0408_1020_4080;
    (marks >> 7).wrapping_mul(SIDE_BY_SIDE) >> 56
}

/// Returns how many letters, digits and underscores `bytes` begin with. All of them have to be ASCII.
pub(super) fn key_end(bytes: &[u8]) -> usize {
    position(bytes, |word| {
        let letters = in_range(word | repeated(b' '), b'a', b'z');
        let others = in_range(word, b'0', b'9') | in_range(word, b'_', b'_');
        !(letters | others) & MARKS
    })
}

/// Marks the bytes of a word of ASCII that are in a range.
fn in_range(word: u64, first: u8, last: u8) -> u64 {
    let from_first = word.wrapping_add(repeated(0x80 - first));
    let behind_last = word.wrapping_add(repeated(0x7f - last));
    from_first & !behind_last & MARKS
}

fn repeated(byte: u8) -> u64 {
    u64::from(byte).wrapping_mul(ONES)
}

/// Returns where the first byte is that `mark` marks, or how many bytes there are.
fn position(bytes: &[u8], mark: impl Fn(u64) -> u64) -> usize {
    let (words, rest) = bytes.as_chunks();
    for (number, word) in words.iter().enumerate() {
        if let Some(bit) = lowest(mark(u64::from_le_bytes(*word))) {
            return number * 8 + bit / 8;
        }
    }
    let mut word = [0; 8];
    for (to, from) in word.iter_mut().zip(rest) {
        *to = *from;
    }
    let found = lowest(mark(u64::from_le_bytes(word))).map_or(rest.len(), |bit| bit / 8);
    bytes.len() - rest.len() + found.min(rest.len())
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

    fn line_ends_of(bytes: &[u8]) -> Vec<usize> {
        let mut ends = Vec::new();
        each_line_end(bytes, |end| ends.push(end));
        ends
    }

    #[test]
    fn each_byte_is_told_apart_at_each_place() {
        for byte in 0..=u8::MAX {
            for place in 0..130 {
                let mut bytes = [b'a'; 130];
                bytes[place] = byte;
                let ends = if byte == b'\n' { vec![place] } else { Vec::new() };

                assert_eq!(line_ends_of(&bytes), ends, "{byte}");
                if byte.is_ascii() {
                    assert_eq!(key_end(&bytes), if is_key(byte) { 130 } else { place }, "{byte}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn all_of_several_are_found(bytes in prop::collection::vec(8_u8..16, 0..200)) {
            let is_end = |at: &usize| bytes[*at] == b'\n';
            let ends: Vec<usize> = (0..bytes.len()).filter(is_end).collect();
            prop_assert_eq!(line_ends_of(&bytes), ends);
        }

        #[test]
        fn the_first_of_several_is_found(bytes in prop::collection::vec(0_u8..128, 0..40)) {
            let end = bytes.iter().position(|byte| !is_key(*byte));
            prop_assert_eq!(key_end(&bytes), end.unwrap_or(bytes.len()));
        }
    }
}
