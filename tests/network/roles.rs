//! Roles of a server that checks every signature and every policy.

use serde_json::Value;

use super::clients::{aws, printed};
use super::home::{assert_readable_failure, at};
use super::moto::Moto;
use crate::support::{Output, Sandbox};

const DEPLOY: &str = "arn:aws:sts::123456789012:assumed-role/Deploy/me";

const PROFILES: &str = "\
[profile deploy]
role_arn = arn:aws:iam::123456789012:role/Deploy
source_profile = alice
role_session_name = me

[profile audit]
role_arn = arn:aws:iam::123456789012:role/Audit
source_profile = deploy
role_session_name = auditor

[profile closed]
role_arn = arn:aws:iam::123456789012:role/Closed
source_profile = alice

[profile not-mine]
role_arn = arn:aws:iam::123456789012:role/Deploy
source_profile = mallory

[profile typo]
aws_secret_access_key = wrong
";

/// Returns a sandbox with the users of the server and profiles for its roles.
fn sandbox() -> Option<Sandbox> {
    let moto = Moto::shared()?;
    let typo = format!("aws_access_key_id = {}\n", moto.keys("alice")[0]);
    let users = ["alice", "mallory"].map(|user| {
        let [id, secret] = moto.keys(user);
        format!("[profile {user}]\naws_access_key_id = {id}\naws_secret_access_key = {secret}\n")
    });
    let config = [PROFILES, &typo, &users.concat()].concat();
    Some(at(&moto.url(), &config))
}

/// Returns who the keys of a profile belong to, as the server says.
fn identity(sandbox: &Sandbox, profile: &str) -> Output {
    sandbox.awsp(&["exec", profile, "--", "awsp", "whoami", "--json"])
}

#[test]
fn every_link_of_a_chain_is_signed_by_the_one_before() {
    let Some(sandbox) = sandbox() else { return };
    for (profile, arn) in [
        ("alice", "arn:aws:iam::123456789012:user/alice"),
        ("deploy", DEPLOY),
        ("audit", "arn:aws:sts::123456789012:assumed-role/Audit/auditor"),
    ] {
        assert_eq!(printed(&identity(&sandbox, profile))["Arn"], arn);
    }
}

#[test]
fn the_aws_cli_works_with_what_exec_and_use_hand_over() {
    let Some(sandbox) = sandbox() else { return };
    let Some(_) = aws(&sandbox, &[]) else { return };
    let asking = ["sts", "get-caller-identity", "--output", "json"];

    let words = [&["exec", "audit", "--", "/usr/bin/aws"][..], &asking].concat();
    let seen = printed(&sandbox.awsp(&words));
    assert_eq!(seen["Arn"], "arn:aws:sts::123456789012:assumed-role/Audit/auditor");

    let script =
        format!("eval \"$(awsp use deploy --export)\" && /usr/bin/aws {}", asking.join(" "));
    let seen = printed(&sandbox.run(sandbox.command("bash").args(["-c", &script])));
    assert_eq!(seen["Arn"], DEPLOY);
}

#[test]
fn a_refusal_is_told_apart_from_a_wrong_key() {
    let Some(sandbox) = sandbox() else { return };
    for (profile, code, words) in [
        ("closed", 6, "role/Closed"),
        ("not-mine", 6, "user/mallory"),
        ("typo", 4, "SignatureDoesNotMatch"),
        ("base", 4, "InvalidClientTokenId"),
    ] {
        let output = identity(&sandbox, profile);

        assert_readable_failure(&output, code);
        assert!(output.stderr.contains(words), "{profile}: {output:?}");
    }
}

/// Returns who the shell is after `awsp use WORDS`.
fn after_use(sandbox: &Sandbox, words: &str) -> Output {
    let script = format!("eval \"$(awsp use {words})\" && awsp whoami --json");
    sandbox.run(sandbox.command("bash").args(["-c", &script]))
}

#[test]
fn a_role_without_a_profile_is_assumed_by_the_source_that_is_named() {
    let Some(sandbox) = sandbox() else { return };
    let words = "--role-arn arn:aws:iam::123456789012:role/Deploy --source-profile alice --session-name now";

    let seen: Value = printed(&after_use(&sandbox, words));

    assert_eq!(seen["Arn"], "arn:aws:sts::123456789012:assumed-role/Deploy/now");
}
