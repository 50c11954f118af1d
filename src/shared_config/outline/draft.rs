//! What one pass over a file finds, or over parts of it.

use super::super::calm::{Line, Piece};
use super::super::plain::{self, Plain};
use super::super::section_name::Role;
use super::super::text::FileKind;
use super::buckets::{Buckets, Section};
use super::keys::Keys;
use super::{Region, hash, narrow};

/// How many bytes are looked at as one piece, more or less.
const PIECE: usize = 4096;

/// Hardly any file has a byte of a name for less than so many bytes, on the average.
const PER_NAME: usize = 4;

/// A part of a file, which begins where the file does or with a header that every tool knows.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// Where it begins in the file, in bytes.
    pub(super) start: usize,
    /// Where what was looked at so far ends.
    pub(super) end: usize,
    /// The number of the line there; the first one of the part is 1.
    pub(super) line: usize,
    /// The regions in it.
    pub(super) regions: Vec<Region>,
    /// Where each of its pieces begins, and the number of its first line.
    pub(super) pieces: Vec<(u32, u32)>,
    /// The names of its ordinary profiles, a line each, if somebody wants them.
    pub(super) names: Option<Vec<u8>>,
}

/// Draws the outline of parts of a file, which come one behind the other and in blocks of whole lines.
pub(in super::super) struct Draft<'n> {
    kind: FileKind,
    /// How the names of profiles begin that are noted.
    noted: Option<&'n str>,
    /// The ordinary sections of all parts.
    pub(super) sections: Buckets,
    /// The parts that are done.
    pub(super) parts: Vec<Part>,
    /// The one that is being looked at.
    part: Part,
    /// Whether all is UTF-8 so far.
    pub(in super::super) is_utf8: bool,
    /// Where the region begins that is being looked at, and its line.
    begin: (usize, usize),
    /// Its section, if it has one.
    section: Option<Section>,
    /// Whether it is not ordinary: nothing may stand above the first section.
    is_odd: bool,
    keys: Keys,
    /// The piece that is being looked at.
    piece: Piece,
}

impl<'n> Draft<'n> {
    /// Starts with nothing of a file of so many bytes, which so many threads share.
    pub(in super::super) fn new(
        kind: FileKind,
        noted: Option<&'n str>,
        length: usize,
        threads: usize,
    ) -> Self {
        Self {
            kind,
            noted,
            sections: Buckets::new(length, threads),
            parts: Vec::new(),
            part: Part::default(),
            is_utf8: true,
            begin: (0, 1),
            section: None,
            is_odd: false,
            keys: Keys::default(),
            piece: Piece::default(),
        }
    }

    /// Begins a part of so many bytes. Room for it is got when it is needed, and what is in it need not move when it grows.
    pub(in super::super) fn begin(&mut self, start: usize, length: usize) {
        let names = self.noted.map(|_| Vec::with_capacity(length / PER_NAME));
        let pieces = Vec::with_capacity(length / PIECE + 1);
        self.part = Part { start, end: start, line: 1, regions: Vec::new(), pieces, names };
        self.begin = (start, 1);
        self.keys.close();
    }

    /// Ends the part.
    pub(in super::super) fn end(&mut self) {
        self.close(self.part.end);
        self.parts.push(std::mem::take(&mut self.part));
    }

    /// Adds the next lines of the part. Only the last one of the file may lack its line end.
    pub(in super::super) fn add(&mut self, block: &[u8]) {
        let mut rest = block;
        while let Some((piece, behind)) =
            rest.split_at_checked(cut(rest)).filter(|_| !rest.is_empty())
        {
            self.piece(piece);
            rest = behind;
        }
    }

    fn piece(&mut self, bytes: &[u8]) {
        self.part.pieces.push((narrow(self.part.end), narrow(self.part.line)));
        let mut piece = std::mem::take(&mut self.piece);
        piece.look_at(bytes);
        self.is_utf8 &= piece.is_visible || std::str::from_utf8(bytes).is_ok();
        let mut number = self.part.line;
        piece.each_line(|line| {
            if line.is_calm {
                self.calm_line(bytes, line, number);
            } else {
                self.other_line(bytes, line, number);
            }
            number += 1;
        });
        self.part.line = number;
        self.piece = piece;
        self.part.end += bytes.len();
    }

    /// Looks at a calm line: it is a setting that every tool reads alike if it begins like one.
    #[inline]
    fn calm_line(&mut self, bytes: &[u8], line: Line, number: usize) {
        let rest = bytes.get(line.start..).unwrap_or_default();
        match rest {
            [b'\n' | b'\r' | b'#' | b';', ..] | [] => {}
            [b'[', ..] => self.header_line(bytes, line, number),
            [..] => self.is_odd |= self.keys.add(rest),
        }
    }

    fn header_line(&mut self, bytes: &[u8], Line { start, end, .. }: Line, number: usize) {
        let line = bytes.get(start..end).unwrap_or_default();
        match plain::header(line.strip_suffix(b"\r").unwrap_or(line), self.kind) {
            Some((role, name)) => self.header(role, name, (self.part.end + start, number)),
            None => self.is_odd = true,
        }
    }

    /// Looks at a line in which anything may stand.
    fn other_line(&mut self, bytes: &[u8], Line { start, end, .. }: Line, number: usize) {
        let line = bytes.get(start..end).unwrap_or_default();
        // Without a line end behind it a `\r` is a part of the line.
        let is_cut_off = end == bytes.len() && line.ends_with(b"\r");
        match plain::line(line, self.kind).filter(|_| !is_cut_off) {
            Some(Plain::Nothing) => {}
            Some(Plain::Setting) => self.is_odd |= self.keys.add(line),
            Some(Plain::Header(role, name)) => {
                self.header(role, name, (self.part.end + start, number));
            }
            None => self.is_odd = true,
        }
    }

    fn header(&mut self, role: Role, name: &[u8], begin: (usize, usize)) {
        self.close(begin.0);
        self.begin = begin;
        self.keys.open();
        if matches!(role, Role::Profile | Role::PlainDefault)
            && let (Some(names), Some(beginning)) = (&mut self.part.names, self.noted)
            && name.starts_with(beginning.as_bytes())
        {
            // Byte by byte: for the few of a name, musl's `memcpy` takes longer.
            names.extend(name.iter().chain(b"\n"));
        }
        self.section = Some(Section { hash: hash(role, name), start: narrow(begin.0) });
    }

    /// Ends a region: if it is not ordinary, its section is not either.
    fn close(&mut self, end: usize) {
        let section = self.section.take();
        if std::mem::take(&mut self.is_odd) {
            let (start, line) = self.begin;
            self.part.regions.push(Region { start, end, line });
        } else if let Some(section) = section {
            self.sections.add(section);
        }
    }
}

/// Returns how long the first piece is, which ends with a line.
fn cut(block: &[u8]) -> usize {
    let behind = block.get(PIECE..).unwrap_or_default();
    behind.iter().position(|byte| *byte == b'\n').map_or(block.len(), |end| PIECE + end + 1)
}
