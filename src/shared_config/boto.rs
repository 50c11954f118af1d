//! The rules of the AWS CLI and boto3: Python's `RawConfigParser` and botocore's `configloader`.

mod duplicates;
mod section_name;
mod shlex;

use std::borrow::Cow;

use super::grammar::Grammar;
use super::line::trimmed;
use super::section_name::SectionName;
use super::text::FileKind;
use super::token::{Reason, Token};

pub(super) use duplicates::Duplicates;
pub(super) use section_name::DEFAULTS;
pub(crate) use shlex::split as words;

/// What Python's parser remembers from line to line.
#[derive(Clone, Debug, Default)]
pub(super) struct Boto {
    in_section: bool,
    in_setting: bool,
    indent: usize,
}

impl Grammar for Boto {
    const ENDS_AT_CARRIAGE_RETURN: bool = true;
    const EXPANDS_VARIABLES: bool = true;
    const EXPANDS_TILDE: bool = true;
    const KEEPS_BLANK_LINES: bool = true;

    fn token<'t>(&mut self, line: &'t str) -> Token<'t> {
        let text = trimmed(line, is_space);
        if text.is_empty() {
            return Token::Blank;
        }
        if text.starts_with(['#', ';']) {
            return Token::Comment;
        }
        let indent = indent(line);
        if self.in_setting && indent > self.indent {
            return Token::More(text);
        }
        self.indent = indent;
        if let Some(header) = header(text) {
            self.in_section = true;
            self.in_setting = false;
            return Token::Header(header);
        }
        self.setting(text)
    }

    fn section_name(header: &str, kind: FileKind) -> SectionName<'_> {
        section_name::section_name(header, kind)
    }

    fn lower(key: &str) -> Cow<'_, str> {
        lower(key)
    }

    fn keeps(_key: &str) -> bool {
        true
    }
}

impl Boto {
    fn setting<'t>(&mut self, text: &'t str) -> Token<'t> {
        if !self.in_section {
            return Token::Bad(Reason::NoSection);
        }
        let Some((key, value)) = text
            .bytes()
            .position(|byte| matches!(byte, b'=' | b':'))
            .and_then(|at| Some((text.get(..at)?, text.get(at + 1..)?)))
        else {
            return Token::Bad(Reason::NoEquals);
        };
        let key = trimmed(key, is_space);
        self.in_setting = !key.is_empty();
        if key.is_empty() {
            return Token::Bad(Reason::NoKey);
        }
        Token::Setting { key, value: trimmed(value, is_space) }
    }
}

/// Returns how far a line is indented, in characters.
fn indent(line: &str) -> usize {
    if line.starts_with(|character: char| character.is_ascii_graphic()) {
        return 0;
    }
    line.chars().take_while(|character| is_space(*character)).count()
}

/// Returns what stands between the first `[` and the last `]`, if it is anything.
fn header(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('[')?;
    let end = inside.rfind(']')?;
    inside.get(..end).filter(|header| !header.is_empty())
}

/// Returns whether Python's `str.strip` takes `character` away.
pub(super) fn is_space(character: char) -> bool {
    matches!(character, '\t'..='\r' | '\x1c'..=' ')
        || (character > '~' && character.is_whitespace())
}

/// Returns `key` in lower case, as Python's `str.lower` writes it.
pub(super) fn lower(key: &str) -> Cow<'_, str> {
    if key.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(key);
    }
    Cow::Owned(key.to_lowercase())
}

/// Returns the lines of a nested block that are not blank, each as key and value, or without `=` as `None`.
///
/// Splits where Python's `str.splitlines` does.
pub(super) fn nested(value: &str) -> impl Iterator<Item = Option<(&str, &str)>> {
    let ends = |character| matches!(character, '\n'..='\r' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}');
    value.split(ends).map(|line| line.trim_matches(is_space)).filter(|line| !line.is_empty()).map(
        |line| {
            let (key, value) = line.split_once('=')?;
            Some((key.trim_matches(is_space), value.trim_matches(is_space)))
        },
    )
}
