//! How the AWS files are read.

use std::cell::Cell;
use std::rc::Rc;

/// The most bytes that are read of a file.
pub(crate) const LARGEST_FILE: usize = 64 << 20;

/// The largest file that is kept in memory, as most are: a page of memory takes longer to get than to read again.
const IN_MEMORY: usize = 16 << 10;

/// How much of a larger one is looked at in one go.
const WINDOW: usize = 16 << 10;

/// How many bytes of it the tools may have to look at themselves, at most and as a part of the file: each place is read on
/// its own.
const ODD: (usize, usize) = (256 << 10, 16);

/// From how many bytes on two threads share the work: a thread costs what a tenth of that takes.
const SHARED_OUT: usize = 2 << 20;

/// How the AWS files are read.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    /// The seconds since 1970.
    pub(super) now: i64,
    /// The largest file that is kept in memory, in bytes.
    pub(super) in_memory: usize,
    /// How many bytes of a larger one are looked at in one go.
    pub(super) window: usize,
    /// How many bytes of it the tools may have to look at themselves, and one part in how many; with more it is kept in
    /// memory, too.
    pub(super) odd: (usize, usize),
    /// From how many bytes on two threads share the work.
    pub(super) shared_out: usize,
    /// How the names of the profiles begin that are noted on the way, if somebody asks for many.
    pub(super) noted: Option<Rc<str>>,
    /// Whether a file was changed while it was read, so that what was found in it may not fit together.
    pub(super) changed: Rc<Cell<bool>>,
}

impl Reading {
    /// Returns the usual way: large files stay on the disk.
    pub(crate) fn new(now: i64) -> Self {
        Self {
            now,
            in_memory: IN_MEMORY,
            window: WINDOW,
            odd: ODD,
            shared_out: SHARED_OUT,
            noted: None,
            changed: Rc::default(),
        }
    }

    /// Returns the way for those who want to know everything: all files are kept in memory.
    pub(crate) fn in_memory(&self) -> Self {
        Self { in_memory: LARGEST_FILE, ..self.clone() }
    }

    /// Returns the way for those who want to know the names of all profiles that begin so.
    pub(crate) fn with_names(&self, beginning: &str) -> Self {
        Self { noted: Some(beginning.into()), ..self.clone() }
    }

    /// Returns whether so little of a file is odd that it may stay on the disk.
    pub(super) fn leaves_on_disk(&self, odd: usize, length: usize) -> bool {
        let (most, part) = self.odd;
        odd <= most.min(length / part)
    }

    /// Returns whether a file was changed while it was read.
    pub(crate) fn saw_a_change(&self) -> bool {
        self.changed.get()
    }
}
