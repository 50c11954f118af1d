//! How awsp knows its own last writes, which are whole: only those of others have to be waited for.

use std::fs::File;
use std::io::{Read as _, Seek as _, Write as _};

use rustix::fs::Stat;

use crate::lock::Lock;

use super::spot::Spot;

/// How many writes are remembered in the file of the lock.
const MOST: usize = 8;

/// More than they take.
const LIMIT: u64 = 4096;

/// The last writes of every awsp.
#[derive(Debug, Default)]
pub(super) struct Stamps(Vec<String>);

impl Stamps {
    /// Reads them from the file of the lock.
    pub(super) fn read(lock: Option<&Lock>) -> Self {
        let mut text = String::new();
        if let Some(lock) = lock {
            _ = lock.file().take(LIMIT).read_to_string(&mut text);
        }
        Self(text.lines().map(str::to_owned).collect())
    }

    /// Returns whether the last one to write a file was an awsp.
    pub(super) fn have(&self, stat: &Stat) -> bool {
        self.0.contains(&stamp(stat))
    }

    /// Adds what is there now; if that cannot be kept, somebody waits a little longer.
    pub(super) fn add(&mut self, lock: Option<&Lock>, spot: &Spot) {
        let Some(stat) = spot.stat() else { return };
        self.0.push(stamp(&stat));
        self.0.drain(..self.0.len().saturating_sub(MOST));
        if let Some(lock) = lock {
            _ = keep(lock.file(), &self.0.join("\n"));
        }
    }
}

fn stamp(stat: &Stat) -> String {
    let Stat { st_dev, st_ino, st_mtime, st_mtime_nsec, st_size, .. } = stat;
    format!("{st_dev} {st_ino} {st_mtime} {st_mtime_nsec} {st_size}")
}

fn keep(mut file: &File, text: &str) -> std::io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(text.as_bytes())
}
