//! `awsp explain`: ten situations that people get into.

use insta::assert_snapshot;

use super::run;
use crate::support::Sandbox;

const CONFIG: &str = "\
[default]
region = eu-west-1

[profile dev]
region = eu-west-1

[profile admin]
role_arn = arn:aws:iam::444455556666:role/Admin
source_profile = dev
mfa_serial = arn:aws:iam::111122223333:mfa/ann
region = eu-central-1

[profile deploy]
role_arn = arn:aws:iam::444455556666:role/Deploy
source_profile = dev

[profile staging]
sso_session = corp
sso_account_id = 777788889999
sso_role_name = ReadOnly
region = us-east-1

[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = us-east-1

[profile vault]
credential_process = /usr/local/bin/vault-helper --secret=hunter2
region = eu-west-1
";

const CREDENTIALS: &str = "\
[dev]
aws_access_key_id = AKIARTX3GSDSQUISEM2E
aws_secret_access_key = a-secret-of-some-length
";

const KEYS: [(&str, &str); 3] = [
    ("AWS_ACCESS_KEY_ID", "ASIA6RTVPGNLQUISEM2E"),
    ("AWS_SECRET_ACCESS_KEY", "another-secret-of-some-length"),
    ("AWS_SESSION_TOKEN", "a-token-of-some-length"),
];

fn sandbox(variables: &[(&str, &str)]) -> Sandbox {
    let sandbox =
        variables.iter().fold(Sandbox::new(), |sandbox, (name, value)| sandbox.with(name, value));
    sandbox.config(CONFIG);
    sandbox.credentials(CREDENTIALS);
    sandbox
}

fn explain(sandbox: &Sandbox) -> String {
    run(sandbox, &["explain"])
}

#[test]
fn forgotten_keys_win_over_the_profile() {
    let variables = [&[("AWS_PROFILE", "dev")], &KEYS[..]].concat();

    assert_snapshot!(explain(&sandbox(&variables)), @"");
}

#[test]
fn a_profile_that_is_not_there_stops_some_tools_and_others_go_on() {
    let variables = [&[("AWS_PROFILE", "prod")], &KEYS[..]].concat();

    assert_snapshot!(explain(&sandbox(&variables)), @"");
}

#[test]
fn two_names_of_a_profile_make_two_people() {
    let variables = [("AWS_PROFILE", "dev"), ("AWS_DEFAULT_PROFILE", "deploy")];

    assert_snapshot!(explain(&sandbox(&variables)), @"");
}

#[test]
fn a_role_that_asks_for_a_code_is_not_for_every_tool() {
    assert_snapshot!(explain(&sandbox(&[("AWS_PROFILE", "admin")])), @"");
}

#[test]
fn nobody_is_signed_in() {
    assert_snapshot!(explain(&sandbox(&[("AWS_PROFILE", "staging")])), @"");
}

#[test]
fn a_pod_with_a_chosen_profile_is_two_people() {
    let sandbox = sandbox(&[
        ("AWS_PROFILE", "dev"),
        ("AWS_ROLE_ARN", "arn:aws:iam::999900001111:role/Pod"),
        ("AWS_REGION", "us-east-1"),
    ]);
    let token = sandbox.file("token", "header.claims.signature");
    let sandbox = sandbox.with("AWS_WEB_IDENTITY_TOKEN_FILE", token);

    assert_snapshot!(explain(&sandbox), @"");
}

#[test]
fn a_program_and_old_keys_in_one_profile() {
    let sandbox = sandbox(&[("AWS_PROFILE", "vault")]);
    sandbox.credentials(CREDENTIALS.replace("[dev]", "[vault]"));

    assert_snapshot!(explain(&sandbox), @"");
}

#[test]
fn a_comment_behind_a_region_is_a_part_of_it_for_some() {
    let sandbox = sandbox(&[("AWS_PROFILE", "dev")]);
    sandbox.config("[profile dev]\nregion = eu-west-1 # Dublin\n");

    assert_snapshot!(explain(&sandbox), @"");
}

#[test]
fn a_section_that_is_there_twice_stops_the_aws_cli_alone() {
    let sandbox = sandbox(&[("AWS_PROFILE", "dev")]);
    sandbox.config("[profile dev]\nregion = eu-west-1\n[profile dev]\noutput = json\n");

    assert_snapshot!(explain(&sandbox), @"");
}

#[test]
fn requests_go_to_a_stand_in_for_aws() {
    let variables = [
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        ("AWS_ENDPOINT_URL", "http://localhost:4566"),
        ("AWS_REGION", "us-east-1"),
    ];

    assert_snapshot!(explain(&sandbox(&variables)), @"");
}

#[test]
fn one_tool_and_one_profile_can_be_asked_about() {
    let sandbox = sandbox(&KEYS);

    let answer = run(&sandbox, &["explain", "--tool", "rust", "--profile", "deploy"]);

    assert_snapshot!(answer, @"");
}
