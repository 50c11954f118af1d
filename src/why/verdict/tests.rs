use crate::display::is_hidden;
use crate::identity::{Keys, Kind, Known};
use crate::why::recognise::recognise;

use super::*;

const INVALID: &str = "An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: The security token included in the request is invalid.";

fn local(cause: &'static str, severity: Severity) -> Finding {
    Finding {
        code: "AWSP-E000",
        severity,
        cause,
        mark: "",
        title: format!("seen {cause}"),
        evidence: Vec::new(),
        why: "it matters".to_owned(),
        fix: vec!["mend it".to_owned()],
    }
    .seen(Source::variable("AWS_X"), "set")
}

/// Returns who profile `dev` is: role `Admin` of account 111122223333.
fn dev() -> Identity {
    let known = |value: &str| Some(Known::new(value, Source::variable("AWS_PROFILE")));
    Identity {
        profile: known("dev"),
        selected: known("dev"),
        account: known("111122223333"),
        principal: known("Admin"),
        region: known("eu-west-1"),
        keys: None::<Keys>,
        ..Identity::new(Kind::Sso, Source::variable("AWS_PROFILE"))
    }
}

fn findings(text: &str, local: &[Finding]) -> Vec<Finding> {
    verdict(&recognise(text.as_bytes()).expect(text), local, &dev(), None)
}

fn first(text: &str, local: &[Finding]) -> Finding {
    findings(text, local).remove(0)
}

fn denied(caller: &str, rest: &str) -> String {
    format!("api error AccessDenied: User: {caller} is not authorized to perform: {rest}")
}

#[test]
fn without_anything_seen_here_the_tables_order_holds() {
    let findings = findings(INVALID, &[]);

    let causes: Vec<&str> = findings.iter().map(|finding| finding.cause).collect();
    assert_eq!(causes.first(), Some(&"deactivated-or-deleted"));
    assert_eq!(causes.len(), 7);
    assert!(findings.iter().all(|finding| finding.code == "AWSP-Y023"));
    let severities: Vec<Severity> = findings.iter().map(|finding| finding.severity).collect();
    assert_eq!(severities.first(), Some(&Severity::Error));
    assert!(severities.iter().skip(1).all(|severity| *severity == Severity::Note));
}

#[test]
fn what_was_seen_here_comes_first_with_its_evidence_and_its_fix() {
    let finding = first(INVALID, &[local("stale-session-token", Severity::Warning)]);

    assert_eq!(finding.cause, "stale-session-token");
    assert_eq!(finding.title, "InvalidClientTokenId: seen stale-session-token");
    assert_eq!(finding.fix, ["mend it"]);
    assert_eq!(finding.why, "it matters");
    let sources: Vec<String> =
        finding.evidence.iter().map(|seen| seen.source.to_string()).collect();
    assert_eq!(sources, ["TEXT", "AWS_X"]);
}

#[test]
fn the_graver_finding_counts_more_and_a_note_counts_nothing() {
    let seen = [
        local("region", Severity::Warning),
        local("missing-session-token", Severity::Error),
        local("endpoint-or-proxy", Severity::Note),
    ];

    let causes: Vec<&str> = findings(INVALID, &seen).iter().map(|finding| finding.cause).collect();

    assert_eq!(
        causes.get(..3),
        Some(&["missing-session-token", "region", "deactivated-or-deleted"][..])
    );
}

#[test]
fn an_error_of_this_machine_that_explains_nothing_is_told_all_the_same() {
    let findings = findings(INVALID, &[local("file-syntax", Severity::Error)]);

    assert_eq!(findings.last().map(|finding| finding.code), Some("AWSP-E000"));
    assert_eq!(findings.first().map(|finding| finding.cause), Some("deactivated-or-deleted"));
}

