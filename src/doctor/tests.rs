mod healthy;
mod machine;
mod rows;

use std::cell::OnceCell;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;

use crate::ancestor::Ancestor;
use crate::cli::ShellOption;
use crate::diagnostic::fake::at;
use crate::display::is_hidden;
use crate::environment::{Change, Environment, Variable};
use crate::finding::{CAUSES, Finding, Severity};
use crate::session::fake::FakeCaches;
use crate::session::{Sessions, Store, sso_token};

use super::disk::fake::{FakeDisk, USER};
use super::*;

pub(super) use crate::diagnostic::fake::NOW;

/// A secret as long as AWS makes them.
pub(super) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzzzz";

/// A patient made of text.
#[derive(Default)]
pub(crate) struct Fake<'a> {
    /// The variables.
    pub(crate) variables: &'a [(&'static str, &'static str)],
    /// The config file.
    pub(crate) config: &'a str,
    /// The credentials file.
    pub(crate) credentials: &'a str,
    /// What else is on the disk.
    pub(crate) disk: FakeDisk,
    /// The caches.
    pub(crate) caches: FakeCaches,
    /// The program that runs.
    pub(crate) program: Option<&'a Path>,
    /// The processes that led to it.
    pub(crate) ancestors: &'a [Ancestor],
    /// The shell that a hook names.
    pub(crate) shell: Option<ShellOption>,
}

impl Fake<'_> {
    /// Also has a sign-in token.
    pub(crate) fn with_token(mut self, key: &str, json: &str) -> Self {
        self.caches = self.caches.with(Store::Sso, &sso_token(key), json);
        self
    }

    /// Also has text in a file.
    pub(crate) fn with_file(mut self, path: &str, text: &str) -> Self {
        self.caches = self.caches.with_file(path, text);
        self
    }

    /// Returns what `look` returns of the patient.
    pub(crate) fn patient<T>(&self, look: impl FnOnce(&Patient<'_, '_>) -> T) -> T {
        at(self.variables, (self.config, self.credentials), &self.caches, |situation| {
            look(&Patient {
                situation,
                sessions: &Sessions::of(situation.environment, &self.caches),
                disk: &self.disk,
                named: false,
                shell: self.shell,
                program: self.program,
                ancestors: self.ancestors,
                user: USER,
                profiles: OnceCell::new(),
            })
        })
    }
}

/// Returns code and title of each.
pub(super) fn lines(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{} {}", finding.code, finding.title)).collect()
}

/// Returns the code of each.
pub(super) fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn names_stand_once_and_every_examination_says_what_it_looks_at() {
    let mut names: Vec<&str> = EXAMINATIONS.iter().map(|one| one.name()).collect();
    names.extend(SKIPPED.iter().map(|(name, _)| *name));
    let count = names.len();
    names.sort_unstable();
    names.dedup();

    assert_eq!(names.len(), count);
    for examination in EXAMINATIONS {
        assert!(examination.about().ends_with('.'), "{}", examination.name());
        assert!(
            !examination
                .name()
                .contains(|letter: char| !(letter.is_ascii_lowercase() || letter == '-'))
        );
    }
}

#[test]
fn a_cause_comes_before_what_follows_from_it() {
    let fake = Fake {
        variables: &[("AWS_PROFILE", "dev ")],
        config: "[profile dev]\n",
        ..Fake::default()
    };

    let found = fake.patient(|patient| codes(&findings(patient)));

    assert_eq!(found[..2], ["AWSP-E022", "AWSP-E002"]);
}

#[test]
fn errors_come_before_warnings_and_those_before_notes() {
    let config = "[profile a]\nregion = eu-west-1a\nsso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 111122223333\nsso_role_name = R\n[profile b]\nregion = eu-west-1b\n";
    let fake = Fake { variables: &[("AWS_PROFILE", "a")], config, ..Fake::default() };

    let found = fake.patient(findings);

    assert!(found.is_sorted_by_key(|finding| std::cmp::Reverse(finding.severity)));
    let expected = ["AWSP-E032", "AWSP-W011", "AWSP-W013", "AWSP-N011", "AWSP-N017"];
    assert_eq!(codes(&found), expected);
}

/// Lines of files in which much is wrong, with one secret in many places.
const LINES: &[&str] = &[
    "[default]",
    "[profile dev]",
    "[profile b]",
    "[dev]",
    "[b]",
    "[sso-session s]",
    "aws_access_key_id = AKIARZPUZDIKGFADW22Y",
    "aws_access_key_id = the-secret-itself-and-more",
    "aws_access_key_id = \"the-secret-itself-and-more\"",
    "aws_access_key_id = test",
    "aws_secret_access_key = the-secret-itself-and-more",
    "aws_secret_access_key = the-secret-itself-and-more\u{200b}",
    "aws_secret_access_key = AKIARZPUZDIKGFADW22Y",
    "aws_session_token = the-secret-itself-and-more",
    "aws_session_token = the-secret-itself-and-more # x",
    "region = eu-west-1a",
    "region = \u{202e}eu",
    "region = us-gov-west-1",
    "role_arn = arn:aws:iam:111122223333:role/R",
    "role_arn = arn:aws:iam::111122223333:role/R\u{1b}[31m",
    "source_profile = b",
    "source_profile = dev",
    "duration_seconds = 7200",
    "external_id = x",
    "role_session_name = a b",
    "mfa_serial = arn:aws:iam::111122223333:user/me",
    "credential_process = nope --password the-secret-itself-and-more",
    "credential_process = ./x 'the-secret-itself-and-more",
    "sso_session = s",
    "sso_start_url = http://me:the-secret-itself-and-more@x/?the-secret-itself-and-more",
    "sso_account_id = 1",
    "sso_role_name = R",
    "sso_region = nowhere",
    "ca_bundle = /gone\u{1b}[31m",
    "endpoint_url = http://me:the-secret-itself-and-more@x",
    "\u{feff}",
];

