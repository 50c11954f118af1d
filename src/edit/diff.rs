//! What an edit changes, for a person: no secret in it, and nothing that acts on a terminal.

mod line;

use std::fmt::Write as _;

use super::row::{Row, rows};

use line::shown;

/// How many lines are shown around a change.
const CONTEXT: usize = 2;

/// How far two texts may go apart and still be brought together again.
const REACH: usize = 400;

/// How many lines must be the same for two texts to be together again.
const TOGETHER: usize = 2;

/// A run of lines, before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Hunk {
    old: (usize, usize),
    new: (usize, usize),
}

/// Returns what has changed between two texts of the file that is shown as `name`, in the form of `diff -u`; empty if nothing
/// has.
pub(crate) fn diff(name: &str, before: &[u8], after: &[u8]) -> String {
    let (old, new): (Vec<Row<'_>>, Vec<Row<'_>>) = (rows(before).collect(), rows(after).collect());
    let hunks = hunks(&old, &new);
    let mut text = String::new();
    if !hunks.is_empty() {
        let name = crate::display::escaped(name);
        _ = writeln!(text, "--- {name}\n+++ {name}");
    }
    for group in hunks.chunk_by(|one, other| other.old.0 - one.old.1 <= 2 * CONTEXT) {
        render(&mut text, group, &old, &new);
    }
    text
}

fn hunks(old: &[Row<'_>], new: &[Row<'_>]) -> Vec<Hunk> {
    let (mut at, mut hunks) = ((0, 0), Vec::new());
    while at.0 < old.len() || at.1 < new.len() {
        if is_same(old.get(at.0), new.get(at.1)) {
            at = (at.0 + 1, at.1 + 1);
            continue;
        }
        let end = together(old, new, at).unwrap_or((old.len(), new.len()));
        hunks.push(Hunk { old: (at.0, end.0), new: (at.1, end.1) });
        at = end;
    }
    hunks
}

fn is_same(old: Option<&Row<'_>>, new: Option<&Row<'_>>) -> bool {
    old.map(|row| (row.text, row.ending)) == new.map(|row| (row.text, row.ending))
}

/// Returns the nearest place from which both texts go on with the same lines, or end.
fn together(old: &[Row<'_>], new: &[Row<'_>], at: (usize, usize)) -> Option<(usize, usize)> {
    let goes_on = |(one, other): (usize, usize)| {
        one <= old.len()
            && other <= new.len()
            && (0..TOGETHER).all(|more| is_same(old.get(one + more), new.get(other + more)))
    };
    let steps =
        (1..=REACH).flat_map(|distance| (0..=distance).map(move |old| (old, distance - old)));
    steps.map(|(one, other)| (at.0 + one, at.1 + other)).find(|place| goes_on(*place))
}

fn render(text: &mut String, group: &[Hunk], old: &[Row<'_>], new: &[Row<'_>]) {
    let ([first, ..], [.., last]) = (group, group) else { return };
    let lead = first.old.0.min(CONTEXT);
    let trail = (old.len() - last.old.1).min(CONTEXT);
    let of = |start: usize, end: usize| format!("{},{}", start + 1, end - start);
    let old_range = of(first.old.0 - lead, last.old.1 + trail);
    let new_range = of(first.new.0 - lead, last.new.1 + trail);
    _ = writeln!(text, "@@ -{old_range} +{new_range} @@");
    let mut at = first.old.0 - lead;
    for hunk in group {
        lines(text, ' ', old, (at, hunk.old.0));
        lines(text, '-', old, hunk.old);
        lines(text, '+', new, hunk.new);
        at = hunk.old.1;
    }
    lines(text, ' ', old, (at, at + trail));
}

fn lines(text: &mut String, mark: char, rows: &[Row<'_>], (start, end): (usize, usize)) {
    for row in rows.get(start..end).unwrap_or_default() {
        text.push(mark);
        text.push_str(&shown(row.text));
        text.push('\n');
    }
}

#[cfg(test)]
mod tests;
