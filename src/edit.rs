//! Edits of an AWS file that leave every byte alone which they do not mean.

mod check;
mod diff;
mod draft;
mod row;
mod spelling;
#[cfg(test)]
mod tests;
mod write;

use std::fmt::{self, Debug, Display, Formatter};
use std::ops::Range;

use crate::shared_config::Reason;

pub(crate) use check::{bare, edited};
pub(crate) use diff::diff;
pub(crate) use draft::Draft;
pub(crate) use write::{Aim, Options, Place, read, rewrite};

/// One change; every line is a number in the text before any of them.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(
    not(test),
    expect(
        dead_code,
        reason = "the fixes need only some; what writes keys and profiles needs all"
    )
)]
pub(crate) enum Edit {
    /// Gives the setting at a line another value, in place of all lines of the old one.
    Value {
        /// The line of its key.
        line: usize,
        /// The value.
        value: String,
    },
    /// Removes a line, and those that go on with it.
    Remove {
        /// The line.
        line: usize,
    },
    /// Gives the section at a line another header.
    Header {
        /// The line of the old one.
        line: usize,
        /// What stands between the brackets.
        header: String,
    },
    /// Puts a line behind another and those that go on with it.
    Insert {
        /// The other line; 0 for the start of the file.
        behind: usize,
        /// What is put there.
        new: New,
    },
    /// Cuts out characters that nobody sees, or typographic quotes.
    Cut {
        /// The line.
        line: usize,
        /// The bytes, counted from the start of the line.
        bytes: Range<usize>,
    },
    /// Takes the byte order mark away.
    ByteOrderMark,
}

/// A line that was not there before.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(
    not(test),
    expect(
        dead_code,
        reason = "the fixes need only some; what writes keys and profiles needs all"
    )
)]
pub(crate) enum New {
    /// The header of a section.
    Header(String),
    /// A key and its value.
    Setting {
        /// The key, in lower case.
        key: String,
        /// The value.
        value: String,
    },
    /// Nothing.
    Blank,
}

/// Shows where an edit is and never what it writes: that may be a secret.
impl Debug for Edit {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value { line, .. } => write!(f, "Value at {line}"),
            Self::Remove { line } => write!(f, "Remove {line}"),
            Self::Header { line, header } => write!(f, "Header [{header}] at {line}"),
            Self::Insert { behind, new: New::Setting { key, .. } } => {
                write!(f, "Insert {key} behind {behind}")
            }
            Self::Insert { behind, new: New::Header(header) } => {
                write!(f, "Insert [{header}] behind {behind}")
            }
            Self::Insert { behind, new: New::Blank } => write!(f, "Insert behind {behind}"),
            Self::Cut { line, bytes } => write!(f, "Cut {bytes:?} of {line}"),
            Self::ByteOrderMark => f.write_str("ByteOrderMark"),
        }
    }
}

impl Edit {
    /// Returns the line that it is of.
    pub(crate) const fn line(&self) -> usize {
        match self {
            Self::Value { line, .. }
            | Self::Remove { line }
            | Self::Header { line, .. }
            | Self::Insert { behind: line, .. }
            | Self::Cut { line, .. } => *line,
            Self::ByteOrderMark => 1,
        }
    }
}

/// Why nothing was edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum EditError {
    /// There is no such line, or it is not what the edit is for.
    NoSuchLine(usize),
    /// Two edits mean the same line.
    Twice(usize),
    /// What was to be cut out can be seen.
    Visible(usize),
    /// What is wrong with a name or value; never the value itself.
    Refused(&'static str),
    /// A tool rejects the file already.
    DoesNotParse(usize, Reason),
    /// A tool would find more, less or something else than was meant.
    Unintended,
    /// The file is not what it was when the edit was made.
    Changed,
}

/// The line to blame, if there is one.
impl EditError {
    /// Returns the line that is to blame.
    pub(crate) const fn line(&self) -> Option<usize> {
        match self {
            Self::NoSuchLine(line)
            | Self::Twice(line)
            | Self::Visible(line)
            | Self::DoesNotParse(line, _) => Some(*line),
            Self::Refused(_) | Self::Unintended | Self::Changed => None,
        }
    }
}

/// What is wrong, to go behind the path and line.
impl Display for EditError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoSuchLine(_) => "this line is not what was to be changed",
            Self::Twice(_) => "this line was to be changed in two ways at once",
            Self::Visible(_) => "what was to be removed can be seen",
            Self::Refused(why) => why,
            Self::DoesNotParse(_, reason) => reason.message(),
            Self::Unintended => "the tools would not read the new text as it is meant",
            Self::Changed => "the file has changed meanwhile",
        })
    }
}

/// Returns `text` after all of `edits`, which is `text` itself where they change nothing.
#[cfg_attr(
    not(test),
    expect(
        dead_code,
        reason = "the fixes need only some; what writes keys and profiles needs all"
    )
)]
pub(crate) fn applied(text: &[u8], edits: &[Edit]) -> Result<Vec<u8>, EditError> {
    Ok(Draft::new(text, edits)?.finish().text)
}