#[test]
fn the_message_knows_the_clock_better_than_anybody() {
    let text = "SignatureDoesNotMatch: Signature expired: 20161010T120646Z is now earlier than 20161010T151154Z (20161010T152654Z - 15 min.)";

    let finding = first(text, &[local("not-a-credential-problem", Severity::Error)]);

    assert_eq!(
        finding.title,
        "SignatureDoesNotMatch: the clock of the machine that signed is 3 hours slow"
    );
    assert_eq!(finding.cause, "clock-skew");
}

#[test]
fn a_profile_that_is_selected_is_not_said_to_be_missing() {
    let finding = first("Unable to locate credentials", &[]);

    assert_eq!(finding.title, "no credentials: profile dev gave the tool no credentials");
    assert_eq!(finding.fix.first().map(String::as_str), Some("awsp explain"));
}

#[test]
fn a_zone_is_called_a_zone() {
    let finding = first(
        "Could not connect to the endpoint URL: \"https://sts.us-east-1a.amazonaws.com/\"",
        &[],
    );

    assert_eq!(
        finding.title,
        "endpoint not reached: us-east-1a is a zone and no Region: the Region is us-east-1"
    );
    assert_eq!(finding.fix.first().map(String::as_str), Some("awsp use dev --region us-east-1"));
}

#[test]
fn a_host_that_is_none_of_awss_is_named() {
    let finding = first("Could not connect to the endpoint URL: \"http://localhost:4566/\"", &[]);

    assert_eq!(finding.cause, "endpoint-or-proxy");
    assert!(finding.title.contains("localhost"), "{}", finding.title);
}

#[test]
fn whoever_is_who_this_shell_would_be_is_not_authorized() {
    for caller in [
        "arn:aws:sts::111122223333:assumed-role/Admin/me",
        "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/me@x",
    ] {
        let text = denied(
            caller,
            "s3:GetObject on resource: arn:aws:s3:::b/k because no identity-based policy allows the s3:GetObject action",
        );
        assert_eq!(first(&text, &[]).cause, "not-authorized", "{caller}");
    }
}

#[test]
fn whoever_is_somebody_else_has_the_wrong_profile() {
    for (caller, words) in [
        (
            "arn:aws:iam::999900001111:user/bob",
            "signed as user bob of account 999900001111, but profile dev is account 111122223333",
        ),
        (
            "arn:aws:sts::111122223333:assumed-role/ReadOnly/me",
            "signed as role ReadOnly/me of account 111122223333, but profile dev is Admin",
        ),
    ] {
        let finding = first(&denied(caller, "s3:GetObject on resource: arn:aws:s3:::b/k"), &[]);
        assert_eq!(finding.cause, "wrong-profile", "{caller}");
        assert!(finding.title.contains(words), "{}", finding.title);
    }
}

#[test]
fn a_refusal_says_who_may_not_do_what_and_which_policy_says_so() {
    let me = "arn:aws:sts::111122223333:assumed-role/Admin/me";
    for (rest, words, fix) in [
        (
            "s3:GetObject on resource: \"arn:aws:s3:::b/k\" because no identity-based policy allows the s3:GetObject action",
            "you are role Admin/me of account 111122223333, and may not s3:GetObject on arn:aws:s3:::b/k: no identity-based policy allows it",
            "aws iam simulate-principal-policy --policy-source-arn arn:aws:iam::111122223333:role/Admin --action-names s3:GetObject --resource-arns 'arn:aws:s3:::b/k'",
        ),
        (
            "s3:GetObject on resource: \"arn:aws:s3:::b/k\" with an explicit deny in a service control policy",
            ": a deny in the service control policy",
            "aws organizations list-policies-for-target --target-id 111122223333 --filter SERVICE_CONTROL_POLICY",
        ),
        (
            "s3:GetObject on resource: \"arn:aws:s3:::b/k\" with an explicit deny in a resource-based policy",
            ": a deny in the resource-based policy",
            "aws s3api get-bucket-policy --bucket b",
        ),
        (
            "ec2:RunInstances with an explicit deny in a permissions boundary: arn:aws:iam::111122223333:policy/b",
            ": a deny in the permissions boundary (arn:aws:iam::111122223333:policy/b)",
            "aws iam get-role --role-name Admin",
        ),
    ] {
        let finding = first(&denied(me, rest), &[]);
        assert!(finding.title.contains(words), "{}", finding.title);
        assert_eq!(finding.fix.first().map(String::as_str), Some(fix));
    }
}

