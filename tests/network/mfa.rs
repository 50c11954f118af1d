//! Roles that want a code of a device.

use serde_json::{Value, json};

use super::clients::{aws, cli_keys, printed};
use super::fake::Fake;
use super::home::{BASE_KEY, SERIAL, SESSION, assert_readable_failure, home, write_sso_token};
use super::kinds::assert_same_keys;
use crate::support::{Pty, Sandbox, Shell, tool};

const CONFIG: &str = "\
[profile p]
role_arn = arn:aws:iam::222222222222:role/R
source_profile = base
mfa_serial = arn:aws:iam::123456789012:mfa/u
[profile q]
role_arn = arn:aws:iam::333333333333:role/Q
source_profile = base
mfa_serial = arn:aws:iam::123456789012:mfa/u
[profile behind]
role_arn = arn:aws:iam::444444444444:role/Behind
source_profile = p
[profile temporary]
aws_access_key_id = ASIARTX3GSDSQUISEM2E
aws_secret_access_key = s
aws_session_token = t
[profile by-session]
role_arn = arn:aws:iam::222222222222:role/R
source_profile = temporary
mfa_serial = arn:aws:iam::123456789012:mfa/u
[profile corp]
sso_session = s
sso_account_id = 555555555555
sso_role_name = R
[profile by-sign-on]
role_arn = arn:aws:iam::222222222222:role/R
source_profile = corp
mfa_serial = arn:aws:iam::123456789012:mfa/u
";

fn begin() -> Option<(Fake, Sandbox)> {
    let fake = Fake::start()?;
    let sandbox = home(&fake, &format!("{CONFIG}{SESSION}"));
    write_sso_token(&sandbox, "s", 7200);
    Some((fake, sandbox))
}

fn export(sandbox: &Sandbox, profile: &str, code: &str) -> Value {
    printed(&sandbox.awsp(&["export", profile, "--mfa-token", code]))
}

#[test]
fn a_code_opens_a_session_that_signs_for_the_role() {
    let Some((fake, sandbox)) = begin() else { return };

    let keys = export(&sandbox, "p", "123456");

    let requests = fake.requests();
    let [session, role] = &*requests else { panic!("{:?}", fake.asked()) };
    assert_eq!((session.name().as_str(), session.signer()), ("GetSessionToken", Some(BASE_KEY)));
    assert_eq!(session.parameter("SerialNumber"), Some(SERIAL));
    assert_eq!(session.parameter("TokenCode"), Some("123456"));
    assert_eq!(role.name(), "AssumeRole");
    assert_eq!((role.parameter("SerialNumber"), role.parameter("TokenCode")), (None, None));
    assert!(role.header("x-amz-security-token").is_some_and(|token| !token.is_empty()));
    assert_ne!(role.signer(), Some(BASE_KEY));
    let (_other, theirs) = begin().unwrap();
    if aws(&theirs, &[]).is_some() {
        let theirs = cli_keys(&theirs, "p", "123456\n").unwrap();
        assert_same_keys(&keys, &theirs, "the AWS CLI");
    }
}

#[test]
fn one_code_serves_every_role_of_its_device() {
    let Some((fake, sandbox)) = begin() else { return };
    export(&sandbox, "p", "123456");

    printed(&sandbox.awsp(&["export", "q"]));
    printed(&sandbox.awsp(&["export", "behind"]));

    assert_eq!(fake.asked(), ["GetSessionToken", "AssumeRole", "AssumeRole", "AssumeRole"]);
}

#[test]
fn a_chain_asks_for_a_code_where_the_code_belongs() {
    let Some((fake, sandbox)) = begin() else { return };

    export(&sandbox, "behind", "123456");

    assert_eq!(fake.asked(), ["GetSessionToken", "AssumeRole", "AssumeRole"]);
    assert_eq!(fake.requests()[1].parameter("RoleArn"), Some("arn:aws:iam::222222222222:role/R"));
}

#[test]
fn keys_that_can_open_no_session_give_the_code_to_the_role() {
    for (profile, asked) in [
        ("by-session", &["AssumeRole"][..]),
        ("by-sign-on", &["/federation/credentials", "AssumeRole"]),
    ] {
        let Some((fake, sandbox)) = begin() else { return };

        export(&sandbox, profile, "123456");

        assert_eq!(fake.asked(), asked);
        let requests = fake.requests();
        let role = requests.last().unwrap();
        assert_eq!(role.parameter("SerialNumber"), Some(SERIAL));
        assert_eq!(role.parameter("TokenCode"), Some("123456"));
    }
}

