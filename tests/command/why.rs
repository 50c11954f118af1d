//! `awsp why`.

use insta::assert_snapshot;
use serde_json::Value;

use super::{run, sandbox};
use crate::support::Sandbox;

const TEMPORARY: &str = "ASIA6RTVPGNLQUISEM2E";

/// Returns a sandbox whose keys stand in variables.
fn keys(key_id: &str) -> Sandbox {
    sandbox()
        .with("AWS_ACCESS_KEY_ID", key_id)
        .with("AWS_SECRET_ACCESS_KEY", "a-secret-of-some-length")
}

/// Runs `awsp why` with `text` on standard input.
fn piped(sandbox: &Sandbox, text: impl Into<Vec<u8>>, words: &[&str]) -> crate::support::Output {
    let mut command = sandbox.command(sandbox.awsp_path());
    Sandbox::run_with_input(command.arg("why").args(words), text.into())
}

#[test]
fn temporary_keys_without_a_token_are_the_first_cause_of_an_invalid_one() {
    let text = "An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: The security token included in the request is invalid.";

    assert_snapshot!(run(&keys(TEMPORARY), &["why", text]), @r#"
    code: 1
    ----- stdout
    error[AWSP-Y023]: InvalidClientTokenId: AWS_ACCESS_KEY_ID (…EM2E) is temporary, but AWS_SESSION_TOKEN is not set
    hint: awsp clean
    said: An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: The security token included in the request is invalid.
    seen: AWS_ACCESS_KEY_ID: …EM2E
    why:  AWS takes temporary keys only with their token

    or: the access key is deactivated or deleted, or its id is mistyped
    tell: every service and Region refuses it; somebody else who may look sees Inactive, or no such key
    hint: aws iam list-access-keys --user-name NAME
    hint: aws configure --profile NAME

    or: the session token belongs to other keys, is cut off, or is very old
    tell: a key id that begins with AKIA has no token at all
    hint: unset AWS_SESSION_TOKEN AWS_SECURITY_TOKEN
    hint: awsp use NAME

    or: the keys are temporary, and their session has ended
    tell: awsp current says until when; keys in variables and in a file are never renewed
    hint: awsp use NAME
    hint: aws sso login --profile NAME

    or: the account has to enable this Region first, or the Region is of another partition (China, GovCloud)
    tell: the same keys work in us-east-1; keys of one partition are unknown in the others
    hint: aws sts get-caller-identity --region us-east-1
    hint: aws account get-region-opt-status --region-name REGION

    or: keys of a stand-in (LocalStack, MinIO) go to AWS, or keys of AWS to a stand-in
    tell: awsp explain shows the endpoint; a key id of test or minioadmin is none of AWS's
    hint: awsp clean --all

    or: IAM does not take keys of get-session-token that were made without MFA
    tell: aws sts get-caller-identity works, and only calls of IAM and some of STS fail
    hint: aws configure set mfa_serial ARN --profile NAME
    ----- stderr
    "#);
}

#[test]
fn keys_that_have_ended_are_the_first_cause_of_an_expired_token() {
    let sandbox = keys(TEMPORARY)
        .with("AWS_VAULT", "dev")
        .with("AWS_SESSION_TOKEN", "a-token-of-some-length")
        .with("AWS_CREDENTIAL_EXPIRATION", "2020-01-02T04:00:00Z");
    let text = "\nAn error occurred (ExpiredToken) when calling the ListBuckets operation: The provided token has expired.\n";

    assert_snapshot!(run(&sandbox, &["why", text]), @r#"
    code: 1
    ----- stdout
    error[AWSP-Y018]: ExpiredToken: AWS_CREDENTIAL_EXPIRATION is past (2020-01-02T04:00:00Z), so the AWS CLI refuses the keys in the variables
    hint: awsp clean
    said: An error occurred (ExpiredToken) when calling the ListBuckets operation: The provided token has expired.
    seen: AWS_CREDENTIAL_EXPIRATION: 2020-01-02T04:00:00Z
    why:  the AWS CLI and boto3 take it for the end of whatever keys are in the variables; the SDK for Rust does not read it

    or: an old copy of the keys, in variables or ~/.aws/credentials, hides the profile that renews itself
    tell: awsp explain names the place of the keys and what it shadows
    hint: awsp clean

    or: this machine's clock is wrong
    tell: compare date -u with the time of a phone; a laptop, container or virtual machine that slept wakes up late
    hint: sudo timedatectl set-ntp true
    hint: sudo hwclock -s # in WSL
    ----- stderr
    "#);
}

#[test]
fn where_nobody_is_selected_there_are_no_credentials() {
    let text =
        "Unable to locate credentials. You can configure credentials by running \"aws configure\".";

    assert_snapshot!(run(&sandbox(), &["why", text]), @r#"
    code: 1
    ----- stdout
    error[AWSP-Y034]: no credentials: neither the variables nor [default] have credentials; profile staging has some
    hint: awsp use staging
    said: Unable to locate credentials. You can configure credentials by running "aws configure".
    seen: by default: no AWS_PROFILE
    why:  the tools ask the machine, which has some on EC2 and in containers alone: `Unable to locate credentials`, `no EC2 IMDS role found`

    or: the profile gets its credentials from a sign-in, and nobody has signed in
    tell: awsp list --long shows the state of each session
    hint: aws sso login --profile NAME

    or: the selected profile only has settings, such as a Region, or this tool cannot read its kind
    tell: awsp explain shows which tools get credentials from it; older ones know no sso_session
    hint: awsp explain
    hint: awsp use NAME --export

    or: the tool does not see this shell's variables or files: a service, an editor, sudo, a container
    tell: the same command works in this shell
    hint: awsp exec NAME -- COMMAND

    or: an AWS file cannot be read
    tell: ls -l ~/.aws shows another owner
    hint: sudo chown -R "$USER" ~/.aws
    hint: chmod 600 ~/.aws/config ~/.aws/credentials
    ----- stderr
    "#);
}

#[test]
fn a_refusal_of_somebody_else_is_about_the_profile() {
    let text = "api error AccessDenied: User: arn:aws:iam::111122223333:user/bob is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::b/k\" because no identity-based policy allows the s3:GetObject action";

    assert_snapshot!(run(&sandbox().with("AWS_PROFILE", "staging"), &["why", text]), @r#"
    code: 1
    ----- stdout
    error[AWSP-Y033]: AccessDenied: the call was signed as user bob of account 111122223333, but profile staging is account 444455556666
    hint: awsp whoami
    hint: awsp list
    said: api error AccessDenied: User: arn:aws:iam::111122223333:user/bob is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k" because no identity-based policy allows the s3:GetObject action
    tell: compare the account and the role in the message with awsp whoami

    or: you are user bob of account 111122223333, and may not s3:GetObject on arn:aws:s3:::b/k: no identity-based policy allows it
    tell: no policy of the user, its groups or the role allows the action on this resource
    hint: aws iam simulate-principal-policy --policy-source-arn arn:aws:iam::111122223333:user/bob --action-names s3:GetObject --resource-arns 'arn:aws:s3:::b/k'

    or: keys in variables sign instead of the profile
    tell: awsp explain names who signs
    hint: awsp clean
    ----- stderr
    "#);
}

#[test]
fn a_clock_that_is_off_is_told_from_the_message() {
    let text = "* provider.aws: error calling sts:GetCallerIdentity: SignatureDoesNotMatch: Signature expired: 20161010T120646Z is now earlier than 20161010T151154Z (20161010T152654Z - 15 min.)\n\tstatus code: 403, request id: ";

    assert_snapshot!(run(&sandbox().with("AWS_PROFILE", "dev"), &["why", text]), @r#"
    code: 1
    ----- stdout
    error[AWSP-Y013]: SignatureDoesNotMatch: the clock of the machine that signed is 3 hours slow
    hint: sudo timedatectl set-ntp true
    hint: sudo hwclock -s # in WSL
    said: * provider.aws: error calling sts:GetCallerIdentity: SignatureDoesNotMatch: Signature expired: 20161010T120646Z is now earlier than 20161010T151154Z (20161010T152654Z - 15 min.)
    tell: compare date -u with the time of a phone; a laptop, container or virtual machine that slept wakes up late

    or: the request was signed in time, and then waited too long before it was sent
    tell: the clock is right, and it happens in the middle of a long run
    hint: date -u
    ----- stderr
    "#);
}

#[test]
fn what_is_no_error_is_called_so_and_the_machine_is_looked_at() {
    assert_snapshot!(run(&sandbox(), &["why", "all is well"]), @r#"
    code: 1
    ----- stdout
    note: no AWS error is recognised in this text
    error[AWSP-E048]: neither the variables nor [default] have credentials; profile staging has some
    hint: awsp use staging
    warning[AWSP-W014]: the secret of profile dev has 7 characters, where AWS makes 40
    hint: aws configure --profile dev
    ----- stderr
    "#);
    assert_snapshot!(run(&keys(TEMPORARY), &["why", "all is well"]), @r#"
    code: 1
    ----- stdout
    note: no AWS error is recognised in this text
    error[AWSP-E011]: AWS_ACCESS_KEY_ID (…EM2E) is temporary, but AWS_SESSION_TOKEN is not set
    hint: awsp clean
    warning[AWSP-W014]: the secret of profile dev has 7 characters, where AWS makes 40
    hint: aws configure --profile dev
    ----- stderr
    "#);
}

#[test]
fn without_a_text_it_is_a_usage_error() {
    assert_snapshot!(run(&sandbox(), &["why"]), @r#"
    code: 2
    ----- stdout
    ----- stderr
    error: which error?
    hint: aws s3 ls 2>&1 | awsp why   (or `awsp why 'TEXT'`, or `awsp why -- COMMAND…`)
    "#);
    assert_eq!(piped(&sandbox(), " \n\n", &[]).code, 2);
}

#[test]
fn the_text_may_come_in_any_bytes_and_much_of_it() {
    let mut text = vec![0xff; 3 << 20];
    text.extend_from_slice(b"\nAn error occurred (AuthFailure) when calling the DescribeInstances operation: AWS was not able to validate the provided access credentials\n");

    let output = piped(&sandbox(), text, &[]);

    assert!(output.stdout.starts_with("error[AWSP-Y022]: AuthFailure: "), "{output:?}");
    assert_eq!(output.code, 1);
}

#[test]
fn json_has_the_documented_shape() {
    let text =
        "api error InvalidClientTokenId: The security token included in the request is invalid.";

    let output = piped(&keys(TEMPORARY), text, &["--json"]);

    let value: Value = serde_json::from_str(&output.stdout).expect(&output.stdout);
    let keys: Vec<&String> = value.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["findings", "identity", "checked", "skipped"]);
    let first = &value["findings"][0];
    assert_eq!(first["code"], "AWSP-Y023");
    assert_eq!(first["severity"], "error");
    assert_eq!(first["cause"], "missing-session-token");
    assert_eq!(first["evidence"][0]["source"]["name"], "TEXT");
    assert_eq!(first["evidence"][1]["source"]["name"], "AWS_ACCESS_KEY_ID");
    assert_eq!(value["findings"][1]["severity"], "note");
    assert_eq!(value["identity"]["kind"], "environment");
    assert_eq!(output.code, 1);
}

#[test]
fn a_command_speaks_for_itself_and_keeps_its_code() {
    let script = "printf 'out\\377\\n'; echo 'Unable to locate credentials' >&2; exit 253";
    let output = sandbox().awsp(&["why", "--", "sh", "-c", script]);

    assert_eq!(output.bytes, b"out\xff\n");
    assert_eq!(output.code, 253);
    let (own, report) = output.stderr.split_once('\n').unwrap();
    assert_eq!(own, "Unable to locate credentials");
    assert!(report.starts_with("error[AWSP-Y034]: no credentials: "), "{report}");
}

#[test]
fn nothing_is_said_of_a_command_that_succeeds() {
    let output = sandbox().awsp(&["why", "--", "sh", "-c", "echo AccessDenied: x >&2; echo out"]);

    assert_eq!((output.stdout.as_str(), output.stderr.as_str()), ("out\n", "AccessDenied: x\n"));
    assert_eq!(output.code, 0);
}

#[test]
fn words_of_a_command_are_its_own() {
    let words = ["why", "--", "printf", "<%s>", "--json", "--help", "--shell=fish", "--", ""];

    assert_eq!(sandbox().awsp(&words).stdout, "<--json><--help><--shell=fish><--><>");
}

#[test]
fn a_command_reads_standard_input() {
    let output = piped(&sandbox(), "for the command", &["--", "cat"]);

    assert_eq!((output.stdout.as_str(), output.code), ("for the command", 0));
}

#[test]
fn a_command_that_is_killed_or_missing_has_the_code_that_shells_give_it() {
    assert_eq!(sandbox().awsp(&["why", "--", "sh", "-c", "kill -TERM $$"]).code, 143);
    let output = sandbox().awsp(&["why", "--", "there-is-no-such-command"]);
    assert_eq!(output.code, 127);
    assert!(output.stderr.starts_with("error: there-is-no-such-command: no such command\n"));
}

#[test]
fn a_command_runs_once_even_if_it_changes_the_files() {
    let sandbox = sandbox();
    let script = "echo x >> ran; echo '[profile new]' >> ~/.aws/config; exit 3";

    assert_eq!(sandbox.awsp(&["why", "--", "sh", "-c", script]).code, 3);

    assert_eq!(std::fs::read_to_string(sandbox.work().join("ran")).unwrap(), "x\n");
}

#[test]
fn nothing_in_the_report_acts_on_a_terminal() {
    let text = "\u{1b}]0;x\u{7}\u{1b}[31mAn error occurred (AccessDenied) when calling the X operation: User: arn:aws:iam::1:user/\u{202e}\u{9b}31mb is not authorized to perform: s3:Get on resource: \u{1b}[2Jx";
    for words in [&[][..], &["--json"]] {
        let output = piped(&sandbox(), text, words);
        let acts = |character: char| {
            character.is_control() && character != '\n' || character == '\u{202e}'
        };
        assert!(!output.stdout.contains(acts), "{:?}", output.stdout);
    }
}
