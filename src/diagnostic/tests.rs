use proptest::collection::vec;
use proptest::prelude::*;

use crate::display::is_hidden;
use crate::environment::{Role, Variable};
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
    const KEYS: [(&str, &str); 2] = [("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "s")];
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

const VALUES: &[&str] = &[
    "",
    "dev",
    "nope\u{1b}[2J",
    "AKIARZPUZDIKGFADW22Y",
    "ASIAY34FZKBOKMUTVV7A",
    "2020-01-01T00:00:00Z",
    "2030-01-01T00:00:00Z",
    "111122223333",
    "arn:aws:iam::111122223333:role/\u{202e}R",
    "/old",
];

const LINES: &[&str] = &[
    "[default]",
    "[profile dev]",
    "[profile nope\u{1b}[2J]",
    "[sso-session dev]",
    "role_arn = arn:aws:iam::111122223333:role/\u{202e}R",
    "role_arn =",
    "source_profile = dev",
    "source_profile = \u{1b}[2J",
    "credential_source = \u{1b}[2J",
    "sso_session = \u{9b}",
    "sso_session = dev",
    "sso_account_id = 1\u{7f}",
    "sso_role_name = R",
    "sso_start_url = u",
    "sso_region = x",
    "web_identity_token_file = /t",
    "aws_access_key_id = AKIARZPUZDIKGFADW22Y",
    "aws_secret_access_key = the-secret-itself-and-more",
    "aws_session_token = the-secret-itself-and-more",
    "credential_process = x the-secret-itself-and-more",
    "login_session = arn:aws:iam::123456789012:user/\u{1b}",
    "region = \u{1b}",
    "nonsense the-secret-itself-and-more",
];

fn one_of(texts: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    (0..texts.len()).prop_map(|index| texts[index])
}

/// Returns a variable with a value that it could have: a secret stands only where secrets do.
fn variable() -> impl Strategy<Value = (&'static str, &'static str)> {
    const OFTEN: &[&str] =
        &["AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];
    let any = (0..Variable::ALL.len()).prop_map(|index| &Variable::ALL[index]);
    let often = (0..OFTEN.len()).prop_map(|index| {
        Variable::ALL.iter().find(|variable| variable.name == OFTEN[index]).unwrap()
    });
    (prop_oneof![any, often], one_of(VALUES)).prop_map(|(variable, value)| {
        let value = if variable.secret && !value.is_empty() {
            "the-secret-itself-and-more"
        } else if variable.role == Role::Endpoint && value == "dev" {
            "https://me:the-secret-itself-and-more@host\u{7f}/"
        } else {
            value
        };
        (variable.name, value)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_set_the_findings_are_sound(
        variables in vec(variable(), 0..12),
        config in vec(one_of(LINES), 0..16),
        credentials in vec(one_of(LINES), 0..6),
    ) {
        let files = (config.join("\n"), credentials.join("\n"));
        let caches = FakeCaches::default().with_file("/old", "AWSAccessKeyId=the-secret-itself-and-more");

        let (identity, found) = at(&variables, (&files.0, &files.1), &caches, |situation| {
            (situation.identity.clone(), findings(situation))
        });

        let has_error = found.first().is_some_and(|first| first.severity == Severity::Error);
        prop_assert!(identity.error.is_none() || has_error, "{:?} {:?}", identity.error, found);
        let nags = found.iter().any(|finding| finding.mark == "keys");
        prop_assert!(identity.exported_by.is_none() || !nags);
        for finding in found {
            let shown = [finding.title.clone(), finding.why.clone(), finding.fix.concat()].concat();
            prop_assert!(!shown.chars().any(is_hidden), "{shown:?}");
            let said = format!("{shown}{:?}", finding.evidence.iter().map(|seen| &seen.text).collect::<Vec<_>>());
            prop_assert!(!said.contains("the-secret-itself"), "{said}");
        }
    }
}
