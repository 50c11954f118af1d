//! A server that keeps users and keys, and checks every signature.

use insta::assert_snapshot;

use super::super::home::at;
use super::super::moto::Moto;
use super::{codes, examined, first, skipped};
use crate::support::Sandbox;

/// Returns a sandbox with a profile for every user of the server, and some that go wrong.
fn sandbox() -> Option<Sandbox> {
    let moto = Moto::shared()?;
    let users = ["alice", "mallory", "ivy", "carl"].map(|user| {
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
