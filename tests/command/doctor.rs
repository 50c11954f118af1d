//! `awsp doctor` and `awsp explain-code`.

mod fixed;
mod healthy;

use insta::assert_snapshot;
use serde_json::Value;

use super::run;
use crate::support::{Sandbox, readme};

const ID: &str = "AKIARZPUZDIKGFADW22Y";
const TEMPORARY: &str = "ASIARZPUZDIKGFADW22Y";
const SECRET: &str = "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";

/// Returns a sandbox in which nothing is wrong but what a test adds, with the hook's own variable.
fn sandbox(config: &str, variables: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::new().with("AWSP_REGION", "eu-west-1").with("AWS_REGION", "eu-west-1");
    sandbox.config(config);
    variables.iter().fold(sandbox, |sandbox, (name, value)| sandbox.with(name, value))
}

/// Returns a profile with keys.
fn keys(name: &str, id: &str, secret: &str) -> String {
    format!(
        "[profile {name}]\nregion = eu-west-1\naws_access_key_id = {id}\naws_secret_access_key = {secret}\n"
    )
}

/// Returns the first three lines, which say what is wrong and what to type.
fn first_lines(sandbox: &Sandbox, words: &[&str]) -> String {
    let words = [&["doctor"], words].concat();
    let output = sandbox.redacted(&sandbox.awsp(&words).stdout);
    output.lines().take(3).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_whole_report_can_be_read_from_above() {
    let config = keys("dev", ID, SECRET) + "[profile old]\nregion = eu-west-1a\n";
    let variables = [
        ("AWS_PROFILE", "dev"),
        ("AWS_ACCESS_KEY_ID", TEMPORARY),
        ("AWS_SECRET_ACCESS_KEY", SECRET),
    ];

    assert_snapshot!(run(&sandbox(&config, &variables), &["doctor"]), @r#"
    code: 1
    ----- stdout
    error[AWSP-E011]: AWS_ACCESS_KEY_ID (…W22Y) is temporary, but AWS_SESSION_TOKEN is not set
    hint: awsp clean
    seen: AWS_ACCESS_KEY_ID: …W22Y
    why:  AWS takes temporary keys only with their token

    warning[AWSP-W001]: AWS_ACCESS_KEY_ID (…W22Y, account 123456789012) overrides profile dev
    hint: awsp clean
    seen: AWS_ACCESS_KEY_ID: …W22Y
    seen: AWS_PROFILE: dev
    why:  keys in variables win over every profile, in the AWS CLI and in all SDKs but that for JavaScript

    warning[AWSP-W015]: the variables (…W22Y) and profile dev (…W22Y) have the same secret under different key ids
    hint: aws configure --profile dev
    seen: AWS_SECRET_ACCESS_KEY: beside …W22Y
    seen: ~/.aws/config:4 aws_secret_access_key: beside …W22Y
    why:  a secret belongs to one key id: with the other one AWS answers SignatureDoesNotMatch

    warning[AWSP-W013]: region of [profile old] is eu-west-1a, a zone of the Region eu-west-1, not a Region
    hint: aws configure set region eu-west-1 --profile old
    seen: ~/.aws/config:6 region: eu-west-1a
    why:  whoever uses it finds that the tools make a host's name of it that does not exist: `Could not connect to the endpoint URL`, or they refuse it

    warning[AWSP-W012]: JavaScript would sign as dev (account 123456789012), not as keys:…W22Y like the AWS CLI
    hint: awsp explain
    seen: ~/.aws/config:3 aws_access_key_id: used by JavaScript
    seen: AWS_ACCESS_KEY_ID: used by the AWS CLI
    why:  each tool has an order of its own in which it looks for credentials

    identity: keys:…W22Y · 123456789012 · eu-west-1
    checked:  28 checks: 1 error, 4 warnings
    not asked: AWS (awsp doctor --online)
    more:     awsp explain-code AWSP-E011
    ----- stderr
    "#);
}

#[test]
fn where_nothing_is_wrong_one_reads_who_one_is() {
    let sandbox = sandbox(&keys("dev", ID, SECRET), &[("AWS_PROFILE", "dev")]);

    assert_snapshot!(run(&sandbox, &["doctor"]), @r#"
    code: 0
    ----- stdout
    identity: dev · 123456789012 · eu-west-1
    checked:  28 checks: nothing found
    not asked: AWS (awsp doctor --online)
    ----- stderr
    "#);
}

/// A set-up that something is wrong with: its name, the config file, the variables.
type Wrong = (&'static str, String, &'static [(&'static str, &'static str)]);

const TOKEN: (&str, &str) =
    ("AWS_SESSION_TOKEN", "IQoJb3JpZ2luX2VjEExampleOfATokenThatIsLongEnough");
const KEY_ID: (&str, &str) = ("AWS_ACCESS_KEY_ID", ID);
const TEMPORARY_ID: (&str, &str) = ("AWS_ACCESS_KEY_ID", TEMPORARY);
const KEY: (&str, &str) = ("AWS_SECRET_ACCESS_KEY", SECRET);
const PAST: (&str, &str) = ("AWS_CREDENTIAL_EXPIRATION", "2020-01-02T03:04:05Z");
const DEV: &[(&str, &str)] = &[("AWS_PROFILE", "dev")];

/// A profile whose chain of roles never ends.
const CIRCLE: &str = "\
[profile a]
role_arn = arn:aws:iam::111122223333:role/R
source_profile = b
[profile b]
role_arn = arn:aws:iam::111122223333:role/S
source_profile = a
";

/// Returns set-ups whose variables are wrong.
fn wrong_variables() -> Vec<Wrong> {
    let dev = keys("dev", ID, SECRET);
    vec![
        ("nothing configured", String::new(), &[]),
        ("half a pair", dev.clone(), &[KEY_ID]),
        ("a typo", dev.clone(), &[("AWS_PROFILE", "dve")]),
        ("a token of other keys", dev.clone(), &[KEY_ID, KEY, TOKEN]),
        ("keys that have ended", dev.clone(), &[TEMPORARY_ID, KEY, TOKEN, PAST]),
        (
            "a carriage return",
            dev,
            &[
                KEY_ID,
                (
                    "AWS_SECRET_ACCESS_KEY",
                    concat!("wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzzzz", "\r"),
                ),
            ],
        ),
    ]
}

/// Returns set-ups whose files are wrong.
fn wrong_files() -> Vec<Wrong> {
    let dev = keys("dev", ID, SECRET);
    let user = "role_arn = arn:aws:iam::123456789012:role/R\nsource_profile = dev\nmfa_serial = arn:aws:iam::123456789012:user/me\n";
    vec![
        ("no word `profile`", "[dev]\nregion = x\n".to_owned(), DEV),
        ("a byte order mark", format!("\u{feff}{dev}"), DEV),
        ("a circle", CIRCLE.to_owned(), &[("AWS_PROFILE", "a")]),
        ("an invisible space", keys("dev", ID, &format!("{SECRET}\u{a0}")), DEV),
        ("id and secret swapped", keys("dev", SECRET, ID), DEV),
        ("a zone", dev.replace("eu-west-1", "eu-west-1a"), DEV),
        ("the ARN of a user", format!("{dev}[profile r]\n{user}"), &[("AWS_PROFILE", "r")]),
        (
            "no such program",
            "[profile p]\nregion = eu-west-1\ncredential_process = nope --secret hunter2\n"
                .to_owned(),
            &[("AWS_PROFILE", "p")],
        ),
    ]
}

/// Returns the first three lines of what the doctor says of each.
fn first_lines_of(wrong: Vec<Wrong>) -> String {
    let shown = wrong.into_iter().map(|(what, config, variables)| {
        format!("{what}\n{}\n", first_lines(&sandbox(&config, variables), &[]))
    });
    let shown = shown.collect::<Vec<_>>().join("\n");
    assert!(!shown.contains("hunter2") && !shown.contains(SECRET), "a secret is told");
    shown
}

#[test]
fn the_first_three_lines_say_what_is_wrong_with_variables() {
    assert_snapshot!(first_lines_of(wrong_variables()), @r#"
    nothing configured
    error[AWSP-E048]: neither the variables nor [default] have credentials
    hint: aws configure sso
    seen: by default: no AWS_PROFILE

    half a pair
    error[AWSP-E004]: AWS_ACCESS_KEY_ID (…W22Y) is set without AWS_SECRET_ACCESS_KEY
    hint: awsp clean
    seen: AWS_ACCESS_KEY_ID: …W22Y

    a typo
    error[AWSP-E002]: AWS_PROFILE names profile dve, which no file defines
    hint: awsp use dev
    hint: awsp clean

    a token of other keys
    error[AWSP-E012]: AWS_SESSION_TOKEN is set beside AWS_ACCESS_KEY_ID (…W22Y), which is long-term and has no token
    hint: unset AWS_SESSION_TOKEN
    seen: AWS_SESSION_TOKEN: set

    keys that have ended
    error[AWSP-E005]: AWS_CREDENTIAL_EXPIRATION is past (2020-01-02T03:04:05Z), so the AWS CLI refuses the keys in the variables
    hint: awsp clean
    seen: AWS_CREDENTIAL_EXPIRATION: 2020-01-02T03:04:05Z

    a carriage return
    error[AWSP-E022]: AWS_SECRET_ACCESS_KEY has a carriage return (U+000D) at character 41 of 41
    hint: export AWS_SECRET_ACCESS_KEY="$(printf %s "$AWS_SECRET_ACCESS_KEY" | LC_ALL=C tr -cd '!#-&(-~')"
    hint: awsp clean
    "#);
}

#[test]
fn the_first_three_lines_say_what_is_wrong_with_files() {
    assert_snapshot!(first_lines_of(wrong_files()), @r#"
    no word `profile`
    error[AWSP-E002]: AWS_PROFILE names profile dev, but line 1 of the config file says [dev], not [profile dev]
    hint: awsp doctor --fix
    hint: awsp clean

    a byte order mark
    error[AWSP-E025]: ~/.aws/config begins with a byte order mark (U+FEFF)
    hint: awsp doctor --fix
    hint: ${EDITOR:-vi} +1 ~/.aws/config

    a circle
    error[AWSP-E008]: source_profile runs in a circle: a → b → a (~/.aws/config:6)
    hint: ${EDITOR:-vi} +6 ~/.aws/config
    seen: ~/.aws/config:6 source_profile: the AWS CLI stops here

    an invisible space
    warning[AWSP-F008]: ~/.aws/config:4: a character that cannot be seen (read one way by AWS CLI, boto3, JavaScript, Go and Terraform, another way by Rust and Java)
    hint: awsp doctor --fix
    hint: ${EDITOR:-vi} +4 ~/.aws/config

    id and secret swapped
    error[AWSP-E027]: key id and secret of profile dev are swapped
    hint: aws configure --profile dev
    seen: ~/.aws/config:3 aws_access_key_id: 40 characters, where a key id has 20

    a zone
    error[AWSP-E032]: region of [profile dev] is eu-west-1a, a zone of the Region eu-west-1, not a Region
    hint: aws configure set region eu-west-1 --profile dev
    seen: ~/.aws/config:2 region: eu-west-1a

    the ARN of a user
    error[AWSP-E036]: the mfa_serial of profile r is the ARN of a user: a device's has `:mfa/` in it
    hint: aws configure set mfa_serial arn:aws:iam::123456789012:mfa/me --profile r
    hint: aws iam list-mfa-devices

    no such program
    error[AWSP-E041]: the credential_process of profile p names nope, which is not on PATH
    hint: type -a nope
    hint: ${EDITOR:-vi} +3 ~/.aws/config
    "#);
}

#[test]
fn a_named_profile_is_examined_in_the_place_of_the_one_in_use() {
    let config =
        keys("dev", ID, SECRET) + &keys("broken", ID, "short").replace("eu-west-1", "eu-west-1b");
    let sandbox = sandbox(&config, &[("AWS_PROFILE", "dev")]);

    assert!(first_lines(&sandbox, &["broken"]).starts_with("error[AWSP-E032]: "));
    assert!(!first_lines(&sandbox, &[]).starts_with("error"));
    let unknown = sandbox.awsp(&["doctor", "brokn"]);
    assert_eq!(unknown.code, 3);
    assert!(unknown.stderr.contains("broken"), "{unknown:?}");
}

#[test]
fn the_account_that_was_meant_is_compared() {
    let config = keys("dev", ID, SECRET)
        + "[profile meant]\nrole_arn = arn:aws:iam::999900001111:role/R\nsource_profile = dev\nregion = eu-west-1\n";
    let sandbox = sandbox(&config, &[("AWS_PROFILE", "dev")]);

    assert_snapshot!(first_lines(&sandbox, &["--account", "999900001111"]), @r#"
    error[AWSP-E049]: the next call acts in account 123456789012, not in 999900001111
    hint: awsp use meant
    seen: decoded from the access key id: 123456789012
    "#);
    assert_eq!(sandbox.awsp(&["doctor", "--account", "123456789012"]).code, 0);
    for wrong in ["12", "12345678901x", "1234567890123"] {
        assert_eq!(sandbox.awsp(&["doctor", "--account", wrong]).code, 2, "{wrong}");
    }
}

#[test]
fn text_and_json_are_two_renderings_of_one_list() {
    let config = keys("dev", ID, SECRET) + "[profile old]\nregion = eu-west-1a\n";
    let sandbox = sandbox(
        &config,
        &[
            ("AWS_PROFILE", "dev"),
            ("AWS_ACCESS_KEY_ID", TEMPORARY),
            ("AWS_SECRET_ACCESS_KEY", SECRET),
        ],
    );
    let text = sandbox.awsp(&["doctor"]);
    let json = sandbox.awsp(&["doctor", "--json"]);
    let value: Value = serde_json::from_str(&json.stdout).unwrap();

    let findings = value["findings"].as_array().unwrap();
    let told: Vec<String> = findings
        .iter()
        .map(|finding| {
            format!(
                "{}[{}]: {}",
                text_of(finding, "severity"),
                text_of(finding, "code"),
                text_of(finding, "title")
            )
        })
        .collect();
    let heads: Vec<&str> = text.stdout.lines().filter(|line| line.contains("[AWSP-")).collect();
    assert_eq!(heads, told);
    assert_eq!((text.code, json.code), (1, 1));
    let keys: Vec<&String> = value.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["findings", "identity", "checked", "skipped"]);
    for finding in findings {
        let keys: Vec<&String> = finding.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["code", "severity", "cause", "title", "evidence", "why", "fix"]);
    }
}

fn text_of<'a>(finding: &'a Value, key: &str) -> &'a str {
    finding[key].as_str().unwrap()
}

#[test]
fn the_list_has_every_check_and_every_code_has_an_explanation() {
    let sandbox = Sandbox::new();
    let report: Value = serde_json::from_str(&sandbox.awsp(&["doctor", "--json"]).stdout).unwrap();
    let text = sandbox.awsp(&["doctor", "--list"]).stdout;
    let list: Value =
        serde_json::from_str(&sandbox.awsp(&["doctor", "--list", "--json"]).stdout).unwrap();

    let checks = list["checks"].as_array().unwrap();
    let names: Vec<&Value> = checks.iter().map(|check| &check["name"]).collect();
    let skipped = report["skipped"].as_array().unwrap().iter().map(|skipped| &skipped["name"]);
    for name in report["checked"].as_array().unwrap().iter().chain(skipped) {
        assert!(names.contains(&name), "{name}");
        assert!(text.contains(name.as_str().unwrap()), "{name}");
    }
    for code in list["codes"].as_array().unwrap() {
        let name = text_of(code, "code");
        let output = sandbox.awsp(&["explain-code", name]);
        assert_eq!(output.code, 0, "{output:?}");
        assert!(
            output.stdout.starts_with(&format!(
                "{name}  {}, {}\n",
                text_of(code, "severity"),
                text_of(code, "cause")
            )),
            "{output:?}"
        );
        assert!(text.contains(name), "{name}");
    }
}

#[test]
fn a_code_may_be_typed_in_any_way() {
    let sandbox = Sandbox::new();
    for name in ["AWSP-E012", "awsp-e012", "E012", "e012"] {
        let output = sandbox.awsp(&["explain-code", name]);
        assert!(output.stdout.starts_with("AWSP-E012  error, stale-session-token\n"), "{output:?}");
    }
    let unknown = sandbox.awsp(&["explain-code", "AWSP-E999\u{1b}[31m"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown.stderr.contains("AWSP-E0") && !unknown.stderr.contains('\u{1b}'),
        "{unknown:?}"
    );
}

/// Returns what stands in the README: a token that was left behind, and the error that it leads to.
fn example() -> String {
    let config = keys("dev", ID, SECRET) + "[profile old]\nregion = eu-west-1a\n";
    let sandbox = sandbox(&config, &[KEY_ID, KEY, TOKEN]);
    let error = "An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: The security token included in the request is invalid.";
    let shown = |words: &[&str]| sandbox.redacted(&sandbox.awsp(words).stdout);
    let why = shown(&["why", error]);
    let (why, _) = why.split_once("\n\n").unwrap();
    format!(
        "```console\n$ awsp doctor\n{}$ aws sts get-caller-identity 2>&1 | awsp why | head -5\n{why}\n```\n",
        shown(&["doctor"])
    )
}

#[test]
fn the_readme_shows_what_it_says() {
    readme::shows("doctor", &example());
}
