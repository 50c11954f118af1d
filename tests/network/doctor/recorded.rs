//! Answers in AWS's own wire form that no other server gives.

use serde_json::{Value, json};

use super::super::fake::Fake;
use super::super::home::{
    BASE_KEY, BASE_SECRET, SERIAL, SESSION, at, cut_off, home, sso_cache, write_sso_token,
};
use super::super::lines::closed_port;
use super::super::tls::{Authority, Certificate};
use super::{codes, examined, first, skipped};
use crate::support::{Sandbox, tool};

const INVALID: &str = "The security token included in the request is invalid.";

/// The second user of the account of the profile `base`.
const ADMIN_KEY: &str = "AKIARZPUZDIKAAAAAAAA";

const ADMIN: &str = "[profile admin]\naws_access_key_id = AKIARZPUZDIKAAAAAAAA\naws_secret_access_key = another-secret\n";

/// Has the server refuse the key of the profile `base` as STS does with one that is inactive or deleted.
fn refuse_base(fake: &Fake) {
    let refused = json!({"error": "InvalidClientTokenId", "message": INVALID, "status": 403});
    fake.rule(&json!({"action": "GetCallerIdentity", "key": BASE_KEY}), &refused);
}

/// Returns an answer of IAM in its own form.
fn iam(action: &str, result: &str) -> Value {
    let text = format!(
        "<{action}Response xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><{action}Result>{result}</{action}Result><ResponseMetadata><RequestId>7a62c49f-347e-4fc4-9331-6e8eEXAMPLE</RequestId></ResponseMetadata></{action}Response>"
    );
    json!({"headers": {"Content-Type": "text/xml"}, "body": text})
}

fn keys_of_bob(keys: &[(&str, &str)]) -> Value {
    let members: Vec<String> = keys
        .iter()
        .map(|(id, status)| format!("<member><UserName>bob</UserName><AccessKeyId>{id}</AccessKeyId><Status>{status}</Status><CreateDate>2016-03-01T01:02:03Z</CreateDate></member>"))
        .collect();
    iam(
        "ListAccessKeys",
        &format!(
            "<UserName>bob</UserName><AccessKeyMetadata>{}</AccessKeyMetadata><IsTruncated>false</IsTruncated>",
            members.concat()
        ),
    )
}

fn known() -> Value {
    iam(
        "GetAccessKeyLastUsed",
        "<AccessKeyLastUsed><Region>us-east-1</Region><LastUsedDate>2026-01-02T03:04:05Z</LastUsedDate><ServiceName>s3</ServiceName></AccessKeyLastUsed><UserName>bob</UserName>",
    )
}

fn denied(what: &str) -> Value {
    json!({"error": "AccessDenied", "status": 403, "message": format!("User: arn:aws:iam::123456789012:user/root is not authorized to perform: iam:{what} on resource: user bob because no identity-based policy allows the iam:{what} action")})
}

#[test]
fn iam_says_how_a_key_stands_that_sts_does_not_know() {
    let Some(fake) = Fake::start() else { return };
    let sandbox = home(&fake, ADMIN);
    let no_user = json!({"error": "NoSuchEntity", "status": 404, "message": "The user with name bob cannot be found."});
    let no_key = json!({"error": "NoSuchEntity", "status": 404, "message": "The Access Key cannot be found."});
    for (owner, keys, code) in [
        (known(), keys_of_bob(&[(BASE_KEY, "Inactive")]), "AWSP-O002"),
        (known(), keys_of_bob(&[(ADMIN_KEY, "Active")]), "AWSP-O003"),
        (known(), no_user, "AWSP-O004"),
        (no_key, keys_of_bob(&[]), "AWSP-O003"),
        // A user may see the own keys, and nobody else's.
        (denied("GetAccessKeyLastUsed"), keys_of_bob(&[(BASE_KEY, "Inactive")]), "AWSP-O002"),
        (denied("GetAccessKeyLastUsed"), denied("ListAccessKeys"), "AWSP-O001"),
        // What STS does not know IAM cannot call good.
        (known(), keys_of_bob(&[(BASE_KEY, "Active")]), "AWSP-O001"),
    ] {
        fake.reset();
        refuse_base(&fake);
        fake.rule(&json!({"action": "GetAccessKeyLastUsed", "key": ADMIN_KEY}), &owner);
        fake.rule(&json!({"action": "ListAccessKeys", "key": ADMIN_KEY}), &keys);

        let report = examined(&sandbox, &["base"]);

        assert_eq!(first(&report), code, "{report:#}");
        assert_eq!(report["findings"][0]["cause"], "deactivated-or-deleted");
        let is_unknown = keys == denied("ListAccessKeys");
        assert_eq!(skipped(&report, "key-state").is_some(), is_unknown, "{report:#}");
    }
}

