//! All that stands in one file, and where.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::fs::File;
use std::ops::Range;

use foldhash::fast::FixedState;
use rustix::fs::Stat;

use super::calm::line_ends;
use super::on_disk::OnDisk;
use super::outline::{Draft, Outline, Region};
use super::plain;
use super::reading::Reading;
use super::section_name::Role;
use super::text::FileKind;

/// A file in memory, or a large one of which only what somebody asks for is.
pub(crate) struct Contents {
    kept: Kept,
    outline: Outline,
    repeated: OnceCell<Vec<usize>>,
    /// The numbers of lines that somebody asked for.
    lines: RefCell<HashMap<usize, usize, FixedState>>,
}

enum Kept {
    InMemory(String),
    OnDisk(Box<OnDisk>),
}

/// Shows how long it is and not the text, which holds secrets.
impl std::fmt::Debug for Contents {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Contents").field("length", &self.outline.length).finish_non_exhaustive()
    }
}

impl Contents {
    /// Takes the whole text of a file.
    pub(crate) fn in_memory(kind: FileKind, text: String) -> Self {
        let mut draft = Draft::new(kind, None, text.len(), 1);
        draft.begin(0, text.len());
        draft.add(text.as_bytes());
        draft.end();
        Self::new(Kept::InMemory(text), Outline::of([draft]))
    }

    /// Looks through a file once and keeps none of it.
    ///
    /// Returns nothing for one that has to be read whole: it breaks a limit or is no UTF-8, so that somebody has to say
    /// where, or the tools have to look at much of it themselves.
    pub(super) fn on_disk(
        kind: FileKind,
        file: File,
        stat: Stat,
        reading: &Reading,
    ) -> Option<Self> {
        let file = OnDisk::new(file, stat, reading);
        let outline = file.outline(kind)?;
        let is_mostly_ordinary = reading.leaves_on_disk(outline.regions_length(), outline.length);
        let kept = Kept::OnDisk(Box::new(file));
        is_mostly_ordinary.then(|| Self::new(kept, outline))
    }

    fn new(kept: Kept, outline: Outline) -> Self {
        Self { kept, outline, repeated: OnceCell::new(), lines: RefCell::default() }
    }

    /// Returns where the sections are.
    pub(super) const fn outline(&self) -> &Outline {
        &self.outline
    }

    /// Returns the text of a region that each tool has to look at itself.
    pub(super) fn region(&self, region: Region) -> &str {
        match &self.kept {
            Kept::InMemory(text) => text.get(region.start..region.end).unwrap_or_default(),
            Kept::OnDisk(file) => file.piece(region.start, region.end),
        }
    }

    /// Returns the text of the ordinary section that begins at `start`.
    pub(super) fn section(&self, start: usize) -> &str {
        let end = |bytes: &[u8]| header_starts(bytes).find(|start| *start > 0);
        match &self.kept {
            Kept::InMemory(text) => {
                let rest = text.get(start..).unwrap_or_default();
                rest.get(..end(rest.as_bytes()).unwrap_or(rest.len())).unwrap_or_default()
            }
            Kept::OnDisk(file) => file.piece_to(start, end),
        }
    }

    /// Returns the ordinary sections that have this role and name, by where they begin, the last one first.
    pub(super) fn named(&self, role: Role, name: &str) -> impl Iterator<Item = usize> {
        self.outline.named(role, name)
    }

    /// Returns whether there is an ordinary section of this role and name.
    pub(super) fn has(&self, role: Role, name: &str, kind: FileKind) -> bool {
        let header = plain::header_of(role, name, kind);
        let is_it = |start| self.with(start..start + header.len(), |it| it == header.as_bytes());
        self.outline.named(role, name).any(is_it)
    }

    /// Returns the ordinary sections whose header stood in the file already, by where they begin.
    pub(super) fn repeated(&self) -> &[usize] {
        self.repeated.get_or_init(|| self.find_repeated())
    }

