//! What stands between a person and the identity they expect: one check per file.

mod account_id;
pub(crate) mod asked;
mod bearer_token;
mod broken_profile;
pub(crate) mod code;
mod container;
mod credential_expiration;
mod default_profile;
mod disagreement;
mod ended_session;
mod endpoint;
mod half_pair;
mod leftover_marks;
mod no_credentials;
mod overriding_keys;
mod region;
mod rejected_file;
mod session_token;
mod set_but_empty;
mod unknown_profile;
mod web_identity;
pub(crate) mod words;

use crate::environment::Environment;
use crate::finding::Finding;
use crate::identity::{Identity, Kind};
use crate::precedence::Family;
use crate::shared_config::SharedConfig;

/// What a check looks at.
pub(crate) struct Situation<'a, 't> {
    /// The variables.
    pub(crate) environment: &'a Environment,
    /// The AWS files.
    pub(crate) config: &'a SharedConfig<'t>,
    /// The tool that the prompt speaks for.
    pub(crate) tool: Family,
    /// Who it would be.
    pub(crate) identity: &'a Identity,
    /// Who the other tools would be.
    pub(crate) others: &'a [(Family, Identity)],
    /// Now, in seconds since 1970.
    pub(crate) now: i64,
}

impl Situation<'_, '_> {
    /// Returns whether the next call uses the keys in the variables, whole or not.
    pub(crate) fn uses_variables(&self) -> bool {
        self.identity.kind == Kind::Environment
    }
}

/// Looks for one kind of trouble.
pub(crate) trait Check: Sync {
    /// Returns what it found.
    fn run(&self, situation: &Situation<'_, '_>) -> Vec<Finding>;
}

/// Every check; among findings of the same severity those of the first check come first.
pub(crate) const CHECKS: &[&dyn Check] = &[
    &rejected_file::RejectedFile,
    &unknown_profile::UnknownProfile,
    &half_pair::HalfPair,
    &credential_expiration::CredentialExpiration,
    &session_token::SessionToken,
    &overriding_keys::OverridingKeys,
    &web_identity::WebIdentity,
    &broken_profile::BrokenProfile,
    &no_credentials::NoCredentials,
    &ended_session::EndedSession,
    &account_id::AccountId,
    &region::Region,
    &endpoint::Endpoint,
    &default_profile::DefaultProfile,
    &disagreement::Disagreement,
    &container::Container,
    &bearer_token::BearerToken,
    &leftover_marks::LeftoverMarks,
    &set_but_empty::SetButEmpty,
];

/// Returns what every check found, the most serious first.
pub(crate) fn findings(situation: &Situation<'_, '_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = CHECKS.iter().flat_map(|check| check.run(situation)).collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    disagreement::without_mark_beside_others(&mut findings);
    findings
}

/// Situations made of text.
#[cfg(test)]
pub(crate) mod fake {
    use crate::environment::Change;
    use crate::precedence::{self, Facts};
    use crate::session::fake::FakeCaches;
    use crate::shared_config::Texts;

    use super::*;

    /// 2026-01-02T03:04:05Z.
    pub(crate) const NOW: i64 = 1_767_323_045;

    /// Variables, as a table writes them.
    pub(crate) type Variables = &'static [(&'static str, &'static str)];

    /// Returns what `look` returns of a machine with these variables and files.
    pub(crate) fn at<T>(
        variables: &[(&'static str, &'static str)],
        (config, credentials): (&str, &str),
        caches: &FakeCaches,
        look: impl FnOnce(&Situation<'_, '_>) -> T,
    ) -> T {
        let start = Change::new().set("HOME", "/home/ann").set("AWS_EC2_METADATA_DISABLED", "true");
        let change = variables.iter().fold(start, |change, (name, value)| change.set(name, *value));
        let environment = Environment::default().after(&change);
        let texts = Texts::from_strings(config, credentials);
        let config = SharedConfig::parse(&texts);
        let facts = Facts {
            environment: &environment,
            config: &config,
            caches,
            now: NOW,
            profile_flag: None,
        };
        let tool = Family::AwsCli;
        let (identity, others) = precedence::identify_all(tool, &facts);
        look(&Situation {
            environment: &environment,
            config: &config,
            tool,
            identity: &identity,
            others: &others,
            now: NOW,
        })
    }

    /// Returns code and title of what `check` finds.
    pub(super) fn found(check: &dyn Check, variables: Variables, config: &str) -> Vec<String> {
        let caches = FakeCaches::default().with_file("/t", "token").with_file("/p", "token");
        at(variables, (config, ""), &caches, |situation| titles(check.run(situation)))
    }

    pub(super) fn titles(findings: Vec<Finding>) -> Vec<String> {
        findings.into_iter().map(|finding| format!("{} {}", finding.code, finding.title)).collect()
    }
}

#[cfg(test)]
mod tests;
