//! Rules about single lines: both tools read them side by side.

use crate::display::is_hidden;

use super::super::boto::{self, Boto, Duplicates};
use super::super::contents::Contents;
use super::super::grammar::Grammar as _;
use super::super::line::{Line, Lines};
use super::super::outline::Region;
use super::super::sdk::{self, Sdk};
use super::super::text::FileKind;
use super::super::token::{Reason, Token};
use super::rule::{self, Rule};
use super::{Hit, Rejected, harmless, header};

/// Returns what is wrong with the lines of a file; nothing is with those that all tools read alike.
pub(super) fn hits(kind: FileKind, contents: &Contents) -> Vec<Hit<'_>> {
    let regions = contents.outline().regions.iter();
    regions.flat_map(|region| in_region(kind, *region, contents.region(*region))).collect()
}

fn in_region(kind: FileKind, region: Region, text: &str) -> Vec<Hit<'_>> {
    let mut walk = Walk {
        kind,
        boto: Boto::default(),
        sdk: Sdk::default(),
        section: "",
        key: "",
        keys: Duplicates::default(),
        above: Above::Nothing,
        has_blank: false,
        hits: Vec::new(),
    };
    for line in Lines::from(text, region.line, region.start) {
        walk.line(line);
    }
    walk.hits
}

/// What an indented line would belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Above {
    /// No key.
    Nothing,
    /// A key with a value.
    Value,
    /// A key without one.
    Block,
}

struct Walk<'t> {
    kind: FileKind,
    boto: Boto,
    sdk: Sdk,
    section: &'t str,
    key: &'t str,
    keys: Duplicates<'t>,
    above: Above,
    has_blank: bool,
    hits: Vec<Hit<'t>>,
}

impl<'t> Walk<'t> {
    fn line(&mut self, line: Line<'t>) {
        let sdk = self.sdk.token(line.text);
        let has_carriage_return = line.has_carriage_return();
        for text in line.pieces(true) {
            let token = self.boto.token(text);
            let boto = self.judged(token);
            self.note_place(boto, sdk);
            if has_carriage_return {
                self.reject(line.number, boto, Token::Blank);
            } else {
                self.compare(line, boto, sdk);
            }
            self.remember(boto);
        }
        if has_carriage_return {
            self.reject(line.number, Token::Blank, sdk);
            self.hit(&rule::LONE_CARRIAGE_RETURN, line.number);
        }
    }

