//! The folders that awsp keeps for itself among the user's caches, where nobody else may write.

use std::fs::{DirBuilder, File};
use std::io::{self, ErrorKind, Read as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{Mode, OFlags};

use crate::environment::Environment;
use crate::replace;
use crate::shared_config::home;

/// No file of awsp's own comes near this size.
const LIMIT: u64 = 1024 * 1024;

/// Returns where awsp's folder `name` is; `None` without a home.
pub(crate) fn path(environment: &Environment, name: &str) -> Option<PathBuf> {
    Some(caches(environment)?.join("awsp").join(name))
}

fn caches(environment: &Environment) -> Option<PathBuf> {
    let below_home = |path| Some(home(environment)?.join(path));
    if cfg!(target_os = "macos") {
        return below_home("Library/Caches");
    }
    let chosen = environment.raw("XDG_CACHE_HOME").map(PathBuf::from);
    chosen.filter(|folder| folder.is_absolute()).or_else(|| below_home(".cache"))
}

/// Opens a folder of awsp's own, made if it is missing; fails unless it is this user's and nobody else may write there.
pub(crate) fn open(path: &Path) -> io::Result<OwnedFd> {
    existing(path).or_else(|error| {
        if error.kind() != ErrorKind::NotFound {
            return Err(error);
        }
        make(path)?;
        existing(path)
    })
}

/// Opens a folder of awsp's own that is there; fails likewise.
pub(crate) fn existing(path: &Path) -> io::Result<OwnedFd> {
    let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::RDONLY | OFlags::CLOEXEC;
    let folder = rustix::fs::open(path, flags, Mode::empty())?;
    if is_private(&folder)? {
        return Ok(folder);
    }
    let message = "the folder is somebody else's, or others may write to it";
    Err(io::Error::new(ErrorKind::PermissionDenied, message))
}

/// Replaces the file `name` in awsp's folder `folder`, which is made if it is missing.
pub(crate) fn keep(
    environment: &Environment,
    folder: &str,
    name: &str,
    text: &str,
) -> io::Result<()> {
    let Some(path) = path(environment, folder) else {
        return Err(io::Error::new(ErrorKind::NotFound, "there is no home directory"));
    };
    replace::within(open(&path)?, name.as_ref(), text)
}

/// Returns the text of the file `name` in awsp's folder `folder`; what is larger than any of them is cut off.
pub(crate) fn read(environment: &Environment, folder: &str, name: &str) -> Option<String> {
    let folder = existing(&path(environment, folder)?).ok()?;
    let flags =
        OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = File::from(rustix::fs::openat(folder, name, flags, Mode::empty()).ok()?);
    let mut text = String::new();
    let is_file = file.metadata().is_ok_and(|metadata| metadata.is_file());
    file.take(LIMIT).read_to_string(&mut text).ok().filter(|_| is_file)?;
    Some(text)
}

/// Makes a folder and those above it that are missing, for this user alone.
pub(crate) fn make(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

fn is_private(folder: impl AsFd) -> io::Result<bool> {
    let stat = rustix::fs::fstat(folder)?;
    let others_may_write = Mode::from_raw_mode(stat.st_mode).intersects(Mode::WGRP | Mode::WOTH);
    Ok(stat.st_uid == rustix::process::geteuid().as_raw() && !others_may_write)
}

#[cfg(test)]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn the_folder_is_below_the_caches_of_the_environment() {
        let below_home = if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" };
        let of_home = format!("/h/{below_home}/awsp/locks");
        let chosen = if cfg!(target_os = "macos") { of_home.as_str() } else { "/c/awsp/locks" };
        for (cache, expected) in [("/c", chosen), ("", &of_home), ("c", &of_home)] {
            let environment = Environment::from([("HOME", "/h"), ("XDG_CACHE_HOME", cache)]);

            assert_eq!(path(&environment, "locks"), Some(expected.into()), "{cache}");
        }
        assert_eq!(path(&Environment::from([("HOME", "h")]), "locks"), None);
    }

    #[test]
    fn it_is_made_for_this_user_alone() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("a/b");

        assert_eq!(existing(&path).unwrap_err().kind(), ErrorKind::NotFound);
        open(&path).unwrap();

        for folder in [&*path, path.parent().unwrap()] {
            assert_eq!(fs::metadata(folder).unwrap().permissions().mode() & 0o7777, 0o700);
        }
        existing(&path).unwrap();
    }

    #[test]
    fn one_that_others_may_write_to_is_not_used() {
        let place = tempfile::tempdir().unwrap();
        for mode in [0o720, 0o702, 0o777] {
            fs::set_permissions(place.path(), Permissions::from_mode(mode)).unwrap();

            assert_eq!(open(place.path()).unwrap_err().kind(), ErrorKind::PermissionDenied);
        }
    }

    #[test]
    fn one_of_another_user_is_not_used() {
        let place = tempfile::tempdir().unwrap();
        let other = rustix::process::geteuid().as_raw() + 1;
        if std::os::unix::fs::chown(place.path(), Some(other), None).is_err() {
            return; // only root can give folders away
        }

        assert_eq!(open(place.path()).unwrap_err().kind(), ErrorKind::PermissionDenied);
    }

    #[test]
    fn a_link_or_a_file_is_no_folder() {
        let place = tempfile::tempdir().unwrap();
        let [folder, link, file] = ["folder", "link", "file"].map(|name| place.path().join(name));
        fs::create_dir(&folder).unwrap();
        symlink(&folder, &link).unwrap();
        fs::write(&file, "").unwrap();

        assert!(open(&folder).is_ok());
        for path in [link, file.join("below"), file] {
            assert!(open(&path).is_err(), "{}", path.display());
        }
    }
}
