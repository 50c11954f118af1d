//! What stands between a person and the identity they expect: one check per file.

mod account_id;
mod bearer_token;
mod broken_profile;
mod code;
mod container;
mod credential_expiration;
mod default_profile;
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
mod words;

use crate::environment::Environment;
use crate::finding::Finding;
use crate::identity::{Identity, Kind};
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

impl Situation<'_> {
    /// Returns whether the next call uses the keys in the variables, whole or not.
    fn uses_variables(&self) -> bool {
        self.identity.kind == Kind::Environment
    }
}

/// Looks for one kind of trouble.
pub(crate) trait Check: Sync {
    /// Returns what it found.
    fn run(&self, situation: &Situation<'_>) -> Vec<Finding>;
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
    &container::Container,
    &bearer_token::BearerToken,
    &leftover_marks::LeftoverMarks,
    &set_but_empty::SetButEmpty,
];

/// Returns what every check found, the most serious first.
pub(crate) fn findings(situation: &Situation<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = CHECKS.iter().flat_map(|check| check.run(situation)).collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings
}

/// Situations made of text.
#[cfg(test)]
mod fake {
    use crate::environment::Change;
    use crate::precedence::aws_cli;
    use crate::session::fake::FakeCaches;
    use crate::shared_config::Texts;

    use super::*;

    /// 2026-01-02T03:04:05Z.
    pub(super) const NOW: i64 = 1_767_323_045;

    /// Variables, as a table writes them.
    pub(super) type Variables = &'static [(&'static str, &'static str)];

