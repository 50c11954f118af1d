//! A text on the way from before to after.

use std::ops::Range;

use super::check::is_odd;
use super::row::{BYTE_ORDER_MARK, Row, more_of, rows};
use super::{Edit, EditError, New, spelling};

/// A text and what is to become of each of its lines.
pub(crate) struct Draft<'t> {
    rows: Vec<Row<'t>>,
    fates: Vec<Fate>,
    /// What is put at the start of the file.
    start: Vec<(New, String)>,
}

/// What becomes of a line.
#[derive(Default)]
struct Fate {
    change: Change,
    behind: Vec<(New, String)>,
}

#[derive(Default)]
enum Change {
    #[default]
    None,
    Gone,
    Text(Vec<u8>),
    Cuts(Vec<Range<usize>>),
}

/// The text after the edits, and where each line has gone.
#[derive(Default)]
pub(crate) struct Finished {
    /// The text.
    pub(crate) text: Vec<u8>,
    /// The new number of each old line, from line 1 on; `None` where it is gone.
    pub(crate) moved: Vec<Option<usize>>,
    /// The numbers of the lines that were not there before.
    pub(crate) new: Vec<(usize, New)>,
    lines: usize,
}

impl<'t> Draft<'t> {
    /// Starts with `text` and plans all of `edits`.
    pub(crate) fn new(text: &'t [u8], edits: &[Edit]) -> Result<Self, EditError> {
        let rows: Vec<Row<'t>> = rows(text).collect();
        let fates = rows.iter().map(|_| Fate::default()).collect();
        let mut draft = Self { rows, fates, start: Vec::new() };
        for edit in edits {
            draft.plan(edit)?;
        }
        Ok(draft)
    }

    fn plan(&mut self, edit: &Edit) -> Result<(), EditError> {
        match edit {
            Edit::Value { line, value } => self.value(*line, value),
            Edit::Remove { line } => self.remove(*line),
            Edit::Header { line, header } => self.header(*line, header),
            Edit::Insert { behind, new } => self.insert(*behind, new),
            Edit::Cut { line, bytes } => self.cut(*line, bytes),
            Edit::ByteOrderMark => self.byte_order_mark(),
        }
    }

    fn row(&self, line: usize) -> Result<(usize, Row<'t>), EditError> {
        let place = line.checked_sub(1).ok_or(EditError::NoSuchLine(line))?;
        let row = self.rows.get(place).ok_or(EditError::NoSuchLine(line))?;
        Ok((place, *row))
    }

    /// Decides the fate of a line that nothing else has changed.
    fn change(&mut self, place: usize, change: Change) -> Result<(), EditError> {
        match self.fates.get_mut(place) {
            Some(fate) if matches!(fate.change, Change::None) => fate.change = change,
            Some(_) | None => return Err(EditError::Twice(place + 1)),
        }
        Ok(())
    }

    fn value(&mut self, line: usize, value: &str) -> Result<(), EditError> {
        spelling::value(value)?;
        let (place, row) = self.row(line)?;
        let start = row.value().ok_or(EditError::NoSuchLine(line))?;
        let (key, old) = row.text.split_at_checked(start).ok_or(EditError::NoSuchLine(line))?;
        let space = old.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let space =
            if space == old.len() { b" ".as_slice() } else { old.get(..space).unwrap_or_default() };
        let text = [key, space, value.as_bytes()].concat();
        let is_same = text == row.text.trim_ascii_end();
        self.change(place, if is_same { Change::None } else { Change::Text(text) })?;
        self.remove_more(place)
    }

    fn remove(&mut self, line: usize) -> Result<(), EditError> {
        let (place, _) = self.row(line)?;
        self.change(place, Change::Gone)?;
        self.remove_more(place)
    }

    fn remove_more(&mut self, place: usize) -> Result<(), EditError> {
        more_of(&self.rows, place).into_iter().try_for_each(|more| self.change(more, Change::Gone))
    }

