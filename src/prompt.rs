//! What a hook shows and watches.

use std::path::PathBuf;

/// Everything a hook keeps until the next change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PromptState {
    /// The identity: `staging 111122223333 eu-west-1`.
    pub(crate) segment: String,
    /// The short sign of trouble, such as `⚠ keys`; empty when all is well.
    pub(crate) mark: String,
    /// The line that says what the trouble is; empty when all is well.
    pub(crate) warning: String,
    /// When the credentials end, in seconds since 1970; `None` when nothing counts down.
    pub(crate) expires_at: Option<i64>,
    /// How long before that the countdown begins, in seconds.
    pub(crate) warn_seconds: i64,
    /// Now, in seconds since 1970.
    pub(crate) now: i64,
    /// The files that the answer came from.
    pub(crate) files: Vec<Watched>,
}

impl PromptState {
    /// Returns the seconds left: 0 for no countdown, below 0 when it is over.
    pub(crate) fn seconds_left(&self) -> i64 {
        let Some(expires_at) = self.expires_at else { return 0 };
        let left = expires_at.saturating_sub(self.now);
        if left == 0 { -1 } else { left }
    }
}

/// A file whose change makes the hook ask again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Watched {
    /// Its path; a relative one belongs to a variable that holds one, and means another file in another folder.
    pub(crate) path: PathBuf,
    /// What it was when it was read.
    pub(crate) seen: Seen,
    /// An empty file of exactly the same time, for shells that can only compare files.
    pub(crate) stamp: Option<PathBuf>,
}

/// A file as it was when it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// It did not exist.
    Missing,
    /// Changed less than two seconds ago: the clock may be too coarse to show the next change.
    Young,
    /// Last changed then.
    At {
        /// Seconds since 1970.
        seconds: i64,
        /// Nanoseconds behind them.
        nanoseconds: u32,
    },
}
