//! What the prompt's own checks find.

use crate::diagnostic;
use crate::finding::Finding;

use super::{Examination, Patient};

/// Runs every check of the prompt: who calls, with which credentials, and what stands in the way.
pub(super) struct PromptChecks;

impl Examination for PromptChecks {
    fn name(&self) -> &'static str {
        "identity"
    }

    fn about(&self) -> &'static str {
        "Who the next call is, which source of credentials wins, and which variables stand in the way."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        let encoding = super::encoding::Encoding.run(patient);
        let mut findings = diagnostic::findings(patient.situation);
        // A file in the wrong encoding is rejected for that alone.
        findings.retain(|finding| {
            finding.cause != "file-syntax"
                || !encoding.iter().any(|other| super::shares_file(finding, other))
        });
        findings
    }
}
