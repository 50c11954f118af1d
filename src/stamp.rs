//! Stamps: empty files of exactly a given time, for shells that can only compare two files.
//!
//! A stamp is named by its time, so it never changes, all shells share it, and none has to clean up.

use std::path::{Path, PathBuf};

use rustix::fd::OwnedFd;
use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, Timespec, Timestamps};
use rustix::io::Errno;

use crate::environment::Environment;
use crate::file::seen;
use crate::own_folder;
use crate::prompt::{Seen, Watched};

/// How long a stamp is kept, in seconds; a shell whose stamp is gone asks once more.
const KEPT: i64 = 30 * 24 * 3600;

/// Returns `file` with the link's own time if it is one, for a shell that does not follow links.
pub(crate) fn of_links(mut file: Watched, now: i64) -> Watched {
    let stat = rustix::fs::lstat(&file.path);
    let link = stat.ok().filter(|stat| FileType::from_raw_mode(stat.st_mode) == FileType::Symlink);
    file.seen = link.map_or(file.seen, |stat| seen(Some(&stat), now));
    file
}

/// The folder of the stamps, open.
pub(crate) struct Stamps {
    path: PathBuf,
    folder: OwnedFd,
    now: i64,
}

impl Stamps {
    /// Opens the folder, made for this user alone; `None` when there is no safe place.
    pub(crate) fn open(environment: &Environment, now: i64) -> Option<Self> {
        candidates(environment).into_iter().find_map(|path| {
            let folder = own_folder::open(&path).ok()?;
            Some(Self { path, folder, now })
        })
    }

    /// Gives each file its stamp, and leaves out those that cannot be watched.
    pub(crate) fn mark(&self, files: Vec<Watched>) -> Vec<Watched> {
        files.into_iter().filter_map(|file| self.mark_one(file)).collect()
    }

    fn mark_one(&self, mut file: Watched) -> Option<Watched> {
        match file.seen {
            Seen::Missing | Seen::Young => file.stamp = None,
            Seen::At { seconds, nanoseconds } => {
                file.stamp = Some(self.stamp(seconds, nanoseconds)?);
            }
        }
        Some(file)
    }

    fn stamp(&self, seconds: i64, nanoseconds: u32) -> Option<PathBuf> {
        let name = format!("{seconds}.{nanoseconds:09}");
        let time = Timespec { tv_sec: seconds, tv_nsec: i64::from(nanoseconds) };
        if !self.has(&name, time) {
            self.create(&name, time).ok()?;
            self.sweep();
            // Some file systems round the time.
            self.has(&name, time).then_some(())?;
        }
        Some(self.path.join(name))
    }

    /// Returns whether the stamp is there and kept its nanoseconds; not every file system does.
    fn has(&self, name: &str, time: Timespec) -> bool {
        rustix::fs::statat(&self.folder, name, AtFlags::SYMLINK_NOFOLLOW).is_ok_and(|stat| {
            let nanoseconds = i64::try_from(stat.st_mtime_nsec).unwrap_or(-1);
            stat.st_mtime == time.tv_sec && nanoseconds == time.tv_nsec
        })
    }

    fn create(&self, name: &str, time: Timespec) -> Result<(), Errno> {
        let flags =
            OFlags::CREATE | OFlags::WRONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
        let file = rustix::fs::openat(&self.folder, name, flags, Mode::RUSR | Mode::WUSR)?;
        rustix::fs::futimens(file, &Timestamps { last_access: time, last_modification: time })
    }

    /// Removes the stamps that were made long ago; only names that a stamp can have.
    fn sweep(&self) {
        let Ok(folder) = Dir::read_from(&self.folder) else { return };
        for entry in folder.flatten() {
            let name = entry.file_name();
            if is_stamp_name(name.to_bytes()) && self.is_old(name) {
                _ = rustix::fs::unlinkat(&self.folder, name, AtFlags::empty());
            }
        }
    }

    fn is_old(&self, name: &std::ffi::CStr) -> bool {
        rustix::fs::statat(&self.folder, name, AtFlags::SYMLINK_NOFOLLOW)
            .is_ok_and(|stat| stat.st_ctime < self.now - KEPT)
    }
}

fn is_stamp_name(name: &[u8]) -> bool {
    name.contains(&b'.')
        && name.first().is_some_and(u8::is_ascii_digit)
        && name.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
}

/// Returns the places for stamps, the best first; each is made if its parent is there.
fn candidates(environment: &Environment) -> Vec<PathBuf> {
    let runtime =
        environment.raw("XDG_RUNTIME_DIR").map(Path::new).filter(|folder| folder.is_absolute());
    let runtime = runtime.map(|folder| folder.join("awsp"));
    runtime.into_iter().chain(own_folder::path(environment, "stamps")).collect()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::MetadataExt as _;

    use super::*;

    fn watched(seen: Seen) -> Watched {
        Watched { path: "/f".into(), seen, stamp: None }
    }

    fn stamps_in(folder: &Path) -> Stamps {
        let environment = Environment::from([("XDG_RUNTIME_DIR", folder.to_str().unwrap())]);
        Stamps::open(&environment, crate::clock::now()).unwrap()
    }

    #[test]
    fn a_stamp_has_exactly_the_time_of_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let stamps = stamps_in(folder.path());

        let marked =
            stamps.mark(vec![watched(Seen::At { seconds: 1_700_000_000, nanoseconds: 7 })]);

        let stamp = marked[0].stamp.clone().unwrap();
        let metadata = std::fs::metadata(&stamp).unwrap();
        assert_eq!((metadata.mtime(), metadata.mtime_nsec()), (1_700_000_000, 7));
        assert_eq!(metadata.mode() & 0o7777, 0o600);
        assert_eq!(std::fs::metadata(folder.path().join("awsp")).unwrap().mode() & 0o7777, 0o700);
    }

    #[test]
    fn a_missing_or_young_file_has_no_stamp() {
        let folder = tempfile::tempdir().unwrap();
        let stamps = stamps_in(folder.path());

        let marked = stamps.mark(vec![watched(Seen::Missing), watched(Seen::Young)]);

        assert_eq!(marked.len(), 2);
        assert!(marked.iter().all(|file| file.stamp.is_none()));
    }

    #[test]
    fn only_stamps_are_swept() {
        for (name, expected) in
            [("1795378183.444911631", true), ("notes.txt", false), ("17", false), (".5", false)]
        {
            assert_eq!(is_stamp_name(name.as_bytes()), expected, "{name}");
        }
    }
}
