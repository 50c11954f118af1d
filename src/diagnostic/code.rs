//! The table of all findings: a code that never changes, how much it matters, its cause and its word in the prompt.

mod asked;
mod examined;
mod prompt;

use crate::finding::{Evidence, Finding, Severity};
use crate::source::Source;

pub(crate) use asked::*;
pub(crate) use examined::*;
pub(crate) use prompt::*;

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Code {
    name: &'static str,
    severity: Severity,
    cause: &'static str,
    mark: &'static str,
}

/// Returns every code.
pub(crate) fn all() -> impl Iterator<Item = Code> {
    [PROMPT, EXAMINED, ASKED].into_iter().flatten().copied()
}

const fn error(name: &'static str, cause: &'static str, mark: &'static str) -> Code {
    Code { name, severity: Severity::Error, cause, mark }
}

const fn warning(name: &'static str, cause: &'static str, mark: &'static str) -> Code {
    Code { name, severity: Severity::Warning, cause, mark }
}

/// Returns a row of the doctor's alone.
const fn unmarked_error(name: &'static str, cause: &'static str) -> Code {
    error(name, cause, "")
}

/// Returns a row of the doctor's alone.
const fn unmarked_warning(name: &'static str, cause: &'static str) -> Code {
    warning(name, cause, "")
}

/// Returns a row that takes AWS's own word, which the prompt never asks for.
const fn said(name: &'static str, severity: Severity, cause: &'static str) -> Code {
    Code { name, severity, cause, mark: "" }
}

/// Returns a row about which the prompt stays silent.
const fn note(name: &'static str, cause: &'static str) -> Code {
    Code { name, severity: Severity::Note, cause, mark: "" }
}

impl Code {
    /// Returns the name of this kind, which never changes.
    pub(crate) const fn name(self) -> &'static str {
        self.name
    }

    /// Returns how much it matters.
    pub(crate) const fn severity(self) -> Severity {
        self.severity
    }

    /// Returns one of the causes that DESIGN lists.
    pub(crate) const fn cause(self) -> &'static str {
        self.cause
    }

    /// Returns a finding of this kind.
    pub(crate) fn finding(self, title: impl Into<String>) -> Finding {
        Finding {
            code: self.name,
            severity: self.severity,
            cause: self.cause,
            mark: self.mark,
            title: title.into(),
            evidence: Vec::new(),
            why: String::new(),
            fix: Vec::new(),
        }
    }
}

impl Finding {
    /// Also says why it matters.
    pub(crate) fn why(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }

    /// Also names a command that mends it.
    pub(crate) fn fix(mut self, command: impl Into<String>) -> Self {
        self.fix.push(command.into());
        self
    }

    /// Also shows what it was concluded from; a secret only masked.
    pub(crate) fn seen(mut self, source: Source, text: impl Into<String>) -> Self {
        self.evidence.push(Evidence { source, text: text.into() });
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_stands_once_in_the_list_of_all() {
        let sources = [
            include_str!("code/prompt.rs"),
            include_str!("code/examined.rs"),
            include_str!("code/asked.rs"),
        ];
        let rows = sources.concat().split('"').filter(|text| text.starts_with("AWSP-")).count();
        let mut codes: Vec<&str> = all().map(Code::name).collect();
        assert_eq!(codes.len(), rows);

        codes.sort_unstable();
        codes.dedup();

        assert_eq!(codes.len(), rows);
        assert!(rows > 100);
    }

    #[test]
    fn the_readme_explains_every_mark() {
        let readme = include_str!("../../README.md");
        let marks: Vec<&str> =
            all().map(|code| code.mark).filter(|mark| !mark.is_empty()).collect();

        assert!(marks.len() > 20);
        for mark in marks {
            assert!(readme.contains(&format!("`⚠ {mark}`")), "{mark}");
        }
    }

    #[test]
    fn notes_stay_out_of_the_prompt() {
        assert_eq!(SECRET_ALONE.finding("").mark, "");
        assert_eq!(SECRET_ALONE.finding("").severity, Severity::Note);
    }
}
