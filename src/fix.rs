//! What `awsp doctor --fix` can mend safely: every tool sees as much as before, or more.

mod apply;
mod duplicates;
mod headers;
mod hidden;
mod modes;
mod no_worse;
#[cfg(test)]
mod tests;
mod text;

use std::path::{Path, PathBuf};

use rustix::fs::Mode;

use crate::edit::{self, Edit};
use crate::shared_config::{FileKind, SharedConfig};

use text::FileText;

pub(crate) use apply::apply;
pub(crate) use modes::{OpenFile, open_to_others};

/// One thing that can be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fix {
    /// What is done, to be read behind the file.
    pub(crate) title: String,
    /// The file.
    pub(crate) path: PathBuf,
    /// How.
    pub(crate) repair: Repair,
}

/// How something is mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Repair {
    /// By edits of one of the AWS files.
    Edits {
        /// Which.
        kind: FileKind,
        /// What they are edits of: another text needs others.
        text: Fingerprint,
        /// The edits.
        edits: Vec<Edit>,
    },
    /// By a mode that keeps others out.
    Mode(Mode),
}

/// Tells one text from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint(usize, u64);

impl Fingerprint {
    /// Returns that of a text.
    pub(crate) fn of(text: &[u8]) -> Self {
        use std::hash::BuildHasher as _;
        Self(text.len(), foldhash::fast::FixedState::default().hash_one(text))
    }
}

/// Returns what can be mended in both files, and in the modes of `open`; each of them is safe
/// behind those before it.
pub(crate) fn fixes(config: &SharedConfig<'_>, open: &[OpenFile]) -> Vec<Fix> {
    let mut fixes = Vec::new();
    for kind in [FileKind::Config, FileKind::Credentials] {
        if let Some(text) = config.whole(kind) {
            let path = config.texts().of(kind).path_of_settings();
            let elsewhere = config.whole(FileKind::Credentials).unwrap_or_default();
            fixes.extend(in_file(kind, &path, text, elsewhere));
        }
    }
    fixes.extend(open.iter().map(OpenFile::fix));
    fixes
}

/// Returns the lines that the edits of `fixes` are of; every other line stays as it is.
pub(crate) fn lines(fixes: &[Fix]) -> Vec<(&Path, usize)> {
    let edits = fixes.iter().filter_map(|fix| match &fix.repair {
        Repair::Edits { edits, .. } => Some((fix.path.as_path(), edits)),
        Repair::Mode(_) => None,
    });
    edits.flat_map(|(path, edits)| edits.iter().map(move |edit| (path, edit.line()))).collect()
}

/// What is to be done, and the edits that do it.
struct Plan {
    title: String,
    edits: Vec<Edit>,
}

/// Returns what can be mended in one file; each of them is safe behind those before it.
fn in_file(kind: FileKind, path: &Path, text: &str, credentials: &str) -> Vec<Fix> {
    let file = FileText::new(text);
    let mut plans = hidden::plans(&file);
    plans.extend(duplicates::plans(&file));
    if kind == FileKind::Config {
        plans.extend(headers::plans(&file, &FileText::new(credentials)));
    }
    let mut edits: Vec<Edit> = Vec::new();
    let mut fixes = Vec::new();
    for plan in plans {
        let together = [edits.as_slice(), plan.edits.as_slice()].concat();
        if is_safe(kind, text, &together) {
            edits = together;
            let fingerprint = Fingerprint::of(text.as_bytes());
            let repair = Repair::Edits { kind, text: fingerprint, edits: plan.edits };
            fixes.push(Fix { title: plan.title, path: path.to_owned(), repair });
        }
    }
    fixes
}

fn is_safe(kind: FileKind, text: &str, edits: &[Edit]) -> bool {
    let after = edit::edited(kind, text.as_bytes(), edits, true).ok();
    let after = after.and_then(|after| String::from_utf8(after).ok());
    after.is_some_and(|after| no_worse::is_no_worse(kind, text, &after))
}
