//! Finds the sections and faults that one tool sees in the regions that it has to look at itself.

use std::collections::HashSet;

use super::body;
use super::boto::{self, Boto, DEFAULTS, Duplicates};
use super::contents::Contents;
use super::grammar::Grammar;
use super::index::{DEFAULT, Index, Segment};
use super::line::Lines;
use super::outline::Region;
use super::section_name::Role;
use super::text::FileKind;
use super::token::{Reason, Token};

/// Returns the sections of a file as a tool sees them that lets sections and keys stand twice.
pub(super) fn scan<G: Grammar>(kind: FileKind, contents: Option<&Contents>) -> Index<'_> {
    let mut scan = SdkScan::<G>::new(kind, contents);
    each_region(contents, &mut scan);
    scan.index
}

/// Returns the sections of a file as the AWS CLI and boto3 see them.
pub(super) fn scan_for_boto(kind: FileKind, contents: Option<&Contents>) -> Index<'_> {
    let mut scan = BotoScan::new(kind, contents);
    each_region(contents, &mut scan);
    scan.finish()
}

/// What looks at the regions of a file, line by line.
trait Scan<'t> {
    /// The rules of the tool.
    type Grammar: Grammar;

    /// Starts a region.
    fn enter(&mut self, region: Region);

    /// Takes a line that begins at `start`.
    fn line(&mut self, text: &'t str, number: usize, start: usize);

    /// Returns what was found so far.
    fn index(&mut self) -> &mut Index<'t>;
}

fn each_region<'t, S: Scan<'t>>(contents: Option<&'t Contents>, scan: &mut S) {
    let Some(contents) = contents else { return };
    for region in &contents.outline().regions {
        look_at(*region, contents.region(*region), scan);
    }
}

fn look_at<'t, S: Scan<'t>>(region: Region, text: &'t str, scan: &mut S) {
    scan.enter(region);
    let first = scan.index().own.len();
    let mut number = region.line - 1 + scan.index().more_lines_at(region.start);
    let mut more = 0;
    for line in Lines::from(text, region.line, region.start) {
        let mut start = line.start;
        for text in line.pieces(S::Grammar::ENDS_AT_CARRIAGE_RETURN) {
            number += 1;
            more += usize::from(start > line.start);
            scan.line(text, number, start);
            start += text.len() + 1;
        }
    }
    if more > 0 {
        scan.index().count_more_lines(region.end, more);
    }
    let own = scan.index().own.get_mut(first..).unwrap_or_default();
    cut(own, region, text);
}

/// Gives each section of a region the text up to the next one.
fn cut<'t>(segments: &mut [Segment<'t>], region: Region, text: &'t str) {
    let mut end = region.end;
    for segment in segments.iter_mut().rev() {
        segment.text =
            text.get(segment.start - region.start..end - region.start).unwrap_or_default();
        end = segment.start;
    }
}

struct SdkScan<'t, G> {
    grammar: G,
    index: Index<'t>,
    /// Where the first `[profile default]` begins, so far.
    default: Option<usize>,
}

impl<'t, G: Grammar> Scan<'t> for SdkScan<'t, G> {
    type Grammar = G;

    fn enter(&mut self, region: Region) {
        self.grammar = G::default();
        if self.default.is_some_and(|start| start < region.start) {
            self.grammar.enters(Role::Profile, DEFAULT);
        }
    }

    fn line(&mut self, text: &'t str, number: usize, start: usize) {
        match self.grammar.token(text) {
            Token::Blank | Token::Comment | Token::Setting { .. } | Token::More(_) => {}
            Token::Header(header) => self.header(header, number, start),
            Token::Bad(reason) => self.index.reject(number, marked(text, number, reason)),
        }
    }

    fn index(&mut self) -> &mut Index<'t> {
        &mut self.index
    }
}

impl<'t, G: Grammar> SdkScan<'t, G> {
    fn new(kind: FileKind, contents: Option<&'t Contents>) -> Self {
        let index = Index::new::<G>(kind, contents);
        let default = index.ordinary(Role::Profile, DEFAULT).last().map(|first| first.start);
        Self { grammar: G::default(), index, default }
    }

