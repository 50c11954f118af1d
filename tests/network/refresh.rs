//! Sessions that are renewed: by several processes at once, and in a shell.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::clients::printed;
use super::fake::Fake;
use super::home::{
    SESSION, assert_readable_failure, from_now, home, login_cache, sso_cache, write_login,
    write_sso_token,
};
use crate::support::{Output, Sandbox};

const CONFIG: &str = "\
[profile p]
role_arn = arn:aws:iam::222222222222:role/R
source_profile = base
[profile corp]
sso_session = s
sso_account_id = 555555555555
sso_role_name = R
[profile login]
login_session = arn:aws:iam::123456789012:user/me
[profile m]
role_arn = arn:aws:iam::333333333333:role/M
source_profile = base
mfa_serial = arn:aws:iam::123456789012:mfa/u
";

fn begin() -> Option<(Fake, Sandbox)> {
    let fake = Fake::start()?;
    let sandbox = home(&fake, &format!("{CONFIG}{SESSION}"));
    write_sso_token(&sandbox, "s", 60);
    write_login(&sandbox, 60);
    // Everybody arrives before the first one has its answer.
    fake.once(&json!({"path": "/token"}), &json!({"delay": 1}));
    fake.once(&json!({"path": "/v1/token"}), &json!({"delay": 1}));
    fake.once(&json!({"action": "AssumeRole"}), &json!({"delay": 1}));
    Some((fake, sandbox))
}

/// Runs a command sixteen times at once.
fn sixteen(sandbox: &Sandbox, words: &[&str]) -> Vec<Value> {
    thread::scope(|scope| {
        let run = || scope.spawn(|| printed(&sandbox.awsp(words)));
        let all: Vec<_> = (0..16).map(|_| run()).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    })
}

fn read(sandbox: &Sandbox, path: &str) -> Value {
    serde_json::from_slice(&fs::read(sandbox.home().join(path)).unwrap()).unwrap()
}

/// Returns how often the server was asked for `name`.
fn count(fake: &Fake, name: &str) -> usize {
    fake.asked().iter().filter(|asked| *asked == name).count()
}

/// Returns the keys of sixteen answers, which have to be the same.
fn only(answers: &[Value]) -> &Value {
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    &answers[0]
}

#[test]
fn sixteen_processes_renew_one_sign_on_once() {
    let Some((fake, sandbox)) = begin() else { return };

    let answers = sixteen(&sandbox, &["export", "corp"]);

    only(&answers);
    assert_eq!(fake.asked(), ["/token", "/federation/credentials"]);
    assert_ne!(read(&sandbox, &sso_cache("s"))["refreshToken"], "again");
}

#[test]
fn sixteen_processes_assume_one_role_once() {
    let Some((fake, sandbox)) = begin() else { return };

    only(&sixteen(&sandbox, &["export", "p"]));

    assert_eq!(fake.asked(), ["AssumeRole"]);
}

#[test]
fn sixteen_processes_renew_one_login_once() {
    let Some((fake, sandbox)) = begin() else { return };

    let answers = sixteen(&sandbox, &["export", "login"]);

    assert_eq!(fake.asked(), ["/v1/token"]);
    let kept = read(&sandbox, &login_cache());
    assert_eq!(only(&answers)["AccessKeyId"], kept["accessToken"]["accessKeyId"]);
}

#[test]
fn sixteen_processes_use_one_code_once() {
    let Some((fake, sandbox)) = begin() else { return };

    only(&sixteen(&sandbox, &["export", "m", "--mfa-token", "123456"]));

    assert_eq!(fake.asked(), ["GetSessionToken", "AssumeRole"]);
}

#[test]
fn a_process_that_was_killed_locks_nobody_out() {
    let Some((fake, sandbox)) = begin() else { return };
    let mut child = sandbox.command(sandbox.awsp_path()).args(["export", "p"]).spawn().unwrap();
    fake.wait_until_asked();
    child.kill().unwrap();
    child.wait().unwrap();

    printed(&sandbox.awsp(&["export", "p"]));

    assert_eq!(count(&fake, "AssumeRole"), 2);
}

#[test]
fn whoever_waits_for_another_process_waits_no_longer_than_for_aws() {
    let Some((fake, sandbox)) = begin() else { return };
    fake.reset();
    fake.rule(&json!({}), &json!({"fault": "silent"}));
    let run = |limit| sandbox.awsp(&["export", "p", "--timeout", limit]);

    let took = thread::scope(|scope| {
        scope.spawn(|| run("8"));
        fake.wait_until_asked();
        let start = Instant::now();
        assert_readable_failure(&run("2"), 7);
        start.elapsed()
    });

    assert!(took < Duration::from_secs(4), "{took:?}");
}

#[test]
fn a_token_that_cannot_be_renewed_is_used_while_it_lasts() {
    let Some((fake, sandbox)) = begin() else { return };
    fake.reset();
    write_sso_token(&sandbox, "s", 600);
    fake.rule(&json!({"path": "/token"}), &json!({"error": "InvalidGrantException"}));

    let output = sandbox.awsp(&["export", "corp"]);

    assert_eq!(output.code, 0, "{output:?}");
    assert_eq!(fake.requests().last().unwrap().header("x-amz-sso_bearer_token"), Some("old"));
}

