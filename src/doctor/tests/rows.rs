//! The rows of AWS's authentication errors that can be told without a call: for each the finding that has to come first.

use super::*;
use crate::diagnostic::Situation;

/// What leads to an error.
struct Row {
    /// The error, as people see it.
    error: &'static str,
    /// The code that has to come first.
    expected: &'static str,
    variables: &'static [(&'static str, &'static str)],
    config: &'static str,
    credentials: &'static str,
}

const KEY_ID: (&str, &str) = ("AWS_ACCESS_KEY_ID", "AKIARZPUZDIKGFADW22Y");
const KEY: (&str, &str) = ("AWS_SECRET_ACCESS_KEY", "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");
const TEMPORARY: (&str, &str) = ("AWS_ACCESS_KEY_ID", "ASIAY34FZKBOKMUTVV7A");
const A: (&str, &str) = ("AWS_PROFILE", "a");

const KEYS: &str = "[b]\naws_access_key_id = AKIARZPUZDIKGFADW22Y\naws_secret_access_key = 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\n";
const SSO: &str = "[profile a]\nsso_session = s\nsso_account_id = 111122223333\nsso_role_name = R\nregion = eu-west-1\n[sso-session s]\nsso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-1\n";

const fn row(
    error: &'static str,
    expected: &'static str,
    variables: &'static [(&'static str, &'static str)],
    config: &'static str,
    credentials: &'static str,
) -> Row {
    Row { error, expected, variables, config, credentials }
}

