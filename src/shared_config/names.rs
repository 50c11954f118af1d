//! The names of profiles on their way to whoever asks for them.

use std::sync::Arc;

/// Names as they are noted in one pass over a file: a line each, of letters, digits and a few signs.
pub(crate) type Noted = Arc<Vec<u8>>;

/// One name, or as many as were noted at once: of 100,000 there should be no copy.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Names<'a> {
    /// Those that were noted.
    Noted(&'a Noted),
    /// One, of anything.
    One(&'a str),
}

impl Names<'_> {
    /// Hands over each of them.
    pub(crate) fn each(self, mut take: impl FnMut(&str)) {
        match self {
            Self::Noted(names) => {
                std::str::from_utf8(names).unwrap_or_default().lines().for_each(take);
            }
            Self::One(name) => take(name),
        }
    }
}
