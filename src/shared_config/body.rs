//! The keys of a section.

use std::borrow::Cow;

use super::View;
use super::boto;
use super::go;
use super::grammar::Grammar;
use super::index::Segment;
use super::java;
use super::line::Lines;
use super::text::FileKind;
use super::token::Token;

/// A key, its value and where it stands.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Setting<'t> {
    /// The key, in lower case.
    pub(crate) key: Cow<'t, str>,
    /// The value; further lines of it follow after `\n`.
    pub(crate) value: Cow<'t, str>,
    /// The file.
    pub(crate) file: FileKind,
    /// The line of the key.
    pub(crate) line: usize,
    /// The section, as its header names it.
    pub(crate) section: &'t str,
}

/// Shows where a setting stands, and never its value: it may be a secret.
impl std::fmt::Debug for Setting<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({:?}, line {})", self.key, self.file, self.line)
    }
}

impl Setting<'_> {
    /// Returns the keys and values of an indented block below an empty value, such as `s3 =`.
    pub(crate) fn nested(&self, view: View) -> Option<Vec<(&str, &str)>> {
        let space = [' ', '\t'];
        match view {
            View::Boto => {
                let nested = || boto::nested(&self.value).flatten().collect();
                self.value.starts_with('\n').then(nested)
            }
            View::Go => Some(go::nested(&self.value).collect()),
            View::Java => java::nested(&self.value).map(Iterator::collect),
            View::Sdk | View::JavaScript => {
                let pairs = self.value.split('\n').filter_map(|line| line.split_once('='));
                Some(
                    pairs
                        .map(|(key, value)| (key.trim_matches(space), value.trim_matches(space)))
                        .collect(),
                )
            }
        }
    }
}

/// Returns the keys of one section in its order, as the tool sees them.
pub(super) fn settings<'t, G: Grammar>(segment: &Segment<'t>) -> Vec<Setting<'t>> {
    let mut body = Body { segment, number: segment.line, settings: Vec::new(), blank: 0 };
    let mut grammar = G::default();
    for line in Lines::new(segment.text) {
        for text in line.pieces(G::ENDS_AT_CARRIAGE_RETURN) {
            let token = grammar.token(text);
            body.take(&grammar, token);
            body.number += 1;
        }
    }
    body.settings.retain(|setting| G::keeps(&setting.key));
    body.settings
}

struct Body<'a, 't> {
    segment: &'a Segment<'t>,
    number: usize,
    settings: Vec<Setting<'t>>,
    /// Blank lines that belong to the value if it goes on behind them.
    blank: usize,
}

impl<'t> Body<'_, 't> {
    fn take<G: Grammar>(&mut self, grammar: &G, token: Token<'t>) {
        match token {
            Token::Comment | Token::Header(_) | Token::Bad(_) => {}
            Token::Blank => self.blank += usize::from(G::KEEPS_BLANK_LINES),
            Token::Setting { key, value } => self.setting(grammar.name(key), value),
            Token::More(text) => self.more(text),
        }
    }

    fn setting(&mut self, key: Cow<'t, str>, value: &'t str) {
        self.blank = 0;
        self.settings.push(Setting {
            key,
            value: Cow::Borrowed(value),
            file: self.segment.kind,
            line: self.number,
            section: self.segment.header,
        });
    }

    fn more(&mut self, text: &str) {
        let Some(last) = self.settings.last_mut() else { return };
        let value = last.value.to_mut();
        for _ in 0..=std::mem::take(&mut self.blank) {
            value.push('\n');
        }
        value.push_str(text);
    }
}
