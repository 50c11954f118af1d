//! The names of a file's sections, in its order.

use std::borrow::Cow;

use super::super::contents::Contents;
use super::super::names::{Names, Noted};
use super::super::section_name::{Role, SectionName};
use super::{DEFAULT, Index, Segment};

/// A section while all of them are gone through.
#[derive(Clone, Debug)]
struct Heading<'a> {
    /// Where it begins, in bytes.
    start: usize,
    /// What it is to the tool.
    role: Role,
    /// Its name as such.
    name: Cow<'a, str>,
    /// Whether the tool found it itself.
    is_own: bool,
}

impl<'t> Index<'t> {
    /// Hands over each name of a role once, in the file's order; on demand only where the tool found it itself.
    pub(in super::super) fn each_names(
        &self,
        role: Role,
        own_alone: bool,
        mut take: impl FnMut(Names<'_>),
    ) {
        let repeated = self.contents.filter(|_| !own_alone).map_or(&[][..], Contents::repeated);
        let has_prefixed_default = self.is_there(Role::Profile, DEFAULT);
        if !own_alone
            && repeated.is_empty()
            && let Some(names) = self.noted_names(role, has_prefixed_default)
        {
            return names.iter().for_each(|names| take(Names::Noted(names)));
        }
        let ordinary = self.contents.filter(|_| !own_alone);
        self.each(ordinary, |heading| {
            let is_plain = heading.role == Role::PlainDefault && role == Role::Profile;
            let is_shown = heading.role == role || (is_plain && !has_prefixed_default);
            if is_shown && !self.is_known(heading, repeated) {
                take(Names::One(&heading.name));
            }
        });
    }

    /// Returns the names that were noted when the file was read, unless the two kinds of a default profile are in it.
    fn noted_names(&self, role: Role, has_prefixed_default: bool) -> Option<&'t [Noted]> {
        let has_both = has_prefixed_default && self.is_there(Role::PlainDefault, DEFAULT);
        let contents = self.contents.filter(|_| role == Role::Profile && !has_both)?;
        contents.outline().names()
    }

    /// Returns whether a section above has the same role and name. `repeated` are the ordinary ones below their like.
    fn is_known(&self, heading: &Heading<'_>, repeated: &[usize]) -> bool {
        let is_above = |start: usize| start < heading.start;
        let role = heading.role;
        if self.own_named(role, &heading.name).any(|own| is_above(own.start)) {
            return true;
        }
        if heading.is_own || heading.name == DEFAULT {
            return self.ordinary(role, &heading.name).iter().any(|other| is_above(other.start));
        }
        repeated.binary_search(&heading.start).is_ok()
    }

    /// Hands over every section, in the file's order.
    fn each(&self, ordinary: Option<&Contents>, mut take: impl FnMut(&Heading<'_>)) {
        let mut own = self.own.iter().map(heading_of).peekable();
        if let Some(contents) = ordinary {
            contents.each_header(|start, header| {
                while let Some(heading) = own.next_if(|own| own.start < start) {
                    take(&heading);
                }
                let SectionName { role, name } = (self.section_name)(header, self.kind);
                take(&Heading { start, role, name, is_own: false });
            });
        }
        own.for_each(|heading| take(&heading));
    }
}

fn heading_of<'a>(segment: &'a Segment<'_>) -> Heading<'a> {
    let name = Cow::Borrowed(&*segment.name);
    Heading { start: segment.start, role: segment.role, name, is_own: true }
}
