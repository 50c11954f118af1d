//! `awsp whoami`: who the next call of this shell will be, as AWS itself says.

use serde_json::{Value, json};

use super::clients::{aws, printed};
use super::fake::Fake;
use super::home::{BASE_KEY, assert_readable_failure, home};
use crate::support::{Sandbox, Shell};

const CONFIG: &str = "\
[profile p]
role_arn = arn:aws:iam::222222222222:role/path/R
source_profile = base
role_session_name = me@x
[profile process]
credential_process = issue-keys
[default]
aws_access_key_id = AKIARTX3GSDSQUISEM2E
aws_secret_access_key = s
";

const KEYS: [(&str, &str); 2] =
    [("AWS_ACCESS_KEY_ID", "ASIAY34FZKBOKMUTVV7A"), ("AWS_SECRET_ACCESS_KEY", "s")];

/// Environments in which a shell may find itself.
const SHELLS: &[&[(&str, &str)]] = &[
    &[],
    &KEYS,
    &[KEYS[0], KEYS[1], ("AWS_SESSION_TOKEN", "t")],
    &[KEYS[0], KEYS[1], ("AWS_SESSION_TOKEN", "t"), ("AWS_SECURITY_TOKEN", "older")],
    &[KEYS[0], KEYS[1], ("AWS_PROFILE", "p")],
    &[("AWS_PROFILE", "p")],
    &[("AWS_DEFAULT_PROFILE", "p")],
    &[("AWS_PROFILE", "base"), ("AWS_DEFAULT_PROFILE", "p")],
    &[("AWS_PROFILE", "process")],
    &[
        ("AWS_PROFILE", "base"),
        ("AWS_WEB_IDENTITY_TOKEN_FILE", "../home/token"),
        ("AWS_ROLE_ARN", "arn:aws:iam::333333333333:role/W"),
        ("AWS_ROLE_SESSION_NAME", "web"),
    ],
    &[
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "{url}/container/credentials"),
        ("AWS_CONFIG_FILE", ""),
    ],
    &[KEYS[0], KEYS[1], ("AWS_REGION", "eu-central-1"), ("AWS_DEFAULT_REGION", "eu-west-1")],
];

/// Returns a server and a home whose processes see `variables`.
fn shell(variables: &[(&str, &str)]) -> Option<(Fake, Sandbox)> {
    let fake = Fake::start()?;
    let mut sandbox = home(&fake, CONFIG);
    sandbox.file("token", "a.web.token");
    sandbox.program("issue-keys", "#!/bin/sh\necho '{\"Version\": 1, \"AccessKeyId\": \"AKIARTX3GSDSQUISEM2E\", \"SecretAccessKey\": \"s\"}'\n");
    for (name, value) in variables {
        sandbox = sandbox.with(name, value.replace("{url}", &fake.url()));
    }
    Some((fake, sandbox))
}

/// Returns how the one call that asks for the caller was signed: region and service, key and token.
fn signed(fake: &Fake) -> (String, Option<String>) {
    let requests = fake.requests();
    let mut calls = requests.iter().filter(|request| request.name() == "GetCallerIdentity");
    let call = calls.next().unwrap();
    assert!(calls.next().is_none(), "{:?}", fake.asked());
    let token = call.header("x-amz-security-token");
    (call.scope().unwrap().to_owned(), token.map(str::to_owned))
}

#[test]
fn the_call_is_signed_as_the_aws_cli_would_sign_it() {
    for variables in SHELLS {
        let Some((fake, sandbox)) = shell(variables) else { return };
        let Some(mut command) = aws(&sandbox, &["sts", "get-caller-identity", "--output=json"])
        else {
            return;
        };
        let theirs = printed(&sandbox.run(&mut command));
        let (other, sandbox) = shell(variables).unwrap();

        let output = sandbox.awsp(&["whoami", "--json"]);

        assert!(output.code == 0 || output.code == 1, "{variables:?} {output:?}");
        let ours: Value = serde_json::from_str(&output.stdout).unwrap();
        for name in ["Arn", "Account", "UserId"] {
            assert_eq!(ours[name], theirs[name], "{variables:?}");
        }
        let first = first_signature(&other);
        assert_eq!(first, signed(&fake), "{variables:?}");
    }
}

/// Returns how the first call that asks for the caller was signed.
fn first_signature(fake: &Fake) -> (String, Option<String>) {
    let requests = fake.requests();
    let call = requests.iter().find(|request| request.name() == "GetCallerIdentity").unwrap();
    (call.scope().unwrap().to_owned(), call.header("x-amz-security-token").map(str::to_owned))
}

