//! How a tool reads a file, line by line.

use std::borrow::Cow;

use super::section_name::{Role, SectionName};
use super::text::FileKind;
use super::token::Token;

/// The rules of one tool, and what they have to remember from line to line.
pub(super) trait Grammar: Default {
    /// Whether a `\r` that stands alone ends a line.
    const ENDS_AT_CARRIAGE_RETURN: bool;
    /// Whether `$NAME` and `~user` in a file's variable are replaced.
    const EXPANDS_VARIABLES: bool = false;
    /// Whether `~` at the start of a file's variable stands for the home directory.
    const EXPANDS_TILDE: bool;
    /// Whether an empty variable counts as none, so that the file is where it always is.
    const EMPTY_VARIABLE_IS_NONE: bool = false;
    /// Whether bytes that are no UTF-8 are read all the same, as U+FFFD.
    const READS_ANY_BYTES: bool = false;
    /// Whether a blank line inside a value is part of it.
    const KEEPS_BLANK_LINES: bool;

    /// Returns what the next line means.
    fn token<'t>(&mut self, line: &'t str) -> Token<'t>;

    /// Notes what the header of the last line has turned out to name.
    fn enters(&mut self, _role: Role, _name: &str) {}

    /// Returns what a section header names.
    fn section_name(header: &str, kind: FileKind) -> SectionName<'_>;

    /// Returns `key` in lower case, as the tool writes it.
    fn lower(key: &str) -> Cow<'_, str>;

    /// Returns the name under which the tool files the key of the last line.
    fn name<'t>(&self, key: &'t str) -> Cow<'t, str> {
        Self::lower(key)
    }

    /// Returns whether the tool keeps a key of that name.
    fn keeps(key: &str) -> bool;
}
