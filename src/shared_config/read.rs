//! The one place that reads the AWS files.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use rustix::fs::{FileType, Stat};
use rustix::io::Errno;

use crate::file;
use crate::prompt::Watched;

use super::contents::Contents;
use super::reading::{LARGEST_FILE, Reading};
use super::text::{FileKind, ReadFault};

/// The most bytes of one line.
const LONGEST_LINE: usize = 256 << 10;
/// Reads a file, and says what to watch; a missing one is empty, as it is to every tool.
pub(super) fn read(
    kind: FileKind,
    path: &Path,
    reading: &Reading,
) -> (Result<Contents, ReadFault>, Vec<Watched>) {
    let (content, stat) = match file::open(path) {
        Ok((file, stat)) => (content(kind, file, &stat, reading), Some(stat)),
        Err(Errno::NOENT | Errno::NOTDIR) => (Ok(Contents::in_memory(kind, String::new())), None),
        Err(Errno::LOOP) => (Err(ReadFault::Loop), None),
        // What the system says about opening a socket.
        Err(Errno::NXIO) => (Err(ReadFault::NotAFile("a socket")), rustix::fs::stat(path).ok()),
        Err(error) => {
            let error = std::io::Error::from(error).to_string();
            (Err(ReadFault::Unreadable(error)), rustix::fs::stat(path).ok())
        }
    };
    (content, file::watched(path, file::seen(stat.as_ref(), reading.now)))
}

