//! The numbers of lines, as the tool counts them: to some a carriage return that stands alone ends one.

use super::super::contents::Contents;
use super::{Index, Segment};

impl<'t> Index<'t> {
    /// Notes that the tool counts `more` lines more from `start` on.
    pub(in super::super) fn count_more_lines(&mut self, start: usize, more: usize) {
        let before = self.more_lines_at(start);
        self.more_lines.push((start, before + more));
    }

    /// Returns how many lines more than line ends the tool has counted above `start`.
    pub(in super::super) fn more_lines_at(&self, start: usize) -> usize {
        let behind = self.more_lines.partition_point(|(from, _)| *from <= start);
        let last = behind.checked_sub(1).and_then(|at| self.more_lines.get(at));
        last.map_or(0, |(_, more)| *more)
    }

    /// Returns the line at which an ordinary section begins.
    pub(in super::super) fn line_of(&self, start: usize) -> Option<usize> {
        Some(self.contents?.line_at(start) + self.more_lines_at(start))
    }

    /// Returns the section in which `line` stands, as the tool counts lines.
    pub(in super::super) fn segment_at(&self, line: usize) -> Option<Segment<'t>> {
        let contents = self.contents?;
        let offset = contents.start_of_line(self.by_line_ends(contents, line));
        match contents.outline().region_at(offset) {
            Some(region) => {
                let is_above = |own: &&Segment<'t>| own.start >= region.start && own.line <= line;
                self.own.iter().rfind(is_above).cloned()
            }
            None => contents.section_at(offset).and_then(|start| self.ordinary_at(start)),
        }
    }

    /// Returns the number of a line by line ends alone.
    fn by_line_ends(&self, contents: &Contents, line: usize) -> usize {
        let mut before = 0;
        for (start, more) in &self.more_lines {
            let next = contents.line_at(*start);
            if line < next + more {
                return (line - before).min(next - 1);
            }
            before = *more;
        }
        line - before
    }
}
