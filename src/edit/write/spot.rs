//! A file in its folder, which is opened once: a path may lead elsewhere the second time.

use std::ffi::{CStr, OsString};
use std::fs::File;
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rustix::fd::{AsFd as _, OwnedFd};
use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, Stat};
use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};

use crate::error::Error;
use crate::own_folder;
use crate::replace::{TEMPORARY, Temporary, followed};
use crate::shared_config::LARGEST_FILE;

use super::own_stamp::Stamps;
use super::{dress, is_gone};

/// How old the last change must be: a program may write in several pieces.
const STILL: Duration = Duration::from_millis(40);

/// How long an empty file is waited for: somebody may have truncated it to write it anew.
const EMPTY: Duration = Duration::from_secs(1);

/// How long a file is waited for that does not hold still.
const LONGEST: Duration = Duration::from_secs(10);

/// How often an empty file is looked at.
const STEP: Duration = Duration::from_millis(5);

/// A file in an open folder.
#[derive(Debug)]
pub(super) struct Spot {
    /// The path by which the user knows it.
    pub(super) path: PathBuf,
    pub(super) folder: OwnedFd,
    pub(super) name: OsString,
}

/// What is in the file at the moment.
#[derive(Debug)]
pub(super) struct Current {
    /// The file; `None` if there is none.
    pub(super) file: Option<(File, Stat)>,
    pub(super) text: Vec<u8>,
}

impl Spot {
    /// Opens the folder of a file, or of what it leads to; it is made if it is missing.
    pub(super) fn open(path: &Path) -> Result<Self, Error> {
        let failed = |error: io::Error| failed(path, &error);
        let target = followed(path).map_err(failed)?;
        let name = target.file_name().ok_or(Errno::ISDIR).map_err(|error| failed(error.into()))?;
        let folder = match target.parent() {
            Some(folder) if folder != Path::new("") => folder,
            Some(_) | None => Path::new("."),
        };
        own_folder::make(folder).map_err(failed)?;
        let flags = OFlags::DIRECTORY | OFlags::RDONLY | OFlags::CLOEXEC;
        let opened = rustix::fs::open(folder, flags, Mode::empty());
        let folder = opened.map_err(|error| failed(error.into()))?;
        Ok(Self { path: path.to_owned(), folder, name: name.to_owned() })
    }

    /// Returns the failure that the system's words stand for.
    pub(super) fn failed(&self, error: &io::Error) -> Error {
        failed(&self.path, error)
    }

    /// Returns what the file holds, once nobody is writing to it.
    pub(super) fn settled(&self, own: &Stamps) -> Result<Current, Error> {
        self.until_settled(own, || self.current())
    }

    fn until_settled(
        &self,
        own: &Stamps,
        look: impl Fn() -> io::Result<Current>,
    ) -> Result<Current, Error> {
        let start = Instant::now();
        loop {
            let current = look().map_err(|error| self.failed(&error))?;
            match current.still_to_wait(own) {
                None => return Ok(current),
                Some(_) if start.elapsed() > LONGEST => return Err(self.restless()),
                Some(time) => thread::sleep(time),
            }
        }
    }

    fn restless(&self) -> Error {
        self.failed(&io::Error::other("it does not hold still: somebody else is writing to it"))
    }

    fn current(&self) -> io::Result<Current> {
        let flags =
            OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        match rustix::fs::openat(&self.folder, &self.name, flags, Mode::empty()) {
            Ok(file) => Current::of(File::from(file)),
            Err(Errno::NOENT) => Ok(Current { file: None, text: Vec::new() }),
            Err(error) => Err(error.into()),
        }
    }

    /// Returns what is there of the file, if anything.
    pub(super) fn stat(&self) -> Option<Stat> {
        rustix::fs::statat(&self.folder, &self.name, AtFlags::SYMLINK_NOFOLLOW).ok()
    }

    /// Replaces the file with one of the same mode and owner, unless it is no longer what it was; then returns `false`.
    pub(super) fn replace(
        &self,
        current: &Current,
        after: &[u8],
        break_links: bool,
        notes: &mut Vec<String>,
    ) -> Result<bool, Error> {
        let failed = |error: io::Error| self.failed(&error);
        let mut temporary = Temporary::new(self.folder.as_fd()).map_err(failed)?;
        if let Some((old, stat)) = &current.file {
            dress::like(&self.path, old, stat, &temporary.file, break_links)?;
        }
        temporary.file.write_all(after).map_err(failed)?;
        temporary.file.sync_all().map_err(failed)?;
        if !self.still_holds(current).map_err(failed)? {
            return Ok(false);
        }
        temporary.replace(&self.name).map_err(failed)?;
        if let Err(error) = rustix::fs::fsync(&self.folder) {
            let error = io::Error::from(error);
            notes.push(format!("{}: may not outlast a power cut: {error}", self.path.display()));
        }
        Ok(true)
    }

