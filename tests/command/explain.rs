//! `awsp explain`: ten situations that people get into.

use insta::assert_snapshot;

use super::run;
use crate::support::{Sandbox, readme};

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

    assert_snapshot!(explain(&sandbox(&variables)), @r#"
    code: 0
    ----- stdout
    the AWS CLI
                VALUE         FROM                            HIDES
    profile     dev           AWS_PROFILE
    access key  …EM2E         AWS_ACCESS_KEY_ID               ~/.aws/credentials:2 aws_access_key_id
    secret key  …ngth         AWS_SECRET_ACCESS_KEY           ~/.aws/credentials:3 aws_secret_access_key
    token       …ngth         AWS_SESSION_TOKEN
    region      eu-west-1     ~/.aws/config:5 region
    endpoint    AWS's own
    account     999900001111  decoded from the access key id
    principal   -
    session     unknown
      because AWS_PROFILE comes before AWS_DEFAULT_PROFILE
      because keys in variables come before every profile, unless one is named on the command line
      because no variable names a Region, so the profile does

    The tools disagree:
    TOOLS                                      SIGN AS     ACCOUNT       REGION     FROM, OR WHY NOT
    AWS CLI, boto3, Rust, Go, Java, Terraform  keys:…EM2E  999900001111  eu-west-1  AWS_ACCESS_KEY_ID
    JavaScript                                 dev         111122223333  eu-west-1  ~/.aws/credentials:2 aws_access_key_id
    ----- stderr
    "#);
}

