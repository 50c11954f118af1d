//! The edge that looks at the disk for the doctor, and writes nothing.

use std::io::Read as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::Access;

use crate::ancestor::{self, Ancestor};
use crate::file;

use super::disk::{Disk, Facts, FileType};

/// How many names of a folder are looked at.
const MOST_NAMES: usize = 2000;

/// How many bytes of a file tell its encoding.
const HEAD: u64 = 64;

/// How many bytes a text has at most.
const LONGEST_TEXT: u64 = 1024 * 1024;

/// The disk of this machine.
pub(crate) struct Machine;

impl Disk for Machine {
    fn facts(&self, path: &Path) -> Option<Facts> {
        let found = std::fs::metadata(path).ok()?;
        let may = |access| rustix::fs::access(path, access).is_ok();
        let kind = found.file_type();
        let file_type = match (kind.is_file(), kind.is_dir()) {
            (true, _) => FileType::File,
            (false, true) => FileType::Folder,
            (false, false) => FileType::Other,
        };
        Some(Facts {
            file_type,
            mode: found.mode() & 0o7777,
            owner: found.uid(),
            modified: found.mtime(),
            may_read: may(Access::READ_OK),
            may_run: may(Access::EXEC_OK),
            id: (found.dev(), found.ino()),
        })
    }

    fn names(&self, folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().take(MOST_NAMES).flatten();
        let mut names: Vec<String> =
            entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort_unstable();
        names
    }

    fn head(&self, path: &Path) -> Vec<u8> {
        beginning(path, HEAD).unwrap_or_default()
    }

    fn text(&self, path: &Path) -> Option<String> {
        let bytes = beginning(path, LONGEST_TEXT + 1)?;
        let fits = u64::try_from(bytes.len()).is_ok_and(|length| length <= LONGEST_TEXT);
        fits.then(|| String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// Returns the first bytes of a regular file; nothing else is opened, for that may have an effect.
fn beginning(path: &Path, most: u64) -> Option<Vec<u8>> {
    if !Machine.facts(path)?.is_file() {
        return None;
    }
    let (file, _) = file::open(path).ok()?;
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Returns the program that runs, with all links resolved.
pub(crate) fn program() -> Option<PathBuf> {
    std::env::current_exe().and_then(std::fs::canonicalize).ok()
}

/// Returns the processes that led to this one, its parent first.
pub(crate) fn ancestors() -> Vec<Ancestor> {
    ancestor::all()
}

/// Returns the user that it runs as.
pub(crate) fn user() -> u32 {
    rustix::process::geteuid().as_raw()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn a_file_is_told_by_what_its_path_leads_to() {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&path, "\u{feff}[default]").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();

        let facts = Machine.facts(&link).unwrap();

        assert_eq!(Machine.facts(&path), Some(facts));
        assert_eq!((facts.file_type, facts.mode, facts.owner), (FileType::File, 0o640, user()));
        assert!(facts.may_read && !facts.may_run);
        assert!(Machine.head(&path).starts_with(&[0xef, 0xbb, 0xbf]));
        assert_eq!(Machine.names(folder.path()), ["file", "link"]);
    }

    #[test]
    fn what_is_no_file_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();

        assert_eq!(Machine.facts(&folder.path().join("nothing")), None);
        assert_eq!(Machine.facts(folder.path()).unwrap().file_type, FileType::Folder);
        assert_eq!(Machine.facts(Path::new("/dev/null")).unwrap().file_type, FileType::Other);
        assert!(Machine.head(Path::new("/dev/zero")).is_empty());
        assert_eq!(Machine.text(Path::new("/dev/zero")), None);
        assert_eq!(Machine.text(folder.path()), None);
        assert_eq!(Machine.names(&folder.path().join("nothing")), [""; 0]);
    }

    #[test]
    fn a_text_is_whole_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let (binary, huge) = (folder.path().join("binary"), folder.path().join("huge"));
        fs::write(&binary, b"a\xffb").unwrap();
        fs::write(&huge, vec![b' '; 1024 * 1024 + 1]).unwrap();

        assert_eq!(Machine.text(&binary).as_deref(), Some("a\u{fffd}b"));
        assert_eq!(Machine.text(&huge), None);
    }

    #[test]
    fn the_program_is_a_file() {
        assert!(Machine.facts(&program().unwrap()).unwrap().is_file());
    }
}
