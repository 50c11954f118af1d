//! The rules of the AWS SDK for Rust (`aws_runtime::env_config`), which follow the specification that all newer SDKs share.

mod section_name;

use std::borrow::Cow;

use super::grammar::Grammar;
use super::line::{is_mark, marks, trimmed};
use super::section_name::SectionName;
use super::text::FileKind;
use super::token::{Reason, Token};

/// All that counts as white space around names and values.
pub(super) const SPACE: [char; 2] = [' ', '\t'];

/// What the SDK's parser remembers from line to line.
#[derive(Clone, Debug, Default)]
pub(super) enum Sdk {
    /// Above the first section.
    #[default]
    Start,
    /// Below a header.
    Section,
    /// Below a key with a value.
    Setting,
    /// Below a key without one: indented lines must be `key = value`.
    Nested,
}

impl Grammar for Sdk {
    const ENDS_AT_CARRIAGE_RETURN: bool = false;
    const EXPANDS_TILDE: bool = true;
    const KEEPS_BLANK_LINES: bool = false;

    fn token<'t>(&mut self, line: &'t str) -> Token<'t> {
        let text = trimmed(line, is_space);
        if text.is_empty() {
            return Token::Blank;
        }
        match line.as_bytes().first() {
            Some(b'#' | b';') => Token::Comment,
            Some(b'[') => self.header(text),
            Some(b' ' | b'\t') => self.more(text),
            Some(_) | None => self.setting(text),
        }
    }

    fn section_name(header: &str, kind: FileKind) -> SectionName<'_> {
        section_name::section_name(header, kind)
    }

    fn lower(key: &str) -> Cow<'_, str> {
        if key.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Cow::Owned(key.to_ascii_lowercase());
        }
        Cow::Borrowed(key)
    }

    fn keeps(key: &str) -> bool {
        is_identifier(key)
    }
}

impl Sdk {
    fn header<'t>(&mut self, text: &'t str) -> Token<'t> {
        let comment = text.bytes().position(is_mark).unwrap_or(text.len());
        let header = text.get(..comment).map(|text| text.trim_matches(SPACE));
        let Some(header) = header.and_then(|text| text.strip_prefix('[')?.strip_suffix(']')) else {
            return Token::Bad(Reason::Header);
        };
        *self = Self::Section;
        Token::Header(header)
    }

    fn more<'t>(&self, text: &'t str) -> Token<'t> {
        match self {
            Self::Start => Token::Bad(Reason::NoSection),
            Self::Section => Token::Bad(Reason::Indented),
            Self::Nested if key_and_value(text).is_err() => Token::Bad(Reason::Nested),
            Self::Setting | Self::Nested => Token::More(text),
        }
    }

    fn property<'t>(&mut self, key: &'t str, value: &'t str) -> Token<'t> {
        if matches!(self, Self::Start) {
            return Token::Bad(Reason::NoSection);
        }
        *self = if value.is_empty() { Self::Nested } else { Self::Setting };
        Token::Setting { key, value }
    }

    fn setting<'t>(&mut self, text: &'t str) -> Token<'t> {
        if matches!(self, Self::Start) {
            return Token::Bad(Reason::NoSection);
        }
        match key_and_value(text) {
            Ok((key, value)) => self.property(key, value),
            Err(reason) => Token::Bad(reason),
        }
    }
}

/// Splits a line at its first `=`, after cutting off a comment that has white space before it.
fn key_and_value(text: &str) -> Result<(&str, &str), Reason> {
    let text = text.get(..comment(text)).unwrap_or(text);
    let at = text.find('=').ok_or(Reason::NoEquals)?;
    let key = text.get(..at).unwrap_or_default();
    let value = text.get(at + 1..).unwrap_or_default();
    let (key, value) = (trimmed(key, is_space), trimmed(value, is_space));
    if key.is_empty() { Err(Reason::NoKey) } else { Ok((key, value)) }
}

/// Returns whether the SDK takes `character` away around names and values.
fn is_space(character: char) -> bool {
    SPACE.contains(&character)
}

/// Returns where the comment at the end of a line begins.
pub(super) fn comment(text: &str) -> usize {
    let has_space_before =
        |at: &usize| text.get(..*at).is_some_and(|before| before.ends_with(char::is_whitespace));
    marks(text).find(has_space_before).unwrap_or(text.len())
}

/// Returns whether the SDK takes `text` as the name of a section or a key.
pub(super) fn is_identifier(text: &str) -> bool {
    let is_sign = |byte| matches!(byte, b'_' | b'-' | b'/' | b'.' | b'%' | b'@' | b':' | b'+');
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || is_sign(byte))
}
