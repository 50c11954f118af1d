//! The sections of a file as one tool sees them: the ordinary ones, which all tools share, and those it found itself.

mod lines;
mod names;

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::BuildHasher as _;

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::boto::DEFAULTS;
use super::contents::Contents;
use super::grammar::Grammar;
use super::section_name::{Role, SectionName};
use super::text::FileKind;
use super::token::Reason;

/// The name of the profile that needs no prefix.
pub(super) const DEFAULT: &str = "default";

/// One `[header]` and the lines below it.
#[derive(Clone, Debug)]
pub(super) struct Segment<'t> {
    /// Its file.
    pub(super) kind: FileKind,
    /// The text between the brackets.
    pub(super) header: &'t str,
    /// What it is to the tool.
    pub(super) role: Role,
    /// Its name as such.
    pub(super) name: Cow<'t, str>,
    /// The line of the header.
    pub(super) line: usize,
    /// Where it begins, in bytes.
    pub(super) start: usize,
    /// All of it, from the header on.
    pub(super) text: &'t str,
}

impl Segment<'_> {
    fn is(&self, role: Role, name: &str) -> bool {
        self.role == role && self.name == name
    }

    fn hash(&self) -> u64 {
        hash(self.role, &self.name)
    }
}

/// Mixes a role and a name; nobody gains by collisions in a file of their own.
fn hash(role: Role, name: &str) -> u64 {
    FixedState::default().hash_one((role, name))
}

/// The sections of one file as one tool sees them.
#[derive(Debug)]
pub(super) struct Index<'t> {
    /// The file.
    pub(super) kind: FileKind,
    /// All that stands in it; nothing where the tool finds no such file.
    pub(super) contents: Option<&'t Contents>,
    /// The first thing that makes the tool reject the file.
    pub(super) fault: Option<(usize, Reason)>,
    /// The sections that the tool found itself, in the file's order.
    pub(super) own: Vec<Segment<'t>>,
    /// For each of them the one of the same role and name before it.
    previous: Vec<Option<usize>>,
    /// The position of the last one of each role and name.
    last: HashTable<usize>,
    /// How the tool names an ordinary section.
    section_name: for<'a> fn(&'a str, FileKind) -> SectionName<'a>,
    /// Where the tool has counted more lines than there are line ends, and how many more from there on.
    more_lines: Vec<(usize, usize)>,
}

impl<'t> Index<'t> {
    /// Starts with the ordinary sections alone.
    pub(super) fn new<G: Grammar>(kind: FileKind, contents: Option<&'t Contents>) -> Self {
        Self {
            kind,
            contents,
            fault: None,
            own: Vec::new(),
            previous: Vec::new(),
            last: HashTable::new(),
            section_name: G::section_name,
            more_lines: Vec::new(),
        }
    }

    /// Adds a section that the tool found itself; its text is known when the next one begins.
    pub(super) fn open(&mut self, header: &'t str, line: usize, start: usize) {
        let SectionName { role, name } = (self.section_name)(header, self.kind);
        let position = self.own.len();
        let kind = self.kind;
        self.own.push(Segment { kind, header, role, name, line, start, text: "" });
        let previous = self.put(position);
        self.previous.push(previous);
    }

    /// Makes the section at `position` the last one of its role and name, and returns the one before it.
    fn put(&mut self, position: usize) -> Option<usize> {
        let segment = self.own.get(position)?;
        let at = |position: usize| self.own.get(position);
        match self.last.entry(
            segment.hash(),
            |other| at(*other).is_some_and(|other| other.is(segment.role, &segment.name)),
            |other| at(*other).map_or(0, Segment::hash),
        ) {
            Entry::Occupied(mut entry) => Some(std::mem::replace(entry.get_mut(), position)),
            Entry::Vacant(entry) => {
                entry.insert(position);
                None
            }
        }
    }

    /// Notes what makes the tool reject the file, unless something above did already.
    pub(super) fn reject(&mut self, line: usize, reason: Reason) {
        if self.fault.is_none_or(|(above, _)| line < above) {
            self.fault = Some((line, reason));
        }
    }

