//! The one place that reads the AWS files.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, FileType, Mode, OFlags, Stat};
use rustix::io::Errno;

use crate::prompt::{Seen, Watched};

use super::index::Index;
use super::location::Locations;
use super::token::Reason;
use super::{Fault, View};

/// The most bytes that are read of a file.
const LARGEST_FILE: usize = 64 << 20;
/// The most bytes of one line.
const LONGEST_LINE: usize = 256 << 10;
/// How long after a change a file may change again without a new time, in seconds; 2 on FAT.
const COARSEST_CLOCK: u64 = 2;

/// Which of the two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum FileKind {
    /// `~/.aws/config`.
    Config,
    /// `~/.aws/credentials`.
    Credentials,
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ReadFault {
    /// It is something else, such as `a directory`.
    NotAFile(&'static str),
    /// Links that lead round in a circle.
    Loop,
    /// The system refused; its words.
    Unreadable(String),
    /// It is larger than 64 MiB.
    TooLarge,
    /// The line that is longer than 256 KiB.
    LongLine(usize),
    /// The first line with bytes that are no UTF-8.
    NotUtf8(usize),
}

/// Why there is no text, to go behind the path.
impl std::fmt::Display for ReadFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotAFile(what) => write!(f, "is {what}, not a file"),
            Self::Loop => f.write_str("is a link that leads round in a circle"),
            Self::Unreadable(words) => write!(f, "cannot be read: {words}"),
            Self::TooLarge => f.write_str("is larger than 64 MiB"),
            Self::LongLine(line) => write!(f, "has a line of more than 256 KiB: line {line}"),
            Self::NotUtf8(line) => write!(f, "is no UTF-8: line {line}"),
        }
    }
}

/// One file: its text, or why there is none.
#[derive(Clone)]
pub(crate) struct Text {
    /// Which of the two.
    pub(crate) kind: FileKind,
    /// Its path, absolute; `None` if the environment says that there is none.
    pub(crate) path: Option<PathBuf>,
    /// The text; empty if the file is missing.
    pub(crate) content: Result<String, ReadFault>,
    /// The path and, if it is a link, what it leads to.
    pub(crate) files: Vec<Watched>,
    /// Where the SDKs look instead.
    pub(crate) in_sdks: Option<PathBuf>,
}

/// Shows everything but the text, which holds secrets.
impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let length = self.content.as_ref().map(String::len);
        f.debug_struct("Text").field("path", &self.path).field("length", &length).finish()
    }
}

/// Both files.
#[derive(Clone, Debug)]
pub(crate) struct Texts {
    /// The config file.
    pub(crate) config: Text,
    /// The credentials file.
    pub(crate) credentials: Text,
}

impl Texts {
    /// Reads both files. `now` is in seconds since 1970.
    pub(crate) fn read(locations: &Locations, now: i64) -> Self {
        let read = |kind, path: &Option<PathBuf>| {
            let mut text = Text::read(kind, path.as_deref(), now);
            let elsewhere = locations.elsewhere.iter().find(|(other, _)| *other == kind);
            text.in_sdks = elsewhere.map(|(_, path)| path.clone());
            text
        };
        Self {
            config: read(FileKind::Config, &locations.config),
            credentials: read(FileKind::Credentials, &locations.credentials),
        }
    }

    /// Returns one of the files.
    pub(crate) const fn of(&self, kind: FileKind) -> &Text {
        match kind {
            FileKind::Config => &self.config,
            FileKind::Credentials => &self.credentials,
        }
    }

    /// Returns what to watch.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Watched> {
        self.config.files.iter().chain(&self.credentials.files)
    }

    /// Returns why a tool rejects the files.
    pub(super) fn fault(
        &self,
        view: View,
        config: &Index<'_>,
        credentials: &Index<'_>,
    ) -> Option<Fault> {
        self.config.fault(view, config).or_else(|| self.credentials.fault(view, credentials))
    }
}

impl Text {
    /// Reads a file; a missing one is empty, as it is to every tool.
    pub(crate) fn read(kind: FileKind, path: Option<&Path>, now: i64) -> Self {
        let absolute = path.map(|path| std::path::absolute(path).unwrap_or_else(|_| path.into()));
        let missing = Self {
            kind,
            path: absolute,
            content: Ok(String::new()),
            files: Vec::new(),
            in_sdks: None,
        };
        // The usual way to say "no file"; the tools find nothing in it.
        let Some(path) = missing.path.as_deref().filter(|path| *path != Path::new("/dev/null"))
        else {
            return missing;
        };
        let (content, stat) = match open(path) {
            Ok((file, stat)) => (content(file, &stat), Some(stat)),
            Err(Errno::NOENT | Errno::NOTDIR) => (Ok(String::new()), None),
            Err(Errno::LOOP) => (Err(ReadFault::Loop), None),
            // What the system says about opening a socket.
            Err(Errno::NXIO) => (Err(ReadFault::NotAFile("a socket")), rustix::fs::stat(path).ok()),
            Err(error) => {
                let error = std::io::Error::from(error).to_string();
                (Err(ReadFault::Unreadable(error)), rustix::fs::stat(path).ok())
            }
        };
        let files = watched(path, seen(stat.as_ref(), now));
        Self { content, files, ..missing }
    }

