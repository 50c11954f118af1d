//! The one pass over a file that finds its sections and faults, for both tools at once.

use std::collections::HashSet;

use super::body;
use super::boto::{self, Boto, DEFAULTS, Duplicates};
use super::grammar::Grammar;
use super::index::Index;
use super::line::Lines;
use super::plain;
use super::sdk::Sdk;
use super::section_name::Role;
use super::text::FileKind;
use super::token::{Reason, Token};

/// Returns the sections of a file as the AWS CLI and boto3 see them, and as the SDKs do.
pub(super) fn scan(kind: FileKind, text: &str) -> (Index<'_>, Index<'_>) {
    let mut boto = BotoScan::new(kind, text);
    let mut sdk = PlainScan::<Sdk>::new(kind, text);
    let has_ordinary_lines = if memchr::memchr(b'\r', text.as_bytes()).is_some() {
        by_different_lines(text, &mut boto, &mut sdk);
        false
    } else {
        by_the_same_lines(text, &mut boto, &mut sdk)
    };
    let mut sdk = sdk.finish();
    sdk.judge(has_ordinary_lines);
    (boto.finish(), sdk)
}

/// Returns the sections of a file as a tool sees them that looks at each line by itself.
pub(super) fn scan_by<G: Grammar>(kind: FileKind, text: &str) -> Index<'_> {
    let mut scan = PlainScan::<G>::new(kind, text);
    let mut number = 0;
    for line in Lines::new(text) {
        let mut start = line.start;
        for text in line.pieces(G::ENDS_AT_CARRIAGE_RETURN) {
            number += 1;
            scan.line(text, number, start);
            start += text.len() + 1;
        }
    }
    scan.finish()
}

/// Reads a text whose lines end at `\n` for every tool; returns whether all of them are read alike by every tool.
fn by_the_same_lines<'t>(
    text: &'t str,
    boto: &mut BotoScan<'t>,
    sdk: &mut PlainScan<'t, Sdk>,
) -> bool {
    let mut is_ordinary = true;
    for line in Lines::new(text) {
        if let Some((key, value)) = plain::setting(line.text) {
            is_ordinary &= !plain::is_lone_quote(value);
            sdk.plain(key, value, line.number);
            boto.plain(key, value, line.number);
        } else {
            is_ordinary = is_ordinary && plain::is_nothing_or_header(line.text, sdk.index.kind);
            sdk.line(line.text, line.number, line.start);
            boto.line(line.text, line.number, line.start);
        }
    }
    is_ordinary
}

/// Reads a text with carriage returns, which end a line for Python also when they stand alone.
fn by_different_lines<'t>(text: &'t str, boto: &mut BotoScan<'t>, sdk: &mut PlainScan<'t, Sdk>) {
    let mut number = 0;
    for line in Lines::new(text) {
        sdk.line(line.text, line.number, line.start);
        let mut start = line.start;
        for text in line.pieces(true) {
            number += 1;
            boto.line(text, number, start);
            start += text.len() + 1;
        }
    }
}

/// The scan of a tool that lets sections and keys stand twice.
struct PlainScan<'t, G> {
    grammar: G,
    index: Index<'t>,
}

impl<'t, G: Grammar> PlainScan<'t, G> {
    fn new(kind: FileKind, text: &'t str) -> Self {
        Self { grammar: G::default(), index: Index::new(kind, text) }
    }

    fn plain(&mut self, key: &'t str, value: &'t str, number: usize) {
        let token = self.grammar.plain(key, value);
        self.take(token, number, 0);
    }

    fn line(&mut self, text: &'t str, number: usize, start: usize) {
        let token = self.grammar.token(text);
        self.take(token, number, start);
    }

    fn take(&mut self, token: Token<'t>, number: usize, start: usize) {
        match token {
            Token::Blank | Token::Comment | Token::Setting { .. } | Token::More(_) => {}
            Token::Header(header) => self.header(header, number, start),
            Token::Bad(reason) => self.index.reject(number, reason),
        }
    }

    fn header(&mut self, header: &'t str, number: usize, start: usize) {
        self.index.open::<G>(header, number, start);
        if let Some(segment) = self.index.segments.last() {
            self.grammar.enters(segment.role, &segment.name);
        }
    }

    fn finish(mut self) -> Index<'t> {
        self.index.finish();
        self.index
    }
}

struct BotoScan<'t> {
    grammar: Boto,
    index: Index<'t>,
    /// The headers that share their name with another one.
    spellings: HashSet<&'t str>,
    keys: Duplicates<'t>,
    default_keys: Duplicates<'t>,
    in_defaults: bool,
    /// The key above, if its value began empty: what follows must be `key = value`.
    nested: Option<&'t str>,
    /// Keys of `[DEFAULT]` with a bad nested block: fatal for a section that inherits them.
    bad_defaults: Vec<(&'t str, usize)>,
}