#[test]
fn an_encoded_message_is_decoded_first() {
    let code = "223e8OLcgbf297A_d_ySw4S3r167YSVenEb3XfhTAp1OVgX0";
    let text = format!(
        "api error UnauthorizedOperation: You are not authorized to perform this operation. Encoded authorization failure message: {code}"
    );

    let finding = first(&text, &[]);

    assert!(
        finding.fix[0].starts_with(&format!(
            "aws sts decode-authorization-message --encoded-message {code} "
        )),
        "{:?}",
        finding.fix
    );
}

#[test]
fn a_role_that_is_asked_for_is_told_apart() {
    for (caller, role, cause) in [
        (
            "arn:aws:iam::111122223333:user/bob",
            "arn:aws:iam::444455556666:role/Deploy",
            "wrong-profile",
        ),
        (
            "arn:aws:sts::111122223333:assumed-role/Admin/me",
            "arn:aws:iam::111122223333:role/Admin",
            "wrong-profile",
        ),
        (
            "arn:aws:sts::111122223333:assumed-role/Admin/me",
            "arn:aws:iam::444455556666:role/Deploy",
            "not-authorized",
        ),
        (
            "arn:aws:sts::111122223333:assumed-role/Admin/me",
            "arn:aws:iam:444455556666:role/Deploy",
            "broken-chain",
        ),
    ] {
        let finding = first(&denied(caller, &format!("sts:AssumeRole on resource: {role}")), &[]);
        assert_eq!((finding.code, finding.cause), ("AWSP-Y032", cause), "{caller} {role}");
    }
}

#[test]
fn nothing_from_a_text_reaches_a_fix_that_a_shell_would_act_on() {
    let evil = "$(touch${IFS}x);`y`'z";
    for text in [
        format!(
            "The SSO session token associated with profile={evil} was not found or is invalid."
        ),
        denied(
            &format!("arn:aws:sts::111122223333:assumed-role/{evil}/me"),
            &format!(
                "s3:{evil} on resource: arn:aws:s3:::{evil} because no identity-based policy allows it"
            ),
        ),
        denied(
            &format!("arn:aws:sts::111122223333:assumed-role/{evil}/me"),
            &format!(
                "s3:Get on resource: arn:aws:s3:::{evil} with an explicit deny in a resource-based policy"
            ),
        ),
        denied(
            "arn:aws:iam::111122223333:user/bob",
            &format!("sts:AssumeRole on resource: arn:aws:iam::444455556666:role/{evil}"),
        ),
        format!("Could not connect to the endpoint URL: \"https://sts.{evil}.amazonaws.com/\""),
    ] {
        for fix in findings(&text, &[]).iter().flat_map(|finding| &finding.fix) {
            assert!(!fix.contains("touch") && !fix.contains('`'), "{fix}");
        }
    }
}

#[test]
fn nothing_in_a_finding_acts_on_a_terminal() {
    let hostile = "\u{1b}[2J\u{202e}\u{9b}1m\u{7}\r";
    let text = format!(
        "{hostile}An error{hostile} occurred (AccessDenied) when calling the X operation: User: arn:aws:iam::1:user/{hostile}b is not authorized to perform: s3:{hostile}Get on resource: {hostile}x"
    );

    for finding in findings(&text, &[]) {
        let quotes = finding.evidence.iter().map(|seen| seen.text.as_str());
        for shown in quotes
            .chain([finding.title.as_str(), &finding.why])
            .chain(finding.fix.iter().map(String::as_str))
        {
            assert!(!shown.chars().any(is_hidden), "{shown:?}");
        }
    }
}
