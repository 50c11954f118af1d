//! `awsp list`.

use insta::assert_snapshot;

use super::{run, sandbox};
use crate::support::Sandbox;

#[test]
fn names_alone_when_piped() {
    assert_snapshot!(run(&sandbox(), &["list"]), @r#"
    code: 0
    ----- stdout
    dev
    staging
    ----- stderr
    "#);
}

#[test]
fn the_long_table_shows_session_and_place() {
    assert_snapshot!(run(&sandbox().with("AWS_PROFILE", "dev"), &["list", "--long"]), @r#"
    code: 0
    ----- stdout
       PROFILE  KIND    ACCOUNT       REGION        SESSION                   DEFINED AT
    *  dev      static  111122223333  eu-west-1     -                         ~/.aws/config:1
       staging  role    444455556666  eu-central-1  renewed at the next call  ~/.aws/config:4
    ----- stderr
    "#);
}

#[test]
fn json_has_the_documented_shape() {
    assert_snapshot!(run(&sandbox(), &["list", "--json"]), @r#"
    code: 0
    ----- stdout
    [
      {
        "name": "dev",
        "kind": "static",
        "account": "111122223333",
        "region": "eu-west-1",
        "state": "none",
        "expires_at": null,
        "file": "~/.aws/config",
        "line": 1
      },
      {
        "name": "staging",
        "kind": "role",
        "account": "444455556666",
        "region": "eu-central-1",
        "state": "refreshable",
        "expires_at": null,
        "file": "~/.aws/config",
        "line": 4
      }
    ]
    ----- stderr
    "#);
}

#[test]
fn no_profile_at_all_says_how_to_make_one() {
    let sandbox = sandbox();
    sandbox.config("");
    sandbox.credentials("");

    assert_snapshot!(run(&sandbox, &["list", "--long"]), @r#"
    code: 0
    ----- stdout
    ----- stderr
    there are no profiles yet: `aws configure` or `aws configure sso` makes one
    "#);
    assert_snapshot!(run(&sandbox, &["list", "--json"]), @r#"
    code: 0
    ----- stdout
    []
    ----- stderr
    "#);
}

#[test]
fn a_broken_file_is_not_taken_for_one_without_profiles() {
    let sandbox = sandbox();
    sandbox.config("[profile dev\nregion = eu-west-1\n");
    sandbox.credentials("");

    assert_snapshot!(run(&sandbox, &["list", "--long"]), @r#"
    code: 3
    ----- stdout
    ----- stderr
    error: ~/.aws/config:1: a section header that does not end with `]` (rejected by AWS CLI, boto3, Rust and Java, ignored by JavaScript, Go and Terraform)
    error: ~/.aws/config:2: a key above the first [section] (rejected by AWS CLI, boto3, Rust and Java, ignored by JavaScript, Go and Terraform)
    "#);
}

#[test]
fn a_name_that_would_break_the_lines_is_left_out() {
    let sandbox = sandbox();
    sandbox.credentials("[a\u{1b}[31mb]\nregion = eu-west-1\n");

    assert_snapshot!(run(&sandbox, &["list"]), @r#"
    code: 0
    ----- stdout
    dev
    staging
    ----- stderr
    warning: left out `a\u{1b}[31mb`: it holds a control character
    "#);
}

#[test]
fn each_name_is_printed_once_from_a_large_file_also_where_the_aws_cli_rejects_it() {
    let names: Vec<String> = (0..1_000).map(|number| format!("team-{number}")).collect();
    let profile =
        |name: &String| format!("[profile {name}]\nregion = eu-west-1\noutput = json\n\n");
    let config: String = names.iter().map(profile).collect();
    let expected = names.join("\n") + "\n";
    let twice = config.replacen("output = json\n", "output = json\noutput = text\n", 1);
    for (config, is_rejected) in [(config, false), (twice, true)] {
        let sandbox = Sandbox::new();
        sandbox.config(&config);

        let output = sandbox.awsp(&["list"]);

        assert!(
            output.stdout == expected,
            "{is_rejected}: {} lines",
            output.stdout.lines().count()
        );
        assert_eq!(!output.stderr.is_empty(), is_rejected, "{output:?}");
    }
}
