//! Whether a key may stand twice in a section.

use wide::u8x16;

use super::super::plain;

/// How many keys of a file are told apart, and in how many spellings; whatever has another one is looked at in full.
const MOST: (usize, usize) = (64, 256);

/// The place of no spelling.
const NONE: usize = usize::MAX;

/// How many bytes of a line are compared at once; no key of AWS's is as long.
const WIDTH: usize = 48;

/// The keys of a file, and which of them stand in the section that is looked at.
///
/// Files are written by tools, so nearly every line begins like one before, and mostly it is the one that came next then.
#[derive(Debug, Default)]
pub(super) struct Keys {
    known: Vec<Spelling>,
    /// How many keys they are.
    count: usize,
    /// Which spelling began the section the last time that it was another one than before.
    first: usize,
    /// The spelling of the line above, or [`NONE`] if that is not in the section.
    above: usize,
    /// The spelling that is to be expected.
    expected: usize,
    /// A bit for each key of the section.
    seen: u64,
    is_open: bool,
}

/// How a key was written, up to its `=`.
#[derive(Debug)]
struct Spelling {
    start: Start,
    mask: Start,
    /// Which key it is.
    key: u64,
    /// Which spelling came next the last time that it was another one than before.
    next: usize,
    name: Box<[u8]>,
}

/// The first bytes of a line.
#[derive(Clone, Copy, Debug)]
struct Start([u8x16; WIDTH / 16]);

impl Start {
    #[inline]
    fn of(bytes: &[u8; WIDTH]) -> Self {
        let mut parts = [u8x16::splat(0); WIDTH / 16];
        for (part, bytes) in parts.iter_mut().zip(bytes.as_chunks().0) {
            *part = u8x16::new(*bytes);
        }
        Self(parts)
    }

    /// Takes the first bytes, with zeros where there are too few.
    fn padded(bytes: &[u8]) -> Self {
        let mut start = [0; WIDTH];
        let length = bytes.len().min(WIDTH);
        if let (Some(to), Some(from)) = (start.get_mut(..length), bytes.get(..length)) {
            to.copy_from_slice(from);
        }
        Self::of(&start)
    }

    /// Returns whether this is the same as the other one where the mask is set.
    #[inline]
    fn is(self, other: Self, mask: Self) -> bool {
        let [one, two, three] = self.0;
        let [first, second, third] = other.0;
        let [in_first, in_second, in_third] = mask.0;
        let differs = ((one ^ first) & in_first)
            | ((two ^ second) & in_second)
            | ((three ^ third) & in_third);
        differs.simd_eq(u8x16::splat(0)).all()
    }
}

impl Keys {
    /// Starts a section.
    pub(super) fn open(&mut self) {
        (self.seen, self.above, self.is_open) = (0, NONE, true);
        self.expected = self.first;
    }

    /// Goes to where no section is.
    pub(super) const fn close(&mut self) {
        (self.seen, self.above, self.is_open) = (0, NONE, false);
    }

    /// Adds the key of a line, behind which other lines may stand; returns whether the line is no setting, or the key may
    /// have been there already, or belongs to no section.
    #[inline]
    pub(super) fn add(&mut self, line: &[u8]) -> bool {
        if let (Some(expected), Some(start)) = (self.known.get(self.expected), line.first_chunk())
            && Start::of(start).is(expected.start, expected.mask)
        {
            return self.take();
        }
        !self.find(line) || self.take()
    }

    /// Adds the key of the expected spelling; returns the same.
    #[inline]
    fn take(&mut self) -> bool {
        let Some(spelling) = self.known.get(self.expected) else { return true };
        let is_known = self.seen & spelling.key != 0;
        self.seen |= spelling.key;
        self.above = self.expected;
        self.expected = spelling.next;
        is_known || !self.is_open
    }

    /// Makes the spelling with which a line begins the one that is expected behind the line above, if there is one.
    #[cold]
    fn find(&mut self, line: &[u8]) -> bool {
        let start = Start::padded(line);
        let found = self.known.iter().position(|known| start.is(known.start, known.mask));
        let Some(found) = found.or_else(|| self.learn(line)) else { return false };
        match self.known.get_mut(self.above) {
            Some(above) => above.next = found,
            None => self.first = found,
        }
        self.expected = found;
        true
    }

