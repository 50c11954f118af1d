//! Lines of a file as bytes, which may be no UTF-8.

use memchr::{memchr, memchr2};

/// Begins a file for some editors; invisible.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// One line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'t> {
    /// What stands in it.
    pub(super) text: &'t [u8],
    /// `\n`, `\r\n`, or nothing at the end of the file.
    pub(super) ending: &'t [u8],
}

/// Returns the lines of a text.
pub(super) fn rows(text: &[u8]) -> impl Iterator<Item = Row<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
        let (line, behind) = rest.split_at_checked(end).filter(|_| !rest.is_empty())?;
        rest = behind;
        let text = line.strip_suffix(b"\n").unwrap_or(line);
        let text = text.strip_suffix(b"\r").filter(|_| text.len() < line.len()).unwrap_or(text);
        Some(Row { text, ending: line.get(text.len()..)? })
    })
}

impl Row<'_> {
    pub(super) fn is_blank(self) -> bool {
        self.text.trim_ascii().is_empty()
    }

    pub(super) fn is_indented(self) -> bool {
        self.text.starts_with(b" ") || self.text.starts_with(b"\t")
    }

    fn indent(self) -> usize {
        self.text.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    }

    /// Returns whether it is a comment to every tool.
    pub(super) fn is_comment(self) -> bool {
        matches!(self.text, [b'#' | b';', ..])
    }

    /// Returns where the brackets of a header stand that no tool can misread.
    pub(super) fn brackets(self) -> Option<(usize, usize)> {
        let text = self.text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(self.text);
        let start = self.text.len() - text.trim_ascii_start().len();
        self.text.get(start).filter(|byte| **byte == b'[')?;
        let end = memchr(b']', self.text)?;
        let inside = self.text.get(start + 1..end)?;
        let behind = self.text.get(end + 1..)?;
        let is_clear =
            memchr2(b'#', b';', inside).or(memchr(b'[', inside)).or(memchr(b']', behind));
        is_clear.is_none().then_some((start, end))
    }

    /// Returns where the value of a setting begins, with the white space in front of it.
    pub(super) fn value(self) -> Option<usize> {
        let is_setting = !self.is_blank()
            && !matches!(self.text.trim_ascii_start(), [b'#' | b';' | b'[', ..])
            && memchr(b'\r', self.text).is_none();
        let at = memchr2(b'=', b':', self.text).filter(|_| is_setting)?;
        // A tool that knows no `:` would see another key.
        let is_same_to_all = self.text.get(at) == Some(&b'=') || memchr(b'=', self.text).is_none();
        (at > 0 && is_same_to_all).then_some(at + 1)
    }

    /// Returns whether this line goes on with the value whose key stands in `first`.
    pub(super) fn goes_on_with(self, first: Self) -> bool {
        self.is_indented() && !self.is_blank() && self.indent() > first.indent()
    }
}

/// Returns the rows that go on with the setting at `first`, by their places.
pub(super) fn more_of(rows: &[Row<'_>], first: usize) -> Vec<usize> {
    let Some(key) = rows.get(first).filter(|row| row.value().is_some()) else {
        return Vec::new();
    };
    let mut more = Vec::new();
    for (place, row) in rows.iter().enumerate().skip(first + 1) {
        if row.goes_on_with(*key) {
            more.push(place);
        } else if !row.is_blank() && !row.is_comment() {
            break;
        }
    }
    more
}
