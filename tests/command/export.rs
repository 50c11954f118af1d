//! `awsp export`.

use insta::assert_snapshot;

use super::run;
use crate::support::{Sandbox, Shell, file, tool};

/// Debian's AWS CLI, version 2.
const AWS: &str = "/usr/bin/aws";

/// A value in which something is special to every shell.
const HOSTILE: &str = r#"a b'c"d$HOME`e\f%g;h&i|j<k>l(m)n*o?p[q]~r!s{t}u=é"#;

const CONFIG: &str = "\
[profile static]
aws_access_key_id = AKIARTX3GSDSQUISEM2E
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY

[profile session]
aws_access_key_id = ASIARTX3GSDSQUISEM2E
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY
aws_session_token = IQoJb3JpZ2luX2VjEJ//////////wEaCXVzLWVhc3QtMSJ==

[profile role]
role_arn = arn:aws:iam::222222222222:role/R
source_profile = static

[profile corp]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Admin

[sso-session corp]
sso_start_url = https://x.awsapps.com/start
sso_region = eu-west-1

[profile empty]
region = eu-west-1
";

/// Keys that the AWS CLI keeps for the role, far from their end.
const KEPT: &str = r#"{"Credentials": {"AccessKeyId": "ASIAKEPT", "SecretAccessKey": "kept", "SessionToken": "token",
    "Expiration": "2099-01-01T00:00:00+00:00", "AccountId": "222222222222"}}"#;

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.config(CONFIG);
    sandbox
}