    /// Returns what `look` returns of a machine with these variables and files.
    pub(super) fn at<T>(
        variables: Variables,
        (config, credentials): (&str, &str),
        caches: &FakeCaches,
        look: impl FnOnce(&Situation<'_>) -> T,
    ) -> T {
        let start = Change::new().set("HOME", "/home/ann").set("AWS_EC2_METADATA_DISABLED", "true");
        let change = variables.iter().fold(start, |change, (name, value)| change.set(name, *value));
        let environment = Environment::default().after(&change);
        let texts = Texts::from_strings(config, credentials);
        let config = SharedConfig::parse(&texts);
        let identity = aws_cli::identify(&environment, &config, caches, NOW, None);
        look(&Situation {
            environment: &environment,
            config: &config,
            identity: &identity,
            now: NOW,
        })
    }

    /// Returns code and title of what `check` finds.
    pub(super) fn found(check: &dyn Check, variables: Variables, config: &str) -> Vec<String> {
        at(variables, (config, ""), &FakeCaches::default(), |situation| {
            titles(check.run(situation))
        })
    }

    pub(super) fn titles(findings: Vec<Finding>) -> Vec<String> {
        findings.into_iter().map(|finding| format!("{} {}", finding.code, finding.title)).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::display::is_hidden;
    use crate::finding::Severity;
    use crate::identity::Problem;
    use crate::session::fake::FakeCaches;

    use super::fake::{Variables, at, found};
    use super::*;

    #[test]
    fn nothing_is_wrong_where_nothing_is_set() {
        for check in CHECKS {
            assert_eq!(found(*check, &[], ""), [""; 0]);
        }
    }

    #[test]
    fn nothing_is_wrong_with_a_profile_alone() {
        let config = "[profile dev]\nregion = eu-west-1\naws_access_key_id = AKIARZPUZDIKGFADW22Y\naws_secret_access_key = s\n";
        let variables: Variables = &[("AWS_PROFILE", "dev")];

        for check in CHECKS {
            assert_eq!(found(*check, variables, config), [""; 0]);
        }
    }

    /// Everything at once.
    const MESS: Variables = &[
        ("AWS_PROFILE", "dev\u{1b}[31m"),
        ("AWS_DEFAULT_PROFILE", "other"),
        ("AWS_ACCESS_KEY_ID", "AKIARZPUZDIKGFADW22Y"),
        ("AWS_SECRET_ACCESS_KEY", "the-secret-itself"),
        ("AWS_SESSION_TOKEN", "the-session-token"),
        ("AWS_SECURITY_TOKEN", "the-security-token"),
        ("AWS_CREDENTIAL_EXPIRATION", "2020-01-01T00:00:00Z"),
        ("AWS_ACCOUNT_ID", "111122223333"),
        ("AWS_REGION", ""),
        ("AWS_DEFAULT_REGION", "eu-west-1"),
        ("AWS_ENDPOINT_URL", "http://user:the-password@localhost:4566"),
        ("AWS_BEARER_TOKEN_BEDROCK", "the-bearer-token"),
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", ""),
        ("AWS_VAULT", "dev"),
        ("AWS_ENDPOINT_URL_STS", ""),
    ];

    #[test]
    fn the_most_serious_finding_comes_first_and_each_code_means_one_thing() {
        let findings = at(MESS, ("", ""), &FakeCaches::default(), findings);

        assert!(findings.is_sorted_by_key(|finding| std::cmp::Reverse(finding.severity)));
        assert!(findings.len() > 5, "{findings:?}");
        for finding in findings {
            let letter = match finding.severity {
                Severity::Error => "AWSP-E",
                Severity::Warning => "AWSP-W",
                Severity::Note => "AWSP-N",
            };
            assert!(finding.code.starts_with(letter), "{finding:?}");
            assert!(!finding.evidence.is_empty() && !finding.why.is_empty(), "{finding:?}");
        }
    }

    #[test]
    fn whatever_the_aws_cli_stops_at_is_reported_as_an_error() {
        const P: (&str, &str) = ("AWS_PROFILE", "p");
        const KEYS: [(&str, &str); 2] =
            [("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "s")];
        for (variables, config, problem) in [
            (&[P] as Variables, "nonsense", Problem::File),
            (&[P], "", Problem::MissingProfile),
            (&[("AWS_PROFILE", "")], "", Problem::EmptyProfileName),
            (&[("AWS_ACCESS_KEY_ID", "a")], "", Problem::HalfPair),
            (&[KEYS[0], KEYS[1], ("AWS_CREDENTIAL_EXPIRATION", "x")], "", Problem::BadExpiration),
            (
                &[KEYS[0], KEYS[1], ("AWS_CREDENTIAL_EXPIRATION", "2020-01-01T00:00:00Z")],
                "",
                Problem::PastExpiration,
            ),
            (&[("AWS_WEB_IDENTITY_TOKEN_FILE", "/t")], "", Problem::WebIdentityWithoutRole),
            (&[P], "[profile p]\nweb_identity_token_file = /t", Problem::WebIdentityWithoutRole),
            (&[P], "[profile p]\nrole_arn = r", Problem::RoleSource),
            (&[P], "[profile p]\nrole_arn = r\nsource_profile = q", Problem::BrokenChain),
            (&[P], "[profile p]\nrole_arn = r\nsource_profile = p", Problem::Loop),
            (&[P], "[profile p]\nsso_account_id = 1", Problem::Sso),
            (&[P], "[profile p]\naws_access_key_id = a", Problem::HalfPairInFile),
            (&[("AWS_CREDENTIAL_FILE", "/nope")], "", Problem::File),
        ] {
            let caches = FakeCaches::default();

            let (stop, found) = at(variables, (config, ""), &caches, |situation| {
                (situation.identity.error.clone(), findings(situation))
            });

            assert_eq!(stop.map(|stop| stop.problem), Some(problem), "{variables:?} {config}");
            assert_eq!(found[0].severity, Severity::Error, "{variables:?} {config}: {found:?}");
            assert_ne!(found[0].mark, "", "{found:?}");
        }
    }

    #[test]
    fn no_finding_shows_a_secret_or_a_hidden_character() {
        let text = format!("{:?}", at(MESS, ("", ""), &FakeCaches::default(), findings));

        for secret in
            ["the-secret", "the-session", "the-security", "the-password", "the-bearer", "AKIARZPUZ"]
        {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
        for finding in at(MESS, ("", ""), &FakeCaches::default(), findings) {
            let shown = [finding.title, finding.why, finding.fix.concat()].concat();
            assert!(!shown.chars().any(is_hidden), "{shown}");
        }
    }
}