/// Lines of a start-up file.
const START_UP: &[&str] = &[
    "export AWS_SECRET_ACCESS_KEY=the-secret-itself-and-more",
    "export AWS_SESSION_TOKEN='the-secret-itself-and-more' AWS_PROFILE=gone\u{1b}[31m",
    "AWS_ACCESS_KEY_ID=the-secret-itself-and-more; export AWS_ACCESS_KEY_ID",
    "export AWS_ACCESS_KEY_ID=$(the-secret-itself-and-more",
    "export AWS_PROFILE=dev",
    "alias awsp='the-secret-itself-and-more'",
    "function aws { the-secret-itself-and-more; }",
    "aws() {",
    "}",
    "eval \"$(awsp init bash) the-secret-itself-and-more\"",
    "'\u{202e}",
];

const VALUES: &[&str] = &[
    "",
    " dev",
    "dev",
    "AKIARZPUZDIKGFADW22Y",
    "ASIAY34FZKBOKMUTVV7A",
    "eu-west-1a",
    "\u{1b}[31m",
    "'q'",
];

fn one_of(values: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    (0..values.len()).prop_map(|index| values[index])
}

/// Returns a variable with a value: where secrets stand, a secret.
fn variable() -> impl Strategy<Value = (&'static str, &'static str)> {
    let any = (0..Variable::ALL.len()).prop_map(|index| &Variable::ALL[index]);
    (any, one_of(VALUES)).prop_map(|(variable, value)| {
        let value = if variable.secret && !value.is_empty() {
            "the-secret-itself-and-more\r"
        } else {
            value
        };
        (variable.name, value)
    })
}

/// Returns a shell and what started it, both with all these variables.
fn ancestors(variables: &[(&'static str, &'static str)]) -> [Ancestor; 2] {
    let set =
        |change: Change, (name, value): &(&'static str, &'static str)| change.set(name, *value);
    let change = variables.iter().fold(Change::new(), set);
    ["bash", "tmux: \u{1b}[31m"].map(|name| Ancestor {
        id: 7,
        names: vec![name.to_owned()],
        began_with: Some(Environment::default().after(&change)),
    })
}

/// What a fix begins with: it is a command to be pasted.
const PROGRAMS: &[&str] = &[
    "awsp",
    "aws",
    "unset",
    "export",
    "${EDITOR:-vi}",
    "chmod",
    "chown",
    "sudo",
    "rm",
    "ls",
    "type",
    "exec",
    "iconv",
    ".",
    "tmux",
    "screen",
    "systemctl",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_wrong_the_findings_are_sound(
        variables in vec(variable(), 0..8),
        config in vec(one_of(LINES), 0..20),
        credentials in vec(one_of(LINES), 0..8),
        start_up in vec(one_of(START_UP), 0..8),
    ) {
        let (config, credentials) = (config.join("\n"), credentials.join("\n"));
        let ancestors = ancestors(&variables);
        let fake = Fake {
            variables: &variables,
            config: &config,
            credentials: &credentials,
            disk: FakeDisk::default()
                .with("/home/ann/.aws/credentials", 0o644)
                .with_text("/home/ann/.bashrc", &start_up.join("\n")),
            ancestors: &ancestors,
            ..Fake::default()
        };

        for finding in fake.patient(findings) {
            let letter = match finding.severity {
                Severity::Error => "AWSP-E",
                Severity::Warning => "AWSP-W",
                Severity::Note => "AWSP-N",
            };
            prop_assert!(finding.code.starts_with(letter) || finding.code.starts_with("AWSP-F"), "{finding:?}");
            prop_assert!(CAUSES.contains(&finding.cause), "{finding:?}");
            prop_assert!(!finding.why.is_empty() && !finding.fix.is_empty(), "{finding:?}");
            for fix in &finding.fix {
                let program = fix.split(' ').next().unwrap_or_default();
                prop_assert!(PROGRAMS.contains(&program), "{fix}");
            }
            prop_assert!(!finding.evidence.is_empty() || finding.cause == "clock-skew", "{finding:?}");
            let evidence: String = finding.evidence.iter().map(|seen| seen.text.clone()).collect();
            let said = [&finding.title, &finding.why, &evidence, &finding.fix.concat()].map(String::as_str).concat();
            prop_assert!(!said.chars().any(is_hidden), "{said:?}");
            prop_assert!(!said.contains("the-secret-itself"), "{said}");
        }
    }
}