const ROWS: &[Row] = &[
    row("NoCredentials: nothing is configured", "AWSP-E048", &[], "", ""),
    row(
        "NoCredentials: the profile has only a Region",
        "AWSP-E017",
        &[A],
        "[profile a]\nregion = eu-west-1\n",
        "",
    ),
    row("Partial credentials: half a pair in variables", "AWSP-E004", &[KEY_ID], "", ""),
    row(
        "Partial credentials: half a pair in a file",
        "AWSP-E050",
        &[("AWS_PROFILE", "b")],
        "",
        "[b]\naws_access_key_id = AKIARZPUZDIKGFADW22Y\n",
    ),
    row("ProfileNotFound: a typo", "AWSP-E002", &[("AWS_PROFILE", "bb")], "", KEYS),
    row(
        "ProfileNotFound: an old AWS_DEFAULT_PROFILE",
        "AWSP-E002",
        &[("AWS_DEFAULT_PROFILE", "gone")],
        "",
        KEYS,
    ),
    row(
        "ProfileNotFound: no `profile ` in front",
        "AWSP-E002",
        &[A],
        "[a]\nregion = eu-west-1\n",
        "",
    ),
    row("ProfileNotFound: an empty variable", "AWSP-E003", &[("AWS_PROFILE", "")], "", KEYS),
    row(
        "ProfileNotFound: a space behind the name",
        "AWSP-E022",
        &[("AWS_PROFILE", "b ")],
        "",
        KEYS,
    ),
    row(
        "ProfileNotFound: quotes around the name",
        "AWSP-E026",
        &[("AWS_PROFILE", "\"b\"")],
        "",
        KEYS,
    ),
    row("ConfigParseError: a section twice", "AWSP-E001", &[A], "[profile a]\n[profile a]\n", ""),
    row("ConfigParseError: a line that is none", "AWSP-E001", &[A], "[profile a]\nregion\n", ""),
    row(
        "InfiniteLoopConfigError",
        "AWSP-E008",
        &[A],
        "[profile a]\nrole_arn = arn:aws:iam::111122223333:role/R\nsource_profile = c\n[profile c]\nrole_arn = arn:aws:iam::111122223333:role/R\nsource_profile = a\n",
        "",
    ),
    row(
        "source_profile without credentials",
        "AWSP-E008",
        &[A],
        "[profile a]\nrole_arn = arn:aws:iam::111122223333:role/R\nsource_profile = c\n[profile c]\nregion = eu-west-1\n",
        "",
    ),
    row(
        "InvalidClientTokenId: a stale token",
        "AWSP-E012",
        &[KEY_ID, KEY, ("AWS_SESSION_TOKEN", "t")],
        "",
        "",
    ),
    row(
        "InvalidClientTokenId: a stale token in a file",
        "AWSP-E030",
        &[("AWS_PROFILE", "b")],
        "",
        "[b]\naws_access_key_id = AKIARZPUZDIKGFADW22Y\naws_secret_access_key = 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\naws_session_token = t\n",
    ),
    row("InvalidClientTokenId: no token", "AWSP-E011", &[TEMPORARY, KEY], "", ""),
    row(
        "InvalidClientTokenId: no token in a file",
        "AWSP-E029",
        &[("AWS_PROFILE", "b")],
        "",
        "[b]\naws_access_key_id = ASIAY34FZKBOKMUTVV7A\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzzzz\n",
    ),
    row(
        "InvalidClientTokenId: another partition",
        "AWSP-E033",
        &[A],
        "[profile a]\nregion = eu-west-1\nrole_arn = arn:aws-cn:iam::111122223333:role/R\nsource_profile = b\n",
        KEYS,
    ),
    row(
        "InvalidClientTokenId: keys of LocalStack",
        "AWSP-E031",
        &[("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test")],
        "",
        "",
    ),
    row(
        "InvalidClientTokenId: an opt-in Region",
        "AWSP-N012",
        &[("AWS_PROFILE", "b"), ("AWS_REGION", "eu-south-2"), ("AWSP_REGION", "eu-south-2")],
        "",
        KEYS,
    ),
    row(
        "InvalidClientTokenId: the key was cut off",
        "AWSP-E028",
        &[("AWS_ACCESS_KEY_ID", "AKIARZPUZDIKGFADW2"), KEY],
        "",
        "",
    ),
    row(
        "InvalidClientTokenId: rotated elsewhere",
        "AWSP-N013",
        &[("AWS_PROFILE", "b"), ("AWSP_PROFILE", "b")],
        "",
        "[b]\naws_access_key_id = AKIARZPUZDIKGFADW22Y\naws_secret_access_key = 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\n[c]\naws_access_key_id = AKIARZPUZDIKAAAAAAAA\naws_secret_access_key = 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\n",
    ),
    row(
        "UnrecognizedClientException: swapped",
        "AWSP-E027",
        &[
            ("AWS_ACCESS_KEY_ID", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzzzz"),
            ("AWS_SECRET_ACCESS_KEY", "AKIARZPUZDIKGFADW22Y"),
        ],
        "",
        "",
    ),
    row(
        "InvalidAccessKeyId: another endpoint",
        "AWSP-W008",
        &[KEY_ID, KEY, ("AWS_ENDPOINT_URL", "http://localhost:4566")],
        "",
        "",
    ),
    row(
        "InvalidToken: spaces in the token",
        "AWSP-E022",
        &[TEMPORARY, KEY, ("AWS_SESSION_TOKEN", "two halves")],
        "",
        "",
    ),
    row(
        "AuthFailure: spaces around the secret",
        "AWSP-E022",
        &[KEY_ID, ("AWS_SECRET_ACCESS_KEY", " wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzzzz")],
        "",
        "",
    ),
    row(
        "ExpiredToken: the variable says so",
        "AWSP-E005",
        &[
            TEMPORARY,
            KEY,
            ("AWS_SESSION_TOKEN", "t"),
            ("AWS_CREDENTIAL_EXPIRATION", "2026-01-01T00:00:00Z"),
        ],
        "",
        "",
    ),
    row(
        "ExpiredToken: an old copy beside a process",
        "AWSP-W017",
        &[A, ("PATH", "/opt")],
        "[profile a]\ncredential_process = helper\nregion = eu-west-1\n",
        "[a]\naws_access_key_id = ASIAY34FZKBOKMUTVV7A\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzzzz\naws_session_token = t\n",
    ),
    row(
        "SignatureDoesNotMatch: a carriage return",
        "AWSP-E022",
        &[KEY_ID, ("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzzzz\r")],
        "",
        "",
    ),
    row(
        "SignatureDoesNotMatch: a zero-width space in a file",
        "AWSP-E023",
        &[("AWS_PROFILE", "b")],
        "",
        "[b]\naws_access_key_id = AKIARZPUZDIKGFADW22Y\naws_secret_access_key = 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\u{200b}\n",
    ),
    row(
        "SignatureDoesNotMatch: quotes were kept",
        "AWSP-E026",
        &[("AWS_PROFILE", "b")],
        "",
        "[b]\naws_access_key_id = AKIARZPUZDIKGFADW22Y\naws_secret_access_key = \"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\"\n",
    ),
    row(
        "SignatureDoesNotMatch: the secret was cut off",
        "AWSP-W014",
        &[("AWS_PROFILE", "b")],
        "",
        "[b]\naws_access_key_id = AKIARZPUZDIKGFADW22Y\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG\n",
    ),
    row(
        "SignatureDoesNotMatch: the secret of another key",
        "AWSP-W015",
        &[("AWS_PROFILE", "b")],
        "",
        "[b]\naws_access_key_id = AKIARZPUZDIKGFADW22Y\naws_secret_access_key = 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\n[c]\naws_access_key_id = AKIAY34FZKBOKMUTVV7A\naws_secret_access_key = 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\n",
    ),
    row(
        "SignatureDoesNotMatch: the key was entered anew in one place",
        "AWSP-W016",
        &[("AWS_PROFILE", "b")],
        "",
        "[b]\naws_access_key_id = AKIARZPUZDIKGFADW22Y\naws_secret_access_key = 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\n[c]\naws_access_key_id = AKIARZPUZDIKGFADW22Y\naws_secret_access_key = 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\n",
    ),
    row(
        "IncompleteSignature: a space in the key id",
        "AWSP-E022",
        &[("AWS_ACCESS_KEY_ID", "AKIARZPUZDIKGFADW22Y "), KEY],
        "",
        "",
    ),
    row(
        "IncompleteSignature: a placeholder of several words",
        "AWSP-E023",
        &[("AWS_PROFILE", "b")],
        "",
        "[b]\naws_access_key_id = your key id\naws_secret_access_key = your secret\n",
    ),
    row(
        "Invalid header value: a line feed in the token",
        "AWSP-E022",
        &[TEMPORARY, KEY, ("AWS_SESSION_TOKEN", "token\n")],
        "",
        "",
    ),
    row("Error loading SSO Token: nobody is signed in", "AWSP-W011", &[A], SSO, ""),
    row(
        "sso: the start URL is no start page",
        "AWSP-E044",
        &[A],
        "[profile a]\nsso_start_url = x.awsapps.com\nsso_region = eu-west-1\nsso_account_id = 111122223333\nsso_role_name = R\n",
        "",
    ),
    row(
        "sso: sso_region is missing",
        "AWSP-E009",
        &[A],
        "[profile a]\nsso_start_url = https://x.awsapps.com/start\nsso_account_id = 111122223333\nsso_role_name = R\n",
        "",
    ),
    row(
        "AccessDenied to sts:AssumeRole: one colon too few",
        "AWSP-E035",
        &[A],
        "[profile a]\nrole_arn = arn:aws:iam:111122223333:role/R\nsource_profile = b\nregion = eu-west-1\n",
        KEYS,
    ),
    row(
        "AccessDenied to sts:AssumeRole: variables win over the profile",
        "AWSP-W001",
        &[A, KEY_ID, KEY],
        "[profile a]\nrole_arn = arn:aws:iam::111122223333:role/R\nsource_profile = b\n",
        KEYS,
    ),
    row(
        "MultiFactorAuthentication failed: a user's ARN",
        "AWSP-E036",
        &[A],
        "[profile a]\nrole_arn = arn:aws:iam::111122223333:role/R\nsource_profile = b\nmfa_serial = arn:aws:iam::123456789012:user/me\n",
        KEYS,
    ),
    row(
        "MultiFactorAuthentication failed: another account",
        "AWSP-E037",
        &[A],
        "[profile a]\nrole_arn = arn:aws:iam::111122223333:role/R\nsource_profile = b\nmfa_serial = arn:aws:iam::111122223333:mfa/me\n",
        KEYS,
    ),
    row(
        "DurationSeconds exceeds the 1 hour session limit",
        "AWSP-E038",
        &[A],
        "[profile a]\nrole_arn = arn:aws:iam::111122223333:role/R\nsource_profile = c\nduration_seconds = 7200\n[profile c]\nrole_arn = arn:aws:iam::111122223333:role/R\nsource_profile = b\n",
        KEYS,
    ),
    row(
        "DurationSeconds exceeds the MaxSessionDuration",
        "AWSP-N014",
        &[A, ("AWSP_PROFILE", "a")],
        "[profile a]\nrole_arn = arn:aws:iam::111122223333:role/R\nsource_profile = b\nduration_seconds = 7200\nregion = eu-west-1\n",
        KEYS,
    ),
    row(
        "Could not connect to the endpoint: a zone",
        "AWSP-E032",
        &[("AWS_PROFILE", "b"), ("AWS_REGION", "eu-west-1a")],
        "",
        KEYS,
    ),
    row(
        "Could not connect to the endpoint: no such Region",
        "AWSP-W019",
        &[("AWS_PROFILE", "b"), ("AWS_REGION", "eu-wset-1")],
        "",
        KEYS,
    ),
    row(
        "Could not connect to the endpoint: a dead LocalStack",
        "AWSP-W008",
        &[KEY_ID, KEY, ("AWS_ENDPOINT_URL_STS", "http://localhost:4566")],
        "",
        "",
    ),
    row(
        "Could not connect to the endpoint: the proxy",
        "AWSP-E046",
        &[KEY_ID, KEY, ("HTTPS_PROXY", "proxy server:80")],
        "",
        "",
    ),
    row(
        "You must specify a region: an empty variable",
        "AWSP-E010",
        &[("AWS_PROFILE", "b"), ("AWS_REGION", "")],
        "",
        KEYS,
    ),
    row(
        "CERTIFICATE_VERIFY_FAILED: the bundle is gone",
        "AWSP-E047",
        &[KEY_ID, KEY, ("AWS_CA_BUNDLE", "/gone.pem")],
        "",
        "",
    ),
    row(
        "Error when retrieving credentials from custom-process: not there",
        "AWSP-E041",
        &[A, ("PATH", "/opt")],
        "[profile a]\ncredential_process = nope\n",
        "",
    ),
    row(
        "Error when retrieving credentials from custom-process: quotes",
        "AWSP-E043",
        &[A],
        "[profile a]\ncredential_process = 'nope\n",
        "",
    ),
    row(
        "wrong account: the profile says another one",
        "AWSP-W018",
        &[("AWS_PROFILE", "b")],
        "",
        "[b]\naws_access_key_id = AKIARZPUZDIKGFADW22Y\naws_secret_access_key = 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\naws_account_id = 111122223333\n",
    ),
];

#[test]
fn the_cause_of_every_error_comes_first() {
    let mut wrong = Vec::new();
    for row in ROWS {
        let fake = Fake {
            variables: row.variables,
            config: row.config,
            credentials: row.credentials,
            disk: FakeDisk::default().with("/opt/helper", 0o755),
            ..Fake::default()
        };

        let found = fake.patient(findings);

        if codes(&found).first() != Some(&row.expected) {
            wrong.push(format!(
                "{}: {} is not first of {:?}",
                row.error,
                row.expected,
                lines(&found)
            ));
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn a_file_in_another_encoding_comes_first_and_is_the_only_one_about_its_lines() {
    for (head, config, expected) in [
        (b"\xff\xfe[\0" as &[u8], "\u{fffd}\u{fffd}[\0d\0]\0", "AWSP-E024"),
        (b"\xef\xbb\xbf[", "\u{feff}[profile a]\nregion = eu-west-1\n", "AWSP-E025"),
    ] {
        let disk = FakeDisk::default().with_head("/home/ann/.aws/config", head);
        let fake = Fake { variables: &[KEY_ID, KEY], config, disk, ..Fake::default() };

        let found = fake.patient(|patient| codes(&findings(patient)));

        assert_eq!(found[0], expected);
        assert!(!found.contains(&"AWSP-E001") && !found.contains(&"AWSP-F005"), "{found:?}");
    }
}

#[test]
fn a_program_that_is_not_there_is_said_once() {
    let config = "[profile a]\ncredential_process = /gone/helper --x\n";
    let fake = Fake { variables: &[A], config, ..Fake::default() };

    let found = fake.patient(|patient| codes(&findings(patient)));

    assert_eq!(found[0], "AWSP-E041");
    assert!(!found.contains(&"AWSP-E020"), "{found:?}");
}

#[test]
fn a_token_of_another_tool_comes_first() {
    let token = r#"{"accessToken": "t", "expiresAt": "2026-01-02T09:00:00Z"}"#;
    let fake = Fake { variables: &[A], config: SSO, ..Fake::default() };
    let fake = fake.with_token("https://x.awsapps.com/start", token);

    assert_eq!(fake.patient(|patient| codes(&findings(patient)))[..2], ["AWSP-W026", "AWSP-W011"]);
}

#[test]
fn a_session_that_has_ended_comes_first() {
    let token = r#"{"accessToken": "t", "expiresAt": "2026-01-01T09:00:00Z"}"#;
    let fake = Fake { variables: &[A], config: SSO, ..Fake::default() };
    let fake = fake.with_token("s", token);

    assert_eq!(fake.patient(|patient| codes(&findings(patient)))[0], "AWSP-W010");
}

#[test]
fn an_absurd_clock_comes_first() {
    let fake = Fake { variables: &[KEY_ID, KEY], ..Fake::default() };

    let found = fake.patient(|patient| {
        let situation = &Situation { now: 1000, ..*patient.situation };
        codes(&findings(&Patient { situation, profiles: OnceCell::new(), ..*patient }))
    });

    assert_eq!(found[0], "AWSP-E045");
}

#[test]
fn where_stray_keys_come_from_is_said_before_what_they_do() {
    let text = "export AWS_ACCESS_KEY_ID=AKIARZPUZDIKGFADW22Y\nexport AWS_SECRET_ACCESS_KEY=x\n";
    let disk = FakeDisk::default().with_text("/home/ann/.bashrc", text);
    let config = "[profile a]\nregion = eu-west-1\ncredential_process = /opt/helper\n";
    let disk = disk.with("/opt/helper", 0o755);
    let fake = Fake { variables: &[KEY_ID, KEY, A], config, disk, ..Fake::default() };

    let found = fake.patient(|patient| codes(&findings(patient)));

    assert_eq!(found[0], "AWSP-W030");
    assert!(found.contains(&"AWSP-W001"), "{found:?}");
}

#[test]
fn a_profile_that_every_shell_gets_is_told_with_its_line() {
    let disk = FakeDisk::default().with_text("/home/ann/.zshrc", "export AWS_PROFILE=gone\n");
    let fake = Fake { variables: &[("AWS_PROFILE", "gone")], disk, ..Fake::default() };

    let found = fake.patient(|patient| codes(&findings(patient)));

    assert_eq!(found[..2], ["AWSP-E002", "AWSP-W031"]);
}

const STRAY: &str = "[profile a]\nregion = eu-west-1\naws_access_key_id = AKIAY34FZKBOKMUTVV7A\naws_secret_access_key = zzzzzzzzzzFEMI/K7MDENG/bPxRfiCYzzzzzzzzz\n";
const HALF: &str = "[profile a]\naws_access_key_id = AKIARZPUZDIKGFADW22Y\n";

/// Findings whose cause was agreed on, where several would do.
const AGREED: &[(Row, &str)] = &[
    (row("half a pair in variables", "AWSP-E004", &[KEY_ID], "", ""), "overridden-by-environment"),
    (row("stray keys", "AWSP-W001", &[KEY_ID, KEY, A], STRAY, ""), "overridden-by-environment"),
    (row("half a pair in a file", "AWSP-E050", &[A], HALF, ""), "malformed-key"),
    (row("no word `profile`, chosen", "AWSP-E002", &[A], "[a]\n", ""), "wrong-profile"),
    (row("no word `profile`", "AWSP-F020", &[], "[a]\n", ""), "wrong-profile"),
    (row("a zone", "AWSP-E032", &[A], "[profile a]\nregion = eu-west-1a\n", ""), "region"),
    (
        row("a token alone", "AWSP-N002", &[("AWS_SESSION_TOKEN", "t")], "", ""),
        "stale-session-token",
    ),
];

#[test]
fn each_cause_is_the_one_that_was_agreed_on() {
    for (row, cause) in AGREED {
        let fake = Fake { variables: row.variables, config: row.config, ..Fake::default() };

        let found = fake.patient(findings);

        let finding = found.iter().find(|finding| finding.code == row.expected);
        assert_eq!(finding.map(|finding| finding.cause), Some(*cause), "{}", row.error);
    }
}
