//! Replaces a file that holds secrets: whole or not at all, and for this user alone.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use rustix::fd::{AsFd, BorrowedFd};
use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags};
use rustix::io::Errno;

use crate::own_folder;

/// How many links behind each other are followed, as by the system itself.
const MOST_LINKS: usize = 40;

/// The begin of the name of a file that will replace another.
pub(crate) const TEMPORARY: &str = ".awsp-tmp.";

/// How often a name is tried that somebody who was killed may have left behind.
const MOST_NAMES: usize = 100;

/// How old a file is whose writer must have been killed, in seconds.
const FORGOTTEN: i64 = 3600;

/// Has the file at `path` hold `text`, readable for this user alone; what is missing above it is made, and a link stays one.
///
/// On an error the file is as it was.
pub(crate) fn private(path: &Path, text: &str) -> io::Result<()> {
    let target = followed(path)?;
    let name = target.file_name().ok_or(Errno::ISDIR)?;
    let folder = match target.parent() {
        Some(folder) if folder != Path::new("") => folder,
        Some(_) | None => Path::new("."),
    };
    own_folder::make(folder)?;
    let flags = OFlags::DIRECTORY | OFlags::RDONLY | OFlags::CLOEXEC;
    within(rustix::fs::open(folder, flags, Mode::empty())?, name, text)
}

/// Has the file `name` in an open folder hold `text`, readable for this user alone; a link is replaced itself.
///
/// On an error the file is as it was.
pub(crate) fn within(folder: impl AsFd, name: &OsStr, text: &str) -> io::Result<()> {
    let folder = folder.as_fd();
    refuse_all_but_files(folder, name)?;
    let mut temporary = Temporary::new(folder)?;
    temporary.file.write_all(text.as_bytes())?;
    temporary.file.sync_all()?;
    let now = rustix::fs::fstat(&temporary.file)?.st_mtime;
    temporary.replace(name)?;
    // The new text is in place, whatever comes of this.
    _ = rustix::fs::fsync(folder);
    sweep(folder, now);
    Ok(())
}

/// Returns what a link leads to, be it there or not.
pub(crate) fn followed(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let led_to = match fs::read_link(&path) {
            Ok(led_to) => led_to,
            Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::NotFound) => {
                return Ok(path);
            }
            Err(error) => return Err(error),
        };
        path = path.parent().unwrap_or(Path::new("")).join(led_to);
    }
    Err(Errno::LOOP.into())
}

/// Nobody means to have a device or a pipe replaced by a file.
fn refuse_all_but_files(folder: BorrowedFd<'_>, name: &OsStr) -> io::Result<()> {
    match rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(stat) => match FileType::from_raw_mode(stat.st_mode) {
            FileType::RegularFile | FileType::Symlink => Ok(()),
            FileType::Directory
            | FileType::Fifo
            | FileType::Socket
            | FileType::CharacterDevice
            | FileType::BlockDevice
            | FileType::Unknown => {
                Err(io::Error::new(ErrorKind::InvalidInput, "something is there that is no file"))
            }
        },
        Err(Errno::NOENT) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// A file beside the one that it will replace; removed if that does not come about.
pub(crate) struct Temporary<'a> {
    folder: BorrowedFd<'a>,
    name: String,
    /// The file, open for writing.
    pub(crate) file: File,
    is_in_place: bool,
}

impl<'a> Temporary<'a> {
    /// Makes an empty file in an open folder, for this user alone.
    pub(crate) fn new(folder: BorrowedFd<'a>) -> io::Result<Self> {
        let mut error = Errno::EXIST;
        for _ in 0..MOST_NAMES {
            let name = new_name();
            match create(folder, &name) {
                Ok(file) => return Ok(Self { folder, name, file, is_in_place: false }),
                Err(Errno::EXIST) => {}
                Err(other) => {
                    error = other;
                    break;
                }
            }
        }
        Err(error.into())
    }

    /// Takes the place of the file `name`.
    pub(crate) fn replace(&mut self, name: &OsStr) -> io::Result<()> {
        rustix::fs::renameat(self.folder, &self.name, self.folder, name)?;
        self.is_in_place = true;
        Ok(())
    }
}

impl Drop for Temporary<'_> {
    fn drop(&mut self) {
        if !self.is_in_place {
            _ = rustix::fs::unlinkat(self.folder, &self.name, AtFlags::empty());
        }
    }
}

/// Returns a name that no other thread of this process has.
fn new_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{TEMPORARY}{}.{count}", std::process::id())
}

fn create(folder: BorrowedFd<'_>, name: &str) -> Result<File, Errno> {
    let flags = OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::WRONLY;
    let file = rustix::fs::openat(folder, name, flags, Mode::RUSR | Mode::WUSR)?;
    Ok(File::from(file))
}

/// Removes the files of those who were killed before they could replace anything.
fn sweep(folder: BorrowedFd<'_>, now: i64) {
    let Ok(entries) = Dir::read_from(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        if name.to_bytes().starts_with(TEMPORARY.as_bytes()) && is_forgotten(folder, name, now) {
            _ = rustix::fs::unlinkat(folder, name, AtFlags::empty());
        }
    }
}

fn is_forgotten(folder: BorrowedFd<'_>, name: &std::ffi::CStr, now: i64) -> bool {
    rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW)
        .is_ok_and(|stat| now.saturating_sub(stat.st_mtime) > FORGOTTEN)
}

#[cfg(test)]
mod tests;