    /// Returns the text; nothing if it could not be read.
    pub(crate) fn text(&self) -> &str {
        self.content.as_deref().unwrap_or_default()
    }

    /// Returns why a tool rejects the file. What cannot be opened is empty to the tools.
    fn fault(&self, view: View, index: &Index<'_>) -> Option<Fault> {
        let (line, reason) = match &self.content {
            Ok(_) => index.fault?,
            Err(ReadFault::NotUtf8(line)) if view == View::Boto => (*line, Reason::Encoding),
            Err(ReadFault::LongLine(line)) => (*line, Reason::TooLarge),
            Err(ReadFault::TooLarge) => (1, Reason::TooLarge),
            Err(
                ReadFault::NotUtf8(_)
                | ReadFault::NotAFile(_)
                | ReadFault::Loop
                | ReadFault::Unreadable(_),
            ) => return None,
        };
        Some(Fault { file: self.kind, path: self.path.clone().unwrap_or_default(), line, reason })
    }
}

/// Opens without waiting for anybody: a pipe without a writer would block for ever.
fn open(path: &Path) -> Result<(File, Stat), Errno> {
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = rustix::fs::openat(CWD, path, flags, Mode::empty())?;
    let stat = rustix::fs::fstat(&file)?;
    Ok((File::from(file), stat))
}

/// Reads a regular file within the limits.
fn content(file: File, stat: &Stat) -> Result<String, ReadFault> {
    match FileType::from_raw_mode(stat.st_mode) {
        FileType::RegularFile => {}
        FileType::Directory => return Err(ReadFault::NotAFile("a directory")),
        FileType::Fifo => return Err(ReadFault::NotAFile("a pipe")),
        FileType::Socket => return Err(ReadFault::NotAFile("a socket")),
        FileType::CharacterDevice
        | FileType::BlockDevice
        | FileType::Symlink
        | FileType::Unknown => {
            return Err(ReadFault::NotAFile("a device"));
        }
    }
    let size = usize::try_from(stat.st_size).unwrap_or_default().min(LARGEST_FILE);
    let mut bytes = Vec::with_capacity(size + 1);
    let limit = u64::try_from(LARGEST_FILE).unwrap_or(u64::MAX).saturating_add(1);
    let read = file.take(limit).read_to_end(&mut bytes);
    read.map_err(|error| ReadFault::Unreadable(error.to_string()))?;
    if bytes.len() > LARGEST_FILE {
        return Err(ReadFault::TooLarge);
    }
    if let Some(line) = long_line(&bytes) {
        return Err(ReadFault::LongLine(line));
    }
    String::from_utf8(bytes).map_err(|error| {
        ReadFault::NotUtf8(line_at(error.as_bytes(), error.utf8_error().valid_up_to()))
    })
}

/// Returns the number of the first line that is too long, by hopping to the last line end within reach.
fn long_line(bytes: &[u8]) -> Option<usize> {
    let mut start = 0;
    while let Some(reach) = bytes.get(start..)?.get(..=LONGEST_LINE) {
        match memchr::memrchr(b'\n', reach) {
            Some(end) => start += end + 1,
            None => return Some(line_at(bytes, start)),
        }
    }
    None
}

fn line_at(bytes: &[u8], offset: usize) -> usize {
    memchr::memchr_iter(b'\n', bytes.get(..offset).unwrap_or(bytes)).count() + 1
}

/// Returns what a hook has to compare with.
fn seen(stat: Option<&Stat>, now: i64) -> Seen {
    let Some(stat) = stat else { return Seen::Missing };
    if stat.st_mtime.abs_diff(now) <= COARSEST_CLOCK {
        return Seen::Young;
    }
    let nanoseconds = u32::try_from(stat.st_mtime_nsec).unwrap_or_default();
    Seen::At { seconds: stat.st_mtime, nanoseconds }
}

fn watched(path: &Path, seen: Seen) -> Vec<Watched> {
    let target = path.is_symlink().then(|| std::fs::canonicalize(path).ok()).flatten();
    let paths = std::iter::once(path.to_path_buf()).chain(target);
    paths.map(|path| Watched { path, seen, stamp: None }).collect()
}

#[cfg(test)]
impl Texts {
    /// Returns files that hold this, at `/home/ann/.aws`.
    pub(crate) fn from_strings(config: &str, credentials: &str) -> Self {
        let text = |kind, name: &str, content: &str| Text {
            kind,
            path: Some(Path::new("/home/ann/.aws").join(name)),
            content: Ok(content.to_owned()),
            files: Vec::new(),
            in_sdks: None,
        };
        Self {
            config: text(FileKind::Config, "config", config),
            credentials: text(FileKind::Credentials, "credentials", credentials),
        }
    }
}
