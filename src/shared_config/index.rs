//! Where the sections of a file are. Their keys are read again when somebody asks for them.

use std::borrow::Cow;
use std::collections::HashMap;

use super::grammar::Grammar;
use super::section_name::{Role, SectionName};
use super::text::FileKind;
use super::token::Reason;

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

/// The sections of one file as one tool sees them.
#[derive(Clone, Debug)]
pub(super) struct Index<'t> {
    /// The file.
    pub(super) kind: FileKind,
    /// All that stands in it.
    pub(super) text: &'t str,
    /// Every section, in the file's order.
    pub(super) segments: Vec<Segment<'t>>,
    /// The first thing that makes the tool reject the file.
    pub(super) fault: Option<(usize, Reason)>,
    /// The last section of each role and name.
    last: HashMap<(Role, Cow<'t, str>), usize>,
}

impl<'t> Index<'t> {
    /// Starts without any section.
    pub(super) fn new(kind: FileKind, text: &'t str) -> Self {
        Self { kind, text, segments: Vec::new(), fault: None, last: HashMap::new() }
    }

    /// Adds a section that begins at `line`, `start` bytes into the file.
    pub(super) fn open<G: Grammar>(&mut self, header: &'t str, line: usize, start: usize) {
        self.close(start);
        let SectionName { role, name } = G::section_name(header, self.kind);
        let position = self.segments.len();
        let previous = self.last.insert((role, name.clone()), position);
        let end = self.text.len();
        self.segments.push(Segment { header, role, name, line, start, end, previous });
    }

    fn close(&mut self, end: usize) {
        if let Some(last) = self.segments.last_mut() {
            last.end = end;
        }
    }

    /// Notes what makes the tool reject the file, unless something above did already.
    pub(super) fn reject(&mut self, line: usize, reason: Reason) {
        self.fault.get_or_insert((line, reason));
    }

    /// Ends the file: `[default]` is the default profile if there is no `[profile default]`.
    pub(super) fn finish(&mut self) {
        let name = Cow::Borrowed("default");
        let Some(last) = self.last.remove(&(Role::PlainDefault, name.clone())) else { return };
        if self.last.contains_key(&(Role::Profile, name.clone())) {
            return;
        }
        self.last.insert((Role::Profile, name), last);
        for segment in &mut self.segments {
            if segment.role == Role::PlainDefault {
                segment.role = Role::Profile;
            }
        }
    }

    /// Returns the sections of one role and name, the last one first.
    pub(super) fn named(&self, role: Role, name: &str) -> impl Iterator<Item = &Segment<'t>> {
        let last = self.last.get(&(role, Cow::Borrowed(name)));
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
