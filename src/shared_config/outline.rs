//! Where in a file the sections are that every tool reads alike, and where the lines that each has to look at itself.
//!
//! A file may have 100,000 sections, so of each no more is kept than a hash of its name and where it begins.

mod keys;

use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::fast::FixedState;
use memchr::memchr;

use super::bits::{Bits, Line};
use super::plain::{self, Plain};
use super::section_name::Role;
use super::text::FileKind;

use keys::Keys;

/// How many bytes are looked at as one piece, more or less.
const PIECE: usize = 4096;

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
    /// How many lines it has.
    lines: usize,
    /// The regions that each tool has to look at itself, in the order of the file; all other sections are ordinary.
    pub(super) regions: Vec<Region>,
    /// The ordinary sections: the hash of the name, and where it begins.
    sections: Vec<Section>,
    /// The names of the ordinary profiles, a line each, if somebody wants them.
    names: Option<Vec<u8>>,
    /// Where a piece begins, and the number of its first line.
    pieces: Vec<(u32, u32)>,
}

/// An ordinary section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Section {
    hash: u32,
    start: u32,
}

impl Outline {
    /// Returns where the ordinary sections begin that may have this role and name, the last one first.
    pub(super) fn named(&self, role: Role, name: &str) -> impl Iterator<Item = usize> {
        let hash = hash(role, name.as_bytes());
        let from = self.sections.partition_point(|section| section.hash < hash);
        let behind = self.sections.get(from..).unwrap_or_default();
        let count = behind.iter().take_while(|section| section.hash == hash).count();
        let found = behind.get(..count).unwrap_or_default();
        found.iter().rev().map(|section| wide(section.start))
    }

    /// Returns the ordinary sections that may share a role and a name, as where each begins, in order.
    pub(super) fn alike(&self) -> impl Iterator<Item = Vec<usize>> {
        let runs = self.sections.chunk_by(|one, other| one.hash == other.hash);
        runs.filter(|run| run.len() > 1)
            .map(|run| run.iter().map(|section| wide(section.start)).collect())
    }

    /// Returns the names of all profiles, a line each, if they were noted and no tool has to look at anything itself.
    pub(super) fn names(&self) -> Option<&str> {
        let names = self.names.as_ref().filter(|_| self.regions.is_empty())?;
        std::str::from_utf8(names.strip_suffix(b"\n").unwrap_or(names)).ok()
    }