impl<'t> BotoScan<'t> {
    fn new(kind: FileKind, text: &'t str) -> Self {
        Self {
            grammar: Boto::default(),
            index: Index::new(kind, text),
            spellings: HashSet::new(),
            keys: Duplicates::default(),
            default_keys: Duplicates::default(),
            in_defaults: false,
            nested: None,
            bad_defaults: Vec::new(),
        }
    }

    fn plain(&mut self, key: &'t str, value: &'t str, number: usize) {
        let token = self.grammar.plain(key, value);
        self.take(token, number, 0);
    }

    fn line(&mut self, text: &'t str, number: usize, start: usize) {
        let token = self.grammar.token(text);
        self.take(token, number, start);
    }

    fn take(&mut self, token: Token<'t>, number: usize, start: usize) {
        match token {
            Token::Blank | Token::Comment => {}
            Token::Header(header) => self.header(header, number, start),
            Token::Setting { key, value } => self.setting(key, value, number),
            Token::More(text) => self.more(text, number),
            Token::Bad(reason) => self.index.reject(number, reason),
        }
    }

    fn header(&mut self, header: &'t str, number: usize, start: usize) {
        self.index.open::<Boto>(header, number, start);
        self.in_defaults = header == DEFAULTS;
        self.nested = None;
        if self.in_defaults {
            return;
        }
        self.keys.clear();
        let previous = self.index.segments.last().and_then(|segment| segment.previous);
        let Some(previous) = previous.and_then(|previous| self.index.segments.get(previous)) else {
            return;
        };
        self.spellings.insert(previous.header);
        if !self.spellings.insert(header) {
            self.index.reject(number, Reason::DuplicateSection);
        }
    }

    fn setting(&mut self, key: &'t str, value: &str, number: usize) {
        self.nested = value.is_empty().then_some(key);
        let keys = if self.in_defaults { &mut self.default_keys } else { &mut self.keys };
        if keys.add(key) {
            self.index.reject(number, Reason::DuplicateKey);
        }
    }

    fn more(&mut self, text: &str, number: usize) {
        let Some(key) = self.nested else { return };
        if boto::nested(text).all(|setting| setting.is_some()) {
            return;
        }
        if self.in_defaults {
            self.bad_defaults.push((key, number));
        } else {
            self.index.reject(number, Reason::Nested);
        }
    }

    fn finish(mut self) -> Index<'t> {
        self.index.finish();
        for (key, number) in std::mem::take(&mut self.bad_defaults) {
            if self.is_inherited(key) {
                self.index.reject(number, Reason::Nested);
            }
        }
        self.index
    }

    fn is_inherited(&self, key: &str) -> bool {
        let sections = self.index.segments.iter().filter(|segment| segment.role != Role::Defaults);
        sections.into_iter().any(|segment| {
            let own = body::settings::<Boto>(&self.index, segment);
            !own.iter().any(|setting| setting.key == boto::lower(key))
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::go::Go;
    use super::super::java::Java;
    use super::super::javascript::JavaScript;
    use super::*;

    const LINES: &[&str] = &[
        "",
        "# comment [profile a]",
        "; comment",
        "[default]",
        "[profile default]",
        "[profile a]",
        "[profile b.c]",
        "[profile d:e@f/g+h%i]",
        "[profile __proto__]",
        "[sso-session s]",
        "[services v]",
        "[a]",
        "[ a ]",
        "[profile  a]",
        "[profile a ]",
        "[profile a] # c",
        "region = eu-west-1",
        "Region=x",
        "s3 =",
        "  nested = x",
        "sts =",
        "k = '",
        "k = \"",
        "k = 'q'",
        "k = a:b=c",
        "k: v",
        "k",
        "= v",
        "k = é",
        " ",
    ];

    /// Returns role, name and line of every section, as far as a tool knows it.
    fn sections(index: &Index<'_>) -> Vec<(Role, String, usize)> {
        let segments = index.segments.iter();
        segments.map(|segment| (segment.role, segment.name.to_string(), segment.line)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn every_tool_sees_the_same_sections_in_an_ordinary_file(
            lines in prop::collection::vec(prop::sample::select(LINES), 0..7),
            is_config in any::<bool>(),
        ) {
            let kind = if is_config { FileKind::Config } else { FileKind::Credentials };
            let text = lines.join("\n");
            let (_, sdk) = scan(kind, &text);
            if !sdk.is_ordinary {
                return Ok(());
            }

            let others = [
                scan_by::<JavaScript>(kind, &text),
                scan_by::<Go>(kind, &text),
                scan_by::<Java>(kind, &text),
            ];

            for other in others {
                prop_assert_eq!(sections(&other), sections(&sdk), "{}", text);
                prop_assert_eq!(other.fault, None, "{}", text);
            }
        }
    }

    #[test]
    fn most_files_are_ordinary() {
        let text = "# mine\n[default]\nregion = a\n\n[profile b]\nsso_session = c\n[sso-session c]\nsso_region = d\n";

        assert!(scan(FileKind::Config, text).1.is_ordinary);
        assert!(scan(FileKind::Credentials, "[b]\naws_access_key_id = A\n").1.is_ordinary);
    }
}