    /// Returns whether nobody has written to the file, or replaced it, since it was read.
    fn still_holds(&self, current: &Current) -> io::Result<bool> {
        match (&current.file, self.stat()) {
            (None, None) => Ok(true),
            (Some((file, old)), Some(now)) => {
                let is_same = (old.st_dev, old.st_ino) == (now.st_dev, now.st_ino);
                Ok(is_same && whole(file)? == current.text)
            }
            (None, Some(_)) | (Some(_), None) => Ok(false),
        }
    }

    /// Returns what somebody has written into a file after it was replaced, once they are done.
    pub(super) fn changed(&self, old: &mut Current) -> Result<Option<Vec<u8>>, Error> {
        let Some((file, _)) = &old.file else { return Ok(None) };
        match whole(file) {
            Ok(text) if text == old.text => return Ok(None),
            Ok(_) => {}
            Err(error) if is_gone(&error) => return Ok(None),
            Err(error) => return Err(self.failed(&error)),
        }
        let look = || Current::of(file.try_clone()?);
        *old = self.until_settled(&Stamps::default(), look)?;
        Ok(Some(old.text.clone()))
    }

    /// Keeps the old text beside the file, for this user alone.
    pub(super) fn back_up(&self, current: &Current) -> Result<(), Error> {
        if current.file.is_none() {
            return Ok(());
        }
        let failed = |error: io::Error| self.failed(&error);
        let mut name = self.name.clone();
        name.push(".awsp-bak");
        let mut temporary = Temporary::new(self.folder.as_fd()).map_err(failed)?;
        temporary.file.write_all(&current.text).map_err(failed)?;
        temporary.file.sync_all().map_err(failed)?;
        temporary.replace(&name).map_err(failed)
    }

    /// Removes the files of those who were killed before they could replace anything.
    pub(super) fn sweep(&self) {
        let Ok(entries) = Dir::read_from(&self.folder) else { return };
        for entry in entries.flatten() {
            if is_forgotten(entry.file_name()) {
                _ = rustix::fs::unlinkat(&self.folder, entry.file_name(), AtFlags::empty());
            }
        }
    }
}

/// Returns whether a file was made by an awsp that has ended.
fn is_forgotten(name: &CStr) -> bool {
    let maker = || -> Option<Pid> {
        let rest = name.to_str().ok()?.strip_prefix(TEMPORARY)?;
        Pid::from_raw(rest.split('.').next()?.parse().ok()?)
    };
    maker().is_some_and(|maker| test_kill_process(maker) == Err(Errno::SRCH))
}

impl Current {
    /// Reads a regular file; fails for anything else.
    fn of(file: File) -> io::Result<Self> {
        loop {
            let stat = rustix::fs::fstat(&file)?;
            if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
                return Err(io::Error::other("this is no regular file"));
            }
            let text = whole(&file)?;
            let later = rustix::fs::fstat(&file)?;
            let times = |stat: &Stat| (stat.st_mtime, stat.st_mtime_nsec, stat.st_size);
            if times(&stat) == times(&later) {
                return Ok(Self { file: Some((file, later)), text });
            }
        }
    }

    /// Returns how long to wait before looking again: somebody may not be done yet.
    fn still_to_wait(&self, own: &Stamps) -> Option<Duration> {
        let (file, stat) = self.file.as_ref()?;
        if own.have(stat) {
            return None;
        }
        // A time in the future says nothing.
        let age = file.metadata().ok()?.modified().ok()?.elapsed().ok()?;
        if self.text.is_empty() && age < EMPTY {
            return Some(STEP);
        }
        STILL.checked_sub(age).filter(|rest| !rest.is_zero())
    }
}

/// Reads all of a file from its start.
fn whole(mut file: &File) -> io::Result<Vec<u8>> {
    let limit = u64::try_from(LARGEST_FILE).unwrap_or(u64::MAX);
    let mut text = Vec::new();
    file.rewind()?;
    file.take(limit.saturating_add(1)).read_to_end(&mut text)?;
    if text.len() > LARGEST_FILE {
        return Err(io::Error::other("it is larger than 64 MiB"));
    }
    Ok(text)
}

fn failed(path: &Path, error: &io::Error) -> Error {
    Error::Write { path: path.to_owned(), message: error.to_string() }
}
