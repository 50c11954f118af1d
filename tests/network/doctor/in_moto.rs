//! A server that keeps users and keys, and checks every signature.

use insta::assert_snapshot;
use serde_json::{Value, json};

use super::super::clients::{aws, venv_python};
use super::super::fake::Fake;
use super::super::home::at;
use super::super::moto::Moto;
use super::{codes, examined, first, skipped};
use crate::support::Sandbox;

/// Returns a sandbox with a profile for every user of the server, and some that go wrong.
fn sandbox() -> Option<Sandbox> {
    let moto = Moto::shared()?;
    let users = ["alice", "mallory", "ivy", "carl", "dora"].map(|user| {
        let [id, secret] = moto.keys(user);
        format!("[profile {user}]\naws_access_key_id = {id}\naws_secret_access_key = {secret}\n")
    });
    let [id, secret] = moto.keys("alice");
    let reversed: String = secret.chars().rev().collect();
    let typo =
        format!("[profile typo]\naws_access_key_id = {id}\naws_secret_access_key = {reversed}\n");
    let roles = [("closed", "Closed", "alice"), ("of-carl", "Deploy", "carl")].map(|(name, role, source)| {
        format!("[profile {name}]\nrole_arn = arn:aws:iam::123456789012:role/{role}\nsource_profile = {source}\n")
    });
    Some(at(&moto.url(), &(users.concat() + &typo + &roles.concat())))
}

#[test]
fn what_is_wrong_with_a_key_is_said_by_whoever_knows() {
    let Some(sandbox) = sandbox() else { return };
    for (profile, code) in [
        ("carl", "AWSP-O003"),    // deleted, as ivy can see
        ("of-carl", "AWSP-O003"), // so is what asks for the role
        ("typo", "AWSP-O006"),
        ("closed", "AWSP-Y032"),
    ] {
        let report = examined(&sandbox, &[profile]);

        assert_eq!(first(&report), code, "{profile}: {report:#}");
        assert!(report["identity"]["arn"].is_null(), "{profile}: {report:#}");
    }
}

#[test]
fn whom_aws_knows_is_named_and_nothing_is_wrong() {
    let Some(sandbox) = sandbox() else { return };
    let report = examined(&sandbox, &["alice"]);

    assert_eq!(report["identity"]["arn"], "arn:aws:iam::123456789012:user/alice");
    assert!(
        codes(&report).iter().all(|code| !code.contains("-O") && !code.contains("-E")),
        "{report:#}"
    );
    let why = skipped(&report, "key-state").unwrap();
    assert!(why.contains("iam:ListAccessKeys"), "{why}");
}

