//! Opens files that may be anything, and tells what a hook has to watch of them.

use std::fs::File;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, Mode, OFlags, Stat};
use rustix::io::Errno;

use crate::prompt::{Seen, Watched};

/// How long after a change a file may change again without a new time, in seconds; 2 on FAT.
const COARSEST_CLOCK: u64 = 2;

/// The most links behind each other that are watched; nobody has as many.
const MOST_LINKS: usize = 8;

/// Opens without waiting for anybody: a pipe without a writer would block for ever, a terminal would become ours.
pub(crate) fn open(path: &Path) -> Result<(File, Stat), Errno> {
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = rustix::fs::openat(CWD, path, flags, Mode::empty())?;
    let stat = rustix::fs::fstat(&file)?;
    Ok((File::from(file), stat))
}

/// Returns what a hook has to compare with; `None` is a missing file.
pub(crate) fn seen(stat: Option<&Stat>, now: i64) -> Seen {
    let Some(stat) = stat else { return Seen::Missing };
    if stat.st_mtime.abs_diff(now) <= COARSEST_CLOCK {
        return Seen::Young;
    }
    let nanoseconds = u32::try_from(stat.st_mtime_nsec).unwrap_or_default();
    Seen::At { seconds: stat.st_mtime, nanoseconds }
}

/// Returns `path` and, if it is a link, all that it leads through and to: a shell may look at the time of a link itself.
/// A relative path stays one, so that it is looked for where the shell then is.
pub(crate) fn watched(path: &Path, seen: Seen) -> Vec<Watched> {
    let first = if path.is_relative() { Path::new(".").join(path) } else { path.to_owned() };
    let mut paths = vec![first];
    while let Some(next) = paths.last().and_then(|path| led_to(path))
        && paths.len() < MOST_LINKS
        && !paths.contains(&next)
    {
        paths.push(next);
    }
    paths.into_iter().map(|path| Watched { path, seen, stamp: None }).collect()
}

fn led_to(link: &Path) -> Option<PathBuf> {
    Some(link.parent()?.join(std::fs::read_link(link).ok()?))
}