#[test]
fn a_profile_that_is_not_there_stops_some_tools_and_others_go_on() {
    let variables = [&[("AWS_PROFILE", "prod")], &KEYS[..]].concat();

    assert_snapshot!(explain(&sandbox(&variables)), @r#"
    code: 0
    ----- stdout
    the AWS CLI
                VALUE      FROM
    profile     prod       AWS_PROFILE
    access key  -
    secret key  -
    token       -
    region      -
    endpoint    AWS's own
    account     -
    principal   -
    session     -
      stops: no profile named `prod`
      because AWS_PROFILE comes before AWS_DEFAULT_PROFILE

    The tools disagree:
    TOOLS                          SIGN AS     ACCOUNT       REGION  FROM, OR WHY NOT
    AWS CLI, boto3, Go, Terraform  nobody      -             -       no profile named `prod`
    Rust, Java                     keys:…EM2E  999900001111  -       AWS_ACCESS_KEY_ID
    JavaScript                     nobody      -             -       no credentials are configured
    ----- stderr
    "#);
}

#[test]
fn two_names_of_a_profile_make_two_people() {
    let variables = [("AWS_PROFILE", "dev"), ("AWS_DEFAULT_PROFILE", "deploy")];

    assert_snapshot!(explain(&sandbox(&variables)), @r#"
    code: 0
    ----- stdout
    the AWS CLI
                VALUE         FROM                                        HIDES
    profile     dev           AWS_PROFILE                                 AWS_DEFAULT_PROFILE
    access key  …EM2E         ~/.aws/credentials:2 aws_access_key_id
    secret key  …ngth         ~/.aws/credentials:3 aws_secret_access_key
    token       -
    region      eu-west-1     ~/.aws/config:5 region
    endpoint    AWS's own
    account     111122223333  decoded from the access key id
    principal   -
    session     -
      because AWS_PROFILE comes before AWS_DEFAULT_PROFILE
      because keys in the credentials file come before those in the config file, login_session and credential_process
      because no variable names a Region, so the profile does

    The tools disagree:
    TOOLS                                           SIGN AS  ACCOUNT       REGION     FROM, OR WHY NOT
    AWS CLI, Rust, JavaScript, Go, Java, Terraform  dev      111122223333  eu-west-1  ~/.aws/credentials:2 aws_access_key_id
    boto3                                           deploy   444455556666  -          assumes arn:aws:iam::444455556666:role/Deploy, signed by ~/.aws/credentials:2 aws_access_key_id
    ----- stderr
    "#);
}

#[test]
fn a_role_that_asks_for_a_code_is_not_for_every_tool() {
    assert_snapshot!(explain(&sandbox(&[("AWS_PROFILE", "admin")])), @r#"
    code: 0
    ----- stdout
    the AWS CLI
                VALUE             FROM
    profile     admin             AWS_PROFILE
    access key  at the next call  assumes arn:aws:iam::444455556666:role/Admin, signed by ~/.aws/credentials:2 aws_access_key_id
    secret key  at the next call  the same
    token       at the next call  the same
    region      eu-central-1      ~/.aws/config:11 region
    endpoint    AWS's own
    account     444455556666      ~/.aws/config:8 role_arn
    principal   Admin             ~/.aws/config:8 role_arn
    session     -
      because AWS_PROFILE comes before AWS_DEFAULT_PROFILE
      because a profile with role_arn comes before everything but keys in variables
      because no variable names a Region, so the profile does

    The tools disagree:
    TOOLS                       SIGN AS  ACCOUNT       REGION        FROM, OR WHY NOT
    AWS CLI, boto3, Rust, Java  admin    444455556666  eu-central-1  assumes arn:aws:iam::444455556666:role/Admin, signed by ~/.aws/credentials:2 aws_access_key_id
    JavaScript                  nobody   -             eu-central-1  profile `admin` takes a code, which the SDK cannot ask for (~/.aws/config:10)
    Go, Terraform               nobody   -             eu-central-1  the role of profile `admin` takes a code, which a program cannot ask for by itself (~/.aws/config:10)
    ----- stderr
    "#);
}

#[test]
fn nobody_is_signed_in() {
    assert_snapshot!(explain(&sandbox(&[("AWS_PROFILE", "staging")])), @r#"
    code: 0
    ----- stdout
    the AWS CLI
                VALUE      FROM
    profile     staging    AWS_PROFILE
    access key  -
    secret key  -
    token       -
    region      us-east-1  ~/.aws/config:21 region
    endpoint    AWS's own
    account     -
    principal   -
    session     -
      stops: nobody is signed in
      because AWS_PROFILE comes before AWS_DEFAULT_PROFILE
      because no variable names a Region, so the profile does

    No tool gets credentials:
    TOOLS                                SIGN AS  ACCOUNT  REGION     FROM, OR WHY NOT
    AWS CLI, boto3, Rust, Go, Terraform  nobody   -        us-east-1  nobody is signed in
    JavaScript                           nobody   -        us-east-1  nobody is signed in, or the session has ended (~/.aws/config:17)
    Java                                 nobody   -        us-east-1  no credentials are configured
    ----- stderr
    "#);
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

    assert_snapshot!(explain(&sandbox), @r#"
    code: 0
    ----- stdout
    the AWS CLI
                VALUE             FROM                  HIDES
    profile     dev               AWS_PROFILE
    access key  at the next call  a web identity token  ~/.aws/credentials:2 aws_access_key_id
    secret key  at the next call  the same
    token       at the next call  the same
    region      us-east-1         AWS_REGION            ~/.aws/config:5 region
    endpoint    AWS's own
    account     999900001111      AWS_ROLE_ARN
    principal   Pod               AWS_ROLE_ARN
    session     unknown
      because AWS_PROFILE comes before AWS_DEFAULT_PROFILE
      because a web identity, each part from its variable or else from the profile, comes before all but roles
      because AWS_REGION comes first

    The tools disagree:
    TOOLS                         SIGN AS       ACCOUNT       REGION     FROM, OR WHY NOT
    AWS CLI, Go, Java, Terraform  web-identity  999900001111  us-east-1  a web identity token
    boto3                         web-identity  999900001111  eu-west-1  a web identity token
    Rust, JavaScript              dev           111122223333  us-east-1  ~/.aws/credentials:2 aws_access_key_id
    ----- stderr
    "#);
}

#[test]
fn a_program_and_old_keys_in_one_profile() {
    let sandbox = sandbox(&[("AWS_PROFILE", "vault")]);
    sandbox.credentials(CREDENTIALS.replace("[dev]", "[vault]"));

    assert_snapshot!(explain(&sandbox), @r#"
    code: 0
    ----- stdout
    the AWS CLI
                VALUE         FROM                                        HIDES
    profile     vault         AWS_PROFILE
    access key  …EM2E         ~/.aws/credentials:2 aws_access_key_id      credential_process /usr/local/bin/vault-helper
    secret key  …ngth         ~/.aws/credentials:3 aws_secret_access_key  credential_process /usr/local/bin/vault-helper
    token       -
    region      eu-west-1     ~/.aws/config:29 region
    endpoint    AWS's own
    account     111122223333  decoded from the access key id
    principal   -
    session     -
      because AWS_PROFILE comes before AWS_DEFAULT_PROFILE
      because keys in the credentials file come before those in the config file, login_session and credential_process
      because no variable names a Region, so the profile does

    The tools disagree:
    TOOLS                                      SIGN AS  ACCOUNT       REGION     FROM, OR WHY NOT
    AWS CLI, boto3, JavaScript, Go, Terraform  vault    111122223333  eu-west-1  ~/.aws/credentials:2 aws_access_key_id
    Rust, Java                                 vault    -             eu-west-1  credential_process /usr/local/bin/vault-helper
    ----- stderr
    "#);
}

#[test]
fn a_comment_behind_a_region_is_a_part_of_it_for_some() {
    let sandbox = sandbox(&[("AWS_PROFILE", "dev")]);
    sandbox.config("[profile dev]\nregion = eu-west-1 # Dublin\n");

    assert_snapshot!(explain(&sandbox), @r#"
    code: 0
    ----- stdout
    the AWS CLI
                VALUE               FROM
    profile     dev                 AWS_PROFILE
    access key  …EM2E               ~/.aws/credentials:2 aws_access_key_id
    secret key  …ngth               ~/.aws/credentials:3 aws_secret_access_key
    token       -
    region      eu-west-1 # Dublin  ~/.aws/config:2 region
    endpoint    AWS's own
    account     111122223333        decoded from the access key id
    principal   -
    session     -
      because AWS_PROFILE comes before AWS_DEFAULT_PROFILE
      because keys in the credentials file come before those in the config file, login_session and credential_process
      because no variable names a Region, so the profile does

    The tools disagree:
    TOOLS                                  SIGN AS  ACCOUNT       REGION              FROM, OR WHY NOT
    AWS CLI, boto3                         dev      111122223333  eu-west-1 # Dublin  ~/.aws/credentials:2 aws_access_key_id
    Rust, JavaScript, Go, Java, Terraform  dev      111122223333  eu-west-1           ~/.aws/credentials:2 aws_access_key_id
    ----- stderr
    warning: ~/.aws/config:2: a comment behind a value (read one way by AWS CLI and boto3, another way by Rust, JavaScript, Go, Terraform and Java)
    "#);
}

#[test]
fn a_section_that_is_there_twice_stops_the_aws_cli_alone() {
    let sandbox = sandbox(&[("AWS_PROFILE", "dev")]);
    sandbox.config("[profile dev]\nregion = eu-west-1\n[profile dev]\noutput = json\n");

    assert_snapshot!(explain(&sandbox), @r#"
    code: 0
    ----- stdout
    the AWS CLI
                VALUE      FROM
    profile     dev        AWS_PROFILE
    access key  -
    secret key  -
    token       -
    region      -
    endpoint    AWS's own
    account     -
    principal   -
    session     -
      stops: ~/.aws/config:3: a section that is there twice
      because AWS_PROFILE comes before AWS_DEFAULT_PROFILE

    The tools disagree:
    TOOLS                                  SIGN AS  ACCOUNT       REGION     FROM, OR WHY NOT
    AWS CLI, boto3                         nobody   -             -          ~/.aws/config:3: a section that is there twice
    Rust, JavaScript, Go, Java, Terraform  dev      111122223333  eu-west-1  ~/.aws/credentials:2 aws_access_key_id
    ----- stderr
    error: ~/.aws/config:3: a section that is there twice (rejected by AWS CLI and boto3, read by Rust, JavaScript, Go, Terraform and Java)
    "#);
}

#[test]
fn requests_go_to_a_stand_in_for_aws() {
    let variables = [
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        ("AWS_ENDPOINT_URL", "http://localhost:4566"),
        ("AWS_REGION", "us-east-1"),
    ];

    assert_snapshot!(explain(&sandbox(&variables)), @r#"
    code: 0
    ----- stdout
    the AWS CLI
                VALUE                  FROM                   HIDES
    profile     default                by default
    access key  …                      AWS_ACCESS_KEY_ID
    secret key  …                      AWS_SECRET_ACCESS_KEY
    token       -
    region      us-east-1              AWS_REGION             ~/.aws/config:2 region
    endpoint    http://localhost:4566  AWS_ENDPOINT_URL
    account     -
    principal   -
    session     -
      because nobody names a profile, so `default` is taken
      because keys in variables come before every profile, unless one is named on the command line
      because AWS_REGION comes first
      because the variable for all services comes before the files

    The tools disagree:
    TOOLS                                           SIGN AS  ACCOUNT  REGION     FROM, OR WHY NOT
    AWS CLI, Rust, JavaScript, Go, Java, Terraform  keys:…   -        us-east-1  AWS_ACCESS_KEY_ID, sent to http://localhost:4566
    boto3                                           keys:…   -        eu-west-1  AWS_ACCESS_KEY_ID, sent to http://localhost:4566
    ----- stderr
    "#);
}

#[test]
fn one_tool_and_one_profile_can_be_asked_about() {
    let sandbox = sandbox(&KEYS);

    let answer = run(&sandbox, &["explain", "--tool", "rust", "--profile", "deploy"]);

    assert_snapshot!(answer, @r#"
    code: 0
    ----- stdout
    the SDK for Rust
                VALUE         FROM                            HIDES
    profile     deploy        --profile
    access key  …EM2E         AWS_ACCESS_KEY_ID               assumes arn:aws:iam::444455556666:role/Deploy
    secret key  …ngth         AWS_SECRET_ACCESS_KEY           assumes arn:aws:iam::444455556666:role/Deploy
    token       …ngth         AWS_SESSION_TOKEN               assumes arn:aws:iam::444455556666:role/Deploy
    region      eu-west-1     ~/.aws/config:5 region
    endpoint    AWS's own
    account     999900001111  decoded from the access key id
    principal   -
    session     unknown
      because a profile that is named in code comes first
      because keys in variables come first, even when a profile is named in code
      because no variable names a Region, so the profile does, or else its source_profile
    ----- stderr
    "#);
}

/// Every variable and file that may hold a secret, each with one that begins with `secret`.
const SECRETS: [(&str, &str); 9] = [
    ("AWS_SECRET_ACCESS_KEY", "secret-of-some-length-1"),
    ("AWS_SESSION_TOKEN", "secret-of-some-length-2"),
    ("AWS_SECURITY_TOKEN", "secret-of-some-length-3"),
    ("SECRET_ACCESS_KEY", "secret-of-some-length-4"),
    ("AWS_SECRET_KEY", "secret-of-some-length-5"),
    ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "secret-of-some\nlength-6"),
    ("AWS_ENDPOINT_URL", "http://me:secret-password@host/?key=secret-7"),
    ("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://me:secret-password@host"),
    ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://me:secret-password@10.0.0.1/?key=secret-8"),
];

#[test]
fn no_secret_is_shown() {
    let config = "[default]\ncredential_process = helper --password secret-9\nsecret-10\n\
        [profile p]\naws_secret_access_key = secret-11-of-some-length\naws_access_key_id = AKIARTX3GSDSQUISEM2E\n\
        aws_session_token = secret-12-of-some-length # secret-13\nendpoint_url = http://u:secret-14@h\n";
    let whole = config.replace("secret-10\n", "");
    for (variables, config) in [
        (&SECRETS[..], whole.as_str()),
        (&SECRETS[5..], &whole),
        (&SECRETS[..], config),
        (&SECRETS[1..], &whole.replace("[profile p]\n", "")),
    ] {
        for key_id in ["", "AKIA6RTVPGNLQUISEM2E"] {
            let sandbox = sandbox(variables).with("AWS_ACCESS_KEY_ID", key_id);
            sandbox.config(config);
            for words in [&["explain"][..], &["explain", "--json"], &["explain", "--profile", "p"]]
            {
                let output = sandbox.awsp(words);

                let said = output.stdout + &output.stderr;
                assert!(!said.contains("secret-") && !said.contains("AKIA"), "{words:?} {said}");
            }
        }
    }
}

/// Returns README's example, as it has to be.
fn example() -> String {
    let sandbox = sandbox(&[("AWS_PROFILE", "vault")]);
    sandbox.credentials(CREDENTIALS.replace("[dev]", "[vault]"));
    let answer = sandbox.awsp(&["explain"]);
    format!("```console\n$ awsp explain\n{}```\n", sandbox.redacted(&answer.stdout))
}

#[test]
fn the_readme_shows_what_it_prints() {
    readme::shows("explain", &example());
}
