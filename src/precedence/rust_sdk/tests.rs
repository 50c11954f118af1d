//! Every answer here was first had from the SDK itself, which asked a stand-in for AWS.

mod places;
mod sessions;

use crate::environment::{Change, Environment};
use crate::precedence::{Facts, Family, Verdict, explain};
use crate::session::fake::FakeCaches;
use crate::shared_config::{SharedConfig, Texts};
use crate::source::Source;

const NOW: i64 = 1_767_323_045; // 2026-01-02T03:04:05Z
const ID: (&str, &str) = ("AWS_ACCESS_KEY_ID", "AKIAENV");
const SECRET: (&str, &str) = ("AWS_SECRET_ACCESS_KEY", "s");
const REGION: (&str, &str) = ("AWS_REGION", "us-west-2");
const OFF: (&str, &str) = ("AWS_EC2_METADATA_DISABLED", "true");
const BOX: (&str, &str) = ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/x");
const TOKEN_FILE: (&str, &str) = ("AWS_WEB_IDENTITY_TOKEN_FILE", "/t");
const ROLE: (&str, &str) = ("AWS_ROLE_ARN", "W");
const KEYS: &str = "aws_access_key_id = AKIA\naws_secret_access_key = s\n";

/// A variable and its value.
type Pair = (&'static str, &'static str);

fn told(variables: &[Pair], config: &str, flag: Option<&str>, caches: &FakeCaches) -> Verdict {
    let start = Change::new().set("HOME", "/home/ann");
    let change = variables.iter().fold(start, |change, (name, value)| change.set(name, *value));
    let environment = Environment::default().after(&change);
    let texts = Texts::from_strings(config, "");
    let config = &SharedConfig::parse(&texts);
    let facts = Facts { environment: &environment, config, caches, now: NOW, profile_flag: flag };
    explain(Family::Rust, &facts)
}

/// Returns what the tool signs with, the roles first, or why it gets nothing.
fn answer(verdict: &Verdict) -> String {
    match &verdict.error {
        Some(stop) => stop.message.clone(),
        None => path(&verdict.identity.source),
    }
}

fn path(source: &Source) -> String {
    match source {
        Source::AssumeRole { role_arn, source } => format!("{role_arn} ← {}", path(source)),
        Source::WebIdentity { role_arn, .. } => format!("web {role_arn}"),
        Source::File { line, key, .. } => format!("line {line} {key}"),
        Source::Container(_) => "container".to_owned(),
        Source::Variable(_)
        | Source::Cache(_)
        | Source::Process(_)
        | Source::Sso { .. }
        | Source::Login(_)
        | Source::Imds
        | Source::Flag(_)
        | Source::AccessKeyId
        | Source::Default => source.to_string(),
    }
}

/// Returns the answer where a container would be asked after the profile.
fn beside_container(variables: &[Pair], config: &str) -> String {
    let variables = [&[BOX, REGION, OFF], variables].concat();
    answer(&told(&variables, config, None, &FakeCaches::default().with_file("/t", "token")))
}

#[test]
fn keys_in_variables_win_if_they_are_whole() {
    let file = format!("[default]\n{KEYS}[profile p]\n{KEYS}");
    let ask =
        |variables: &[Pair], flag| answer(&told(variables, &file, flag, &FakeCaches::default()));

    assert_eq!(ask(&[ID, SECRET], Some("p")), "AWS_ACCESS_KEY_ID");
    assert_eq!(ask(&[ID, SECRET, ("AWS_PROFILE", "gone")], None), "AWS_ACCESS_KEY_ID");
    assert_eq!(ask(&[ID, ("SECRET_ACCESS_KEY", "s")], None), "AWS_ACCESS_KEY_ID");
    assert_eq!(ask(&[ID], None), "line 2 aws_access_key_id");
    assert_eq!(ask(&[ID, ("AWS_SECRET_ACCESS_KEY", " ")], None), "line 2 aws_access_key_id");
    assert_eq!(ask(&[(ID.0, " "), SECRET], Some("p")), "line 5 aws_access_key_id");
}