#[test]
fn a_credential_process_gets_json() {
    assert_snapshot!(run(&sandbox(), &["export", "static"]), @r#"
    code: 0
    ----- stdout
    {
      "Version": 1,
      "AccessKeyId": "AKIARTX3GSDSQUISEM2E",
      "SecretAccessKey": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
      "AccountId": "111122223333"
    }
    ----- stderr
    "#);
}

#[test]
fn variables_are_unset_before_the_keys_are_set() {
    assert_snapshot!(run(&sandbox(), &["export", "session", "--format", "env"]), @r#"
    code: 0
    ----- stdout
    unset AWS_PROFILE AWS_DEFAULT_PROFILE AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_SECURITY_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_ACCOUNT_ID AWS_ACCESS_KEY AWS_SECRET_KEY AWS_WEB_IDENTITY_TOKEN_FILE AWS_ROLE_ARN AWS_ROLE_SESSION_NAME AWS_CREDENTIAL_FILE AWS_VAULT AWSUME_PROFILE AWSUME_EXPIRATION AWSUME_COMMAND AWS_SESSION_EXPIRATION AWSU_PROFILE GRANTED_SSO GRANTED_SSO_START_URL GRANTED_SSO_ROLE_NAME GRANTED_SSO_REGION GRANTED_SSO_ACCOUNT_ID GRANTED_COMMAND AWS_SSO AWS_SSO_PROFILE AWS_SSO_ACCOUNT_ID AWS_SSO_ROLE_NAME AWS_SSO_ROLE_ARN AWS_SSO_SESSION_EXPIRATION
    export AWS_ACCESS_KEY_ID=ASIARTX3GSDSQUISEM2E
    export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY
    export AWS_SESSION_TOKEN=IQoJb3JpZ2luX2VjEJ//////////wEaCXVzLWVhc3QtMSJ==
    ----- stderr
    "#);
}

#[test]
fn a_session_that_the_aws_cli_keeps_is_used() {
    let sandbox = sandbox();
    sandbox.file(".aws/cli/cache/0c788b0dd5f46424edd2bd3998d91459fbeced05.json", KEPT);

    assert_snapshot!(run(&sandbox, &["export", "role"]), @r#"
    code: 0
    ----- stdout
    {
      "Version": 1,
      "AccessKeyId": "ASIAKEPT",
      "SecretAccessKey": "kept",
      "SessionToken": "token",
      "Expiration": "2099-01-01T00:00:00Z",
      "AccountId": "222222222222"
    }
    ----- stderr
    "#);
}

#[test]
fn without_keys_at_hand_it_says_how_to_get_some() {
    assert_snapshot!(run(&sandbox(), &["export", "corp"]), @r#"
    code: 4
    ----- stdout
    ----- stderr
    error: nobody is signed in to IAM Identity Center (corp), or no longer
    hint: aws sso login --profile corp
    "#);
    assert_snapshot!(run(&sandbox(), &["export", "empty"]), @r#"
    code: 4
    ----- stdout
    ----- stderr
    error: profile `empty` has no credentials of its own
    hint: `awsp list --long` shows where each profile is defined
    "#);
    assert_snapshot!(run(&sandbox(), &["export", "stati"]), @r#"
    code: 3
    ----- stdout
    ----- stderr
    error: no profile named `stati`
    hint: did you mean `static`?
    "#);
}

#[test]
fn keys_are_printed_as_the_aws_cli_prints_them() {
    if file(AWS).is_none() {
        return;
    }
    let sandbox = sandbox();
    for format in ["process", "env", "env-no-export", "powershell", "windows-cmd"] {
        for profile in ["static", "session"] {
            let mut command = sandbox.command(AWS);
            let words =
                ["configure", "export-credentials", "--profile", profile, "--format", format];
            let expected = sandbox.run(command.args(words));

            let output = sandbox.awsp(&["export", profile, "--format", format]);

            assert_eq!(expected.code, 0, "{expected:?}");
            let account = ",\n  \"AccountId\": \"111122223333\"";
            let printed = output.stdout.replace(account, "");
            let keys = match printed.split_once("AWS_SSO_SESSION_EXPIRATION") {
                Some((_, behind)) => behind.split_once('\n').unwrap().1,
                None => &printed,
            };
            assert_eq!(keys, expected.stdout, "{format}");
        }
    }
}

#[test]
fn the_aws_cli_takes_awsp_for_a_credential_process() {
    if file(AWS).is_none() {
        return;
    }
    let sandbox = sandbox();
    let awsp = sandbox.awsp_path();
    let awsp = awsp.display();
    sandbox.config(format!(
        "{CONFIG}\n[profile by-awsp]\ncredential_process = {awsp} export session\n"
    ));
    let mut command = sandbox.command(AWS);
    let words = ["configure", "export-credentials", "--profile", "by-awsp"];

    let output = sandbox.run(command.args(words));

    assert_eq!(output.code, 0, "{output:?}");
    assert!(output.stdout.contains("ASIARTX3GSDSQUISEM2E"), "{output:?}");
}

#[test]
fn a_circle_of_processes_ends_with_the_names_in_it() {
    let sandbox = sandbox();
    let awsp = sandbox.awsp_path();
    let awsp = awsp.display();
    sandbox.config(format!(
        "[profile a]\ncredential_process = {awsp} export b\n[profile b]\ncredential_process = {awsp} export a\n"
    ));

    let output = sandbox.awsp(&["export", "a"]);

    assert_eq!((output.code, output.stdout.as_str()), (4, ""), "{output:?}");
    assert!(output.stderr.contains("a → b → a"), "{output:?}");
}

#[test]
fn every_shell_reads_back_any_value_and_keeps_no_old_token() {
    const SAY: &str = r#"printf '%s|%s' "$AWS_SECRET_ACCESS_KEY" "${AWS_SESSION_TOKEN-none}""#;
    const SAY_FISH: &str = r#"printf '%s|%s' "$AWS_SECRET_ACCESS_KEY" (set -q AWS_SESSION_TOKEN; and echo $AWS_SESSION_TOKEN; or echo none)"#;
    const SAY_POWERSHELL: &str = "[Console]::Out.Write(\"$Env:AWS_SECRET_ACCESS_KEY|\" + ($Env:AWS_SESSION_TOKEN ?? 'none'))";
    let posix = |format: &str| format!("eval \"$(awsp export hostile --format {format})\"; {SAY}");
    let dotenv = format!(
        "awsp export hostile --format dotenv >env; unset AWS_SESSION_TOKEN; . ./env; {SAY}"
    );
    let fish = format!("awsp export hostile --format fish | source; {SAY_FISH}");
    let powershell = format!(
        "awsp export hostile --format powershell | Out-String | Invoke-Expression; {SAY_POWERSHELL}"
    );
    let sandbox = Sandbox::new().with("AWS_SESSION_TOKEN", "old");
    sandbox.config(format!(
        "[profile hostile]\naws_access_key_id = AKIARTX3GSDSQUISEM2E\naws_secret_access_key = {HOSTILE}\n"
    ));
    for (shell, code) in [
        (Shell::Bash, posix("env")),
        (Shell::Bash, posix("env-no-export")),
        (Shell::Bash, dotenv),
        (Shell::Zsh, posix("env")),
        (Shell::Dash, posix("env")),
        (Shell::Fish, fish),
        (Shell::PowerShell, powershell),
    ] {
        if tool(shell.program()).is_none() {
            continue;
        }
        let option = if shell == Shell::PowerShell { "-Command" } else { "-c" };
        let mut command = sandbox.command(shell.program());

        let output = sandbox.run(command.args([option, &code]));

        assert_eq!(output.stdout, format!("{HOSTILE}|none"), "{shell:?} {code}: {output:?}");
    }
}

#[test]
fn cmd_gets_nothing_that_it_would_change() {
    let sandbox = Sandbox::new();
    sandbox.config("[profile p]\naws_access_key_id = AKIA\naws_secret_access_key = a%b\n");

    assert_snapshot!(run(&sandbox, &["export", "p", "--format", "windows-cmd"]), @r#"
    code: 2
    ----- stdout
    ----- stderr
    error: AWS_SECRET_ACCESS_KEY holds a character that cmd.exe would not leave as it is
    hint: take another format, such as powershell
    "#);
}

#[test]
fn a_process_that_fails_is_named_without_its_arguments() {
    let sandbox = Sandbox::new();
    sandbox.program("flood", "#!/bin/sh\nhead -c 2000000 /dev/zero");
    sandbox.program("fails", "#!/bin/sh\necho 'it is \u{1b}[31mbroken' >&2; exit 3");
    for (command, fault) in [
        ("missing --token hidden", "there is no program `missing`"),
        ("fails --token hidden", "it failed: exit status: 3: it is ?[31mbroken!"),
        ("flood hidden", "it printed more than 1 MiB"),
        ("echo hidden", "what it printed is not one JSON object"),
        ("echo '{}'", "what it printed has no \"Version\": 1"),
        ("'hidden", "a quote without an end, or no command"),
    ] {
        sandbox.config(format!("[profile p]\ncredential_process = {command}\n"));

        let output = sandbox.awsp(&["export", "p"]);

        let place = sandbox.home().join(".aws/config");
        let message = format!("error: {}:2 credential_process: {fault}\n", place.display());
        assert!(output.stderr.starts_with(&message), "{command}: {output:?}");
        assert!(!output.stderr.contains("hidden"), "{output:?}");
        assert_eq!((output.code, output.stdout.as_str()), (4, ""));
    }
}