    /// Returns where the ordinary sections begin, in no order.
    pub(super) fn starts(&self) -> impl Iterator<Item = usize> {
        self.sections.iter().map(|section| wide(section.start))
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

    /// Returns the outline of this part of a file and the next one, which begins with an ordinary header.
    pub(super) fn followed_by(mut self, mut next: Self) -> Self {
        let (bytes, lines) = (self.length, self.lines);
        for region in &mut next.regions {
            *region = Region {
                start: region.start + bytes,
                end: region.end + bytes,
                line: region.line + lines,
            };
        }
        for section in &mut next.sections {
            section.start += narrow(bytes);
        }
        for (start, line) in &mut next.pieces {
            (*start, *line) = (*start + narrow(bytes), *line + narrow(lines));
        }
        self.regions.append(&mut next.regions);
        self.pieces.append(&mut next.pieces);
        self.sections.append(&mut next.sections);
        // Both halves are sorted, which this way of sorting makes use of.
        self.sections.sort();
        if let (Some(names), Some(more)) = (&mut self.names, &mut next.names) {
            names.append(more);
        }
        Self { length: bytes + next.length, lines: lines + next.lines, ..self }
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

/// Draws the outline of a file that comes in blocks of whole lines.
pub(super) struct Draft {
    kind: FileKind,
    outline: Outline,
    line: usize,
    /// Whether it is UTF-8 so far.
    pub(super) is_utf8: bool,
    /// Where the region begins that is being looked at, and its line.
    begin: (usize, usize),
    /// Whether it is not ordinary: nothing may stand above the first section.
    is_odd: bool,
    keys: Keys,
    /// The piece that is being looked at.
    bits: Bits,
}

impl Draft {
    /// Starts with nothing.
    pub(super) fn new(kind: FileKind, notes_names: bool) -> Self {
        let names = notes_names.then(Vec::new);
        Self {
            kind,
            outline: Outline { names, ..Outline::default() },
            line: 1,
            is_utf8: true,
            begin: (0, 1),
            is_odd: false,
            keys: Keys::default(),
            bits: Bits::default(),
        }
    }

    /// Adds the next lines. Only the last one of the file may lack its line end.
    pub(super) fn add(&mut self, block: &[u8]) {
        let mut rest = block;
        while let Some((piece, behind)) =
            rest.split_at_checked(cut(rest)).filter(|_| !rest.is_empty())
        {
            self.piece(piece);
            rest = behind;
        }
    }

    fn piece(&mut self, bytes: &[u8]) {
        let start = self.outline.length;
        self.outline.pieces.push((narrow(start), narrow(self.line)));
        let mut piece = std::mem::take(&mut self.bits);
        piece.look_at(bytes);
        self.is_utf8 &= piece.is_visible || std::str::from_utf8(bytes).is_ok();
        piece.each_line(|line| {
            self.look_at(line, bytes, start, &piece);
            self.line += 1;
        });
        self.bits = piece;
        self.outline.length += bytes.len();
    }

    /// Looks at a line of a piece that begins at `offset`.
    fn look_at(&mut self, line: Line, bytes: &[u8], offset: usize, piece: &Bits) {
        let (start, key, end) = match line {
            Line::Key { start, length } if piece.has_plain_settings => {
                let rest = bytes.get(start..).unwrap_or_default();
                self.is_odd |= self.keys.add(rest, length);
                return;
            }
            Line::Key { start, length } => (start, length, piece.line_end(start)),
            Line::Other { start, end } => (start, 0, end),
        };
        let line = bytes.get(start..end).unwrap_or_default();
        // Without a line end behind it a `\r` is a part of the line.
        let is_cut_off = end == bytes.len() && line.ends_with(b"\r");
        let line = plain::line(line, key, piece, self.kind).filter(|_| !is_cut_off);
        self.take(line, offset + start);
    }

    /// Takes the next line, which begins at `start`.
    fn take(&mut self, line: Option<Plain<'_>>, start: usize) {
        match line {
            Some(Plain::Nothing) => {}
            Some(Plain::Setting { line, key }) => self.is_odd |= self.keys.add(line, key),
            Some(Plain::Header(role, name)) => self.header(role, name, start),
            None => self.is_odd = true,
        }
    }

    fn header(&mut self, role: Role, name: &[u8], start: usize) {
        self.close(start);
        self.begin = (start, self.line);
        self.keys.open();
        if let (Some(names), Role::Profile | Role::PlainDefault) = (&mut self.outline.names, role) {
            names.extend_from_slice(name);
            names.push(b'\n');
        }
        self.outline.sections.push(Section { hash: hash(role, name), start: narrow(start) });
    }

    /// Ends a region: if it is not ordinary, its section is not either.
    fn close(&mut self, end: usize) {
        let (start, line) = self.begin;
        if std::mem::take(&mut self.is_odd) {
            self.outline.sections.pop_if(|section| wide(section.start) == start);
            self.outline.regions.push(Region { start, end, line });
        }
    }

    /// Ends the file.
    pub(super) fn finish(mut self) -> Outline {
        self.close(self.outline.length);
        self.outline.lines = self.line - 1;
        // They come in the order of the file, and stay so where the hash is the same.
        radsort::sort_by_key(&mut self.outline.sections, |section| section.hash);
        self.outline
    }
}

/// Returns how long the first piece is, which ends with a line.
fn cut(block: &[u8]) -> usize {
    let behind = block.get(PIECE..).unwrap_or_default();
    memchr(b'\n', behind).map_or(block.len(), |end| PIECE + end + 1)
}

#[cfg(test)]
impl Outline {
    /// Returns the outline of a file in which nothing is ordinary.
    pub(super) fn of_one_region(length: usize) -> Self {
        let region = Region { start: 0, end: length, line: 1 };
        Self { length, regions: vec![region], ..Self::default() }
    }
}