#[test]
fn everything_that_a_program_wants_to_know_is_there() {
    let Some((fake, sandbox)) = shell(&[("AWS_PROFILE", "p")]) else { return };

    let seen = printed(&sandbox.awsp(&["whoami", "--json"]));

    let wanted = json!({
        "Account": "222222222222", "AccountAlias": "alias-222222222222",
        "Arn": "arn:aws:sts::222222222222:assumed-role/R/me@x", "Type": "assumed-role", "Name": "R",
        "SessionName": "me@x", "Region": "us-east-1", "Profile": "p", "as_profile": null,
    });
    for (name, value) in wanted.as_object().unwrap() {
        assert_eq!(&seen[name], value, "{name}: {seen}");
    }
    let requests = fake.requests();
    let key = requests.last().unwrap().signer().unwrap();
    let masked = seen["AccessKeyId"].as_str().unwrap();
    assert!(masked.ends_with(key.get(16..).unwrap()) && masked.len() < key.len(), "{masked}");
    assert!(seen["clock_skew_seconds"].as_i64().unwrap().abs() < 60, "{seen}");
}

#[test]
fn a_permission_set_is_told_from_its_role() {
    let Some((fake, sandbox)) = shell(&KEYS) else { return };
    let arn = "arn:aws:sts::555555555555:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/me@example.com";
    fake.rule(&json!({"action": "GetCallerIdentity"}), &json!({"fields": {"Arn": arn}}));

    let output = sandbox.awsp(&["whoami"]);

    assert_eq!(output.code, 0, "{output:?}");
    for words in ["Admin", "me@example.com", "555555555555"] {
        assert!(output.stdout.contains(words), "{output:?}");
    }
}

#[test]
fn an_alias_that_nobody_may_read_is_none() {
    let Some((fake, sandbox)) = shell(&KEYS) else { return };
    for answer in [
        json!({"error": "AccessDenied"}),
        json!({"fields": {"AccountAliases": []}}),
        json!({"fault": "500"}),
    ] {
        fake.reset();
        fake.rule(&json!({"action": "ListAccountAliases"}), &answer);

        let seen = printed(&sandbox.awsp(&["whoami", "--json"]));

        assert_eq!(
            (&seen["AccountAlias"], &seen["Account"]),
            (&Value::Null, &json!("609629065308"))
        );
    }
}

#[test]
fn keys_that_are_not_the_profiles_are_told_apart_from_it() {
    let Some((_fake, sandbox)) = shell(&[KEYS[0], KEYS[1], ("AWS_PROFILE", "p")]) else { return };

    let output = sandbox.awsp(&["whoami", "--json"]);

    assert_eq!(output.code, 1, "{output:?}");
    let seen: Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(seen["Account"], "609629065308");
    assert_eq!(seen["as_profile"]["Account"], "222222222222");
}

#[test]
fn a_clock_that_is_wrong_is_reported() {
    let Some((fake, sandbox)) = shell(&KEYS) else { return };
    fake.rule(&json!({}), &json!({"fault": "skewed", "ahead": 900}));

    let output = sandbox.awsp(&["whoami", "--json"]);

    let seen: Value = serde_json::from_str(&output.stdout).unwrap();
    let skew = seen["clock_skew_seconds"].as_i64().unwrap();
    assert!((850..=950).contains(&skew.abs()), "{output:?}");
    assert!(output.stderr.contains("15 min"), "{output:?}");
}

#[test]
fn what_aws_said_is_known_offline_afterwards() {
    let Some((fake, sandbox)) = shell(&[("AWS_PROFILE", "base")]) else { return };
    let before = printed(&sandbox.awsp(&["current", "--json"]));
    assert_eq!(before["principal"], Value::Null);
    sandbox.awsp(&["whoami"]);
    fake.reset();

    let after = printed(&sandbox.awsp(&["current", "--json"]));

    assert_eq!((&after["principal"], &after["account"]), (&json!("fake"), &json!("123456789012")));
    assert_eq!(fake.asked(), [""; 0]);
    let cache = sandbox.home().join(".cache/awsp");
    let mut find = sandbox.command("grep");
    let found = sandbox.run(find.args(["-r", BASE_KEY]).arg(cache));
    assert_eq!(found.stdout, "", "the id of a key is kept as it is");
}

#[test]
fn nobody_is_nobody() {
    let Some((fake, sandbox)) = shell(&[("AWS_CONFIG_FILE", "")]) else { return };

    let output = sandbox.awsp(&["whoami"]);

    assert_readable_failure(&output, 4);
    assert_eq!(fake.asked(), [""; 0]);
}

#[test]
fn ctrl_c_ends_it_at_once_and_leaves_the_terminal_as_it_was() {
    let Some((fake, sandbox)) = shell(&KEYS) else { return };
    fake.rule(&json!({}), &json!({"fault": "silent"}));
    let mut pty = crate::support::Pty::bare(&sandbox, Shell::Bash);
    let before = pty.run("stty -g");
    pty.send("awsp whoami\r");
    fake.wait_until_asked();
    pty.send("\u{3}");
    pty.wait_until("the next prompt", |screen| {
        screen.trim_end().ends_with("READY>") && screen.contains("^C")
    });

    assert_eq!(pty.code(), 130);
    assert_eq!(pty.run("stty -g"), before);
}
