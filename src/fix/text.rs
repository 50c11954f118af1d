//! The lines of a file, with the headers they stand below.

/// One line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    /// Its number, from 1.
    pub(super) number: usize,
    /// What stands in it, without the line end.
    pub(super) text: &'t str,
}

/// A header and the lines below it.
#[derive(Clone, Debug)]
pub(super) struct Section<'t> {
    /// The line of the header.
    pub(super) line: Line<'t>,
    /// What stands between its brackets.
    pub(super) header: &'t str,
    /// The lines below it.
    pub(super) body: Vec<Line<'t>>,
}

/// A file.
#[derive(Clone, Debug)]
pub(super) struct FileText<'t> {
    /// All its lines.
    pub(super) lines: Vec<Line<'t>>,
    /// Its sections.
    pub(super) sections: Vec<Section<'t>>,
}

impl<'t> FileText<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let numbered = text.split_inclusive('\n').zip(1..);
        let lines: Vec<Line<'t>> =
            numbered.map(|(text, number)| Line { number, text: without_ending(text) }).collect();
        let mut sections: Vec<Section<'t>> = Vec::new();
        for line in &lines {
            if let Some(header) = line.header() {
                sections.push(Section { line: *line, header, body: Vec::new() });
            } else if let Some(section) = sections.last_mut() {
                section.body.push(*line);
            }
        }
        Self { lines, sections }
    }
}

/// A `\r` belongs to a line that nothing else ends.
fn without_ending(line: &str) -> &str {
    let text = line.strip_suffix('\n');
    text.map_or(line, |text| text.strip_suffix('\r').unwrap_or(text))
}

impl<'t> Line<'t> {
    /// Returns what stands between brackets in the first column that no tool can misread.
    pub(super) fn header(self) -> Option<&'t str> {
        let header = self.text.trim_end().strip_prefix('[')?.strip_suffix(']')?;
        (!header.contains(['[', ']', '#', ';', '\r'])).then_some(header)
    }

    pub(super) fn is_comment(self) -> bool {
        self.text.trim_start().starts_with(['#', ';'])
    }

    pub(super) fn is_blank(self) -> bool {
        self.text.trim().is_empty()
    }

    pub(super) fn is_indented(self) -> bool {
        self.text.starts_with([' ', '\t'])
    }

    /// Returns key and value of a setting that begins in the first column, with all that is around them.
    pub(super) fn setting(self) -> Option<(&'t str, &'t str)> {
        let is_other = self.is_comment() || self.is_indented() || self.text.starts_with('[');
        let (key, value) = self.text.split_once('=').filter(|_| !is_other)?;
        (!key.contains(':')).then_some((key, value))
    }
}

impl<'t> Section<'t> {
    /// Returns the lines that mean something.
    pub(super) fn meaning(&self) -> impl Iterator<Item = Line<'t>> {
        let lines = self.body.iter().copied();
        lines.filter(|line| !line.is_blank() && (line.is_indented() || !line.is_comment()))
    }

    /// Returns the keys, as they are written.
    pub(super) fn keys(&self) -> impl Iterator<Item = &'t str> {
        self.body.iter().filter_map(|line| Some(line.setting()?.0.trim()))
    }
}
