//! Lines of a file, as the tools split it.

/// One line, without its ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'t> {
    /// Its number, from 1.
    pub(super) number: usize,
    /// Where it begins, in bytes from the start of the file.
    pub(super) start: usize,
    /// What stands in it.
    pub(super) text: &'t str,
    /// The bytes that end it: `\n`, `\r\n`, or nothing at the end of the file.
    pub(super) ending: &'t str,
}

impl<'t> Line<'t> {
    /// Returns the line as it is, or the lines Python makes of it: it also ends one at a `\r` that stands alone.
    pub(super) fn pieces(self, at_carriage_returns: bool) -> impl Iterator<Item = &'t str> {
        self.text.splitn(if at_carriage_returns { usize::MAX } else { 1 }, '\r')
    }

    /// Returns whether a `\r` stands alone in it.
    pub(super) fn has_carriage_return(self) -> bool {
        self.text.contains('\r')
    }
}

/// Returns `text` without what a tool takes as white space around it, which a space is to all of them.
///
/// Nearly always there is one space or none, and then no character has to be looked at.
pub(super) fn trimmed(text: &str, is_space: impl Fn(char) -> bool) -> &str {
    let text = text.strip_prefix(' ').unwrap_or(text);
    let text = text.strip_suffix(' ').unwrap_or(text);
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        [] => text,
        [_, ..] => text.trim_matches(is_space),
    }
}

/// Returns whether a byte may begin a comment.
pub(super) const fn is_mark(byte: u8) -> bool {
    matches!(byte, b'#' | b';')
}

/// Returns where bytes stand that may begin a comment.
pub(super) fn marks(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.bytes().enumerate();
    bytes.filter(|(_, byte)| is_mark(*byte)).map(|(at, _)| at)
}

/// The lines of a file, ended by `\n` or `\r\n`.
#[derive(Clone, Debug)]
pub(super) struct Lines<'t> {
    rest: &'t str,
    number: usize,
    start: usize,
}

impl<'t> Lines<'t> {
    /// Starts with line 1 at the start of `text`.
    pub(super) fn new(text: &'t str) -> Self {
        Self::from(text, 1, 0)
    }

    /// Starts with line `number`, which begins `start` bytes into its file.
    pub(super) fn from(text: &'t str, number: usize, start: usize) -> Self {
        Self { rest: text, number, start }
    }
}

impl<'t> Iterator for Lines<'t> {
    type Item = Line<'t>;

    fn next(&mut self) -> Option<Line<'t>> {
        if self.rest.is_empty() {
            return None;
        }
        let end = self.rest.find('\n').map_or(self.rest.len(), |end| end + 1);
        let (line, rest) = self.rest.split_at_checked(end)?;
        let text =
            line.strip_suffix('\n').map_or(line, |text| text.strip_suffix('\r').unwrap_or(text));
        let (text, ending) = line.split_at_checked(text.len())?;
        let line = Line { number: self.number, start: self.start, text, ending };
        self.rest = rest;
        self.number += 1;
        self.start += end;
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_end_at_newlines_only() {
        let texts: Vec<&str> = Lines::new("a\r\nb\rc\n\nd\r").map(|line| line.text).collect();

        assert_eq!(texts, ["a", "b\rc", "", "d\r"]);
    }

    proptest! {
        #[test]
        fn lines_give_back_the_whole_text(text in "[\\[\\]a= \t\r\n#é\u{feff}\0]{0,80}") {
            let mut again = String::new();
            for (index, line) in Lines::new(&text).enumerate() {
                prop_assert_eq!(line.number, index + 1);
                prop_assert_eq!(line.start, again.len());
                again.push_str(line.text);
                again.push_str(line.ending);
            }
            prop_assert_eq!(again, text);
        }
    }
}
