//! The edge that opens cache files, and remembers which it looked at.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use rustix::fs::{FileType, Stat};
use rustix::io::Errno;

use super::Caches;
use crate::file;
use crate::prompt::{Seen, Watched};

/// No cache file comes near this size.
const LIMIT: u64 = 1024 * 1024;

/// Reads each cache file once.
pub(crate) struct CacheFiles {
    now: i64,
    looked_at: RefCell<BTreeMap<PathBuf, (Seen, Option<String>)>>,
}

impl CacheFiles {
    /// Returns a reader that has looked at nothing yet.
    pub(crate) fn new(now: i64) -> Self {
        Self { now, looked_at: RefCell::default() }
    }

    /// Returns the text of the file, if it is a regular one of reasonable size.
    pub(crate) fn text(&self, path: &Path) -> Option<String> {
        self.look(path, |(_, text)| text.clone())
    }

    /// Returns whether something is at `path`, also if it is no file that can be read.
    pub(crate) fn finds(&self, path: &Path) -> bool {
        self.look(path, |(seen, _)| *seen != Seen::Missing)
    }

    fn look<T>(&self, path: &Path, answer: impl FnOnce(&(Seen, Option<String>)) -> T) -> T {
        let mut looked_at = self.looked_at.borrow_mut();
        answer(looked_at.entry(path.to_owned()).or_insert_with(|| look_at(path, self.now)))
    }

    /// Returns every file that was looked at, and what it leads to if it is a link.
    pub(crate) fn watched(&self) -> Vec<Watched> {
        let looked_at = self.looked_at.borrow();
        looked_at.iter().flat_map(|(path, (seen, _))| file::watched(path, *seen)).collect()
    }
}

impl Caches for CacheFiles {
    fn read(&self, path: &Path) -> Option<String> {
        self.text(path)
    }

    fn finds(&self, path: &Path) -> bool {
        Self::finds(self, path)
    }
}

fn look_at(path: &Path, now: i64) -> (Seen, Option<String>) {
    let (opened, stat) = match file::open(path) {
        Ok((opened, stat)) => (Some(opened), Some(stat)),
        // Not looked at again: a file made in between would pass for one that was read.
        Err(Errno::NOENT | Errno::NOTDIR) => (None, None),
        Err(_) => (None, rustix::fs::stat(path).ok()),
    };
    let is_file = |stat: &Stat| FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile;
    let text = opened.filter(|_| stat.as_ref().is_some_and(is_file)).and_then(read);
    (file::seen(stat.as_ref(), now), text)
}

fn read(file: File) -> Option<String> {
    let mut text = String::new();
    let length = file.take(LIMIT + 1).read_to_string(&mut text).ok()?;
    u64::try_from(length).is_ok_and(|length| length <= LIMIT).then_some(text)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    const NOW: i64 = 1_800_000_000;

    fn file_of_time(path: &Path, text: &str, seconds: u64) {
        fs::write(path, text).unwrap();
        let file = File::options().append(true).open(path).unwrap();
        file.set_modified(UNIX_EPOCH + Duration::new(seconds, 5)).unwrap();
    }

    #[test]
    fn a_file_is_read_once_and_watched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token.json");
        file_of_time(&path, "{}", 1_700_000_000);
        let caches = CacheFiles::new(NOW);

        assert_eq!(caches.text(&path).as_deref(), Some("{}"));
        fs::remove_file(&path).unwrap();
        assert_eq!(caches.text(&path).as_deref(), Some("{}"));

        let seen = Seen::At { seconds: 1_700_000_000, nanoseconds: 5 };
        assert_eq!(caches.watched(), [Watched { path, seen, stamp: None }]);
    }

    #[test]
    fn a_link_is_watched_with_all_that_it_leads_through_and_to() {
        let folder = tempfile::tempdir().unwrap();
        let [file, middle, link] = ["file", "middle", "link"].map(|name| folder.path().join(name));
        file_of_time(&file, "text", 1_700_000_000);
        std::os::unix::fs::symlink(&file, &middle).unwrap();
        std::os::unix::fs::symlink("middle", &link).unwrap();
        let caches = CacheFiles::new(NOW);

        assert_eq!(caches.text(&link).as_deref(), Some("text"));
        let paths: Vec<PathBuf> = caches.watched().into_iter().map(|file| file.path).collect();
        assert_eq!(paths, [link, middle, file]);
    }

    #[test]
    fn what_is_no_readable_file_is_watched_but_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let fifo = folder.path().join("fifo");
        let made = std::process::Command::new("mkfifo").arg(&fifo).status();
        assert!(made.unwrap().success());
        let huge = folder.path().join("huge");
        fs::write(&huge, vec![b' '; 1024 * 1024 + 1]).unwrap();
        let binary = folder.path().join("binary");
        fs::write(&binary, [0xff]).unwrap();
        let looped = folder.path().join("loop");
        std::os::unix::fs::symlink(&looped, &looped).unwrap();
        let missing = folder.path().join("missing");
        let below_a_file = huge.join("below");
        let paths = [folder.path().to_owned(), fifo, huge, binary, looped, missing, below_a_file];
        let caches = CacheFiles::new(NOW);

        for path in &paths {
            assert_eq!(caches.text(path), None, "{}", path.display());
        }

        assert_eq!(caches.watched().len(), paths.len());
    }

    #[test]
    fn missing_and_young_files_say_so() {
        let folder = tempfile::tempdir().unwrap();
        let young = folder.path().join("young");
        file_of_time(&young, "", 1_799_999_999);
        let caches = CacheFiles::new(NOW);

        for (path, expected) in [(young, Seen::Young), (folder.path().join("no"), Seen::Missing)] {
            _ = caches.text(&path);

            assert!(caches.watched().iter().any(|file| file.path == path && file.seen == expected));
        }
    }
}
