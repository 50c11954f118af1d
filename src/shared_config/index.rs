//! Where the sections of a file are. Their keys are read again when somebody asks for them.

use std::borrow::Cow;
use std::hash::BuildHasher as _;

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::grammar::Grammar;
use super::section_name::{Role, SectionName};
use super::text::FileKind;
use super::token::Reason;

/// How many bytes a section has, more or less: only to make room.
const TYPICAL_SECTION: usize = 192;

/// One `[header]` and the lines below it.
#[derive(Clone, Debug)]
pub(super) struct Segment<'t> {
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
    /// Where it ends.
    pub(super) end: usize,
    /// The one of the same role and name before it.
    pub(super) previous: Option<usize>,
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
#[derive(Clone, Debug)]
pub(super) struct Index<'t> {
    /// The file.
    pub(super) kind: FileKind,
    /// All that stands in it.
    pub(super) text: &'t str,
    /// Every section, in the file's order.
    pub(super) segments: Vec<Segment<'t>>,
    /// Whether every tool sees the same sections in it, and rejects none of its lines.
    pub(super) is_ordinary: bool,
    /// The first thing that makes the tool reject the file.
    pub(super) fault: Option<(usize, Reason)>,
    /// The position of the last section of each role and name: no more than that, since 100,000 names are many.
    last: HashTable<usize>,
}

impl<'t> Index<'t> {
    /// Starts without any section.
    pub(super) fn new(kind: FileKind, text: &'t str) -> Self {
        let sections = text.len() / TYPICAL_SECTION;
        Self {
            kind,
            text,
            segments: Vec::with_capacity(sections),
            is_ordinary: false,
            fault: None,
            last: HashTable::with_capacity(sections),
        }
    }

    /// Adds a section that begins at `line`, `start` bytes into the file.
    pub(super) fn open<G: Grammar>(&mut self, header: &'t str, line: usize, start: usize) {
        self.close(start);
        let SectionName { role, name } = G::section_name(header, self.kind);
        let end = self.text.len();
        let position = self.segments.len();
        self.segments.push(Segment { header, role, name, line, start, end, previous: None });
        self.put(position);
    }

    /// Makes the section at `position` the last one of its role and name.
    fn put(&mut self, position: usize) {
        let Some(segment) = self.segments.get(position) else { return };
        let at = |position: usize| self.segments.get(position);
        let previous = match self.last.entry(
            segment.hash(),
            |other| at(*other).is_some_and(|other| other.is(segment.role, &segment.name)),
            |other| at(*other).map_or(0, Segment::hash),
        ) {
            Entry::Occupied(mut entry) => Some(std::mem::replace(entry.get_mut(), position)),
            Entry::Vacant(entry) => {
                entry.insert(position);
                None
            }
        };
        if let Some(segment) = self.segments.get_mut(position) {
            segment.previous = previous;
        }
    }

    fn close(&mut self, end: usize) {
        if let Some(last) = self.segments.last_mut() {
            last.end = end;
        }
    }

    /// Notes what makes the tool reject the file, unless something above did already.
    pub(super) fn reject(&mut self, line: usize, reason: Reason) {
        let is_marked = line == 1 && self.text.starts_with('\u{feff}');
        let reason = if is_marked { Reason::ByteOrderMark } else { reason };
        self.fault.get_or_insert((line, reason));
    }

    /// Ends the file: `[default]` is the default profile if there is no `[profile default]`.
    pub(super) fn finish(&mut self) {
        let plain = (Role::PlainDefault, "default");
        let is_plain = |segment: &Segment<'t>| segment.is(plain.0, plain.1);
        let at = |position: &usize| self.segments.get(*position).is_some_and(is_plain);
        let Ok(entry) = self.last.find_entry(hash(plain.0, plain.1), at) else { return };
        entry.remove();
        if self.named(Role::Profile, plain.1).next().is_some() {
            return;
        }
        for position in 0..self.segments.len() {
            if let Some(segment) =
                self.segments.get_mut(position).filter(|segment| is_plain(segment))
            {
                segment.role = Role::Profile;
                self.put(position);
            }
        }
    }

    /// Notes whether every line is read alike by every tool, which holds for the sections only where each is there once.
    pub(super) fn judge(&mut self, has_ordinary_lines: bool) {
        let is_alone = |segment: &Segment<'t>| {
            segment.previous.is_none() && segment.role != Role::PlainDefault
        };
        self.is_ordinary =
            has_ordinary_lines && self.fault.is_none() && self.segments.iter().all(is_alone);
    }

    /// Returns the sections of one role and name, the last one first.
    pub(super) fn named(&self, role: Role, name: &str) -> impl Iterator<Item = &Segment<'t>> {
        let is_it = |position: &usize| {
            self.segments.get(*position).is_some_and(|segment| segment.is(role, name))
        };
        let last = self.last.find(hash(role, name), is_it);
        let last = last.and_then(|position| self.segments.get(*position));
        std::iter::successors(last, |segment| self.segments.get(segment.previous?))
    }

    /// Returns the names of one role, each once, in the file's order.
    pub(super) fn names(&self, role: Role) -> impl Iterator<Item = &str> {
        let is_first =
            move |segment: &&Segment<'t>| segment.role == role && segment.previous.is_none();
        self.segments.iter().filter(is_first).map(|segment| &*segment.name)
    }
}
