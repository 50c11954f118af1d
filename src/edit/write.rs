//! Rewrites an AWS file: whole or not at all, and so that nothing is lost of what others write at the same time.

mod dress;
mod guard;
mod own_stamp;
mod spot;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rustix::fs::{FileType, Mode, OFlags};
use rustix::io::Errno;

use crate::error::Error;
use crate::lock::Lock;
use crate::own_folder;
use crate::shared_config::FileKind;

use super::check::edited;
use super::{Edit, EditError};

use spot::{Current, Spot};

/// How long another awsp is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long after a rename somebody who had the old file open may still write into it.
const LOOK: Duration = Duration::from_millis(15);

/// How often the file may be somebody else's before awsp gives up.
const MOST_TRIES: usize = 50;

/// Where a file is, and what keeps two awsp from writing it at once.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// Which of the two it is.
    pub(crate) kind: FileKind,
    /// Its path.
    pub(crate) path: PathBuf,
    lock: PathBuf,
}

impl Place {
    /// Returns the place of a file of the user whose home this is.
    pub(crate) fn new(kind: FileKind, path: &Path, home: Option<&Path>) -> Self {
        let beside = path.parent().unwrap_or(Path::new("/")).to_owned();
        let folder = home.map_or(beside, |home| home.join(".aws"));
        Self { kind, path: path.to_owned(), lock: folder.join(".awsp.lock") }
    }
}

/// What may be done to a file.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Options {
    /// Whether it may lose its other names, and what cannot be copied of its attributes.
    pub(crate) break_links: bool,
    /// Whether it may be another user's.
    pub(crate) as_root: bool,
    /// Whether the old text is kept beside it.
    pub(crate) backs_up: bool,
    /// What the edits are for.
    pub(crate) aim: Aim,
}

/// What edits are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Aim {
    /// Something new in a file that every tool reads.
    #[default]
    Change,
    /// A file that some tool rejects.
    Mend,
}

/// What has come of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// Whether the file holds another text now.
    pub(crate) is_changed: bool,
    /// What else there is to say.
    pub(crate) notes: Vec<String>,
}

/// What makes edits of a text; again for another one, should somebody else have written meanwhile.
pub(crate) type Editor<'a> = dyn FnMut(&[u8]) -> Result<Vec<Edit>, EditError> + 'a;

/// Returns the text of a file that nobody is about to write; nothing where there is none.
pub(crate) fn read(place: &Place) -> Result<Vec<u8>, Error> {
    let spot = Spot::open(&place.path)?;
    Ok(spot.settled(&own_stamp::Stamps::default())?.text)
}

/// Edits a file as `editor` says; on an error it is as it was.
pub(crate) fn rewrite(
    place: &Place,
    options: Options,
    editor: &mut Editor<'_>,
) -> Result<Written, Error> {
    let spot = Spot::open(&place.path)?;
    guard::owner(&spot, options)?;
    let lock = lock(place)?;
    let mut work = Work {
        place,
        options,
        spot,
        stamps: own_stamp::Stamps::read(lock.as_ref()),
        lock,
        watched: Vec::new(),
        backed_up: false,
        written: Written::default(),
    };
    if work.lock.is_none() {
        let path = place.lock.display();
        work.written.notes.push(format!("{path}: no lock can be had here; went on without one"));
    }
    work.spot.sweep();
    work.run(editor)?;
    Ok(work.written)
}

/// Takes the lock, or returns `None` where there can be none, as on some network file systems.
fn lock(place: &Place) -> Result<Option<Lock>, Error> {
    match open_lock(&place.lock) {
        Some(file) => Lock::of(place.lock.clone(), file, PATIENCE),
        None => Ok(None),
    }
}

/// Opens the file of the lock, which is never removed: others may be waiting for this very one.
fn open_lock(path: &Path) -> Option<File> {
    let parent = path.parent()?;
    own_folder::make(parent).ok()?;
    let flags = OFlags::DIRECTORY | OFlags::RDONLY | OFlags::CLOEXEC;
    let folder = rustix::fs::open(parent, flags, Mode::empty()).ok()?;
    let flags = OFlags::CREATE
        | OFlags::RDWR
        | OFlags::NOFOLLOW
        | OFlags::NONBLOCK
        | OFlags::NOCTTY
        | OFlags::CLOEXEC;
    let mode = Mode::RUSR | Mode::WUSR;
    let file = rustix::fs::openat(&folder, path.file_name()?, flags, mode).ok()?;
    let stat = rustix::fs::fstat(&file).ok()?;
    guard::give_to_owner_of(&folder, &file, &stat);
    (FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile).then(|| File::from(file))
}

