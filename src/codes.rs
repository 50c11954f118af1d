//! Every code that a finding may have, from the tables they come from.

use std::borrow::Cow;

use serde_json::{Value, json};

use crate::diagnostic::code::{self, Code};
use crate::doctor::about::about;
use crate::finding::Severity;
use crate::shared_config;
use crate::why;

/// One code.
pub(crate) struct Known {
    /// Its name, which never changes.
    pub(crate) name: &'static str,
    /// How much it matters.
    pub(crate) severity: Severity,
    /// One of the causes that DESIGN lists.
    pub(crate) cause: &'static str,
    /// What it is, which tool does what, and how it comes about.
    pub(crate) about: Cow<'static, str>,
    /// What may be behind it, where that is more than one thing: cause, meaning, how to tell it, what mends it.
    pub(crate) candidates: &'static [why::Candidate],
}

impl Known {
    /// Returns the code in the shape that `awsp help json` documents.
    pub(crate) fn to_json(&self) -> Value {
        let candidates = self.candidates.iter().map(|candidate| {
            json!({
                "cause": candidate.cause,
                "title": candidate.means,
                "why": candidate.tell,
                "fix": candidate.fix,
            })
        });
        json!({
            "code": self.name,
            "severity": self.severity.word(),
            "cause": self.cause,
            "about": self.about,
            "candidates": candidates.collect::<Vec<_>>(),
        })
    }

    /// Returns what may be behind it, for people; empty where the code says that itself.
    pub(crate) fn causes(&self) -> String {
        let lines = self.candidates.iter().flat_map(|candidate| {
            let hints =
                candidate.fix.lines().map(|fix| format!("  hint: {}", why::with_blanks(fix)));
            let head = [
                format!("{}: {}", candidate.cause, candidate.means),
                format!("  tell: {}", candidate.tell),
            ];
            head.into_iter().chain(hints)
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// Returns every code, by table: what variables and files show, what AWS says, what stands in files, what errors mean.
pub(crate) fn all() -> impl Iterator<Item = Known> {
    let checks = code::all().map(of_check);
    let rules = shared_config::rules().map(|(name, severity, cause, about)| Known {
        name,
        severity,
        cause,
        about: Cow::Owned(about),
        candidates: &[],
    });
    checks.chain(rules).chain(why::rows().map(of_row))
}

fn of_check(code: Code) -> Known {
    Known {
        name: code.name(),
        severity: code.severity(),
        cause: code.cause(),
        about: Cow::Borrowed(about(code.name()).unwrap_or_default()),
        candidates: &[],
    }
}

fn of_row(row: &'static why::Row) -> Known {
    let codes = if row.codes.is_empty() {
        String::new()
    } else {
        format!(" AWS's codes for it: {}.", row.codes.replace(' ', ", "))
    };
    Known {
        name: row.code,
        severity: Severity::Error,
        cause: row.candidates.first().map_or("", |candidate| candidate.cause),
        about: Cow::Owned(format!("An error of AWS's or of a tool: {}.{codes}", row.name)),
        candidates: row.candidates,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_is_there_once_and_says_what_it_is() {
        let names: Vec<&str> = all().map(|code| code.name).collect();
        let distinct: BTreeSet<&str> = names.iter().copied().collect();

        assert_eq!(distinct.len(), names.len());
        assert!(names.len() > 150, "{}", names.len());
        for code in all() {
            assert!(
                code.about.len() > 20 && code.about.ends_with(['.', '`', ')']),
                "{}",
                code.name
            );
            assert!(!code.cause.is_empty(), "{}", code.name);
        }
    }
}