    fn find_repeated(&self) -> Vec<usize> {
        let mut repeated = Vec::new();
        for run in self.outline.alike() {
            let mut headers = Vec::new();
            for start in run {
                let header = self.section(start).lines().next().unwrap_or_default();
                if headers.contains(&header) {
                    repeated.push(start);
                } else {
                    headers.push(header);
                }
            }
        }
        repeated.sort_unstable();
        repeated
    }

    /// Hands over where each ordinary section begins, and what stands between its brackets, in the order of the file.
    pub(super) fn each_header(&self, mut take: impl FnMut(usize, &str)) {
        let mut regions = self.outline.regions.iter().peekable();
        self.blocks(|from, block| {
            for at in header_starts(block) {
                let start = from + at;
                while regions.next_if(|region| region.end <= start).is_some() {}
                let is_odd = regions.peek().is_some_and(|region| region.start <= start);
                if let Some(header) = header(block, at).filter(|_| !is_odd) {
                    take(start, header);
                }
            }
        });
    }

    /// Returns the number of the line that begins at `offset`, where a `\n` ends a line.
    pub(super) fn line_at(&self, offset: usize) -> usize {
        if let Some(line) = self.lines.borrow().get(&offset) {
            return *line;
        }
        let (start, line) = self.outline.piece_at(offset);
        let line = line + self.with(start..offset, |bytes| line_ends(bytes).count());
        self.lines.borrow_mut().insert(offset, line);
        line
    }

    /// Returns where a line begins; behind the last one, a place in it.
    pub(super) fn start_of_line(&self, line: usize) -> usize {
        let (start, first, end) = self.outline.piece_of_line(line);
        let Some(nth) = line.saturating_sub(first).checked_sub(1) else { return start };
        self.with(start..end, |bytes| {
            start + line_ends(bytes).nth(nth).map_or(bytes.len().saturating_sub(1), |end| end + 1)
        })
    }

    /// Returns where the ordinary section begins in which the byte at `offset` stands.
    pub(super) fn section_at(&self, offset: usize) -> Option<usize> {
        let sizes = std::iter::successors(Some(4096_usize), |size| size.checked_mul(4));
        for size in sizes {
            let from = offset.saturating_sub(size);
            let found = self.with(from..offset + 1, |bytes| {
                header_starts(bytes).filter(|at| *at > 0 || from == 0).last()
            });
            if found.is_some() || from == 0 {
                return found.map(|at| from + at);
            }
        }
        None
    }

    /// Hands over the file in blocks of whole lines, each with the place where it begins.
    fn blocks(&self, mut take: impl FnMut(usize, &[u8])) {
        match &self.kept {
            Kept::InMemory(text) => take(0, text.as_bytes()),
            Kept::OnDisk(file) => _ = file.blocks(take),
        }
    }

    fn with<T>(&self, range: Range<usize>, look: impl FnOnce(&[u8]) -> T) -> T {
        match &self.kept {
            Kept::InMemory(text) => {
                let end = range.end.min(text.len());
                look(text.as_bytes().get(range.start..end).unwrap_or_default())
            }
            Kept::OnDisk(file) => file.with(range.start, range.end, look),
        }
    }
}

/// Returns where lines begin that could be a header.
fn header_starts(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let starts = std::iter::once(0).chain(line_ends(bytes).map(|end| end + 1));
    starts.filter(|start| bytes.get(*start) == Some(&b'['))
}

/// Returns what stands between the brackets of an ordinary header that begins at `at`.
fn header(block: &[u8], at: usize) -> Option<&str> {
    let rest = block.get(at + 1..)?;
    let end = rest.iter().position(|byte| *byte == b']')?;
    std::str::from_utf8(rest.get(..end)?).ok()
}

#[cfg(test)]
impl Contents {
    /// Takes the whole text of a file and has each tool look at every line itself.
    pub(super) fn without_outline(text: String) -> Self {
        let outline = Outline::of_one_region(text.len());
        Self::new(Kept::InMemory(text), outline)
    }

    /// Returns whether it stays on the disk.
    pub(super) const fn is_on_disk(&self) -> bool {
        matches!(self.kept, Kept::OnDisk(_))
    }
}