#[test]
fn a_code_comes_from_the_variable_or_the_program_of_the_profile() {
    let Some((fake, sandbox)) = begin() else { return };
    let sandbox = sandbox.with("AWSP_MFA_TOKEN", "222222");
    printed(&sandbox.awsp(&["export", "p"]));
    assert_eq!(fake.requests()[0].parameter("TokenCode"), Some("222222"));

    let fake = Fake::start().unwrap();
    let config = CONFIG.replacen("mfa_serial", "mfa_process = give-code --for me\nmfa_serial", 1);
    let sandbox = home(&fake, &config);
    sandbox.program("give-code", "#!/bin/sh\n[ \"$*\" = '--for me' ] && echo 333333\n");
    printed(&sandbox.awsp(&["export", "p"]));
    assert_eq!(fake.requests()[0].parameter("TokenCode"), Some("333333"));
}

#[test]
fn a_person_is_asked_on_the_terminal_and_the_code_is_not_shown() {
    let Some((fake, sandbox)) = begin() else { return };
    let mut pty = Pty::bare(&sandbox, Shell::Bash);
    // Standard input is no terminal, and standard output is read by a shell.
    pty.send("keys=$(awsp export p --format env </dev/null); echo done\r");
    pty.wait_for(SERIAL);

    pty.send("654321\r");
    // With its prompt: a line typed before that would be answered by this one.
    pty.wait_until("the end", |screen| screen.contains("\ndone\n") && at_prompt(screen));

    assert!(!pty.screen().contains("654321"), "{}", pty.screen());
    assert_eq!(fake.requests()[0].parameter("TokenCode"), Some("654321"));
    assert!(pty.variable("keys").contains("export AWS_SESSION_TOKEN="));
}

fn at_prompt(screen: &str) -> bool {
    screen.trim_end().lines().last().is_some_and(|line| line.trim_end() == "READY>")
}

#[test]
fn ctrl_c_at_the_question_changes_nothing() {
    let Some((fake, sandbox)) = begin() else { return };
    let mut pty = Pty::bare(&sandbox, Shell::Bash);
    let before = pty.run("stty -g");
    pty.send("awsp export p\r");
    pty.wait_for(SERIAL);

    pty.send("\u{3}");
    pty.wait_until("the next prompt", at_prompt);

    assert_eq!(pty.code(), 130);
    assert_eq!(pty.run("stty -g"), before);
    assert_eq!(fake.asked(), [""; 0]);
}

#[test]
fn without_a_terminal_it_says_which_option_takes_the_code() {
    let Some((fake, sandbox)) = begin() else { return };
    let Some(setsid) = tool("setsid") else { return };
    let mut command = sandbox.command(setsid);

    let output = sandbox.run(command.arg("-w").arg(sandbox.awsp_path()).args(["export", "p"]));

    assert_readable_failure(&output, 2);
    assert!(output.stderr.contains("--mfa-token"), "{output:?}");
    assert_eq!(fake.asked(), [""; 0]);
}

#[test]
fn a_code_that_is_refused_is_no_denial_of_the_role() {
    let Some((fake, sandbox)) = begin() else { return };
    let message = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";
    fake.rule(&json!({}), &json!({"error": "AccessDenied", "message": message}));
    for profile in ["p", "by-session"] {
        let output = sandbox.awsp(&["export", profile, "--mfa-token", "123456"]);

        assert_readable_failure(&output, 4);
        assert!(output.stderr.contains("once"), "{output:?}");
        assert!(!output.stderr.contains("123456 "), "{output:?}");
    }
}

#[test]
fn nonsense_is_refused_before_anybody_is_asked() {
    let Some((fake, sandbox)) = begin() else { return };
    for code in ["12345", "12345x", "1234567", ""] {
        assert_readable_failure(&sandbox.awsp(&["export", "p", "--mfa-token", code]), 2);
    }
    for serial in ["arn:aws:iam::123456789012:user/u", "x"] {
        sandbox.config(format!(
            "[profile base]\naws_access_key_id = {BASE_KEY}\naws_secret_access_key = s\n{}",
            CONFIG.replace(SERIAL, serial)
        ));
        let output = sandbox.awsp(&["export", "p", "--mfa-token", "123456"]);
        assert_readable_failure(&output, 3);
        assert!(output.stderr.contains("mfa_serial"), "{output:?}");
    }
    assert_eq!(fake.asked(), [""; 0]);
}