    /// Adds what Python's parser checks behind the grammar: duplicate keys and nested blocks.
    fn judged(&mut self, token: Token<'t>) -> Token<'t> {
        match token {
            Token::Setting { key, .. } if self.keys.add(key) => Token::Bad(Reason::DuplicateKey),
            Token::More(text) if self.above == Above::Block => {
                let is_bad = boto::nested(text).any(|setting| setting.is_none());
                if is_bad { Token::Bad(Reason::Nested) } else { token }
            }
            Token::Blank
            | Token::Comment
            | Token::Header(_)
            | Token::Setting { .. }
            | Token::More(_)
            | Token::Bad(_) => token,
        }
    }

    fn note_place(&mut self, boto: Token<'t>, sdk: Token<'t>) {
        for token in [sdk, boto] {
            match token {
                Token::Header(header) => (self.section, self.key) = (header, ""),
                Token::Setting { key, .. } => self.key = harmless(key),
                Token::Blank | Token::Comment | Token::More(_) | Token::Bad(_) => {}
            }
        }
    }

    fn remember(&mut self, boto: Token<'t>) {
        match boto {
            Token::Blank => self.has_blank = true,
            Token::Header(_) => {
                self.keys.clear();
                (self.above, self.has_blank) = (Above::Nothing, false);
            }
            Token::Setting { value, .. } => {
                self.above = if value.is_empty() { Above::Block } else { Above::Value };
                self.has_blank = false;
            }
            Token::More(_) => self.has_blank = false,
            Token::Comment | Token::Bad(_) => {}
        }
    }

    fn compare(&mut self, line: Line<'t>, boto: Token<'t>, sdk: Token<'t>) {
        if line.number == 1 && line.text.starts_with('\u{feff}') {
            return self.push(&rule::BYTE_ORDER_MARK, Rejected::ByAll, 1);
        }
        if self.reject(line.number, boto, sdk) {
            return;
        }
        if let Some(rule) = self.difference(line.text, boto, sdk) {
            self.hit(rule, line.number);
        }
        if boto != Token::Comment && line.text.chars().any(is_invisible) {
            self.hit(&rule::HIDDEN_CHARACTER, line.number);
        }
    }

    /// Notes a line that makes a tool reject the file.
    fn reject(&mut self, line: usize, boto: Token<'t>, sdk: Token<'t>) -> bool {
        let (rejected, reason) = match (boto, sdk) {
            // To Python `[a` is a key without `=`; it is meant as a header.
            (Token::Bad(_), Token::Bad(Reason::Header)) => (Rejected::ByAll, Reason::Header),
            (Token::Bad(reason), Token::Bad(_)) => (Rejected::ByAll, reason),
            (Token::Bad(reason), _) => (Rejected::ByBoto, reason),
            (_, Token::Bad(reason)) => (Rejected::BySdks, reason),
            (_, _) => return false,
        };
        self.push(rule::of(reason), rejected, line);
        true
    }

    /// Returns why the tools read a line differently, or not as it looks.
    fn difference(&self, line: &str, boto: Token<'t>, sdk: Token<'t>) -> Option<&'static Rule> {
        match (boto, sdk) {
            (Token::Blank, Token::Blank) | (Token::Comment, Token::Comment) => None,
            (Token::Comment, Token::More(_)) => Some(&rule::COMMENT_IN_VALUE),
            (Token::Header(boto), Token::Header(sdk)) => header::rule(self.kind, boto, sdk),
            (Token::More(boto), Token::More(sdk)) => self.in_value(boto, sdk),
            (
                Token::Setting { key: boto_key, value: boto_value },
                Token::Setting { key, value },
            ) => setting(line, (boto_key, boto_value), (key, value)),
            (_, _) => Some(&rule::LAYOUT),
        }
    }

    fn in_value(&self, boto: &str, sdk: &str) -> Option<&'static Rule> {
        let (key, is_pair) =
            boto.split_once('=').map_or(("", false), |(key, _)| (key.trim(), true));
        if boto != sdk {
            Some(&rule::LAYOUT)
        } else if self.above == Above::Block {
            None
        } else if boto.starts_with('[') && boto.contains(']') {
            Some(&rule::SWALLOWED_HEADER)
        } else if is_pair && !key.is_empty() && sdk::is_identifier(key) {
            Some(&rule::SWALLOWED_KEY)
        } else {
            self.has_blank.then_some(&rule::BLANK_LINE)
        }
    }

    fn hit(&mut self, rule: &'static Rule, line: usize) {
        self.push(rule, Rejected::No, line);
    }

    fn push(&mut self, rule: &'static Rule, rejected: Rejected, line: usize) {
        self.hits.push(Hit { rule, rejected, line, section: self.section, key: self.key });
    }
}

/// Returns why the tools read a key or its value differently.
fn setting(line: &str, boto: (&str, &str), sdk: (&str, &str)) -> Option<&'static Rule> {
    if !sdk::is_identifier(sdk.0) {
        Some(&rule::ODD_KEY)
    } else if boto::lower(boto.0) != Sdk::lower(sdk.0) {
        Some(&rule::COLON)
    } else if boto.1 == sdk.1 {
        None
    } else if sdk::comment(line) < line.len() {
        Some(&rule::INLINE_COMMENT)
    } else {
        Some(&rule::LAYOUT)
    }
}

/// Returns whether a character looks like nothing, or like an ordinary space.
fn is_invisible(character: char) -> bool {
    character != '\t'
        && (is_hidden(character) || (!character.is_ascii() && character.is_whitespace()))
}
