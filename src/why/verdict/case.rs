//! One possible cause on its way to a finding.

use std::cmp::Reverse;

use crate::finding::{Evidence, Finding, Severity};
use crate::why::placeholder::{Known, filled};
use crate::why::recognise::Named;
use crate::why::row::Candidate;

use super::SOURCE;

/// One possible cause.
pub(super) struct Case {
    /// One of the causes that DESIGN lists.
    pub(super) cause: &'static str,
    /// What it means.
    pub(super) title: String,
    /// How to tell it from the others.
    pub(super) tell: String,
    /// What mends it.
    pub(super) fix: Vec<String>,
    /// What was seen of it on this machine.
    pub(super) evidence: Vec<Evidence>,
    /// Whether the message itself says that it is this one.
    pub(super) is_said: bool,
    /// Whether AWS has just shown that it is not this one.
    pub(super) is_refuted: bool,
    support: Option<Severity>,
}

impl Case {
    /// Returns what the table says.
    pub(super) fn of(candidate: &Candidate, known: &Known) -> Self {
        Self {
            cause: candidate.cause,
            title: candidate.means.to_owned(),
            tell: candidate.tell.to_owned(),
            fix: candidate.fix.lines().map(|fix| filled(fix, known)).collect(),
            evidence: Vec::new(),
            is_said: false,
            is_refuted: false,
            support: None,
        }
    }

    /// Takes over what the gravest of `local` with the same cause says, if there is one that is more than a note.
    pub(super) fn supported_by(&mut self, local: &[Finding]) {
        let serious = |finding: &&Finding| finding.severity > Severity::Note;
        let same = local.iter().filter(serious).filter(|finding| finding.cause == self.cause);
        // Of equals the first: the checks come in the order of what they matter.
        let Some(finding) = same.min_by_key(|finding| Reverse(finding.severity)) else { return };
        self.support = Some(finding.severity);
        self.evidence.extend(finding.evidence.iter().cloned());
        if self.is_said {
            return;
        }
        self.title.clone_from(&finding.title);
        if !finding.why.is_empty() {
            self.tell.clone_from(&finding.why);
        }
        if !finding.fix.is_empty() {
            self.fix.clone_from(&finding.fix);
        }
    }

    /// Returns what to sort by: said by the message, not refuted by AWS, seen on this machine, and only then the table's order.
    pub(super) fn rank(&self) -> (Reverse<bool>, bool, Reverse<Option<Severity>>) {
        (Reverse(self.is_said), self.is_refuted, Reverse(self.support))
    }

    /// Returns the finding that begins with the error's name and shows its words.
    pub(super) fn first(self, error: &Named) -> Finding {
        let title = format!("{}: {}", error.name, self.title);
        let mut finding = self.finding(error.row.code, Severity::Error);
        finding.title = title;
        finding.evidence.insert(0, Evidence { source: SOURCE, text: error.quote.clone() });
        finding
    }

    /// Returns the finding.
    pub(super) fn finding(self, code: &'static str, severity: Severity) -> Finding {
        Finding {
            code,
            severity,
            cause: self.cause,
            mark: "",
            title: self.title,
            evidence: self.evidence,
            why: self.tell,
            fix: self.fix,
        }
    }
}
