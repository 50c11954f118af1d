//! What the doctor and `awsp why` have to say: one list of findings, rendered as text or JSON.

pub(crate) mod text;

use serde_json::{Value, json};

use crate::finding::{Finding, Severity};
use crate::identity::Identity;
use crate::network::Caller;
use crate::time;

/// What was found, and what was looked at.
pub(crate) struct Report {
    /// What is wrong, the most likely cause first.
    pub(crate) findings: Vec<Finding>,
    /// Who the next call would be.
    pub(crate) identity: Identity,
    /// Who AWS says that is, if it was asked and took the credentials.
    pub(crate) caller: Option<Caller>,
    /// What was looked at.
    pub(crate) checked: Vec<&'static str>,
    /// What was not, and why.
    pub(crate) skipped: Vec<(&'static str, String)>,
}

impl Report {
    /// Returns the exit code: 1 where there is an error among the findings.
    pub(crate) fn code(&self) -> u8 {
        u8::from(self.count(Severity::Error) > 0)
    }

    /// Returns how many findings matter so much.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Returns the report in the shape that `awsp help json` documents.
    pub(crate) fn to_json(&self) -> Value {
        let skipped = self.skipped.iter().map(|(name, why)| json!({"name": name, "why": why}));
        json!({
            "findings": self.findings.iter().map(Finding::to_json).collect::<Vec<_>>(),
            "identity": identity(&self.identity, self.caller.as_ref()),
            "checked": self.checked,
            "skipped": skipped.collect::<Vec<_>>(),
        })
    }
}

fn identity(identity: &Identity, caller: Option<&Caller>) -> Value {
    json!({
        "profile": identity.profile.as_ref().map(|profile| &profile.value),
        "account": identity.account.as_ref().map(|account| &account.value),
        "principal": identity.principal.as_ref().map(|principal| &principal.value),
        "region": identity.region.as_ref().map(|region| &region.value),
        "kind": identity.kind.word(),
        "state": identity.state.word(),
        "expires_at": identity.expires_at.map(time::rfc3339),
        "source": identity.source.to_json(),
        "arn": caller.map(|caller| &caller.arn),
    })
}