    fn header(&mut self, line: usize, header: &str) -> Result<(), EditError> {
        spelling::header(header)?;
        let (place, row) = self.row(line)?;
        let (start, end) = row.brackets().ok_or(EditError::NoSuchLine(line))?;
        let part = |range: Option<&[u8]>| range.unwrap_or_default().to_vec();
        let mut text = part(row.text.get(..=start));
        text.extend_from_slice(header.as_bytes());
        text.extend(part(row.text.get(end..)));
        self.change(place, if text == row.text { Change::None } else { Change::Text(text) })
    }

    fn insert(&mut self, behind: usize, new: &New) -> Result<(), EditError> {
        let line = new.line()?;
        if behind == 0 {
            self.start.push((new.clone(), line));
            return Ok(());
        }
        let (place, _) = self.row(behind)?;
        let place = more_of(&self.rows, place).pop().unwrap_or(place);
        let fate = self.fates.get_mut(place).ok_or(EditError::NoSuchLine(behind))?;
        fate.behind.push((new.clone(), line));
        Ok(())
    }

    fn cut(&mut self, line: usize, bytes: &Range<usize>) -> Result<(), EditError> {
        let (place, row) = self.row(line)?;
        let text = row.text.get(bytes.clone()).ok_or(EditError::NoSuchLine(line))?;
        let text = std::str::from_utf8(text).map_err(|_| EditError::Visible(line))?;
        if text.is_empty() || !text.chars().all(is_odd) {
            return Err(EditError::Visible(line));
        }
        let fate = self.fates.get_mut(place).ok_or(EditError::NoSuchLine(line))?;
        match &mut fate.change {
            Change::None => fate.change = Change::Cuts(vec![bytes.clone()]),
            Change::Cuts(cuts) if cuts.iter().all(|cut| are_apart(cut, bytes)) => {
                cuts.push(bytes.clone());
            }
            Change::Cuts(_) | Change::Gone | Change::Text(_) => return Err(EditError::Twice(line)),
        }
        Ok(())
    }

    fn byte_order_mark(&mut self) -> Result<(), EditError> {
        let (_, row) = self.row(1)?;
        if row.text.starts_with(BYTE_ORDER_MARK) {
            self.cut(1, &(0..BYTE_ORDER_MARK.len()))
        } else {
            Err(EditError::NoSuchLine(1))
        }
    }

    /// Returns the text after the edits.
    pub(crate) fn finish(self) -> Finished {
        let ending = self.rows.first().map_or(b"\n".as_slice(), |row| row.ending);
        let ending = if ending.is_empty() { b"\n" } else { ending };
        let mut finished = Finished::default();
        for (new, line) in self.start {
            finished.add_new(new, &line, ending);
        }
        for (row, fate) in self.rows.into_iter().zip(self.fates) {
            finished.add_old(row, fate.change);
            let is_last_cut_off = row.ending.is_empty() && !fate.behind.is_empty();
            for (new, line) in fate.behind {
                finished.end_line(ending);
                finished.add_new(
                    new,
                    &line,
                    if row.ending.is_empty() { ending } else { row.ending },
                );
            }
            if is_last_cut_off {
                finished.text.truncate(finished.text.len() - ending.len());
            }
        }
        finished
    }
}

fn are_apart(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.end <= other.start || other.end <= one.start
}

impl Finished {
    fn add_old(&mut self, row: Row<'_>, change: Change) {
        match change {
            Change::Gone => return self.moved.push(None),
            Change::None => self.text.extend_from_slice(row.text),
            Change::Text(text) => self.text.extend(text),
            Change::Cuts(cuts) => {
                let is_kept = |at: usize| !cuts.iter().any(|cut| cut.contains(&at));
                let kept = row.text.iter().enumerate().filter(|(at, _)| is_kept(*at));
                self.text.extend(kept.map(|(_, byte)| *byte));
            }
        }
        self.text.extend_from_slice(row.ending);
        self.lines += 1;
        self.moved.push(Some(self.lines));
    }

    fn add_new(&mut self, new: New, line: &str, ending: &[u8]) {
        self.text.extend_from_slice(line.as_bytes());
        self.text.extend_from_slice(ending);
        self.lines += 1;
        self.new.push((self.lines, new));
    }

    /// Ends the last line of a file that did not.
    fn end_line(&mut self, ending: &[u8]) {
        if self.text.last().is_some_and(|byte| *byte != b'\n') {
            self.text.extend_from_slice(ending);
        }
    }
}