#[test]
fn a_key_that_somebody_has_used_before_is_found_by_its_user() {
    let Some(fake) = Fake::start() else { return };
    let sandbox = home(&fake, ADMIN);
    let bob =
        json!({"fields": {"Arn": "arn:aws:iam::123456789012:user/team/bob", "UserId": "AIDAX"}});
    fake.rule(&json!({"action": "GetCallerIdentity", "key": BASE_KEY}), &bob);
    assert_eq!(sandbox.awsp(&["exec", "base", "--", "awsp", "whoami"]).code, 0);
    fake.reset();
    refuse_base(&fake);
    fake.rule(&json!({"action": "GetAccessKeyLastUsed"}), &denied("GetAccessKeyLastUsed"));
    fake.rule(&json!({"action": "ListAccessKeys"}), &keys_of_bob(&[]));

    let report = examined(&sandbox, &["base"]);

    assert_eq!(first(&report), "AWSP-O003", "{report:#}");
    assert_eq!(report["findings"][0]["title"], "key …W22Y of user bob is deleted");
    let listed = fake.requests().into_iter().rfind(|request| request.name() == "ListAccessKeys");
    assert_eq!(listed.unwrap().parameter("UserName"), Some("bob"));
}

#[test]
fn an_old_key_is_worth_a_word() {
    let Some(fake) = Fake::start() else { return };
    let sandbox = home(&fake, "");
    fake.rule(&json!({"action": "ListAccessKeys"}), &keys_of_bob(&[(BASE_KEY, "Active")]));

    let report = examined(&sandbox, &["base"]);

    assert_eq!(first(&report), "AWSP-O016", "{report:#}");
    assert_eq!(fake.asked(), ["GetCallerIdentity", "ListAccessKeys"]);
}

/// Runs the doctor where STS gives every key this answer.
fn refused(code: &str, message: &str, variables: &[(&str, &str)]) -> Option<Value> {
    let fake = Fake::start()?;
    let refused = json!({"error": code, "message": message, "status": 403});
    fake.rule(&json!({"action": "GetCallerIdentity"}), &refused);
    let sandbox =
        variables.iter().fold(home(&fake, ""), |sandbox, (name, value)| sandbox.with(name, value));
    Some(examined(&sandbox, &[]))
}

const TEMPORARY: [(&str, &str); 3] = [
    ("AWS_ACCESS_KEY_ID", "ASIARZPUZDIKGFADW22Y"),
    ("AWS_SECRET_ACCESS_KEY", BASE_SECRET),
    ("AWS_SESSION_TOKEN", "IQoJb3JpZ2luX2VjEXAMPLETOKENWHICHISLONGENOUGHTOBETAKENFORONE"),
];

#[test]
fn every_refusal_of_sts_has_a_cause() {
    let long_term = &[("AWS_ACCESS_KEY_ID", BASE_KEY), ("AWS_SECRET_ACCESS_KEY", BASE_SECRET)][..];
    for (code, message, variables, expected) in [
        (
            "ExpiredToken",
            "The security token included in the request is expired",
            &TEMPORARY[..],
            "expired",
        ),
        ("InvalidClientTokenId", INVALID, &TEMPORARY[..], "stale-session-token"),
        ("InvalidClientTokenId", INVALID, long_term, "deactivated-or-deleted"),
        ("InvalidClientTokenId", INVALID, &TEMPORARY[..2], "missing-session-token"),
        (
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
            long_term,
            "wrong-secret",
        ),
        (
            "IncompleteSignature",
            "'Credential' not a valid key=value pair (missing equal-sign) in Authorization header",
            long_term,
            "malformed-key",
        ),
    ] {
        let Some(report) = refused(code, message, variables) else { return };

        assert_eq!(report["findings"][0]["cause"], expected, "{code}: {report:#}");
        assert_eq!(report["findings"][0]["severity"], "error", "{code}: {report:#}");
        assert!(!report.to_string().contains(BASE_SECRET), "a secret is told");
    }
}