#[test]
fn some_profiles_are_passed_over() {
    for (variables, config) in [
        (&[] as &[Pair], ""),
        (&[], "[profile p]\nregion = x"),
        (&[], "[default]\nregion = x"),
        (&[("AWS_PROFILE", "gone")], "[default]\naws_access_key_id = AKIA"),
        (&[("AWS_PROFILE", "")], "[default]\naws_access_key_id = AKIA"),
        (&[], "[default]\nrole_arn = R\nsource_profile = gone"),
        (&[], "[default]\nrole_arn = R\nsource_profile = default"),
        (
            &[],
            "[default]\nrole_arn = R\nsource_profile = p\n[profile p]\nrole_arn = R\nsource_profile = p",
        ),
        (&[], "[default]\nsso_region = x\naws_access_key_id = AKIA\naws_secret_access_key = s"),
        (
            &[],
            "[default]\nsso_region = x\nsso_start_url = u\naws_access_key_id = A\naws_secret_access_key = s",
        ),
        (&[], "[default]\nsso_session = s\n[sso-session s]\nsso_region = x\nsso_start_url = u"),
        (
            &[],
            "[default]\nrole_arn = R\nsource_profile = p\n[profile p]\nsso_session = s\n[sso-session s]\nsso_region = x\nsso_start_url = u",
        ),
        (&[ROLE], "[default]\nregion = x"),
        (&[TOKEN_FILE], "[default]\nregion = x"),
    ] {
        assert_eq!(beside_container(variables, config), "container", "{config} {variables:?}");
    }
}

/// What a profile lacks, and what the SDK says of it.
const STOPS: &[(&str, &str)] = &[
    (
        "aws_access_key_id = A",
        "profile `default` has aws_access_key_id but no aws_secret_access_key",
    ),
    ("aws_session_token = t", "profile `default` has aws_session_token but no aws_access_key_id"),
    (
        "role_arn = R",
        "profile `default` has role_arn but neither source_profile nor credential_source",
    ),
    (
        "role_arn = R\ncredential_source = x",
        "profile `default` has an unknown credential_source `x`",
    ),
    ("role_arn = R\nsource_profile = p\n[profile p]\nregion = x", "profile `p` has no credentials"),
    (
        "role_arn = R\nsource_profile = p\n[profile p]\nrole_arn = R\nsource_profile = default",
        "source_profile runs in a circle: it comes back to `default`",
    ),
    ("sso_account_id = 1", "profile `default` lacks sso_role_name"),
    ("sso_session = s", "profile `default` names [sso-session s], which is in no file"),
    (
        "web_identity_token_file = /t",
        "profile `default` has web_identity_token_file but no role_arn",
    ),
    ("role_arn = R\nweb_identity_token_file = /no", "the web identity token cannot be read"),
    (
        "credential_source = environment",
        "credential_source is Environment, but the keys are not set",
    ),
    ("login_session = x", "nobody is signed in"),
];

#[test]
fn at_other_profiles_the_sdk_stops() {
    for (config, expected) in STOPS {
        assert_eq!(beside_container(&[], &format!("[default]\n{config}")), *expected, "{config}");
    }
}

#[test]
fn the_first_source_in_a_profile_hides_the_others() {
    for (config, expected) in [
        (
            "credential_process = x\naws_access_key_id = A\naws_secret_access_key = s",
            "credential_process x",
        ),
        ("role_arn = R\ncredential_source = ECSCONTAINER", "R ← container"),
        (
            "credential_source = EcsContainer\naws_access_key_id = A\naws_secret_access_key = s",
            "container",
        ),
        ("role_arn = R\nweb_identity_token_file = /t\nsource_profile = gone", "web R"),
        (
            "role_arn = R\nsource_profile = p\n[profile p]\nrole_arn = Q\nsource_profile = gone\naws_access_key_id = A\naws_secret_access_key = s",
            "R ← line 7 aws_access_key_id",
        ),
        (
            "role_arn = R\nsource_profile = p\n[profile p]\naws_access_key_id = A\nrole_arn = Q\nsource_profile = q\n[profile q]\naws_access_key_id = A\naws_secret_access_key = s",
            "R ← Q ← line 9 aws_access_key_id",
        ),
        (
            "role_arn = R\nsource_profile = default\ncredential_process = x",
            "R ← credential_process x",
        ),
    ] {
        assert_eq!(beside_container(&[], &format!("[default]\n{config}")), expected, "{config}");
    }
}

