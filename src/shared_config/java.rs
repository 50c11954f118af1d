//! The rules of the AWS SDK for Java (`ProfileFileReader`): keys are not lower-cased, and what stands in a section that it
//! does not know is never looked at.

mod section_name;

use std::borrow::Cow;

use super::grammar::Grammar;
use super::line::{is_mark, trimmed};
use super::sdk::is_identifier;
use super::section_name::{Role, SectionName};
use super::text::FileKind;
use super::token::{Reason, Token};

/// What the SDK's parser remembers from line to line.
#[derive(Clone, Debug, Default)]
pub(super) struct Java {
    place: Place,
    /// Whether there was a `[profile default]`, which makes the parser skip a later `[default]`.
    has_profile_default: bool,
}

/// What stands above a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    /// No section.
    #[default]
    Start,
    /// A section that it skips.
    Skipped,
    /// A header.
    Section,
    /// A key with a value.
    Setting,
    /// A key without one: indented lines must be `key = value`.
    Nested,
    /// A key that it does not keep.
    Ignored,
}

impl Grammar for Java {
    const ENDS_AT_CARRIAGE_RETURN: bool = true;
    const EXPANDS_TILDE: bool = true;
    const READS_ANY_BYTES: bool = true;
    const KEEPS_BLANK_LINES: bool = false;

    fn token<'t>(&mut self, line: &'t str) -> Token<'t> {
        if line.bytes().all(|byte| matches!(byte, b' ' | b'\t')) {
            return Token::Blank;
        }
        match line.as_bytes().first() {
            Some(b'#' | b';') => Token::Comment,
            Some(b'[') => self.header(line),
            Some(b' ' | b'\t') => self.more(trimmed(line, is_space)),
            Some(_) | None => self.setting(line),
        }
    }

    fn enters(&mut self, role: Role, name: &str) {
        self.has_profile_default |= role == Role::Profile && name == "default";
        let is_hidden = role == Role::PlainDefault && self.has_profile_default;
        if role == Role::Unknown || is_hidden {
            self.place = Place::Skipped;
        }
    }

    fn section_name(header: &str, kind: FileKind) -> SectionName<'_> {
        section_name::section_name(header, kind)
    }

    fn lower(key: &str) -> Cow<'_, str> {
        Cow::Borrowed(key)
    }

    fn keeps(key: &str) -> bool {
        is_identifier(key)
    }
}

impl Java {
    fn header<'t>(&mut self, line: &'t str) -> Token<'t> {
        let comment = line.bytes().position(is_mark).unwrap_or(line.len());
        let header = line.get(..comment).map(|text| trimmed(text, is_space));
        let Some(header) = header.and_then(|text| text.strip_prefix('[')?.strip_suffix(']')) else {
            return Token::Bad(Reason::Header);
        };
        self.place = Place::Section;
        Token::Header(header)
    }

    fn more<'t>(&self, text: &'t str) -> Token<'t> {
        match self.place {
            Place::Start => Token::Bad(Reason::NoSection),
            Place::Section => Token::Bad(Reason::Indented),
            Place::Nested if key_and_value(text).is_err() => Token::Bad(Reason::Nested),
            Place::Setting | Place::Nested => Token::More(text),
            Place::Skipped | Place::Ignored => Token::Comment,
        }
    }

    fn property<'t>(&mut self, key: &'t str, value: &'t str) -> Token<'t> {
        match self.place {
            Place::Start => return Token::Bad(Reason::NoSection),
            Place::Skipped => return Token::Comment,
            Place::Section | Place::Setting | Place::Nested | Place::Ignored => {}
        }
        self.place = match (is_identifier(key), value.is_empty()) {
            (false, _) => Place::Ignored,
            (true, true) => Place::Nested,
            (true, false) => Place::Setting,
        };
        Token::Setting { key, value }
    }

    fn setting<'t>(&mut self, line: &'t str) -> Token<'t> {
        match self.place {
            Place::Start => return Token::Bad(Reason::NoSection),
            Place::Skipped => return Token::Comment,
            Place::Section | Place::Setting | Place::Nested | Place::Ignored => {}
        }
        match key_and_value(line.get(..comment(line)).unwrap_or(line)) {
            Ok((key, value)) => self.property(key, value),
            Err(reason) => Token::Bad(reason),
        }
    }
}

/// Splits a text at its first `=`.
fn key_and_value(text: &str) -> Result<(&str, &str), Reason> {
    let at = text.find('=').ok_or(Reason::NoEquals)?;
    let key = trimmed(text.get(..at).unwrap_or_default(), is_space);
    let value = trimmed(text.get(at + 1..).unwrap_or_default(), is_space);
    if key.is_empty() { Err(Reason::NoKey) } else { Ok((key, value)) }
}

/// Returns where the comment at the end of a line begins.
fn comment(line: &str) -> usize {
    let marks = [" #", " ;", "\t#", "\t;"];
    marks.iter().filter_map(|mark| line.find(mark)).min().unwrap_or(line.len())
}

/// Returns whether Java's `trim` takes `character` away.
fn is_space(character: char) -> bool {
    character <= ' '
}

/// Returns the keys and values below an empty value, of which the SDK also makes keys of their own.
pub(super) fn nested(value: &str) -> Option<impl Iterator<Item = (&str, &str)>> {
    let lines = value.strip_prefix('\n')?.split('\n');
    Some(lines.filter_map(|line| key_and_value(line).ok()))
}

#[cfg(test)]
mod tests;
