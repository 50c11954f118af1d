//! The edge that opens cache files, and remembers which it looked at.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};

use rustix::fs::{FileType, Stat};
use rustix::io::Errno;

use super::Caches;
use crate::file;
use crate::prompt::{Seen, Watched};

/// No cache file comes near this size.
const LIMIT: u64 = 1024 * 1024;

/// What was seen of each file, and what was taken from it.
type Looks<T> = RefCell<BTreeMap<PathBuf, (Seen, Option<T>)>>;

/// Reads each cache file once.
pub(crate) struct CacheFiles {
    now: i64,
    texts: Looks<String>,
    bundles: Looks<()>,
}

impl CacheFiles {
    /// Returns a reader that has looked at nothing yet.
    pub(crate) fn new(now: i64) -> Self {
        Self { now, texts: Looks::default(), bundles: Looks::default() }
    }

    /// Returns the text of the file, if it is a regular one of reasonable size.
    pub(crate) fn text(&self, path: &Path) -> Option<String> {
        self.look(path, |(_, text)| text.clone())
    }

    /// Returns whether something is at `path`, also if it is no file that can be read.
    pub(crate) fn finds(&self, path: &Path) -> bool {
        self.look(path, |(seen, _)| *seen != Seen::Missing)
    }

    /// Returns whether a regular file holds a certificate in its first MiB. It may be longer: it is read up to the first one.
    pub(crate) fn has_certificate(&self, path: &Path) -> bool {
        let mut bundles = self.bundles.borrow_mut();
        let look = || look_at(path, self.now, |file, _| has_certificate(file).then_some(()));
        bundles.entry(path.to_owned()).or_insert_with(look).1.is_some()
    }

    fn look<T>(&self, path: &Path, answer: impl FnOnce(&(Seen, Option<String>)) -> T) -> T {
        let mut texts = self.texts.borrow_mut();
        answer(texts.entry(path.to_owned()).or_insert_with(|| look_at(path, self.now, read)))
    }

    /// Returns every file that was looked at, and what it leads to if it is a link.
    pub(crate) fn watched(&self) -> Vec<Watched> {
        let (texts, bundles) = (self.texts.borrow(), self.bundles.borrow());
        let texts = texts.iter().map(|(path, (seen, _))| (path, seen));
        let bundles = bundles.iter().map(|(path, (seen, _))| (path, seen));
        texts.chain(bundles).flat_map(|(path, seen)| file::watched(path, *seen)).collect()
    }
}

impl Caches for CacheFiles {
    fn read(&self, path: &Path) -> Option<String> {
        self.text(path)
    }

    fn finds(&self, path: &Path) -> bool {
        Self::finds(self, path)
    }

    fn has_certificate(&self, path: &Path) -> bool {
        Self::has_certificate(self, path)
    }
}

/// Opens the file and takes something from it, with its size, if it is a regular one.
fn look_at<T>(
    path: &Path,
    now: i64,
    take: impl FnOnce(File, usize) -> Option<T>,
) -> (Seen, Option<T>) {
    let (opened, stat) = match file::open(path) {
        Ok((opened, stat)) => (Some(opened), Some(stat)),
        // Not looked at again: a file made in between would pass for one that was read.
        Err(Errno::NOENT | Errno::NOTDIR) => (None, None),
        Err(_) => (None, rustix::fs::stat(path).ok()),
    };
    let is_file = |stat: &Stat| FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile;
    let size = stat.as_ref().filter(|stat| is_file(stat)).map(|stat| stat.st_size);
    let taken = opened.zip(size).and_then(|(file, size)| take(file, size.try_into().ok()?));
    (file::seen(stat.as_ref(), now), taken)
}

fn read(file: File, size: usize) -> Option<String> {
    let limit = usize::try_from(LIMIT).ok()?;
    // With room for all of it, one call brings it in and one more tells that this was all.
    let mut text = String::with_capacity(size.min(limit) + 1);
    let length = file.take(LIMIT + 1).read_to_string(&mut text).ok()?;
    (length <= limit).then_some(text)
}

/// Finds the line that begins a certificate, as Go does: whatever else stands in the file, also in another encoding.
fn has_certificate(file: File) -> bool {
    let mut lines = BufReader::new(file.take(LIMIT)).split(b'\n').map_while(Result::ok);
    lines.any(|line| line.starts_with(b"-----BEGIN CERTIFICATE-----"))
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
    fn a_bundle_has_a_certificate_whatever_stands_around_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bundle.pem");
        let begin = "-----BEGIN CERTIFICATE-----\r\n";
        let long = format!("# Z\u{fc}rich\n{begin}{}", "MIIC\n".repeat(300_000));
        for (bytes, expected) in [
            (begin.as_bytes().to_vec(), true),
            (long.clone().into_bytes(), true),
            (long.chars().map(|c| c as u8).collect(), true),
            (format!("\u{feff}{begin}{begin}").into_bytes(), true),
            (format!("see {begin}").into_bytes(), false),
            (format!("\u{feff}{begin}").into_bytes(), false),
            (b"-----BEGIN TRUSTED CERTIFICATE-----\n".to_vec(), false),
            (Vec::new(), false),
        ] {
            fs::write(&path, &bytes).unwrap();
            let shown = String::from_utf8_lossy(bytes.get(..40).unwrap_or(&bytes)).into_owned();
            let caches = CacheFiles::new(NOW);

            assert_eq!(caches.has_certificate(&path), expected, "{shown}");
            assert_eq!(caches.watched().len(), 1);
        }
        assert!(!CacheFiles::new(NOW).has_certificate(folder.path()));
        assert!(!CacheFiles::new(NOW).has_certificate(&folder.path().join("missing")));
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