    /// Learns how a key is written, if the line begins with one and it is neither too long nor one too many.
    fn learn(&mut self, line: &[u8]) -> Option<usize> {
        let name = Some(plain::key(line)).filter(|name| !name.is_empty())?;
        let behind = line.get(name.len()..)?;
        let sign = [&b" ="[..], b"="].into_iter().find(|sign| behind.starts_with(sign))?;
        let text = line.get(..name.len() + sign.len()).filter(|text| text.len() <= WIDTH)?;
        let position = Some(self.known.len()).filter(|count| *count < MOST.1)?;
        let same = self.known.iter().find(|known| known.name.eq_ignore_ascii_case(name));
        let key = match same {
            Some(same) => same.key,
            None => 1 << Some(self.count).filter(|count| *count < MOST.0)?,
        };
        self.count += usize::from(same.is_none());
        let mask = Start::padded([u8::MAX; WIDTH].get(..text.len())?);
        let (start, name) = (Start::padded(text), name.into());
        self.known.push(Spelling { start, mask, key, next: 0, name });
        Some(position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open() -> Keys {
        let mut keys = Keys::default();
        keys.open();
        keys
    }

    /// Returns what is said of a setting of this key, however little stands behind it.
    fn add(keys: &mut Keys, key: &str) -> bool {
        let seen = keys.seen;
        let short = keys.add(format!("{key}=").as_bytes());
        keys.seen = seen;
        let long = keys.add(format!("{key} = value\n{}", "x".repeat(WIDTH)).as_bytes());
        assert_eq!(short, long, "{key}");
        long
    }

    #[test]
    fn a_key_is_known_in_any_case() {
        for key in ["k", "region", "aws_secret_access_key", "s3_disable_multiregion_access_points"]
        {
            let mut keys = open();

            assert!(!add(&mut keys, "other"));
            assert!(!add(&mut keys, key));
            assert!(add(&mut keys, &key.to_uppercase()), "{key}");
            keys.open();
            assert!(!add(&mut keys, key));
        }
    }

    #[test]
    fn keys_that_begin_or_end_alike_are_told_apart() {
        let long = "a".repeat(WIDTH - 3);
        let mut keys = open();
        for key in ["s", "ss", "sso_region", "sso_registration_scopes", "region", "n", &long] {
            assert!(!add(&mut keys, key), "{key}");
            assert!(add(&mut keys, key), "{key}");
        }
        let short = "a".repeat(WIDTH - 4);
        for key in [format!("b{short}"), format!("{short}b"), short] {
            assert!(!add(&mut keys, &key), "{key}");
        }
    }

    #[test]
    fn a_key_that_is_too_long_is_looked_at_in_full() {
        assert!(open().add(format!("{} = v", "a".repeat(WIDTH)).as_bytes()));
    }

    #[test]
    fn a_key_too_many_is_looked_at_in_full() {
        let mut keys = open();
        for number in 0..MOST.0 {
            assert!(!add(&mut keys, &format!("k{number}")), "{number}");
        }

        assert!(add(&mut keys, "one_too_many"));
        keys.open();
        assert!(add(&mut keys, "one_too_many"));
        assert!(!add(&mut keys, "k0"));
    }

    #[test]
    fn a_spelling_too_many_is_looked_at_in_full() {
        let mut keys = Keys::default();
        let spelling = |number: usize| -> String {
            let case = |at: usize| if number >> at & 1 == 0 { 'k' } else { 'K' };
            (0..9).map(case).collect()
        };
        for number in 0..MOST.1 {
            keys.open();
            assert!(!keys.add(format!("{}=", spelling(number)).as_bytes()), "{number}");
        }
        keys.open();

        assert!(keys.add(format!("{}=", spelling(MOST.1)).as_bytes()));
    }

    #[test]
    fn what_is_no_setting_is_looked_at_in_full() {
        for line in ["", " k = v", "= v", "k", "k v", "k  = v", "k\n= v", "k-l = v", "é = v"] {
            assert!(open().add(line.as_bytes()), "{line}");
        }
    }

    #[test]
    fn a_key_above_every_section_belongs_to_none() {
        assert!(add(&mut Keys::default(), "region"));
    }
}
