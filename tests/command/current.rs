//! `awsp current`.

use insta::assert_snapshot;

use super::{run, sandbox};

#[test]
fn every_part_names_where_it_comes_from() {
    assert_snapshot!(run(&sandbox().with("AWS_PROFILE", "staging"), &["current"]), @r#"
    code: 0
    ----- stdout
    identity   staging                   assumes arn:aws:iam::444455556666:role/Deploy
    profile    staging                   AWS_PROFILE
    account    444455556666              ~/.aws/config:5 role_arn
    region     eu-central-1              ~/.aws/config:7 region
    principal  Deploy                    ~/.aws/config:5 role_arn
    kind       role
    session    renewed at the next call
    ----- stderr
    "#);
}

#[test]
fn nobody_is_shown_as_nobody() {
    assert_snapshot!(run(&sandbox(), &["current"]), @r#"
    code: 0
    ----- stdout
    identity   -     by default
    profile    -
    account    -
    region     -
    principal  -
    kind       none
    session    -
    ----- stderr
    "#);
}

#[test]
fn keys_are_who_one_is_and_the_profile_is_not() {
    let sandbox = sandbox()
        .with("AWS_PROFILE", "staging")
        .with("AWS_ACCESS_KEY_ID", "AKIA6RTVPGNLQUISEM2E")
        .with("AWS_SECRET_ACCESS_KEY", "a-secret-of-some-length");

    assert_snapshot!(run(&sandbox, &["current"]), @r#"
    code: 0
    ----- stdout
    identity   keys:…EM2E    AWS_ACCESS_KEY_ID
    profile    -
    account    999900001111  decoded from the access key id
    region     eu-central-1  ~/.aws/config:7 region
    principal  -
    kind       environment
    session    -
    ----- stderr
    warning: AWS_ACCESS_KEY_ID (…EM2E, account 999900001111) overrides profile staging
    hint: awsp clean
    warning: JavaScript would sign as staging (account 444455556666), not as keys:…EM2E like the AWS CLI
    hint: awsp explain
    "#);
}

#[test]
fn keys_of_a_tool_are_of_its_profile_and_not_of_the_default_one() {
    let sandbox = sandbox()
        .with("AWS_VAULT", "dev")
        .with("AWS_ACCESS_KEY_ID", "ASIA6RTVPGNLQUISEM2E")
        .with("AWS_SECRET_ACCESS_KEY", "a-secret-of-some-length")
        .with("AWS_SESSION_TOKEN", "a-token-of-some-length");
    sandbox.config("[default]\nregion = eu-west-1\n[profile dev]\nregion = eu-west-2\n");

    let answer = run(&sandbox, &["current"]);

    let profile = answer.lines().find(|line| line.trim_start().starts_with("profile"));
    let words: Vec<&str> = profile.into_iter().flat_map(str::split_whitespace).collect();
    assert_eq!(words, ["profile", "dev", "AWS_VAULT"], "{answer}");
}

#[test]
fn what_sts_once_said_of_a_key_is_told_again() {
    let sandbox = sandbox();
    sandbox.config(
        "[profile old]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n",
    );
    let file = sandbox.verified(
        "AKIAIOSFODNN7EXAMPLE",
        r#"{"Arn": "arn:aws:sts::999900001111:assumed-role/Admin/ann", "Account": "999900001111", "UserId": "A"}"#,
    );
    let file = file.strip_prefix(sandbox.home()).unwrap().display().to_string();

    let used = run(&sandbox, &["--shell=bash", "use", "old"]);
    let current = run(&sandbox.with("AWS_PROFILE", "old"), &["current"]);

    assert!(used.contains("old · 999900001111 · Admin/ann"), "{used}");
    for name in ["account    999900001111", "principal  Admin/ann   "] {
        let line = current.lines().find(|line| line.contains(name)).expect(&current);
        assert!(line.ends_with(&format!(" ~/{file}")), "{line}");
    }
}

#[test]
fn json_has_the_documented_shape() {
    assert_snapshot!(run(&sandbox().with("AWS_PROFILE", "dev"), &["current", "--json"]), @r#"
    code: 0
    ----- stdout
    {
      "profile": "dev",
      "account": "111122223333",
      "account_source": {
        "kind": "access-key-id"
      },
      "principal": null,
      "region": "eu-west-1",
      "kind": "static",
      "state": "none",
      "expires_at": null,
      "tool": "aws-cli",
      "warnings": []
    }
    ----- stderr
    "#);
}

#[test]
fn a_finding_has_the_documented_shape() {
    let sandbox = sandbox().with("AWS_PROFILE", "nope");
    let json: serde_json::Value =
        serde_json::from_str(&sandbox.awsp(&["current", "--json"]).stdout).unwrap();

    assert_snapshot!(format!("{:#}", json["warnings"][0]), @r#"
    {
      "code": "AWSP-E002",
      "severity": "error",
      "cause": "wrong-profile",
      "title": "AWS_PROFILE names profile nope, which no file defines",
      "evidence": [
        {
          "source": {
            "kind": "variable",
            "name": "AWS_PROFILE"
          },
          "text": "nope"
        }
      ],
      "why": "the AWS CLI and boto3 stop here, even with keys in variables; the SDKs for Rust, JavaScript and Java look on and may find another identity",
      "fix": [
        "awsp clean",
        "awsp list"
      ]
    }
    "#);
}
