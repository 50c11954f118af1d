//! Where in a file the sections are that every tool reads alike, and where the lines that each has to look at itself.
//!
//! A file may have 100,000 sections, so of each no more is kept than a hash of its name and where it begins.

mod buckets;
mod keys;

use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::fast::FixedState;
use memchr::memchr;

use super::calm::{Line, Piece};
use super::plain::{self, Plain};
use super::section_name::Role;
use super::text::FileKind;

use buckets::{Buckets, Section};
use keys::Keys;

/// How many bytes are looked at as one piece, more or less.
const PIECE: usize = 4096;

/// Hardly any file has a section for less than so many bytes, on the average.
const SMALL_SECTION: usize = 64;

/// Hardly any file has a byte of a name for less than so many bytes, on the average.
const PER_NAME: usize = 4;

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
    /// The ordinary sections.
    sections: Buckets,
    /// Those that cannot be found yet, in the order of the file.
    parts: Vec<Vec<Section>>,
    /// The names of the ordinary profiles, a line each and in parts, if somebody wants them.
    names: Option<Vec<Vec<u8>>>,
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

    /// Returns the names of all profiles that were to be noted, many at once and a line each, if no tool has to look at
    /// anything itself.
    pub(super) fn names(&self) -> Option<impl Iterator<Item = &str>> {
        let parts = self.names.as_ref().filter(|_| self.regions.is_empty())?;
        Some(parts.iter().filter_map(|names| std::str::from_utf8(names.strip_suffix(b"\n")?).ok()))
    }

    /// Returns where the ordinary sections begin, in no order.
    pub(super) fn starts(&self) -> impl Iterator<Item = usize> {
        self.sections.all().iter().map(|section| wide(section.start))
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

    /// Makes the sections of all parts ready to be found.
    pub(super) fn sorted(mut self) -> Self {
        self.sections = Buckets::of(&std::mem::take(&mut self.parts));
        self
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
        for section in next.parts.iter_mut().flatten() {
            section.start += narrow(bytes);
        }
        for (start, line) in &mut next.pieces {
            (*start, *line) = (*start + narrow(bytes), *line + narrow(lines));
        }
        self.regions.append(&mut next.regions);
        self.pieces.append(&mut next.pieces);
        self.parts.append(&mut next.parts);
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
pub(super) struct Draft<'n> {
    kind: FileKind,
    outline: Outline,
    sections: Vec<Section>,
    /// How the names of profiles begin that are noted.
    noted: Option<&'n str>,
    names: Vec<u8>,
    line: usize,
    /// Whether it is UTF-8 so far.
    pub(super) is_utf8: bool,
    /// Where the region begins that is being looked at, and its line.
    begin: (usize, usize),
    /// Whether it is not ordinary: nothing may stand above the first section.
    is_odd: bool,
    keys: Keys,
    /// The piece that is being looked at.
    piece: Piece,
}

impl<'n> Draft<'n> {
    /// Starts with nothing.
    pub(super) fn new(kind: FileKind, noted: Option<&'n str>) -> Self {
        Self {
            kind,
            outline: Outline::default(),
            sections: Vec::new(),
            noted,
            names: Vec::new(),
            line: 1,
            is_utf8: true,
            begin: (0, 1),
            is_odd: false,
            keys: Keys::default(),
            piece: Piece::default(),
        }
    }

    /// Starts with nothing of so many bytes. What is asked for is got when it is needed, and need not move when it grows.
    pub(super) fn of(length: usize, kind: FileKind, noted: Option<&'n str>) -> Self {
        let mut draft = Self::new(kind, noted);
        draft.sections.reserve(length / SMALL_SECTION);
        draft.outline.pieces.reserve(length / PIECE);
        if noted.is_some() {
            draft.names.reserve(length / PER_NAME);
        }
        draft
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
        let offset = self.outline.length;
        self.outline.pieces.push((narrow(offset), narrow(self.line)));
        let mut piece = std::mem::take(&mut self.piece);
        piece.look_at(bytes);
        self.is_utf8 &= piece.is_visible || std::str::from_utf8(bytes).is_ok();
        piece.each_line(|Line { start, end, is_calm }| {
            if is_calm {
                self.calm_line(bytes, start, end);
            } else {
                self.other_line(bytes, start, end);
            }
            self.line += 1;
        });
        self.piece = piece;
        self.outline.length += bytes.len();
    }

    /// Looks at a calm line: it is a setting that every tool reads alike if it begins like one.
    fn calm_line(&mut self, bytes: &[u8], start: usize, end: usize) {
        match bytes.get(start) {
            Some(b'\n' | b'\r' | b'#' | b';') | None => {}
            Some(b'[') => self.header_line(bytes, start, end),
            Some(_) => {
                self.is_odd |= self.keys.add(bytes.get(start..).unwrap_or_default());
            }
        }
    }

    fn header_line(&mut self, bytes: &[u8], start: usize, end: usize) {
        let line = bytes.get(start..end).unwrap_or_default();
        match plain::header(line.strip_suffix(b"\r").unwrap_or(line), self.kind) {
            Some((role, name)) => self.header(role, name, self.outline.length + start),
            None => self.is_odd = true,
        }
    }

    /// Looks at a line in which anything may stand.
    fn other_line(&mut self, bytes: &[u8], start: usize, end: usize) {
        let line = bytes.get(start..end).unwrap_or_default();
        // Without a line end behind it a `\r` is a part of the line.
        let is_cut_off = end == bytes.len() && line.ends_with(b"\r");
        match plain::line(line, self.kind).filter(|_| !is_cut_off) {
            Some(Plain::Nothing) => {}
            Some(Plain::Setting) => self.is_odd |= self.keys.add(line),
            Some(Plain::Header(role, name)) => {
                self.header(role, name, self.outline.length + start);
            }
            None => self.is_odd = true,
        }
    }

    fn header(&mut self, role: Role, name: &[u8], start: usize) {
        self.close(start);
        self.begin = (start, self.line);
        self.keys.open();
        if matches!(role, Role::Profile | Role::PlainDefault)
            && self.noted.is_some_and(|beginning| name.starts_with(beginning.as_bytes()))
        {
            self.names.extend_from_slice(name);
            self.names.push(b'\n');
        }
        self.sections.push(Section { hash: hash(role, name), start: narrow(start) });
    }

    /// Ends a region: if it is not ordinary, its section is not either.
    fn close(&mut self, end: usize) {
        let (start, line) = self.begin;
        if std::mem::take(&mut self.is_odd) {
            self.sections.pop_if(|section| wide(section.start) == start);
            self.outline.regions.push(Region { start, end, line });
        }
    }

    /// Ends the part of the file, whose sections cannot be found yet.
    pub(super) fn finish(mut self) -> Outline {
        self.close(self.outline.length);
        self.outline.lines = self.line - 1;
        self.outline.parts.push(self.sections);
        self.outline.names = self.noted.map(|_| vec![self.names]);
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
