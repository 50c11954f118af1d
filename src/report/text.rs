//! Findings for people: what is wrong and what to type in the first lines, the rest below.

use crate::code;
use crate::finding::{Finding, Severity};
use crate::inputs::Inputs;

/// How many places of a finding that is not the first are shown.
const MOST_PLACES: usize = 3;

/// Returns the lines of a finding in full: what is wrong, what to type, where it was seen, why it matters.
pub(crate) fn in_full(finding: &Finding, inputs: &Inputs) -> Vec<String> {
    let mut lines = vec![headline(finding)];
    lines.extend(hints(finding, inputs));
    lines.extend(seen(finding, usize::MAX));
    lines.push(format!("why:  {}", finding.why));
    lines
}

/// Returns the lines of a finding that others come before: of a note only what it is and what to type.
pub(crate) fn in_brief(finding: &Finding, inputs: &Inputs) -> Vec<String> {
    if finding.severity == Severity::Error {
        return in_full(finding, inputs);
    }
    let mut lines = vec![headline(finding)];
    lines.extend(hints(finding, inputs).into_iter().take(1));
    if finding.severity == Severity::Warning {
        lines.extend(seen(finding, MOST_PLACES));
        lines.push(format!("why:  {}", finding.why));
    }
    lines
}

/// Returns the line that says what is wrong, with the code that `awsp explain-code` knows.
pub(crate) fn headline(finding: &Finding) -> String {
    format!("{}[{}]: {}", finding.severity.word(), finding.code, finding.title)
}

/// Returns what to type, in the words of the user's shell.
pub(crate) fn hints(finding: &Finding, inputs: &Inputs) -> Vec<String> {
    finding.fix.iter().map(|fix| format!("hint: {}", code::own_words(fix, inputs))).collect()
}

fn seen(finding: &Finding, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = finding
        .evidence
        .iter()
        .take(most)
        .map(|seen| format!("seen: {}: {}", seen.source, seen.text))
        .collect();
    if let Some(more) = finding.evidence.len().checked_sub(most).filter(|more| *more > 0) {
        lines.push(format!("seen: and in {more} more places (--json lists them)"));
    }
    lines
}