#[test]
fn a_region_that_is_not_enabled_is_told_from_a_key_that_is_gone() {
    let Some(fake) = Fake::start() else { return };
    let sandbox =
        home(&fake, "").with("AWS_REGION", "me-south-1").with("AWS_DEFAULT_REGION", "me-south-1");
    for (code, message) in [
        ("InvalidClientTokenId", INVALID),
        (
            "RegionDisabledException",
            "STS is not activated in this region for account:123456789012. Your account administrator can activate STS in this region using the IAM Console.",
        ),
    ] {
        fake.reset();
        let refused = json!({"error": code, "message": message, "status": 403});
        fake.rule(&json!({"action": "GetCallerIdentity", "region": "me-south-1"}), &refused);

        let report = examined(&sandbox, &["base"]);

        assert_eq!(first(&report), "AWSP-O010", "{report:#}");
        assert_eq!(report["findings"][0]["cause"], "region");
        assert_eq!(fake.asked(), ["GetCallerIdentity", "GetCallerIdentity"]);
    }
}

#[test]
fn another_account_than_was_meant_is_said_by_aws() {
    let Some(fake) = Fake::start() else { return };
    let sandbox = home(&fake, "");

    let report = examined(&sandbox, &["base", "--account", "999900001111"]);

    assert!(codes(&report)[..1].contains(&"AWSP-E049"), "{report:#}");
    assert_eq!(report["findings"][0]["cause"], "wrong-account");
}

const SSO: &str =
    "[profile p]\nsso_session = s\nsso_account_id = 111122223333\nsso_role_name = R\n";

#[test]
fn the_portal_says_why_there_is_no_role() {
    let Some(fake) = Fake::start() else { return };
    let sandbox = home(&fake, &(SSO.to_owned() + SESSION));
    write_sso_token(&sandbox, "s", 3600);
    for (code, message, cause) in [
        ("UnauthorizedException", "Session token not found or invalid", "expired"),
        ("ForbiddenException", "No access", "not-authorized"),
    ] {
        fake.reset();
        fake.rule(
            &json!({"path": "/federation/credentials"}),
            &json!({"error": code, "message": message}),
        );

        let report = examined(&sandbox, &["p"]);

        assert_eq!(report["findings"][0]["cause"], cause, "{code}: {report:#}");
    }
}

#[test]
fn a_token_that_can_be_renewed_once_is_left_to_the_next_call() {
    let Some(fake) = Fake::start() else { return };
    let sandbox = home(&fake, &(SSO.to_owned() + SESSION));
    write_sso_token(&sandbox, "s", -60);
    let before = std::fs::read_to_string(sandbox.home().join(sso_cache("s"))).unwrap();

    let report = examined(&sandbox, &["p"]);

    assert_eq!(fake.asked(), [""; 0]);
    assert_eq!(first(&report), "AWSP-O020", "{report:#}");
    assert_eq!(std::fs::read_to_string(sandbox.home().join(sso_cache("s"))).unwrap(), before);
}

/// Returns a sandbox whose profile `p` gets its keys from a program.
fn with_process(fake: &Fake, script: &str) -> Sandbox {
    let sandbox = home(fake, "[profile p]\ncredential_process = helper --password hunter2\n");
    sandbox.program("helper", &format!("#!/bin/sh\necho x >> \"$HOME/ran\"\n{script}\n"));
    sandbox
}

#[test]
fn a_credential_process_is_run_once_and_its_complaint_is_shown() {
    let Some(fake) = Fake::start() else { return };
    for (script, said) in [
        ("echo 'no such vault' >&2; exit 3", "no such vault"),
        ("echo '{\"Version\": 2}'", "Version"),
        (
            "echo '{\"Version\": 1, \"AccessKeyId\": \"AKIARTX3GSDSQUISEM2E\", \"SecretAccessKey\": \"s\", \"Expiration\": \"2020-01-02T03:04:05Z\"}'",
            "has ended already",
        ),
    ] {
        let sandbox = with_process(&fake, script);

        let report = examined(&sandbox, &["p"]);

        assert_eq!(first(&report), "AWSP-O019", "{report:#}");
        assert!(report["findings"][0]["evidence"].to_string().contains(said), "{report:#}");
        assert!(!report.to_string().contains("hunter2"), "an argument is told");
        assert_eq!(std::fs::read_to_string(sandbox.home().join("ran")).unwrap(), "x\n");
    }
}

const ISSUES: &str = "echo '{\"Version\": 1, \"AccessKeyId\": \"AKIARTX3GSDSQUISEM2E\", \"SecretAccessKey\": \"s\"}'";

