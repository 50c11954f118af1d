//! A large file that stays on the disk: it is read through a window, and only what somebody asks for is kept.
//!
//! It is read and never mapped: a mapped file that an editor cuts short would end the process.

use std::fs::File;

use elsa::FrozenMap;
use foldhash::fast::FixedState;
use rustix::fs::{Stat, fstat};

use super::outline::Outline;
use super::reading::Reading;
use super::survey;
use super::text::FileKind;
use super::window;

/// How much is read at first of a section, in bytes.
const SECTION: usize = 1024;

/// A file that stays on the disk.
pub(super) struct OnDisk {
    file: File,
    stat: Stat,
    reading: Reading,
    /// What somebody asked for, by where it begins.
    pieces: FrozenMap<usize, String, FixedState>,
}

impl OnDisk {
    /// Takes a file that looked like `stat` when it was opened.
    pub(super) fn new(file: File, stat: Stat, reading: &Reading) -> Self {
        Self { file, stat, reading: reading.clone(), pieces: FrozenMap::default() }
    }

    /// Looks at all of it once.
    pub(super) fn outline(&self, kind: FileKind) -> Option<Outline> {
        let size = usize::try_from(self.stat.st_size).ok()?;
        survey::outline(kind, &self.file, size, &self.reading).filter(|_| self.is_unchanged())
    }

    /// Hands over the whole file in blocks of whole lines, each with the place where it begins.
    pub(super) fn blocks(&self, take: impl FnMut(usize, &[u8])) -> Option<()> {
        let size = usize::try_from(self.stat.st_size).ok()?;
        window::blocks(&self.file, 0..size, self.reading.window, take)
    }

    /// Returns what stands between two places.
    pub(super) fn piece(&self, start: usize, end: usize) -> &str {
        self.kept(start, |bytes| {
            bytes.resize(end.saturating_sub(start), 0);
            self.fill(bytes, start)
        })
    }

    /// Returns what stands between `start` and the end that `find` finds, or that of the file.
    pub(super) fn piece_to(&self, start: usize, find: impl Fn(&[u8]) -> Option<usize>) -> &str {
        self.kept(start, |bytes| {
            for size in std::iter::successors(Some(SECTION), |size| size.checked_mul(4)) {
                bytes.resize(size, 0);
                self.fill(bytes, start)?;
                if let Some(end) = find(bytes) {
                    bytes.truncate(end);
                    break;
                }
                if bytes.len() < size {
                    break;
                }
            }
            Some(())
        })
    }

    /// Hands what stands between two places to `look`, and keeps nothing.
    pub(super) fn with<T>(&self, start: usize, end: usize, look: impl FnOnce(&[u8]) -> T) -> T {
        let mut bytes = vec![0; end.saturating_sub(start)];
        if self.fill(&mut bytes, start).is_none() {
            bytes.clear();
        }
        look(&bytes)
    }

    /// Returns what is kept from `start` on, or keeps what `get` gets.
    fn kept(&self, start: usize, get: impl FnOnce(&mut Vec<u8>) -> Option<()>) -> &str {
        if let Some(known) = self.pieces.get(&start) {
            return known;
        }
        let mut bytes = Vec::new();
        let is_read = get(&mut bytes).is_some();
        let text = String::from_utf8(bytes).ok().filter(|_| is_read && self.is_unchanged());
        if text.is_none() {
            self.reading.changed.set(true);
        }
        let mut text = text.unwrap_or_default();
        text.shrink_to_fit();
        self.pieces.insert(start, text)
    }

    /// Fills `bytes` from `start` on; at the end of the file they become fewer.
    fn fill(&self, bytes: &mut Vec<u8>, start: usize) -> Option<()> {
        let filled = window::fill(&self.file, bytes, start)?;
        bytes.truncate(filled);
        Some(())
    }

    /// Returns whether the file is what it was when it was opened.
    fn is_unchanged(&self) -> bool {
        let times = |stat: &Stat| {
            let changed = (stat.st_ctime, stat.st_ctime_nsec);
            (stat.st_size, stat.st_mtime, stat.st_mtime_nsec, changed)
        };
        fstat(&self.file).is_ok_and(|now| times(&now) == times(&self.stat))
    }
}
