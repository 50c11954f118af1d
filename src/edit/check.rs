//! Makes sure that the tools read an edited text as it is meant.

use std::collections::{BTreeMap, BTreeSet};

use crate::display::is_hidden;
use crate::shared_config::{FileKind, Found, Model, View, section_of};

use super::draft::{Draft, Finished};
use super::{Edit, EditError, New};

/// Those who must read the new text as it is meant.
const VIEWS: [View; 2] = [View::Boto, View::Sdk];

/// Returns whether a character is no part of any name or value that is meant: white space, something that cannot be seen,
/// or a quote.
pub(crate) fn is_odd(character: char) -> bool {
    let is_quote = matches!(character, '"' | '\'' | '\u{2018}'..='\u{201f}' | '«' | '»');
    is_quote || character.is_whitespace() || is_hidden(character)
}

/// Returns `text` without all that is odd.
pub(crate) fn bare(text: &str) -> String {
    text.chars().filter(|character| !is_odd(*character)).collect()
}

/// Returns `text` after `edits`, if every tool then finds exactly what was meant.
///
/// A text that a tool rejects is refused unless `mends`: then the tool may also find more, but never less.
pub(crate) fn edited(
    kind: FileKind,
    text: &[u8],
    edits: &[Edit],
    mends: bool,
) -> Result<Vec<u8>, EditError> {
    let finished = Draft::new(text, edits)?.finish();
    if finished.text == text {
        return Ok(finished.text);
    }
    if !mends && text.contains(&0) {
        return Err(EditError::Refused("there is a NUL byte in the file"));
    }
    let (before, after) = (String::from_utf8_lossy(text), String::from_utf8_lossy(&finished.text));
    for view in VIEWS {
        let old = Model::new(kind, &before, view);
        if let Some((line, reason)) = old.fault.filter(|_| !mends) {
            return Err(EditError::DoesNotParse(line, reason));
        }
        let intended = Intended::new(kind, view, &old, edits, &finished)?;
        let new = Model::new(kind, &after, view);
        if !intended.is(&new, old.fault.is_some()) {
            return Err(EditError::Unintended);
        }
    }
    Ok(finished.text)
}

/// What a tool should find after the edits.
struct Intended {
    lines: BTreeMap<usize, Vec<Found>>,
    /// Lines of which only odd characters are cut: what they mean may become clearer.
    loose: BTreeSet<usize>,
}

impl Intended {
    fn new(
        kind: FileKind,
        view: View,
        old: &Model,
        edits: &[Edit],
        finished: &Finished,
    ) -> Result<Self, EditError> {
        let mut lines = old.lines.clone();
        let mut loose = BTreeSet::new();
        for edit in edits {
            match edit {
                Edit::Value { line, value: new } => set_value(&mut lines, *line, new),
                Edit::Header { line, header } => {
                    lines.insert(*line, vec![section_of(kind, header, view)]);
                }
                Edit::Cut { line, .. } => _ = loose.insert(*line),
                Edit::ByteOrderMark => _ = loose.insert(1),
                Edit::Remove { .. } | Edit::Insert { .. } => {}
            }
        }
        let moved = |line: usize| finished.moved.get(line.checked_sub(1)?).copied().flatten();
        let mut intended = Self {
            lines: moved_lines(lines, moved)?,
            loose: loose.into_iter().filter_map(moved).collect(),
        };
        intended.add(kind, view, &finished.new);
        Ok(intended)
    }

    fn add(&mut self, kind: FileKind, view: View, new: &[(usize, New)]) {
        for (line, new) in new {
            let found = match new {
                New::Blank => continue,
                New::Header(header) => section_of(kind, header, view),
                New::Setting { key, value } => {
                    let section = self.section_above(*line);
                    Found::Setting { section, key: key.clone(), value: value.clone() }
                }
            };
            self.lines.insert(*line, vec![found]);
        }
    }

    fn section_above(&self, line: usize) -> usize {
        let is_section = |found: &[Found]| matches!(found, [Found::Section { .. }, ..]);
        let above = self.lines.range(..line).rev();
        above.filter(|(_, found)| is_section(found)).map(|(line, _)| *line).next().unwrap_or(0)
    }

    /// Returns whether this is what was found; `may_find_more` where the tool has found nothing before.
    fn is(&self, found: &Model, may_find_more: bool) -> bool {
        if found.fault.is_some() && !may_find_more {
            return false;
        }
        let is_kept = self.lines.iter().all(|(line, intended)| {
            let found = found.lines.get(line).map(Vec::as_slice).unwrap_or_default();
            found == intended || (self.loose.contains(line) && is_as_good(intended, found))
        });
        let mut more = found.lines.keys().filter(|line| !self.lines.contains_key(line));
        is_kept && (may_find_more || more.all(|line| self.loose.contains(line)))
    }
}

fn set_value(lines: &mut BTreeMap<usize, Vec<Found>>, line: usize, new: &str) {
    for found in lines.get_mut(&line).into_iter().flatten() {
        if let Found::Setting { value, .. } = found {
            new.clone_into(value);
        }
    }
}

/// Returns what was found under the new numbers of its lines. What stays must not lose its section.
fn moved_lines(
    lines: BTreeMap<usize, Vec<Found>>,
    moved: impl Fn(usize) -> Option<usize>,
) -> Result<BTreeMap<usize, Vec<Found>>, EditError> {
    let mut all = BTreeMap::new();
    for (line, mut founds) in lines {
        let Some(line) = moved(line) else { continue };
        for found in &mut founds {
            if let Found::Setting { section, .. } = found {
                *section = moved(*section).ok_or(EditError::Unintended)?;
            }
        }
        all.insert(line, founds);
    }
    Ok(all)
}

/// Returns whether the same things were found, but for odd characters.
fn is_as_good(intended: &[Found], found: &[Found]) -> bool {
    intended.len() == found.len()
        && intended.iter().zip(found).all(|pair| match pair {
            (Found::Section { .. }, Found::Section { .. }) => pair.0 == pair.1,
            (
                Found::Setting { section, key, value },
                Found::Setting { section: new_section, key: new_key, value: new_value },
            ) => {
                section == new_section
                    && bare(key) == bare(new_key)
                    && bare(value) == bare(new_value)
            }
            (Found::Section { .. }, Found::Setting { .. })
            | (Found::Setting { .. }, Found::Section { .. }) => false,
        })
}