    /// Returns the sections of one role and name, the last one first. `[default]` is the default profile unless there is
    /// a `[profile default]`.
    pub(super) fn named(&self, role: Role, name: &str) -> Vec<Segment<'t>> {
        let found = self.exactly(role, name);
        if !found.is_empty() || (role, name) != (Role::Profile, DEFAULT) {
            return found;
        }
        let mut plain = self.exactly(Role::PlainDefault, name);
        for segment in &mut plain {
            segment.role = role;
        }
        plain
    }

    /// Returns whether there is a section of that role and name.
    pub(super) fn has(&self, role: Role, name: &str) -> bool {
        let is_default = (role, name) == (Role::Profile, DEFAULT);
        let roles = [Some(role), is_default.then_some(Role::PlainDefault)];
        roles.into_iter().flatten().any(|role| self.is_there(role, name))
    }

    /// Returns whether there is a section of exactly that role, as the SDKs tell the kinds of a default profile apart.
    fn is_there(&self, role: Role, name: &str) -> bool {
        self.own_named(role, name).next().is_some()
            || self.contents.is_some_and(|contents| contents.has(role, name, self.kind))
    }

    fn exactly(&self, role: Role, name: &str) -> Vec<Segment<'t>> {
        let mut found: Vec<Segment<'t>> = self.own_named(role, name).cloned().collect();
        let ordinary = self.ordinary(role, name);
        if !ordinary.is_empty() {
            found.extend(ordinary);
            found.sort_by_key(|segment| std::cmp::Reverse(segment.start));
        }
        found
    }

    /// Returns the ordinary sections of one role and name, the last one first.
    pub(super) fn ordinary(&self, role: Role, name: &str) -> Vec<Segment<'t>> {
        // Only the SDKs tell the two kinds of a default profile apart.
        let is_default = (role, name) == (Role::Profile, DEFAULT);
        let roles = [Some(role), is_default.then_some(Role::PlainDefault)];
        let contents = self.contents.into_iter();
        let starts = contents.flat_map(|contents| {
            roles.into_iter().flatten().flat_map(|role| contents.named(role, name))
        });
        let segments = starts.filter_map(|start| self.ordinary_at(start));
        segments.filter(|segment| segment.is(role, name)).collect()
    }

    fn own_named(&self, role: Role, name: &str) -> impl Iterator<Item = &Segment<'t>> {
        let is_it =
            |position: &usize| self.own.get(*position).is_some_and(|own| own.is(role, name));
        let last = self.last.find(hash(role, name), is_it).copied();
        let previous = |position: &usize| self.previous.get(*position).copied().flatten();
        std::iter::successors(last, previous).filter_map(|position| self.own.get(position))
    }

    /// Returns the ordinary section that begins at `start`.
    fn ordinary_at(&self, start: usize) -> Option<Segment<'t>> {
        let contents = self.contents?;
        let text = contents.section(start);
        let header = text.strip_prefix('[')?.split(']').next()?;
        let SectionName { role, name } = (self.section_name)(header, self.kind);
        let line = self.line_of(start)?;
        Some(Segment { kind: self.kind, header, role, name, line, start, text })
    }

    /// Returns all sections, in no order.
    pub(super) fn segments(&self) -> impl Iterator<Item = Segment<'t>> {
        let starts = self.contents.into_iter().flat_map(|contents| contents.outline().starts());
        let ordinary = starts.filter_map(|start| self.ordinary_at(start));
        self.own.iter().cloned().chain(ordinary)
    }

    /// Returns the sections below others of the same role and name, and whether one of those has the very same header,
    /// in the file's order.
    pub(super) fn repeated(&self) -> Vec<(Segment<'t>, bool)> {
        let alike = self.contents.into_iter().flat_map(|contents| contents.outline().alike());
        let ordinary = alike.flatten().filter_map(|start| self.ordinary_at(start));
        let own = self.last.iter().filter_map(|position| self.own.get(*position).cloned());
        let alike = ordinary.chain(own).map(|segment| (segment.role, segment.name.into_owned()));
        let mut names: HashSet<(Role, String)> = alike.collect();
        names.insert((Role::Profile, DEFAULT.to_owned()));
        names.remove(&(Role::Defaults, DEFAULTS.to_owned()));
        let mut repeated = Vec::new();
        for (role, name) in names {
            let mut headers = HashSet::new();
            for segment in self.exactly(role, &name).into_iter().rev() {
                let is_first = headers.is_empty();
                let is_same = !headers.insert(segment.header);
                if !is_first {
                    repeated.push((segment, is_same));
                }
            }
        }
        repeated.sort_by_key(|(segment, _)| segment.start);
        repeated
    }
}