#[test]
fn a_session_that_has_ended_for_good_names_the_login() {
    for (seconds, path, error) in [
        (-60, "/token", "InvalidGrantException"),
        (-60, "/token", "ExpiredTokenException"),
        (7200, "/federation/credentials", "UnauthorizedException"),
    ] {
        let Some((fake, sandbox)) = begin() else { return };
        fake.reset();
        write_sso_token(&sandbox, "s", seconds);
        fake.rule(&json!({"path": path}), &json!({"error": error}));

        let output = sandbox.awsp(&["export", "corp"]);

        assert_readable_failure(&output, 4);
        assert!(output.stderr.contains("sso login"), "{output:?}");
    }
}

#[test]
fn a_login_that_has_ended_for_good_names_the_login() {
    let Some((fake, sandbox)) = begin() else { return };
    fake.reset();
    write_login(&sandbox, -60);
    fake.rule(&json!({"path": "/v1/token"}), &json!({"error": "TOKEN_EXPIRED"}));

    let output = sandbox.awsp(&["export", "login"]);

    assert_readable_failure(&output, 4);
    assert!(output.stderr.contains("login"), "{output:?}");
}

/// Runs a script of bash in which keys were exported before.
fn in_shell(sandbox: &Sandbox, profile: &str, script: &str) -> Output {
    let script = format!("eval \"$(awsp use --export {profile})\" || exit 99; {script}");
    sandbox.run(sandbox.command("bash").args(["-c", &script]))
}

#[test]
fn refresh_renews_the_keys_that_the_shell_holds() {
    let Some((fake, sandbox)) = begin() else { return };
    fake.reset();
    fake.once(&json!({"action": "AssumeRole"}), &json!({"expires_in": 300}));

    let output = in_shell(&sandbox, "p", "
        first=\"$AWS_ACCESS_KEY_ID $AWS_SESSION_TOKEN $AWS_CREDENTIAL_EXPIRATION\"
        eval \"$(awsp refresh)\" || exit 98
        printf '%s\\n' \"$first\" \"$AWS_ACCESS_KEY_ID $AWS_SESSION_TOKEN $AWS_CREDENTIAL_EXPIRATION\"
        awsp current --json");

    assert_eq!(output.code, 0, "{output:?}");
    let lines: Vec<&str> = output.stdout.splitn(3, '\n').collect();
    let [first, second] = [lines[0], lines[1]].map(|line| line.split(' ').collect::<Vec<_>>());
    assert!(first.iter().zip(&second).all(|(old, new)| old != new), "{output:?}");
    assert_eq!((second[2].len(), second[2].ends_with('Z')), (20, true), "{output:?}");
    assert!(second[2] > &*from_now(1800), "{output:?}");
    let current: Value = serde_json::from_str(lines[2]).unwrap();
    assert_eq!((&current["account"], &current["state"]), (&json!("222222222222"), &json!("valid")));
    assert_eq!(fake.asked(), ["AssumeRole", "AssumeRole"]);
}

#[test]
fn an_expiry_goes_with_the_keys_that_have_one() {
    let Some((_fake, sandbox)) = begin() else { return };
    let script = "
        printf '%s\\n' \"${AWS_CREDENTIAL_EXPIRATION-none}\"
        eval \"$(awsp use --export base)\"
        printf '%s\\n' \"${AWS_CREDENTIAL_EXPIRATION-none}\" \"${AWS_SESSION_TOKEN-none}\"";

    let output = in_shell(&sandbox, "p", script);

    let lines: Vec<&str> = output.stdout.lines().collect();
    assert_eq!(lines[1..], ["none", "none"], "{output:?}");
    assert!(lines[0].ends_with('Z'), "{output:?}");
}

#[test]
fn a_refresh_that_fails_leaves_the_keys_as_they_are() {
    let Some((fake, sandbox)) = begin() else { return };
    fake.reset();
    fake.once(&json!({"action": "AssumeRole"}), &json!({"expires_in": 300}));
    fake.rule(&json!({"action": "AssumeRole"}), &json!({"error": "AccessDenied", "status": 403}));

    let output = in_shell(
        &sandbox,
        "p",
        "
        first=$AWS_ACCESS_KEY_ID
        eval \"$(awsp refresh)\" && exit 97
        [ \"$first\" = \"$AWS_ACCESS_KEY_ID\" ]",
    );

    assert_eq!(output.code, 0, "{output:?}");
    assert!(output.stderr.contains("error: "), "{output:?}");
}

#[test]
fn a_shell_without_keys_has_nothing_to_renew() {
    let Some((fake, sandbox)) = begin() else { return };

    let output = sandbox.awsp(&["--shell=bash", "refresh"]);

    assert_readable_failure(&output, 4);
    assert_eq!(fake.asked(), [""; 0]);
}