#[test]
fn the_first_three_lines_say_what_is_wrong_and_what_to_type() {
    let Some(sandbox) = sandbox() else { return };
    let id = Moto::shared().unwrap().keys("carl")[0].clone();
    let output = sandbox.awsp(&["doctor", "--online", "carl"]);
    let lines: Vec<&str> = output.stdout.lines().take(3).collect();

    let shown = lines.join("\n").replace(&id.chars().skip(16).collect::<String>(), "ABCD");
    assert_snapshot!(shown, @r#"
    error[AWSP-O003]: key …ABCD is deleted
    hint: aws iam create-access-key --user-name NAME --profile ivy
    hint: aws configure --profile carl
    "#);
    assert_eq!(output.code, 1);
}

#[test]
fn an_error_is_explained_by_what_aws_says_of_this_shell() {
    let Some(sandbox) = sandbox() else { return };
    let invalid = "An error occurred (InvalidClientTokenId) when calling the ListBuckets operation: The security token included in the request is invalid.";
    let why = |profile: &str| {
        let words = ["why", "--online", invalid];
        let mut command = sandbox.command(sandbox.awsp_path());
        sandbox.run(command.args(words).env("AWS_PROFILE", profile)).stdout
    };

    let gone = why("carl");
    assert!(gone.starts_with("error[AWSP-Y023]: InvalidClientTokenId: key …"), "{gone}");
    assert!(gone.lines().next().unwrap().ends_with(" is deleted"), "{gone}");
    let fine = why("alice");
    assert!(!fine.lines().next().unwrap().contains("deleted"), "{fine}");
    assert!(fine.contains("\nasked: AWS takes the credentials of this shell, as arn:aws:iam::123456789012:user/alice\n"), "{fine}");
}

#[test]
fn keys_in_front_of_a_profile_are_told_apart_by_aws_itself() {
    let Some(sandbox) = sandbox() else { return };
    let [id, secret] = Moto::shared().unwrap().keys("ivy");
    let sandbox = sandbox
        .with("AWS_PROFILE", "alice")
        .with("AWS_ACCESS_KEY_ID", id)
        .with("AWS_SECRET_ACCESS_KEY", secret);
    let report = examined(&sandbox, &[]);

    assert_eq!(first(&report), "AWSP-W001", "{report:#}");
    let evidence = report["findings"][0]["evidence"].to_string();
    for user in ["user/ivy", "user/alice"] {
        assert!(evidence.contains(user), "{user}: {evidence}");
    }
}

#[test]
fn iam_itself_says_that_a_key_is_inactive() {
    let (Some(sandbox), Some(sts)) = (sandbox(), Fake::start()) else { return };
    let key = Moto::shared().unwrap().keys("dora")[0].clone();
    let refused = json!({"error": "InvalidClientTokenId", "status": 403, "message": "The security token included in the request is invalid."});
    sts.rule(&json!({"action": "GetCallerIdentity", "key": key}), &refused);
    let sandbox = sandbox.with("AWS_ENDPOINT_URL_STS", sts.url());

    let report = examined(&sandbox, &["dora"]);

    assert_eq!(first(&report), "AWSP-O002", "{report:#}");
    let title = report["findings"][0]["title"].as_str().unwrap();
    assert!(title.ends_with(" of user dora is deactivated"), "{title}");
    let fix = report["findings"][0]["fix"][0].as_str().unwrap();
    assert!(
        fix.starts_with("aws iam update-access-key --user-name dora --access-key-id "),
        "{fix}"
    );
}

/// What people run, as whom, and what has to be said first of how it ends.
const FAILURES: &[(&str, &[&str], &str, &str)] = &[
    ("carl", &["sts", "get-caller-identity"], "AWSP-Y023", "deactivated-or-deleted"),
    ("typo", &["sts", "get-caller-identity"], "AWSP-Y016", "wrong-secret"),
    ("mallory", &["iam", "list-users"], "AWSP-Y033", "not-authorized"),
    ("closed", &["sts", "get-caller-identity"], "AWSP-Y032", "not-authorized"),
    ("nobody", &["sts", "get-caller-identity"], "AWSP-Y002", "wrong-profile"),
];

#[test]
fn the_aws_cli_s_own_words_are_explained() {
    let Some(sandbox) = sandbox() else { return };
    let Some(_) = aws(&sandbox, &[]) else { return };
    for (profile, words, code, cause) in FAILURES {
        let words = [&["why", "--online", "--json", "--", "/usr/bin/aws"], *words].concat();
        let mut command = sandbox.command(sandbox.awsp_path());
        let output = sandbox
            .run(command.args(words).env("AWS_PROFILE", profile).env("AWS_MAX_ATTEMPTS", "1"));

        assert!(output.code > 1, "{output:?}"); // that of the AWS CLI
        let json = output.stderr.split_once("\n{").map(|(_, json)| format!("{{{json}"));
        let report: Value = serde_json::from_str(&json.unwrap())
            .unwrap_or_else(|fault| panic!("{fault}: {output:?}"));
        let first = &report["findings"][0];
        assert_eq!(
            (first["code"].as_str(), first["cause"].as_str()),
            (Some(*code), Some(*cause)),
            "{profile}: {report:#}"
        );
    }
}

/// Makes a call as the profile of the shell, and lets the exception end the program.
const BOTOCORE: &str = "\
import os, botocore.session
session = botocore.session.Session()
session.create_client('iam', region_name='us-east-1', endpoint_url=os.environ['AWS_ENDPOINT_URL_IAM']).list_users()
";

#[test]
fn a_traceback_of_botocore_is_explained() {
    let (Some(sandbox), Some(python)) = (sandbox(), venv_python()) else { return };
    for (profile, code, cause) in [
        ("carl", "AWSP-Y023", "deactivated-or-deleted"),
        ("mallory", "AWSP-Y033", "not-authorized"),
        ("nobody", "AWSP-Y002", "wrong-profile"),
    ] {
        let mut command = sandbox.command(&python);
        let failed = sandbox.run(
            command.args(["-c", BOTOCORE]).env("AWS_PROFILE", profile).env_remove("AWS_DATA_PATH"),
        );
        assert_ne!(failed.code, 0, "{failed:?}");
        let mut command = sandbox.command(sandbox.awsp_path());
        let why = Sandbox::run_with_input(
            command.args(["why", "--online", "--json"]).env("AWS_PROFILE", profile),
            failed.stderr.into_bytes(),
        );

        let report: Value =
            serde_json::from_str(&why.stdout).unwrap_or_else(|fault| panic!("{fault}: {why:?}"));
        let first = &report["findings"][0];
        assert_eq!(
            (first["code"].as_str(), first["cause"].as_str()),
            (Some(code), Some(cause)),
            "{profile}: {report:#}"
        );
    }
}
