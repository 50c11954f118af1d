//! What stands between a person and the identity they expect: one check per file.

mod code;
mod overriding_keys;

use crate::environment::Environment;
use crate::finding::Finding;
use crate::identity::Identity;
use crate::shared_config::SharedConfig;

/// What a check looks at.
pub(crate) struct Situation<'a> {
    /// The variables.
    pub(crate) environment: &'a Environment,
    /// The AWS files.
    pub(crate) config: &'a SharedConfig<'a>,
    /// Who the AWS CLI would be.
    pub(crate) identity: &'a Identity,
    /// Now, in seconds since 1970.
    pub(crate) now: i64,
}

/// Looks for one kind of trouble.
pub(crate) trait Check: Sync {
    /// Returns what it found.
    fn run(&self, situation: &Situation<'_>) -> Vec<Finding>;
}

/// Every check; among findings of the same severity those of the first check come first.
pub(crate) const CHECKS: &[&dyn Check] = &[&overriding_keys::OverridingKeys];

/// Returns what every check found, the most serious first.
pub(crate) fn findings(situation: &Situation<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = CHECKS.iter().flat_map(|check| check.run(situation)).collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings
}