struct Work<'a> {
    place: &'a Place,
    options: Options,
    spot: Spot,
    lock: Option<Lock>,
    stamps: own_stamp::Stamps,
    /// The files that were replaced, into which somebody may still be writing.
    watched: Vec<Current>,
    backed_up: bool,
    written: Written,
}

impl Work<'_> {
    fn run(&mut self, editor: &mut Editor<'_>) -> Result<(), Error> {
        for _ in 0..MOST_TRIES {
            let current = self.spot.settled(&self.stamps)?;
            guard::all(&self.spot, &current, self.options)?;
            let after = self.after(&current.text, editor)?;
            if after == current.text || self.put(current, &after)? {
                return self.adopt(editor);
            }
        }
        Err(self.restless())
    }

    fn after(&self, text: &[u8], editor: &mut Editor<'_>) -> Result<Vec<u8>, Error> {
        let edits = editor(text).map_err(|error| self.refused(&error))?;
        let after = edited(self.place.kind, text, &edits, self.options.aim == Aim::Mend);
        after.map_err(|error| self.refused(&error))
    }

    /// Replaces the file, unless somebody else has written to it since; then returns `false`.
    fn put(&mut self, current: Current, after: &[u8]) -> Result<bool, Error> {
        if self.options.backs_up && !self.backed_up {
            self.spot.back_up(&current)?;
            self.backed_up = true;
        }
        let break_links = self.options.break_links;
        if !self.spot.replace(&current, after, break_links, &mut self.written.notes)? {
            return Ok(false);
        }
        self.written.is_changed = true;
        self.stamps.add(self.lock.as_ref(), &self.spot);
        self.watched.push(current);
        Ok(true)
    }

    /// Takes over what was written into the old file after all, and edits that.
    fn adopt(&mut self, editor: &mut Editor<'_>) -> Result<(), Error> {
        for _ in 0..MOST_TRIES {
            if self.watched.is_empty() {
                return Ok(());
            }
            thread::sleep(LOOK);
            let Some(theirs) = self.late_text()? else { return Ok(()) };
            let after = self.after(&theirs, editor);
            // What they have written counts, also where it cannot be edited.
            let text = after.as_ref().unwrap_or(&theirs);
            let current = self.spot.settled(&self.stamps)?;
            if !self.put(current, text)? {
                return self.run_again(editor);
            }
            after?;
        }
        Err(self.restless())
    }

    /// Starts again with what is there now.
    fn run_again(&mut self, editor: &mut Editor<'_>) -> Result<(), Error> {
        let current = self.spot.settled(&self.stamps)?;
        let after = self.after(&current.text, editor)?;
        if after == current.text || self.put(current, &after)? {
            return Ok(());
        }
        Err(self.restless())
    }

    /// Returns what somebody has written into a file that had been replaced.
    fn late_text(&mut self) -> Result<Option<Vec<u8>>, Error> {
        for old in &mut self.watched {
            if let Some(text) = self.spot.changed(old)? {
                return Ok(Some(text));
            }
        }
        Ok(None)
    }

    fn refused(&self, error: &EditError) -> Error {
        let hint = match error {
            EditError::DoesNotParse(..) => "mend the line first; `awsp doctor` says more",
            EditError::Changed => "look at it again",
            EditError::NoSuchLine(_)
            | EditError::Twice(_)
            | EditError::Visible(_)
            | EditError::Refused(_)
            | EditError::Unintended => "nothing was changed; edit the file by hand",
        };
        let (message, hint) = (error.to_string(), hint.to_owned());
        Error::File { path: self.place.path.clone(), line: error.line(), message, hint }
    }

    fn restless(&self) -> Error {
        let message = "somebody else keeps writing to it".to_owned();
        Error::Write { path: self.place.path.clone(), message }
    }
}

/// Returns whether what the system said only means that a file is no longer there.
fn is_gone(error: &std::io::Error) -> bool {
    error.raw_os_error() == Some(Errno::STALE.raw_os_error())
}
