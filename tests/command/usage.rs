//! What is said to words that make no sense, and to those who ask.

use insta::assert_snapshot;
use serde_json::Value;

use super::{run, sandbox};

#[test]
fn bare_awsp_is_short_help_and_a_failure() {
    assert_snapshot!(run(&sandbox(), &["--shell=bash"]), @r#"
    code: 2
    ----- stdout
    false
    ----- stderr
    Switches AWS profiles in this shell, and shows who the next `aws` command will be

    Usage: awsp [OPTIONS] [COMMAND]

    Commands:
      use           Select a profile in this shell; `-` goes back to the previous one
      clean         Unset stray AWS variables, and say what each was
      refresh       Renew the keys in this shell, or the session of the profile
      off           Deselect the profile
      current       Show who the next `aws` command will be, without asking AWS
      whoami        Ask AWS who the next `aws` command is signed as
      doctor        Find out why AWS refuses, and mend what can be mended safely
      why           Explain an AWS error: its text, or a command that fails
      explain-code  Explain the code of a finding, such as `AWSP-E012`
      explain       Explain who every AWS tool would be, and why
      list          List the profiles
      exec          Run one command with a profile's credentials, and nothing else of AWS in its environment
      console       Sign in to the AWS console
      export        Print a profile's credentials
      init          Print the hook for a shell's start-up file
      completions   Print the completions for a shell
      demo          Try everything in a throw-away shell over sample profiles
      help          Explain a topic, such as `json`

    Options:
          --version  Print the version
      -h, --help     Print help (see more with '--help')

    Set it up once: `awsp init --help`. Try it without touching anything: `awsp demo`.
    "#);
}

#[test]
fn use_without_a_name_is_a_failure() {
    assert_snapshot!(run(&sandbox(), &["--shell=bash", "use"]), @r#"
    code: 2
    ----- stdout
    false
    ----- stderr
    error: which profile?
    hint: awsp use NAME   (`awsp list` shows the names, `awsp use -` goes back)
    "#);
}

#[test]
fn help_of_a_command_that_prints_code_is_no_code() {
    let output = sandbox().awsp(&["use", "--help"]);

    assert_eq!((output.stdout.as_str(), output.code), ("", 0));
    assert!(output.stderr.contains("Usage: awsp use"), "{}", output.stderr);
}

#[test]
fn an_unknown_command_is_a_failure() {
    assert_snapshot!(run(&sandbox(), &["--shell=bash", "usee", "x"]), @r#"
    code: 2
    ----- stdout
    false
    ----- stderr
    error: unrecognized subcommand 'usee'

      tip: a similar subcommand exists: 'use'

    Usage: awsp [OPTIONS] [COMMAND]

    For more information, try '--help'.
    "#);
}

#[test]
fn an_unknown_shell_names_the_known_ones() {
    assert_snapshot!(run(&sandbox(), &["--shell=tcsh", "use", "dev"]), @r#"
    code: 2
    ----- stdout
    false
    ----- stderr
    error: invalid value 'tcsh' for '--shell=<SHELL>': awsp speaks to bash, zsh, fish, powershell and posix

    For more information, try '--help'.
    "#);
}

#[test]
fn a_newer_hook_is_told_apart() {
    assert_snapshot!(run(&sandbox(), &["--shell=bash/2", "use", "dev"]), @r#"
    code: 2
    ----- stdout
    false
    ----- stderr
    error: invalid value 'bash/2' for '--shell=<SHELL>': protocol 2 is not known: run the init line again

    For more information, try '--help'.
    "#);
}

#[test]
fn every_json_key_is_documented() {
    let help = sandbox().awsp(&["help", "json"]).stdout;
    let sandbox = sandbox().with("AWS_PROFILE", "nope");
    for command in ["current", "list"] {
        let json: Value = serde_json::from_str(&sandbox.awsp(&[command, "--json"]).stdout).unwrap();
        for key in keys(&json) {
            assert!(help.contains(&key), "`awsp help json` lacks {key} of {command}");
        }
    }
}

fn keys(json: &Value) -> Vec<String> {
    match json {
        Value::Object(members) => members
            .iter()
            .flat_map(|(key, value)| std::iter::once(key.clone()).chain(keys(value)))
            .collect(),
        Value::Array(items) => items.iter().flat_map(keys).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

#[test]
fn a_topic_that_does_not_exist_is_a_failure() {
    assert_snapshot!(run(&sandbox(), &["help", "nope"]), @r#"
    code: 2
    ----- stdout
    ----- stderr
    error: there is no help on `nope`
    hint: `awsp help` lists the commands; `awsp help json` documents the JSON
    "#);
}

#[test]
fn there_is_no_hook_for_posix_shells() {
    assert_snapshot!(run(&sandbox(), &["init", "posix"]), @r#"
    code: 2
    ----- stdout
    ----- stderr
    error: there is no hook for POSIX shells
    hint: without one: eval "$(awsp --shell=posix use NAME)"
    "#);
}