#[test]
fn a_program_that_signs_for_a_role_is_run_once_whatever_fails() {
    let Some(fake) = Fake::start() else { return };
    let refused = json!({"error": "InvalidClientTokenId", "message": INVALID, "status": 403});
    fake.rule(&json!({"action": "AssumeRole"}), &refused);
    for (script, cause) in [("exit 3", "credential-process"), (ISSUES, "deactivated-or-deleted")] {
        let sandbox = with_process(&fake, script);
        let role = "[profile r]\nrole_arn = arn:aws:iam::222222222222:role/R\nsource_profile = p\n";
        sandbox.config(format!("[profile p]\ncredential_process = helper\n{role}"));

        let report = examined(&sandbox, &["r"]);

        assert_eq!(report["findings"][0]["cause"], cause, "{report:#}");
        assert_eq!(std::fs::read_to_string(sandbox.home().join("ran")).unwrap(), "x\n");
    }
}

#[test]
fn offline_nobody_is_asked_and_no_program_runs() {
    let Some(fake) = Fake::start() else { return };
    let sandbox = with_process(&fake, "exit 3");

    assert_eq!(sandbox.awsp(&["doctor", "p"]).code, 0);

    assert_eq!(fake.asked(), [""; 0]);
    assert!(!sandbox.home().join("ran").exists());
}

#[test]
fn where_nobody_answers_nothing_is_said_of_the_keys() {
    let Some(fake) = Fake::start() else { return };
    let sandbox = home(&fake, "");
    drop(fake);

    let report = examined(&sandbox, &["base"]);

    assert_eq!(first(&report), "AWSP-O013", "{report:#}");
    assert_eq!(report["findings"][0]["cause"], "endpoint-or-proxy");
}

const ROLE: &str =
    "[profile r]\nrole_arn = arn:aws:iam::222222222222:role/R\nsource_profile = base\n";

#[test]
fn every_refusal_of_a_role_has_a_cause() {
    let Some(fake) = Fake::start() else { return };
    let caller = "User: arn:aws:iam::123456789012:user/u is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::222222222222:role/R";
    for (code, message, expected) in [
        ("AccessDenied", caller, "not-authorized"),
        (
            "ValidationError",
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
            "duration",
        ),
        (
            "ValidationError",
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
            "duration",
        ),
        (
            "PackedPolicyTooLarge",
            "Serialized token too large for session",
            "not-a-credential-problem",
        ),
        (
            "RegionDisabledException",
            "STS is not activated in this region for account:123456789012.",
            "region",
        ),
        ("ExpiredToken", "The security token included in the request is expired", "expired"),
    ] {
        fake.reset();
        let refused = json!({"error": code, "message": message, "status": 403});
        fake.rule(&json!({"action": "AssumeRole"}), &refused);

        let report = examined(&home(&fake, ROLE), &["r"]);

        assert_eq!(report["findings"][0]["cause"], expected, "{code}: {report:#}");
        assert_eq!(report["findings"][0]["severity"], "error", "{code}: {report:#}");
        assert_eq!(fake.asked(), ["AssumeRole", "GetCallerIdentity", "ListAccessKeys"], "{code}");
    }
}

#[test]
fn a_code_that_is_used_up_is_about_the_device() {
    let Some(fake) = Fake::start() else { return };
    let config = format!("{ROLE}mfa_serial = {SERIAL}\n");
    let refused = json!({"error": "AccessDenied", "status": 403, "message": "MultiFactorAuthentication failed with invalid MFA one time pass code."});
    fake.rule(&json!({"action": "GetSessionToken"}), &refused);

    let with_code = examined(&home(&fake, &config), &["r", "--mfa-token", "123456"]);
    let without = examined(&home(&fake, &config), &["r"]);

    assert_eq!(with_code["findings"][0]["cause"], "mfa", "{with_code:#}");
    assert_eq!(
        (first(&without), without["findings"][0]["severity"].as_str()),
        ("AWSP-O022", Some("warning")),
        "{without:#}"
    );
}

#[test]
fn a_certificate_and_a_proxy_are_told_from_a_key() {
    let (Some(authority), Some(_)) = (Authority::new(), tool("openssl")) else { return };
    let Some(fake) = authority.server(Certificate::Good) else { return };
    let untrusted = examined(&at(&fake.tls_url(), ""), &["base"]);
    let address = format!("http://127.0.0.1:{}", closed_port());
    let proxied = examined(&cut_off("").with("HTTPS_PROXY", address), &["base"]);

    assert_eq!(
        (first(&untrusted), untrusted["findings"][0]["cause"].as_str()),
        ("AWSP-O014", Some("tls")),
        "{untrusted:#}"
    );
    assert_eq!(
        (first(&proxied), proxied["findings"][0]["cause"].as_str()),
        ("AWSP-O013", Some("endpoint-or-proxy")),
        "{proxied:#}"
    );
    assert!(proxied["findings"][0]["evidence"].to_string().contains("HTTPS_PROXY"), "{proxied:#}");
}
