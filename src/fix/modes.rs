//! Files with secrets in them that others may read.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::{FileType, Mode, Stat};

use crate::error::Error;
use crate::file;

use super::{Fix, Repair};

/// All that lets others in.
const OTHERS: Mode = Mode::RWXG.union(Mode::RWXO);

/// The folders of the caches that hold credentials, below `~/.aws`.
const CACHES: [&str; 3] = ["cli/cache", "sso/cache", "login/cache"];

/// A file of this user's that others may read or write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OpenFile {
    /// The file.
    pub(crate) path: PathBuf,
    /// Its mode.
    pub(crate) mode: Mode,
}

impl OpenFile {
    pub(super) fn fix(&self) -> Fix {
        let mode = self.mode.difference(OTHERS);
        let title = format!(
            "keep others out: mode {:04o} instead of {:04o}",
            mode.bits(),
            self.mode.bits()
        );
        Fix { title, path: self.path.clone(), repair: Repair::Mode(mode) }
    }
}

/// Returns which of `files`, and of the caches in `home`, are open to others.
pub(crate) fn open_to_others(files: &[&Path], home: Option<&Path>) -> Vec<OpenFile> {
    let caches =
        home.into_iter().flat_map(|home| CACHES.map(|cache| home.join(".aws").join(cache)));
    let mut paths: Vec<PathBuf> = files.iter().map(|path| (*path).to_owned()).collect();
    let first_cache = paths.len();
    paths.extend(caches.flat_map(entries));
    if let Some(caches) = paths.get_mut(first_cache..) {
        caches.sort();
    }
    paths.into_iter().filter_map(open_file).collect()
}

fn entries(folder: PathBuf) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "json")).collect()
}

fn open_file(path: PathBuf) -> Option<OpenFile> {
    let (_, stat) = file::open(&path).ok()?;
    let mode = Mode::from_raw_mode(stat.st_mode);
    (is_own_file(&stat) && mode.intersects(OTHERS)).then_some(OpenFile { path, mode })
}

fn is_own_file(stat: &Stat) -> bool {
    let is_file = FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile;
    is_file && stat.st_uid == rustix::process::geteuid().as_raw()
}

/// Sets the mode of a file of this user's.
pub(super) fn set(path: &Path, mode: Mode) -> Result<(), Error> {
    let failed = |message: String| Error::Write { path: path.to_owned(), message };
    let (file, stat): (File, Stat) =
        file::open(path).map_err(|error| failed(io::Error::from(error).to_string()))?;
    if !is_own_file(&stat) {
        return Err(failed("this is not a file of yours".to_owned()));
    }
    rustix::fs::fchmod(&file, mode).map_err(|error| failed(io::Error::from(error).to_string()))
}
