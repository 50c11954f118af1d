//! The table of all findings: a code that never changes, how much it matters, its cause and its word in the prompt.

use crate::finding::{Evidence, Finding, Severity};
use crate::source::Source;

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Code {
    code: &'static str,
    severity: Severity,
    cause: &'static str,
    mark: &'static str,
}

/// Keys in variables win over the selected profile.
pub(crate) const KEYS_OVERRIDE_PROFILE: Code =
    warning("AWSP-W001", "overridden-by-environment", "keys");

const fn error(code: &'static str, cause: &'static str, mark: &'static str) -> Code {
    Code { code, severity: Severity::Error, cause, mark }
}

const fn warning(code: &'static str, cause: &'static str, mark: &'static str) -> Code {
    Code { code, severity: Severity::Warning, cause, mark }
}

/// Returns a row about which the prompt stays silent.
const fn note(code: &'static str, cause: &'static str) -> Code {
    Code { code, severity: Severity::Note, cause, mark: "" }
}

impl Code {
    /// Returns a finding of this kind.
    pub(crate) fn finding(self, title: impl Into<String>) -> Finding {
        Finding {
            code: self.code,
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
