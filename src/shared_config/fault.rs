//! Why a tool rejects a file.

use std::fmt::{self, Display, Formatter};
use std::path::PathBuf;

use crate::source::Source;

use super::text::FileKind;
use super::token::Reason;

/// Why a tool rejects a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Which file.
    pub(crate) file: FileKind,
    /// Its path.
    pub(crate) path: PathBuf,
    /// The line.
    pub(crate) line: usize,
    /// Why.
    pub(crate) reason: Reason,
}

impl Fault {
    /// Returns the line that is to blame.
    pub(crate) fn source(&self) -> Source {
        let (section, key) = (String::new(), String::new());
        Source::File { path: self.path.clone(), line: self.line, section, key }
    }
}

/// The whole thing in one line, without any text of the file.
impl Display for Fault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let path = crate::display::escaped(&self.path.to_string_lossy());
        write!(f, "{path}:{}: {}", self.line, self.reason.message())
    }
}