#[test]
fn behind_the_profile_the_first_that_is_set_counts_be_it_any_good_or_not() {
    for (variables, expected) in [
        (&[TOKEN_FILE, ROLE, BOX] as &[Pair], "web W"),
        (&[(TOKEN_FILE.0, ""), ROLE, BOX], "the web identity token cannot be read"),
        (&[TOKEN_FILE, (ROLE.0, ""), BOX], "the ARN of the role is empty"),
        (&[TOKEN_FILE, BOX], "container"),
        (&[(BOX.0, "")], "the container's address is no path"),
        (
            &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://10.0.0.1/x")],
            "the container's address is neither on this machine nor https",
        ),
        (&[("AWS_CONTAINER_CREDENTIALS_FULL_URI", "HTTPS://a.example.com/x")], "container"),
        (&[("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://[::1]:99/x")], "container"),
        (
            &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", "localhost")],
            "the container's address is no URL",
        ),
        (
            &[("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "")],
            "the container's authorization token cannot be read",
        ),
        (
            &[("AWS_CONTAINER_AUTHORIZATION_TOKEN", "a\n")],
            "the container's authorization token has a line end in it",
        ),
        (&[], "the instance metadata service"),
        (&[OFF], "no credentials are configured"),
        (
            &[("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "")],
            "the endpoint mode of the metadata service is neither IPv4 nor IPv6",
        ),
        (
            &[("AWS_EC2_METADATA_SERVICE_ENDPOINT", "")],
            "the endpoint of the metadata service is no URL",
        ),
    ] {
        let variables = [&[REGION], variables].concat();
        let caches = FakeCaches::default().with_file("/t", "token");

        assert_eq!(answer(&told(&variables, "", None, &caches)), expected, "{variables:?}");
    }
}

#[test]
fn a_role_takes_a_region_and_an_endpoint() {
    let file = format!("[default]\nrole_arn = R\nsource_profile = p\n[profile p]\n{KEYS}");
    for (variables, expected) in [
        (&[REGION] as &[Pair], "R ← line 5 aws_access_key_id"),
        (&[OFF], "no Region to ask in"),
        (&[], "R ← line 5 aws_access_key_id"), // the metadata service may know one
        (&[("AWS_REGION", "")], "the Region `` is no part of a host name"),
        (&[("AWS_REGION", "a_b")], "the Region `a_b` is no part of a host name"),
        (&[REGION, ("AWS_ENDPOINT_URL", "")], "the endpoint is empty, and the SDK panics at it"),
        (
            &[REGION, ("AWS_ENDPOINT_URL", ""), ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")],
            "the endpoint is empty, and the SDK panics at it",
        ),
        (&[REGION, ("AWS_ENDPOINT_URL_STS", "localhost:1")], "the endpoint is no URL"),
        (
            &[REGION, ("AWS_ENDPOINT_URL_STS", "http://localhost:1"), ("AWS_ENDPOINT_URL", "")],
            "R ← line 5 aws_access_key_id",
        ),
        (
            &[REGION, ("AWS_ENDPOINT_URL", "http://x"), ("AWS_USE_FIPS_ENDPOINT", "TRUE")],
            "FIPS and an endpoint of one's own do not go together",
        ),
    ] {
        let verdict = told(variables, &file, None, &FakeCaches::default());

        assert_eq!(answer(&verdict), expected, "{variables:?}");
    }
}
