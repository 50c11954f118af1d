//! What awsp has to say about a set-up: one shape for text and JSON.

use serde_json::{Value, json};

use crate::source::Source;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    /// Worth knowing.
    Note,
    /// The next call is not what one would think.
    Warning,
    /// The next call fails.
    Error,
}

impl Severity {
    /// Returns the word used in JSON.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing that was seen, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Evidence {
    /// Where it was seen.
    pub(crate) source: Source,
    /// What was seen; a secret only masked.
    pub(crate) text: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    /// A name that never changes, such as `AWSP-W001`.
    pub(crate) code: &'static str,
    /// How much it matters.
    pub(crate) severity: Severity,
    /// One of the causes that DESIGN lists, such as `overridden-by-environment`.
    pub(crate) cause: &'static str,
    /// The word for it in the prompt, such as `keys`; empty where the prompt stays silent.
    pub(crate) mark: &'static str,
    /// The whole thing in one line.
    pub(crate) title: String,
    /// What it was concluded from.
    pub(crate) evidence: Vec<Evidence>,
    /// Why it matters: which tool does what.
    pub(crate) why: String,
    /// Commands that mend it.
    pub(crate) fix: Vec<String>,
}

impl Finding {
    /// Returns the finding in the shape that `awsp help json` documents.
    pub(crate) fn to_json(&self) -> Value {
        let evidence: Vec<Value> = self
            .evidence
            .iter()
            .map(|seen| json!({"source": seen.source.to_json(), "text": seen.text}))
            .collect();
        json!({
            "code": self.code,
            "severity": self.severity.word(),
            "cause": self.cause,
            "title": self.title,
            "evidence": evidence,
            "why": self.why,
            "fix": self.fix,
        })
    }
}

/// Every cause that a finding may have.
#[cfg(test)]
pub(crate) const CAUSES: [&str; 27] = [
    "not-configured",
    "wrong-profile",
    "expired",
    "deactivated-or-deleted",
    "overridden-by-environment",
    "hidden-characters",
    "malformed-key",
    "wrong-secret",
    "missing-session-token",
    "stale-session-token",
    "wrong-account",
    "region",
    "clock-skew",
    "not-logged-in",
    "broken-chain",
    "mfa",
    "duration",
    "file-syntax",
    "file-permissions",
    "endpoint-or-proxy",
    "tls",
    "credential-process",
    "not-authorized",
    "rotate-soon",
    "shell-set-up",
    "unsigned-request",
    "not-a-credential-problem",
];
