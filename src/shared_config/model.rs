//! What each tool finds on each line of one file, to compare two texts of it.

use std::collections::BTreeMap;

use super::boto::Boto;
use super::contents::Contents;
use super::go::Go;
use super::grammar::Grammar;
use super::index::Index;
use super::java::Java;
use super::javascript::JavaScript;
use super::line::Lines;
use super::outline::Region;
use super::scan::{scan, scan_for_boto};
use super::sdk::Sdk;
use super::section_name::{Role, SectionName};
use super::text::FileKind;
use super::token::Reason;
use super::{SharedConfig, View, body};

/// One thing that a tool finds on a line.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// A section.
    Section {
        /// What it is.
        role: Role,
        /// Its name as such.
        name: String,
    },
    /// A key and its value.
    Setting {
        /// The line of its section.
        section: usize,
        /// The key.
        key: String,
        /// The value.
        value: String,
    },
}

/// Shows no value: it may be a secret.
impl std::fmt::Debug for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Section { role, name } => write!(f, "[{role:?} {name}]"),
            Self::Setting { section, key, .. } => write!(f, "{key} below line {section}"),
        }
    }
}

/// All that a tool finds in one file, by lines as `\n` ends them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Model {
    /// The line for which the tool rejects the file, and why.
    pub(crate) fault: Option<(usize, Reason)>,
    /// What it finds.
    pub(crate) lines: BTreeMap<usize, Vec<Found>>,
}

impl Model {
    /// Returns what a tool finds in `text`.
    pub(crate) fn new(kind: FileKind, text: &str, view: View) -> Self {
        let contents = Contents::in_memory(kind, text.to_owned());
        let file = Some(&contents);
        match view {
            View::Boto => Self::of::<Boto>(text, &scan_for_boto(kind, file)),
            View::Sdk => Self::of::<Sdk>(text, &scan::<Sdk>(kind, file)),
            View::JavaScript => Self::of::<JavaScript>(text, &scan::<JavaScript>(kind, file)),
            View::Go => Self::of::<Go>(text, &scan::<Go>(kind, file)),
            View::Java => Self::of::<Java>(text, &scan::<Java>(kind, file)),
        }
    }

    fn of<G: Grammar>(text: &str, index: &Index<'_>) -> Self {
        let counted = counted::<G>(text);
        let line = |number: usize| counted.get(number - 1).copied().unwrap_or(number);
        let fault = index.fault.map(|(number, reason)| (line(number), reason));
        let mut model = Self { fault, ..Self::default() };
        for segment in index.segments() {
            let section = line(segment.line);
            let name = segment.name.clone().into_owned();
            model.add(section, Found::Section { role: segment.role, name });
            for setting in body::settings::<G>(&segment) {
                let (key, value) = (setting.key.into_owned(), setting.value.into_owned());
                model.add(line(setting.line), Found::Setting { section, key, value });
            }
        }
        model
    }

    fn add(&mut self, line: usize, found: Found) {
        self.lines.entry(line).or_default().push(found);
    }
}

/// Returns for each line that the tool counts the one in which it stands.
fn counted<G: Grammar>(text: &str) -> Vec<usize> {
    let pieces = |line: super::line::Line<'_>| line.pieces(G::ENDS_AT_CARRIAGE_RETURN).count();
    Lines::new(text).flat_map(|line| std::iter::repeat_n(line.number, pieces(line))).collect()
}

/// Returns what the tool takes a section header for.
pub(crate) fn section_of(kind: FileKind, header: &str, view: View) -> Found {
    let SectionName { role, name } = match view {
        View::Boto => Boto::section_name(header, kind),
        View::Sdk => Sdk::section_name(header, kind),
        View::JavaScript => JavaScript::section_name(header, kind),
        View::Go => Go::section_name(header, kind),
        View::Java => Java::section_name(header, kind),
    };
    Found::Section { role, name: name.into_owned() }
}

impl SharedConfig<'_> {
    /// Returns all of a file, if it could be read.
    pub(crate) fn whole(&self, kind: FileKind) -> Option<&str> {
        let contents = self.texts().of(kind).content.as_ref().ok()?;
        Some(contents.region(Region { start: 0, end: contents.outline().length, line: 1 }))
    }
}