/// Reads a file again whose bytes are no UTF-8, with U+FFFD in their place.
pub(super) fn lossy(path: &Path) -> Option<String> {
    let (file, _) = file::open(path).ok()?;
    let mut bytes = Vec::new();
    file.take(u64::try_from(LARGEST_FILE).ok()?).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Reads a regular file within the limits.
fn content(
    kind: FileKind,
    mut file: File,
    stat: &Stat,
    reading: &Reading,
) -> Result<Contents, ReadFault> {
    must_be_regular(stat)?;
    let size = usize::try_from(stat.st_size).unwrap_or_default();
    if (reading.in_memory..LARGEST_FILE).contains(&size)
        && let Ok(file) = file.try_clone()
        && let Some(contents) = Contents::on_disk(kind, file, *stat, reading)
    {
        return Ok(contents);
    }
    let text = whole(&mut file, size.min(LARGEST_FILE))?;
    Ok(Contents::in_memory(kind, text))
}

fn must_be_regular(stat: &Stat) -> Result<(), ReadFault> {
    match FileType::from_raw_mode(stat.st_mode) {
        FileType::RegularFile => Ok(()),
        FileType::Directory => Err(ReadFault::NotAFile("a directory")),
        FileType::Fifo => Err(ReadFault::NotAFile("a pipe")),
        FileType::Socket => Err(ReadFault::NotAFile("a socket")),
        FileType::CharacterDevice
        | FileType::BlockDevice
        | FileType::Symlink
        | FileType::Unknown => Err(ReadFault::NotAFile("a device")),
    }
}

/// Reads all of a file, of which `size` bytes are expected.
fn whole(file: &mut File, size: usize) -> Result<String, ReadFault> {
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use proptest::prelude::*;
    use rustix::fs::{AtFlags, CWD, Timespec, Timestamps};

    use super::super::{FileKind, Locations, SharedConfig, Text, Texts};
    use super::*;
    use crate::prompt::Seen;

    const NOW: i64 = 1_800_000_000;

    fn read(path: &Path) -> Text {
        Text::read(FileKind::Config, Some(path), &Reading::new(NOW))
    }

    fn length(text: &Text) -> Option<usize> {
        text.content.as_ref().ok().map(|contents| contents.outline().length)
    }

    fn set_time(path: &Path, seconds: i64) {
        let time = Timespec { tv_sec: seconds, tv_nsec: 5 };
        let times = Timestamps { last_access: time, last_modification: time };
        rustix::fs::utimensat(CWD, path, &times, AtFlags::empty()).unwrap();
    }

    fn codes(path: &Path) -> Vec<&'static str> {
        let config = Some(path.to_path_buf());
        let texts = Texts::read(&Locations { config, ..Locations::default() }, &Reading::new(NOW));
        SharedConfig::parse(&texts).findings().iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn what_is_no_file_is_a_fault_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let made = std::process::Command::new("mkfifo").arg(path("pipe")).status();
        assert!(made.unwrap().success());
        symlink(path("loop"), path("loop")).unwrap();
        symlink(path("pipe"), path("link to pipe")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(path("socket")).unwrap();
        for (path, fault, code) in [
            (path("pipe"), ReadFault::NotAFile("a pipe"), "AWSP-F002"),
            (path("link to pipe"), ReadFault::NotAFile("a pipe"), "AWSP-F002"),
            (path("socket"), ReadFault::NotAFile("a socket"), "AWSP-F002"),
            (path(""), ReadFault::NotAFile("a directory"), "AWSP-F002"),
            ("/dev/zero".into(), ReadFault::NotAFile("a device"), "AWSP-F002"),
            (path("loop"), ReadFault::Loop, "AWSP-F001"),
        ] {
            let text = read(&path);

            assert_eq!(text.content.err(), Some(fault), "{path:?}");
            assert_eq!(text.files[0].path, path);
            assert_eq!(codes(&path), [code], "{path:?}");
        }
    }

    #[test]
    fn a_missing_file_is_an_empty_one() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "").unwrap();
        symlink("nowhere", folder.path().join("dangling")).unwrap();
        for name in ["missing", "no/such/folder", "file/below", "dangling"] {
            let text = read(&folder.path().join(name));

            assert_eq!(length(&text), Some(0), "{name}");
            assert!(!text.files.is_empty(), "{name}");
            assert!(text.files.iter().all(|file| file.seen == Seen::Missing), "{name}");
        }
        for path in [None, Some(Path::new("/dev/null"))] {
            let text = Text::read(FileKind::Config, path, &Reading::new(NOW));

            assert_eq!((length(&text), text.files.len()), (Some(0), 0));
        }
    }

    #[test]
    fn an_unreadable_file_is_a_fault() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config");
        fs::write(&path, "[default]\n").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
        if rustix::process::geteuid().is_root() {
            return; // Nothing is unreadable to root.
        }

        assert!(matches!(read(&path).content, Err(ReadFault::Unreadable(_))));
        assert_eq!(codes(&path), ["AWSP-F001"]);
    }

    #[test]
    fn sizes_and_bytes_beyond_the_limits_name_their_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config");
        let long = "x".repeat(LONGEST_LINE);
        for (bytes, fault) in [
            (format!("[a]\nk={}", "x".repeat(5 << 20)).into_bytes(), ReadFault::LongLine(2)),
            (format!("[a]\n{long}x\n").into_bytes(), ReadFault::LongLine(2)),
            (
                format!("{}{long}x", "[a]\n".repeat(100_000)).into_bytes(),
                ReadFault::LongLine(100_001),
            ),
            (vec![b'\n'; LARGEST_FILE + 1], ReadFault::TooLarge),
            (b"[a]\nk = v\n# \xff\n".to_vec(), ReadFault::NotUtf8(3)),
        ] {
            fs::write(&path, bytes).unwrap();

            assert_eq!(read(&path).content.err(), Some(fault));
        }
        fs::write(&path, format!("[a]\n{long}\n{long}")).unwrap();
        assert!(read(&path).content.is_ok());
    }

    #[test]
    fn a_link_is_watched_with_all_that_it_leads_through_and_to() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().canonicalize().unwrap();
        let (target, middle, link) =
            (folder.join("target"), folder.join("middle"), folder.join("link"));
        fs::write(&target, "").unwrap();
        set_time(&target, NOW - 60);
        symlink(&target, &middle).unwrap();
        symlink(&middle, &link).unwrap();

        let files = read(&link).files;

        let seen = Seen::At { seconds: NOW - 60, nanoseconds: 5 };
        let expected = [link, middle, target].map(|path| Watched { path, seen, stamp: None });
        assert_eq!(files, expected);
    }

    #[test]
    fn a_file_is_young_for_two_seconds() {
        let file = tempfile::NamedTempFile::new().unwrap();
        for (age, is_young) in
            [(0, true), (2, true), (3, false), (-2, true), (-3, false), (600, false)]
        {
            set_time(file.path(), NOW - age);

            assert_eq!(read(file.path()).files[0].seen == Seen::Young, is_young, "{age}");
        }
    }

    #[test]
    fn a_relative_path_is_watched_as_one_and_shown_as_an_absolute_one() {
        let text = read(Path::new("no/such/file"));

        assert_eq!(text.files[0].path, Path::new("./no/such/file"));
        assert!(text.path.unwrap().is_absolute());
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let file = tempfile::NamedTempFile::new().unwrap();
            fs::write(file.path(), &bytes).unwrap();

            let text = read(file.path());

            let is_utf8 = std::str::from_utf8(&bytes).is_ok();
            prop_assert_eq!(length(&text), is_utf8.then_some(bytes.len()));
            codes(file.path());
        }
    }
}
