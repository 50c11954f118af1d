//! One at a time: what two processes must not do at once, such as renewing the same session.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use rustix::fs::{FileType, FlockOperation, Mode, OFlags, flock};
use rustix::io::{Errno, retry_on_intr};

use crate::environment::Environment;
use crate::error::Error;
use crate::own_folder;
use crate::session::sha256;

/// A lock, held until it is dropped or the process ends.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
}

impl Lock {
    /// Returns the file whose lock it is.
    pub(crate) const fn file(&self) -> &File {
        &self.file
    }

    /// Takes the lock of `what`, and waits for it no longer than `patience`.
    ///
    /// Returns `None` where there is no place for locks; fails with [`Error::Locked`] where somebody else holds it all the time.
    pub(crate) fn take(
        environment: &Environment,
        what: &str,
        patience: Duration,
    ) -> Result<Option<Self>, Error> {
        let folder = own_folder::path(environment, "locks");
        let path = folder.map(|folder| folder.join(sha256(what) + ".lock"));
        let file = path.as_deref().and_then(open);
        let (Some(path), Some(file)) = (path, file) else { return Ok(None) };
        Self::of(path, file, patience)
    }

    /// Takes the lock that an open file is, likewise; `path` is its name.
    pub(crate) fn of(path: PathBuf, file: File, patience: Duration) -> Result<Option<Self>, Error> {
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(Some(Self { file })),
            Err(Errno::WOULDBLOCK) => wait(path, file, patience),
            Err(_) => Ok(None),
        }
    }
}

/// Opens the file of a lock, which is never removed: others may be waiting for this very one.
fn open(path: &Path) -> Option<File> {
    let folder = own_folder::open(path.parent()?).ok()?;
    let flags = OFlags::CREATE
        | OFlags::RDWR
        | OFlags::NOFOLLOW
        | OFlags::NONBLOCK
        | OFlags::NOCTTY
        | OFlags::CLOEXEC;
    let file =
        rustix::fs::openat(folder, path.file_name()?, flags, Mode::RUSR | Mode::WUSR).ok()?;
    let kind = FileType::from_raw_mode(rustix::fs::fstat(&file).ok()?.st_mode);
    (kind == FileType::RegularFile).then(|| File::from(file))
}

/// Waits on a thread of its own, in the queue of the system: who looks again and again may never be lucky.
fn wait(path: PathBuf, file: File, patience: Duration) -> Result<Option<Lock>, Error> {
    let (sender, receiver) = mpsc::channel();
    let queue = move || {
        let taken = retry_on_intr(|| flock(&file, FlockOperation::LockExclusive));
        // The file goes along, so that a lock for which nobody waits any more is let go at once.
        _ = sender.send(taken.map(|()| file));
    };
    if thread::Builder::new().spawn(queue).is_err() {
        return Ok(None);
    }
    match receiver.recv_timeout(patience) {
        Ok(Ok(file)) => Ok(Some(Lock { file })),
        Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Ok(None),
        Err(RecvTimeoutError::Timeout) => Err(Error::Locked { path, patience }),
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    const LONG: Duration = Duration::from_mins(10);
    const SHORT: Duration = Duration::from_millis(1);

    /// Returns an environment whose caches are in `folder`, and the folder of its locks.
    fn caches_in(folder: &Path) -> (Environment, PathBuf) {
        let folder = folder.to_str().unwrap();
        let environment = Environment::from([("HOME", folder), ("XDG_CACHE_HOME", folder)]);
        let locks = own_folder::path(&environment, "locks").unwrap();
        (environment, locks)
    }

    fn take(environment: &Environment, what: &str) -> Option<Lock> {
        Lock::take(environment, what, LONG).unwrap()
    }

    #[test]
    fn one_at_a_time_does_what_takes_the_lock() {
        let place = tempfile::tempdir().unwrap();
        let (environment, _) = caches_in(place.path());
        let count = place.path().join("count");
        fs::write(&count, "0").unwrap();

        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..25 {
                        let lock = take(&environment, "count").unwrap();
                        let number: u32 = fs::read_to_string(&count).unwrap().parse().unwrap();
                        fs::write(&count, (number + 1).to_string()).unwrap();
                        drop(lock);
                    }
                });
            }
        });

        assert_eq!(fs::read_to_string(&count).unwrap(), "200");
    }

    #[test]
    fn who_has_waited_too_long_learns_which_file_it_is() {
        let place = tempfile::tempdir().unwrap();
        let (environment, locks) = caches_in(place.path());
        let held = take(&environment, "session");

        let error = Lock::take(&environment, "session", SHORT).unwrap_err();

        let path = locks.join(sha256("session") + ".lock");
        assert_eq!(error.exit_code(), 7);
        assert!(error.to_string().contains(path.to_str().unwrap()), "{error}");
        assert!(error.hint().contains(path.to_str().unwrap()), "{}", error.hint());
        drop(held);
        // Neither does the one who gave up hold it now, nor is the file gone.
        assert!(take(&environment, "session").is_some());
        assert!(path.exists());
    }

    #[test]
    fn different_things_have_different_locks() {
        let place = tempfile::tempdir().unwrap();
        let (environment, _) = caches_in(place.path());
        let one = take(&environment, "one");

        assert!(take(&environment, "two").is_some());

        drop(one);
    }

    #[test]
    fn the_file_is_empty_and_for_this_user_alone_whatever_the_name() {
        let place = tempfile::tempdir().unwrap();
        let (environment, locks) = caches_in(place.path());
        for name in ["", "../../x", "/etc/x", "a\nb", &"long".repeat(200)] {
            assert!(take(&environment, name).is_some(), "{name:?}");
        }

        let entries: Vec<_> = fs::read_dir(&locks).unwrap().map(|entry| entry.unwrap()).collect();
        assert_eq!(entries.len(), 5);
        for entry in entries {
            let metadata = entry.metadata().unwrap();
            assert_eq!((metadata.len(), metadata.permissions().mode() & 0o7777), (0, 0o600));
        }
        assert_eq!(fs::metadata(&locks).unwrap().permissions().mode() & 0o7777, 0o700);
    }

    #[test]
    fn without_a_safe_place_there_is_no_lock_and_no_failure() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(take(&caches_in(&file).0, "x").is_none());
        assert!(take(&Environment::from([("HOME", "relative")]), "x").is_none());

        let (environment, locks) = caches_in(place.path());
        drop(take(&environment, "x").unwrap());
        let lock = locks.join(sha256("x") + ".lock");
        fs::remove_file(&lock).unwrap();
        symlink(&file, &lock).unwrap();
        assert!(take(&environment, "x").is_none());
        fs::remove_file(&lock).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(&lock).status().unwrap().success());
        assert!(take(&environment, "x").is_none());
        fs::set_permissions(&locks, Permissions::from_mode(0o777)).unwrap();
        assert!(take(&environment, "y").is_none());
    }
}
