//! Where in a file the sections are that every tool reads alike, and where the lines that each has to look at itself.
//!
//! A file may have 100,000 sections, so of each no more is kept than a hash of its name and where it begins.

mod buckets;
mod draft;
mod keys;

use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::fast::FixedState;

use super::names::Noted;
use super::section_name::Role;

use buckets::Buckets;
use draft::Part;

pub(super) use draft::Draft;

/// Lines from one header that every tool knows to the next, of which some are not read alike by all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    /// Where it begins, in bytes.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// The number of its first line.
    pub(super) line: usize,
}

/// What one pass over a file finds.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    /// How long the file is.
    pub(super) length: usize,
    /// The regions that each tool has to look at itself, in the order of the file; all other sections are ordinary.
    pub(super) regions: Vec<Region>,
    /// The ordinary sections.
    sections: Buckets,
    /// The names of the ordinary profiles, if somebody wants them.
    names: Option<Vec<Noted>>,
    /// Where a piece begins, and the number of its first line.
    pieces: Vec<(u32, u32)>,
}

impl Outline {
    /// Returns where the ordinary sections begin that may have this role and name, the last one first.
    pub(super) fn named(&self, role: Role, name: &str) -> impl Iterator<Item = usize> {
        self.sections.with(hash(role, name.as_bytes())).map(wide)
    }

    /// Returns the ordinary sections that may share a role and a name, as where each begins, in order.
    pub(super) fn alike(&self) -> impl Iterator<Item = Vec<usize>> {
        self.sections.alike().map(|starts| starts.into_iter().map(wide).collect())
    }

    /// Returns the names of all profiles that were to be noted, if no tool has to look at anything itself.
    pub(super) fn names(&self) -> Option<&[Noted]> {
        self.names.as_deref().filter(|_| self.regions.is_empty())
    }

    /// Returns where the ordinary sections begin, in no order.
    pub(super) fn starts(&self) -> impl Iterator<Item = usize> {
        self.sections.all().map(|section| wide(section.start))
    }

    /// Returns a place at or above `offset` where a line begins, and the number of that line.
    pub(super) fn piece_at(&self, offset: usize) -> (usize, usize) {
        let behind = self.pieces.partition_point(|(start, _)| wide(*start) <= offset);
        self.piece(behind.saturating_sub(1))
    }

    /// Returns the piece in which `line` stands: where it begins, the number of its first line, and where it ends.
    pub(super) fn piece_of_line(&self, line: usize) -> (usize, usize, usize) {
        let behind = self.pieces.partition_point(|(_, first)| wide(*first) <= line);
        let (start, first) = self.piece(behind.saturating_sub(1));
        let end = self.pieces.get(behind).map_or(self.length, |(start, _)| wide(*start));
        (start, first, end)
    }

    fn piece(&self, position: usize) -> (usize, usize) {
        self.pieces.get(position).map_or((0, 1), |(start, line)| (wide(*start), wide(*line)))
    }

    /// Returns the region in which the byte at `offset` stands, if it is in one.
    pub(super) fn region_at(&self, offset: usize) -> Option<Region> {
        let behind = self.regions.partition_point(|region| region.start <= offset);
        let region = behind.checked_sub(1).and_then(|at| self.regions.get(at))?;
        (offset < region.end).then_some(*region)
    }

    /// Returns the outline of a file all of whose parts are in these drafts.
    pub(super) fn of<'n>(drafts: impl IntoIterator<Item = Draft<'n>>) -> Self {
        let mut outline = Self::default();
        let mut parts = Vec::new();
        for draft in drafts {
            outline.sections.append(draft.sections);
            parts.extend(draft.parts);
        }
        outline.sections.compare();
        parts.sort_by_key(|part| part.start);
        outline.names = parts.iter_mut().map(|part| part.names.take().map(Noted::new)).collect();
        let mut above = 0;
        for part in parts {
            above = outline.append(part, above);
        }
        outline
    }

    /// Adds the next part, which has so many lines above it; returns how many there are now.
    fn append(&mut self, part: Part, above: usize) -> usize {
        let moved = |region: Region| Region { line: region.line + above, ..region };
        self.regions.extend(part.regions.into_iter().map(moved));
        let moved = |(start, line): (u32, u32)| (start, line + narrow(above));
        self.pieces.extend(part.pieces.into_iter().map(moved));
        self.length = part.end;
        above + part.line - 1
    }

    /// Returns how many bytes the tools have to look at themselves.
    pub(super) fn regions_length(&self) -> usize {
        self.regions.iter().map(|region| region.end - region.start).sum()
    }
}

fn hash(role: Role, name: &[u8]) -> u32 {
    let mut hasher = FixedState::default().build_hasher();
    hasher.write(name);
    hasher.write_u8(role as u8);
    u32::try_from(hasher.finish() >> 32).unwrap_or_default()
}

fn wide(narrow: u32) -> usize {
    usize::try_from(narrow).unwrap_or(usize::MAX)
}

fn narrow(wide: usize) -> u32 {
    u32::try_from(wide).unwrap_or(u32::MAX)
}

#[cfg(test)]
impl Outline {
    /// Returns the outline of a file in which nothing is ordinary.
    pub(super) fn of_one_region(length: usize) -> Self {
        let region = Region { start: 0, end: length, line: 1 };
        Self { length, regions: vec![region], ..Self::default() }
    }
}
