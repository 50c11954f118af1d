//! `awsp exec`.

use insta::assert_snapshot;

use super::{run, sandbox};
use crate::support::Sandbox;

/// What the command sees of AWS and of awsp.
const SEEN: &str = "env | grep -E '^(AWS|GRANTED)' | sort";

fn stray() -> Sandbox {
    sandbox()
        .with("AWS_PROFILE", "staging")
        .with("AWS_SESSION_TOKEN", "old")
        .with("AWS_CREDENTIAL_EXPIRATION", "2020-01-01T00:00:00Z")
        .with("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:1/")
        .with("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:2/")
        .with("GRANTED_SSO", "true")
}

#[test]
fn the_command_gets_the_keys_and_nobody_elses() {
    assert_snapshot!(run(&stray(), &["exec", "dev", "--", "sh", "-c", SEEN]), @r#"
    code: 0
    ----- stdout
    AWSP_KEY_ID=AKIARTX3GSDSQUISEM2E
    AWSP_PROFILE=dev
    AWSP_REGION=eu-west-1
    AWS_ACCESS_KEY_ID=AKIARTX3GSDSQUISEM2E
    AWS_DEFAULT_REGION=eu-west-1
    AWS_EC2_METADATA_DISABLED=true
    AWS_ENDPOINT_URL_STS=http://127.0.0.1:2/
    AWS_REGION=eu-west-1
    AWS_SECRET_ACCESS_KEY=nothing
    ----- stderr
    "#);
}

#[test]
fn a_shell_in_there_is_named_after_the_profile_it_was_started_with() {
    let sandbox = sandbox().with("AWS_PROFILE", "staging").with("AWSP_PROFILE", "staging");
    let awsp = sandbox.awsp_path().display().to_string();

    let output = sandbox.awsp(&["exec", "dev", &awsp, "current", "--json"]);

    let seen: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!((&seen["profile"], &seen["account"]), (&"dev".into(), &"111122223333".into()));
}

#[test]
fn a_region_of_the_shell_stays_and_both_names_have_it() {
    let sandbox = stray().with("AWS_DEFAULT_REGION", "us-west-2");
    let output = sandbox.awsp(&["exec", "dev", "sh", "-c", "echo $AWS_REGION $AWS_DEFAULT_REGION"]);

    assert_eq!(output.stdout, "us-west-2 us-west-2\n", "{output:?}");
}

#[test]
fn words_streams_and_the_exit_code_are_the_commands_own() {
    let words = ["exec", "dev", "--", "printf", "<%s>", "--json", "a b", "--", "--shell=fish", ""];
    assert_eq!(sandbox().awsp(&words).stdout, "<--json><a b><--><--shell=fish><>");

    for word in ["--help", "--version", "--shell=fish", "-h"] {
        let output = sandbox().awsp(&["exec", "dev", word, "x"]);
        assert!(
            output.stderr.starts_with(&format!("error: {word}: no such command\n")),
            "{output:?}"
        );
    }
    assert!(sandbox().awsp(&["exec", "--help"]).stdout.starts_with("Run one command"));

    let sandbox = sandbox();
    let mut command = sandbox.command(sandbox.awsp_path());
    command.args(["exec", "dev", "sh", "-c", "cat; echo said >&2; exit 7"]);
    let output = Sandbox::run_with_input(&mut command, b"typed".to_vec());
    assert_eq!(
        (output.stdout.as_str(), output.stderr.as_str(), output.code),
        ("typed", "said\n", 7)
    );
}

#[test]
fn a_signal_reaches_the_command_itself() {
    let output = sandbox().awsp(&["exec", "dev", "sh", "-c", "kill -TERM $$"]);

    assert_eq!(output.code, 128 + 15, "{output:?}");
}

#[test]
fn no_secret_is_among_the_words_of_a_process() {
    let script = "tr '\\0' ' ' </proc/$$/cmdline; ps -o args= -p $$ 2>/dev/null";
    let output = sandbox().awsp(&["exec", "dev", "sh", "-c", script]);

    assert_eq!(output.code, 0, "{output:?}");
    assert!(!output.stdout.contains("nothing"), "{output:?}");
}

#[test]
fn what_cannot_be_run_says_so_as_a_shell_does() {
    let sandbox = sandbox();
    let file = sandbox.file("no-program", "text");
    for (program, code) in [("no-such-program", 127), (file.to_str().unwrap(), 126)] {
        let output = sandbox.awsp(&["exec", "dev", program]);

        assert_eq!(output.code, code, "{output:?}");
        assert!(output.stderr.starts_with(&format!("error: {program}: ")), "{output:?}");
    }
    assert_snapshot!(run(&sandbox, &["exec", "dev"]), @r#"
    code: 2
    ----- stdout
    ----- stderr
    error: which command?
    hint: awsp exec PROFILE COMMAND…   (awsp's own options come before PROFILE)
    "#);
    assert_snapshot!(run(&sandbox, &["exec", "nope", "true"]), @r#"
    code: 3
    ----- stdout
    ----- stderr
    error: no profile named `nope`
    hint: `awsp list` shows the profiles
    "#);
}