    fn header(&mut self, header: &'t str, number: usize, start: usize) {
        self.index.open(header, number, start);
        let Some(segment) = self.index.own.last() else { return };
        self.grammar.enters(segment.role, &segment.name);
        if segment.role == Role::Profile && segment.name == DEFAULT {
            self.default = Some(self.default.map_or(start, |first| first.min(start)));
        }
    }
}

/// Returns why a line is bad: a mark that nobody sees may stand at the start of the file.
fn marked(text: &str, number: usize, reason: Reason) -> Reason {
    let is_marked = number == 1 && text.starts_with('\u{feff}');
    if is_marked { Reason::ByteOrderMark } else { reason }
}

struct BotoScan<'t> {
    grammar: Boto,
    index: Index<'t>,
    /// The headers that the tool found itself.
    spellings: HashSet<&'t str>,
    /// Where ordinary sections begin whose header stands above them, too.
    repeated: Vec<usize>,
    keys: Duplicates<'t>,
    default_keys: Duplicates<'t>,
    in_defaults: bool,
    /// The key above, if its value began empty: what follows must be `key = value`.
    nested: Option<&'t str>,
    /// Keys of `[DEFAULT]` with a bad nested block: fatal for a section that inherits them.
    bad_defaults: Vec<(&'t str, usize)>,
}

impl<'t> Scan<'t> for BotoScan<'t> {
    type Grammar = Boto;

    fn enter(&mut self, _region: Region) {
        self.grammar = Boto::default();
    }

    fn line(&mut self, text: &'t str, number: usize, start: usize) {
        match self.grammar.token(text) {
            Token::Blank | Token::Comment => {}
            Token::Header(header) => self.header(header, number, start),
            Token::Setting { key, value } => self.setting(key, value, number),
            Token::More(text) => self.more(text, number),
            Token::Bad(reason) => self.index.reject(number, marked(text, number, reason)),
        }
    }

    fn index(&mut self) -> &mut Index<'t> {
        &mut self.index
    }
}

impl<'t> BotoScan<'t> {
    fn new(kind: FileKind, contents: Option<&'t Contents>) -> Self {
        Self {
            grammar: Boto::default(),
            index: Index::new::<Boto>(kind, contents),
            spellings: HashSet::new(),
            repeated: contents.map(|contents| contents.repeated().to_vec()).unwrap_or_default(),
            keys: Duplicates::default(),
            default_keys: Duplicates::default(),
            in_defaults: false,
            nested: None,
            bad_defaults: Vec::new(),
        }
    }

    fn header(&mut self, header: &'t str, number: usize, start: usize) {
        self.index.open(header, number, start);
        self.in_defaults = header == DEFAULTS;
        self.nested = None;
        if self.in_defaults {
            return;
        }
        self.keys.clear();
        if !self.spellings.insert(header) {
            self.index.reject(number, Reason::DuplicateSection);
        }
        self.compare_with_ordinary(number, start);
    }

    /// Rejects the file at the later of two sections of the same header, of which the other one is ordinary.
    fn compare_with_ordinary(&mut self, number: usize, start: usize) {
        let Some(own) = self.index.own.last() else { return };
        let others = self.index.ordinary(own.role, &own.name);
        let same = others.iter().filter(|other| other.header == own.header);
        let (above, below): (Vec<usize>, Vec<usize>) =
            same.map(|other| other.start).partition(|other| *other < start);
        self.repeated.extend(below);
        if !above.is_empty() {
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
        if let Some(line) = self.repeated.iter().min().and_then(|start| self.index.line_of(*start))
        {
            self.index.reject(line, Reason::DuplicateSection);
        }
        if self.index.fault.is_none() {
            for (key, number) in std::mem::take(&mut self.bad_defaults) {
                if self.is_inherited(key) {
                    self.index.reject(number, Reason::Nested);
                }
            }
        }
        self.index
    }

    fn is_inherited(&self, key: &str) -> bool {
        let mut sections = self.index.segments().filter(|segment| segment.role != Role::Defaults);
        sections.any(|segment| {
            let own = body::settings::<Boto>(&segment);
            !own.iter().any(|setting| setting.key == boto::lower(key))
        })
    }
}

#[cfg(test)]
mod tests;
