//! The rules of the AWS SDK for Go (`config/internal/ini`), which skips whatever line it does not understand.

mod merge;
mod section_name;

use std::borrow::Cow;

use super::boto;
use super::grammar::Grammar;
use super::line::{is_mark, marks};
use super::section_name::SectionName;
use super::text::FileKind;
use super::token::{Reason, Token};

pub(super) use merge::{merge, merged_session};

/// What the SDK's parser takes for the indentation of a line.
const SPACE: [char; 2] = [' ', '\t'];

/// What the SDK's parser remembers from line to line.
#[derive(Clone, Debug, Default)]
pub(super) struct Go {
    below: Below,
    in_services: bool,
}

/// What stands above a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Below {
    /// No section: settings belong nowhere.
    #[default]
    Nothing,
    /// A header.
    Header,
    /// A key with a value.
    Value,
    /// A key without one: indented settings belong to it.
    Empty,
}

impl Grammar for Go {
    const ENDS_AT_CARRIAGE_RETURN: bool = false;
    const EXPANDS_TILDE: bool = false;
    const KEEPS_BLANK_LINES: bool = false;
    const EMPTY_VARIABLE_IS_NONE: bool = true;
    const READS_ANY_BYTES: bool = true;

    fn token<'t>(&mut self, line: &'t str) -> Token<'t> {
        if line.trim().is_empty() {
            return Token::Blank;
        }
        let indented = line.trim_start_matches(SPACE);
        if indented.starts_with(['#', ';']) {
            return Token::Comment;
        }
        if let Some(header) = header(line) {
            return self.header(header);
        }
        if line.starts_with(SPACE) { self.indented(indented) } else { self.setting(line) }
    }

    fn section_name(header: &str, kind: FileKind) -> SectionName<'_> {
        section_name::section_name(header, kind)
    }

    fn lower(key: &str) -> Cow<'_, str> {
        boto::lower(key)
    }

    fn keeps(_key: &str) -> bool {
        true
    }
}

impl Go {
    fn header<'t>(&mut self, header: &'t str) -> Token<'t> {
        self.below = if header.is_empty() { Below::Nothing } else { Below::Header };
        self.in_services = header.starts_with("services") && header.contains(SPACE);
        Token::Header(header)
    }

    fn setting<'t>(&mut self, line: &'t str) -> Token<'t> {
        match key_and_value(without_comment(line)) {
            Some((key, value)) => self.property(key, value),
            None => Token::Comment,
        }
    }

    fn property<'t>(&mut self, key: &'t str, value: &'t str) -> Token<'t> {
        match unquoted(value) {
            Some(value) => self.set(key, value),
            None => Token::Bad(Reason::LoneQuote),
        }
    }

    fn set<'t>(&mut self, key: &'t str, value: &'t str) -> Token<'t> {
        if self.below == Below::Nothing {
            return Token::Comment;
        }
        if key.is_empty() {
            self.below = Below::Header;
            return Token::Comment;
        }
        self.below = if value.is_empty() { Below::Empty } else { Below::Value };
        Token::Setting { key, value }
    }

    /// Takes an indented setting for an ordinary one, unless it stands below a key without a value.
    fn indented<'t>(&mut self, text: &'t str) -> Token<'t> {
        let Some((key, value)) = key_and_value(text) else {
            return if self.below == Below::Value { Token::More(text) } else { Token::Comment };
        };
        let Some(value) = unquoted(value) else { return Token::Bad(Reason::LoneQuote) };
        match self.below {
            // Nobody reads such a block but below `[services NAME]`.
            Below::Empty if self.in_services => Token::More(text),
            Below::Empty => Token::Comment,
            Below::Nothing | Below::Header | Below::Value => {
                self.set(key, without_comment(value).trim())
            }
        }
    }
}

/// Returns what stands between the brackets of a header, which may be indented.
fn header(line: &str) -> Option<&str> {
    let text = line.trim_start().strip_prefix('[')?;
    let end = text.bytes().position(is_mark).unwrap_or(text.len());
    Some(text.get(..end)?.trim_end().strip_suffix(']')?.trim())
}

/// Splits a line at its first `=` or `:`.
fn key_and_value(text: &str) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| matches!(byte, b'=' | b':'))?;
    Some((text.get(..at)?.trim(), text.get(at + 1..)?.trim()))
}

/// Cuts off a comment that has a space or a tab before it.
fn without_comment(text: &str) -> &str {
    let is_comment = |at: &usize| text.get(..*at).is_some_and(|before| before.ends_with(SPACE));
    marks(text).find(is_comment).and_then(|end| text.get(..end - 1)).unwrap_or(text)
}

/// Takes one pair of quotes away; at a single quote alone the SDK crashes.
fn unquoted(value: &str) -> Option<&str> {
    if matches!(value, "'" | "\"") {
        return None;
    }
    let inside = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    Some(inside('\'').or_else(|| inside('"')).unwrap_or(value))
}

/// Returns the settings of an indented block below a key without a value.
pub(super) fn nested(value: &str) -> impl Iterator<Item = (&str, &str)> {
    value.split('\n').filter_map(|line| {
        let (key, value) = key_and_value(line)?;
        Some((key, unquoted(value)?))
    })
}

#[cfg(test)]
mod tests;
