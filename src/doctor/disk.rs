//! What is on the disk, apart from what stands in files.

use std::path::Path;

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileType {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// Something else, such as a pipe.
    Other,
}

/// What can be told of a file without opening it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Facts {
    /// What it is.
    pub(crate) file_type: FileType,
    /// Who may do what, as `chmod` writes it.
    pub(crate) mode: u32,
    /// Whose it is.
    pub(crate) owner: u32,
    /// When it was changed, in seconds since 1970.
    pub(crate) modified: i64,
    /// Whether this user may read it.
    pub(crate) may_read: bool,
    /// Whether this user may start it.
    pub(crate) may_run: bool,
    /// Device and number: the same for two paths that lead to one file.
    pub(crate) id: (u64, u64),
}

impl Facts {
    /// Returns whether it is a regular file.
    pub(crate) fn is_file(&self) -> bool {
        self.file_type == FileType::File
    }
}

/// Looks at paths; the examinations see no disk but through it.
pub(crate) trait Disk {
    /// Returns what a path leads to; `None` if to nothing.
    fn facts(&self, path: &Path) -> Option<Facts>;

    /// Returns the names of what stands in a folder, in order; of very many only the first.
    fn names(&self, folder: &Path) -> Vec<String>;

    /// Returns the first bytes of a file.
    fn head(&self, path: &Path) -> Vec<u8>;

    /// Returns what stands in a regular file; bytes that are no UTF-8 become U+FFFD, and a huge file is none.
    fn text(&self, path: &Path) -> Option<String>;
}

/// Disks made of text.
#[cfg(test)]
pub(crate) mod fake {
    use std::collections::BTreeMap;
    use std::path::PathBuf;

    use super::*;

    /// The user of these tests.
    pub(crate) const USER: u32 = 1000;

    /// Files by path.
    #[derive(Clone, Default)]
    pub(crate) struct FakeDisk(BTreeMap<PathBuf, (Facts, Vec<u8>)>);

    impl FakeDisk {
        /// Also has a file of this user's with that mode.
        pub(crate) fn with(self, path: &str, mode: u32) -> Self {
            self.with_facts(path, mode, |facts| facts)
        }

        /// Also has a file with that mode that is changed in some way.
        pub(crate) fn with_facts(
            mut self,
            path: &str,
            mode: u32,
            change: impl Fn(Facts) -> Facts,
        ) -> Self {
            let file_type = if path.ends_with('/') { FileType::Folder } else { FileType::File };
            let id = (1, u64::try_from(self.0.len()).unwrap());
            let (may_read, may_run) = (mode & 0o400 != 0, mode & 0o100 != 0);
            let owner = USER;
            let facts =
                Facts { file_type, mode, owner, modified: 1_700_000_000, may_read, may_run, id };
            self.0.insert(path.trim_end_matches('/').into(), (change(facts), Vec::new()));
            self
        }

        /// Has the file there changed at another time, in seconds since 1970.
        pub(crate) fn changed(mut self, path: &str, modified: i64) -> Self {
            self.0.get_mut(Path::new(path)).unwrap().0.modified = modified;
            self
        }

        /// Also has a file that begins with these bytes.
        pub(crate) fn with_head(self, path: &str, head: &[u8]) -> Self {
            let mut disk = self.with(path, 0o600);
            disk.0.get_mut(Path::new(path)).unwrap().1 = head.to_vec();
            disk
        }

        /// Also has a file with this text.
        pub(crate) fn with_text(self, path: &str, text: &str) -> Self {
            self.with_head(path, text.as_bytes())
        }
    }

    impl Disk for FakeDisk {
        fn facts(&self, path: &Path) -> Option<Facts> {
            Some(self.0.get(path)?.0)
        }

        fn names(&self, folder: &Path) -> Vec<String> {
            let inside = self.0.keys().filter(|path| path.parent() == Some(folder));
            inside.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect()
        }

        fn head(&self, path: &Path) -> Vec<u8> {
            self.0.get(path).map(|(_, head)| head.clone()).unwrap_or_default()
        }

        fn text(&self, path: &Path) -> Option<String> {
            let (facts, bytes) = self.0.get(path)?;
            facts.is_file().then(|| String::from_utf8_lossy(bytes).into_owned())
        }
    }
}
