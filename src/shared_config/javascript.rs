//! The rules of the AWS SDK for JavaScript (`@smithy/core`, `parseIni`): nothing is an error, and a key without a value is
//! no key.

mod section_name;

use std::borrow::Cow;

use super::grammar::Grammar;
use super::line::marks;
use super::section_name::SectionName;
use super::text::FileKind;
use super::token::Token;

/// What the SDK's parser remembers from line to line.
#[derive(Clone, Debug, Default)]
pub(super) struct JavaScript {
    /// The key without a value, whose name goes before those of the indented lines below it.
    parent: Option<String>,
}

impl Grammar for JavaScript {
    const ENDS_AT_CARRIAGE_RETURN: bool = false;
    const EXPANDS_TILDE: bool = true;
    const EMPTY_VARIABLE_IS_NONE: bool = true;
    const READS_ANY_BYTES: bool = true;
    const KEEPS_BLANK_LINES: bool = false;

    fn token<'t>(&mut self, line: &'t str) -> Token<'t> {
        let text = without_comment(line).trim_matches(is_space);
        if let Some(header) = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) {
            self.parent = None;
            return Token::Header(header);
        }
        let at = text.find('=').filter(|at| *at > 0);
        let parts = at.and_then(|at| Some((text.get(..at)?, text.get(at + 1..)?)));
        let Some((key, value)) = parts else { return Token::Comment };
        let (key, value) = (key.trim_matches(is_space), value.trim_matches(is_space));
        self.setting(key, value, line.starts_with(is_space))
    }

    fn section_name(header: &str, kind: FileKind) -> SectionName<'_> {
        section_name::section_name(header, kind)
    }

    fn lower(key: &str) -> Cow<'_, str> {
        Cow::Borrowed(key)
    }

    fn name<'t>(&self, key: &'t str) -> Cow<'t, str> {
        self.parent.as_ref().map_or(Cow::Borrowed(key), |parent| format!("{parent}.{key}").into())
    }

    fn keeps(_key: &str) -> bool {
        true
    }
}

impl JavaScript {
    fn setting<'t>(&mut self, key: &'t str, value: &'t str, is_indented: bool) -> Token<'t> {
        if value.is_empty() {
            self.parent = Some(key.to_owned());
            return Token::Comment;
        }
        if !is_indented {
            self.parent = None;
        }
        Token::Setting { key, value }
    }
}

/// Returns what stands before a comment, which begins in the first column or behind white space.
fn without_comment(line: &str) -> &str {
    let begins = |at: &usize| {
        line.get(..*at).is_some_and(|before| before.is_empty() || before.ends_with(is_space))
    };
    marks(line).find(begins).and_then(|end| line.get(..end)).unwrap_or(line)
}

/// Returns whether JavaScript's `trim` takes `character` away: a byte order mark is white space to it, U+0085 is not.
fn is_space(character: char) -> bool {
    character == '\u{feff}' || (character.is_whitespace() && character != '\u{85}')
}

#[cfg(test)]
mod tests;
