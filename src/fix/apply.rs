//! Shows what would be mended, asks, and does it.

use std::path::{Path, PathBuf};

use crate::display::escaped;
use crate::edit::{Aim, Draft, Edit, EditError, Options, Place, diff, read, rewrite};
use crate::error::Error;
use crate::shared_config::FileKind;

use super::{Fingerprint, Fix, Repair, modes};

/// All edits of one file.
struct Group<'a> {
    kind: FileKind,
    path: &'a Path,
    text: Fingerprint,
    edits: Vec<Edit>,
    titles: Vec<&'a str>,
}

/// Shows each file's fixes to `ask`, does those that it agrees to, and adds what was done to `done`, also where the next one fails.
///
/// Of an edited file the old text is kept beside it.
pub(crate) fn apply(
    fixes: &[Fix],
    home: Option<&Path>,
    options: Options,
    done: &mut Vec<String>,
    mut ask: impl FnMut(&str) -> bool,
) -> Result<(), Error> {
    for group in groups(fixes) {
        done.extend(group.apply(home, options, &mut ask)?);
    }
    for fix in fixes {
        if let Repair::Mode(mode) = fix.repair {
            let line = format!("{}: {}", escaped(&fix.path.to_string_lossy()), fix.title);
            if ask(&line) {
                modes::set(&fix.path, mode)?;
                done.push(line);
            }
        }
    }
    Ok(())
}

fn groups(fixes: &[Fix]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for fix in fixes {
        let Repair::Edits { kind, text, edits } = &fix.repair else { continue };
        match groups.iter_mut().find(|group| group.path == fix.path && group.kind == *kind) {
            Some(group) => {
                group.edits.extend_from_slice(edits);
                group.titles.push(&fix.title);
            }
            None => groups.push(Group {
                kind: *kind,
                path: &fix.path,
                text: *text,
                edits: edits.clone(),
                titles: vec![&fix.title],
            }),
        }
    }
    groups
}

impl Group<'_> {
    fn apply(
        &self,
        home: Option<&Path>,
        options: Options,
        ask: &mut impl FnMut(&str) -> bool,
    ) -> Result<Vec<String>, Error> {
        let place = Place::new(self.kind, self.path, home);
        let before = read(&place)?;
        let shown = self.shown(&before).map_err(|error| self.refused(&error))?;
        if !ask(&shown) {
            return Ok(Vec::new());
        }
        let options = Options { backs_up: true, aim: Aim::Mend, ..options };
        let written = rewrite(&place, options, &mut |text| self.edits_of(text))?;
        let path = escaped(&self.path.to_string_lossy());
        let mut done: Vec<String> =
            self.titles.iter().map(|title| format!("{path}: {}", escaped(title))).collect();
        done.extend(written.notes);
        if written.is_changed {
            done.push(format!("{path}: the old text is kept in {}", backup(self.path)));
        }
        Ok(done)
    }

    /// Returns the edits, if they are edits of this text.
    fn edits_of(&self, text: &[u8]) -> Result<Vec<Edit>, EditError> {
        if Fingerprint::of(text) == self.text {
            return Ok(self.edits.clone());
        }
        Err(EditError::Changed)
    }

    fn shown(&self, before: &[u8]) -> Result<String, EditError> {
        let after = Draft::new(before, &self.edits_of(before)?)?.finish().text;
        let mut shown = diff(&self.path.to_string_lossy(), before, &after);
        for title in &self.titles {
            shown.push_str(&escaped(title));
            shown.push('\n');
        }
        Ok(shown)
    }

    fn refused(&self, error: &EditError) -> Error {
        Error::File {
            path: self.path.to_owned(),
            line: error.line(),
            message: error.to_string(),
            hint: "look at it again: `awsp doctor`".to_owned(),
        }
    }
}

/// Returns the name of the old text, which stands beside what a link leads to.
fn backup(path: &Path) -> String {
    let mut target =
        std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()).into_os_string();
    target.push(".awsp-bak");
    escaped(&PathBuf::from(target).to_string_lossy())
}
