use crate::environment::{Change, Environment};
use crate::identity::{Identity, Kind, Known, State};
use crate::precedence::{Facts, Family, identify};
use crate::session::fake::FakeCaches;
use crate::shared_config::{SharedConfig, Texts};
use crate::source::Source;

const NOW: i64 = 1_767_323_045; // 2026-01-02T03:04:05Z
const ID: (&str, &str) = ("AWS_ACCESS_KEY_ID", "ASIAY34FZKBOKMUTVV7A");
const SECRET: (&str, &str) = ("AWS_SECRET_ACCESS_KEY", "s");
const TOKEN: (&str, &str) = ("AWS_SESSION_TOKEN", "t");
const WEB: [(&str, &str); 2] =
    [("AWS_WEB_IDENTITY_TOKEN_FILE", "/t"), ("AWS_ROLE_ARN", "arn:aws:iam::555555555555:role/Pod")];
const FILE: &str = "[default]\nregion = us-east-1\n\
    [profile keys]\naws_access_key_id = AKIARZPUZDIKGFADW22Y\naws_secret_access_key = s\nregion = eu-west-1\n\
    [profile sso]\nsso_start_url = u\nsso_region = x\nsso_account_id = 111122223333\nsso_role_name = Admin\n\
    [profile role]\nrole_arn = arn:aws:iam::222222222222:role/R\nsource_profile = keys\n\
    [profile pod]\nrole_arn = arn:aws:iam::444444444444:role/W\nweb_identity_token_file = /p\n\
    [profile process]\ncredential_process = x\n\
    [profile env]\nrole_arn = arn:aws:iam::222222222222:role/R\ncredential_source = Environment\n\
    [profile ecs]\nrole_arn = arn:aws:iam::222222222222:role/R\ncredential_source = EcsContainer\n\
    [profile ec2]\nrole_arn = arn:aws:iam::222222222222:role/R\ncredential_source = Ec2InstanceMetadata\n\
    [profile bare]\noutput = json\n";

type Variables = &'static [(&'static str, &'static str)];

fn who(variables: Variables, flag: Option<&str>) -> Identity {
    let start = Change::new().set("HOME", "/home/ann");
    let change = variables.iter().fold(start, |change, (name, value)| change.set(name, *value));
    let environment = Environment::default().after(&change);
    let texts = Texts::from_strings(FILE, "");
    let caches = FakeCaches::default()
        .with_file("/old", "AWSAccessKeyId = AKIARZPUZDIKGFADW22Y\nAWSSecretKey=s\n")
        .with_file("/half", "AWSAccessKeyId=AKIARZPUZDIKGFADW22Y\n")
        .with_file("/other", "# nothing here\n")
        .with_file("/t", "token")
        .with_file("/p", "token");
    in_files(&environment, &texts, &caches, flag)
}

fn in_files(
    environment: &Environment,
    texts: &Texts,
    caches: &FakeCaches,
    flag: Option<&str>,
) -> Identity {
    let config = &SharedConfig::parse(texts);
    identify(Family::AwsCli, &Facts { environment, config, caches, now: NOW, profile_flag: flag })
}

/// Returns kind and account, or why the AWS CLI stops.
fn answer(identity: &Identity) -> String {
    match (&identity.error, &identity.account) {
        (Some(stop), _) => stop.message.clone(),
        (None, Some(account)) => format!("{} {}", identity.kind.word(), account.value),
        (None, None) => identity.kind.word().to_owned(),
    }
}

#[test]
fn a_role_that_the_machine_signs_for_needs_the_variables_of_the_machine() {
    const ROLE: &str = "role 222222222222";
    const URI: (&str, &str) = ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "https://x");
    let no_keys = "credential_source is Environment, but AWS_ACCESS_KEY_ID is not set";
    let no_container = "credential_source is EcsContainer, but this is no container";
    for (variables, flag, expected) in [
        (&[("AWS_PROFILE", "env")] as Variables, None, no_keys),
        (&[("AWS_PROFILE", "ecs")], None, no_container),
        (&[("AWS_PROFILE", "ecs"), URI], None, ROLE),
        (&[("AWS_PROFILE", "ec2")], None, ROLE),
        (&[ID, SECRET], Some("env"), ROLE),
        (&[], Some("env"), no_keys),
    ] {
        assert_eq!(answer(&who(variables, flag)), expected, "{variables:?} {flag:?}");
    }
}

#[test]
fn the_first_source_that_applies_wins() {
    for (variables, expected) in [
        (&[] as Variables, "none"),
        (&[("AWS_PROFILE", "keys")], "static 123456789012"),
        (&[("AWS_PROFILE", "sso")], "sso-legacy 111122223333"),
        (&[("AWS_PROFILE", "role")], "role 222222222222"),
        (&[("AWS_PROFILE", "bare")], "none"),
        // Keys win over every profile.
        (&[ID, SECRET, TOKEN, ("AWS_PROFILE", "role")], "environment 609629065308"),
        (&[ID, SECRET, TOKEN, WEB[0], WEB[1]], "environment 609629065308"),
        (&[("AWS_ACCESS_KEY_ID", ""), SECRET, ("AWS_PROFILE", "keys")], "static 123456789012"),
        (&[SECRET, TOKEN, ("AWS_PROFILE", "keys")], "static 123456789012"),
        // Web identity variables win over all but roles.
        (&[WEB[0], WEB[1], ("AWS_PROFILE", "keys")], "web-identity 555555555555"),
        (&[WEB[0], WEB[1], ("AWS_PROFILE", "sso")], "web-identity 555555555555"),
        (&[WEB[0], WEB[1], ("AWS_PROFILE", "process")], "web-identity 555555555555"),
        (&[WEB[0], WEB[1], ("AWS_PROFILE", "role")], "role 222222222222"),
        (&[WEB[0], WEB[1]], "web-identity 555555555555"),
        (&[WEB[1], ("AWS_PROFILE", "pod")], "web-identity 555555555555"),
        (&[WEB[1], ("AWS_PROFILE", "keys")], "static 123456789012"),
        (&[("AWS_WEB_IDENTITY_TOKEN_FILE", ""), ("AWS_PROFILE", "pod")], "none"),
        (&[("AWS_PROFILE", "pod")], "web-identity 444444444444"),
        // What comes behind the profile.
        (&[("AWS_CREDENTIAL_FILE", "/old")], "credential-file 123456789012"),
        (&[("AWS_CREDENTIAL_FILE", "/other")], "none"),
        (&[("AWS_CREDENTIAL_FILE", "/old"), ("AWS_PROFILE", "keys")], "static 123456789012"),
        (&[("AWS_CREDENTIAL_FILE", "/nope"), ("AWS_PROFILE", "keys")], "static 123456789012"),
        (&[("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/x")], "container"),
        (&[("AWS_CONTAINER_CREDENTIALS_FULL_URI", "https://x")], "container"),
        (
            &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://x"), ("AWS_PROFILE", "keys")],
            "static 123456789012",
        ),
        // Which profile.
        (&[("AWS_PROFILE", "keys"), ("AWS_DEFAULT_PROFILE", "sso")], "static 123456789012"),
        (&[("AWS_DEFAULT_PROFILE", "sso")], "sso-legacy 111122223333"),
    ] {
        assert_eq!(answer(&who(variables, None)), expected, "{variables:?}");
    }
}

#[test]
fn what_stops_the_aws_cli_stops_here() {
    for (variables, expected) in [
        (&[ID] as Variables, "AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY"),
        (
            &[ID, ("AWS_SECRET_ACCESS_KEY", ""), ("AWS_PROFILE", "keys")],
            "AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY",
        ),
        (&[ID, SECRET, ("AWS_PROFILE", "nope")], "no profile named `nope`"),
        (&[("AWS_PROFILE", "keys ")], "no profile named `keys `"),
        (
            &[("AWS_PROFILE", ""), ("AWS_DEFAULT_PROFILE", "keys")],
            "the name of the profile is empty, which is no name",
        ),
        (&[("AWS_DEFAULT_PROFILE", "")], "the name of the profile is empty, which is no name"),
        (
            &[ID, SECRET, ("AWS_CREDENTIAL_EXPIRATION", "2026-01-02T03:04:05Z")],
            "AWS_CREDENTIAL_EXPIRATION is past",
        ),
        (
            &[ID, SECRET, ("AWS_CREDENTIAL_EXPIRATION", "tomorrow")],
            "AWS_CREDENTIAL_EXPIRATION is no time with a zone",
        ),
        (&[WEB[0]], "a web identity token is set without a role"),
        (&[WEB[0], ("AWS_ROLE_ARN", "")], "a web identity token is set without a role"),
        (&[("AWS_CREDENTIAL_FILE", "/nope")], "AWS_CREDENTIAL_FILE cannot be read"),
        (
            &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", "")],
            "AWS_CONTAINER_CREDENTIALS_FULL_URI leads to a host that must not be asked",
        ),
        (&[WEB[1], ("AWS_WEB_IDENTITY_TOKEN_FILE", "/n")], "the token file /n is not there"),
        (&[("AWS_CREDENTIAL_FILE", "/half")], "the file of AWS_CREDENTIAL_FILE lacks AWSSecretKey"),
    ] {
        assert_eq!(answer(&who(variables, None)), expected, "{variables:?}");
    }
}

#[test]
fn a_profile_on_the_command_line_wins_over_every_variable() {
    for (variables, flag, expected) in [
        (&[ID, SECRET, TOKEN] as Variables, "keys", "static 123456789012"),
        (&[ID], "keys", "static 123456789012"),
        (&[WEB[0], WEB[1]], "keys", "static 123456789012"),
        (&[WEB[1]], "pod", "web-identity 444444444444"),
        (&[("AWS_PROFILE", "nope")], "keys", "static 123456789012"),
        (&[("AWS_PROFILE", "keys")], "nope", "no profile named `nope`"),
        (&[ID, SECRET, TOKEN], "", "environment 609629065308"),
    ] {
        assert_eq!(answer(&who(variables, Some(flag))), expected, "{variables:?} {flag}");
    }
}

#[test]
fn keys_that_override_a_profile_are_not_called_by_its_name() {
    let identity = who(&[ID, SECRET, TOKEN, ("AWS_PROFILE", "keys")], None);

    assert_eq!(identity.profile, None);
    assert_eq!(identity.selected.unwrap().value, "keys");
    assert_eq!(identity.source, Source::variable("AWS_ACCESS_KEY_ID"));
    assert_eq!(identity.region.unwrap().value, "eu-west-1");
}

#[test]
fn keys_in_variables_last_as_long_as_the_variables_say() {
    for (variables, state, left) in [
        (&[ID, SECRET, TOKEN] as Variables, State::Unknown, None),
        (&[ID, SECRET], State::None, None),
        (
            &[ID, SECRET, TOKEN, ("AWS_CREDENTIAL_EXPIRATION", "2026-01-02T04:04:05Z")],
            State::Valid,
            Some(3600),
        ),
        (
            &[ID, SECRET, TOKEN, ("AWS_CREDENTIAL_EXPIRATION", "2026-01-02T02:04:05Z")],
            State::Expired,
            Some(-3600),
        ),
        (
            &[ID, SECRET, TOKEN, ("AWS_SESSION_EXPIRATION", "2026-01-02T02:04:05Z")],
            State::Expired,
            Some(-3600),
        ),
    ] {
        let identity = who(variables, None);

        assert_eq!(identity.state, state, "{variables:?}");
        assert_eq!(identity.expires_at.map(|end| end - NOW), left, "{variables:?}");
    }
}

#[test]
fn keys_that_a_tool_exported_go_by_the_name_it_gave_them() {
    let identity = who(&[ID, SECRET, TOKEN, ("AWS_VAULT", "prod")], None);

    assert_eq!(identity.exported_by.unwrap().label(), "aws-vault:prod");
    assert_eq!(identity.profile.unwrap(), Known::new("prod", Source::variable("AWS_VAULT")));

    let server = who(
        &[("AWS_VAULT", "prod"), ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:9099/")],
        None,
    );
    assert_eq!((server.kind, server.profile.unwrap().value.as_str()), (Kind::Container, "prod"));
}

#[test]
fn keys_of_granted_are_judged_by_the_profile_in_the_files() {
    for (account, expected) in [("609629065308", false), ("111122223333", true)] {
        let texts = Texts::from_strings(
            &format!(
                "[profile p]\nsso_start_url = u\nsso_region = x\nsso_account_id = {account}\nsso_role_name = R\n"
            ),
            "",
        );
        let environment = Environment::from([
            ID,
            SECRET,
            TOKEN,
            ("AWS_PROFILE", "p"),
            ("AWS_SESSION_EXPIRATION", "2026-01-02T04:04:05Z"),
        ]);

        let identity = in_files(&environment, &texts, &FakeCaches::default(), None);

        assert_eq!(identity.exported_by.is_none(), expected, "{account}");
    }
}

#[test]
fn a_profile_without_credentials_is_named_only_if_somebody_chose_it() {
    for (variables, expected) in [
        (&[] as Variables, None),
        (&[("AWS_PROFILE", "bare")], Some("bare")),
        (&[("AWS_PROFILE", "default")], Some("default")),
    ] {
        let profile = who(variables, None).profile.map(|profile| profile.value);

        assert_eq!(profile.as_deref(), expected, "{variables:?}");
    }
}

#[test]
fn the_machine_is_asked_last_unless_it_must_not_be() {
    for (value, expected) in [
        ("true", Source::Default),
        ("TRUE", Source::Default),
        ("1", Source::Imds),
        ("", Source::Imds),
    ] {
        let variables: Variables = Box::leak(Box::new([("AWS_EC2_METADATA_DISABLED", value)]));

        assert_eq!(who(variables, None).source, expected, "{value}");
    }
}

fn region(variables: Variables, config: &str, credentials: &str) -> Option<String> {
    let environment =
        variables.iter().fold(Change::new().set("AWS_PROFILE", "p"), |change, (name, value)| {
            change.set(name, *value)
        });
    let environment = Environment::default().after(&environment);
    let texts = Texts::from_strings(config, credentials);
    let identity = in_files(&environment, &texts, &FakeCaches::default(), None);
    identity.region.map(|region| region.value)
}

#[test]
fn the_region_of_a_variable_comes_before_that_of_the_profile() {
    let config = "[profile p]\nregion = eu-west-1\n[default]\nregion = us-west-2\n";
    for (variables, expected) in [
        (&[] as Variables, "eu-west-1"),
        (&[("AWS_DEFAULT_REGION", "eu-west-2")], "eu-west-2"),
        (&[("AWS_REGION", "eu-west-3"), ("AWS_DEFAULT_REGION", "eu-west-2")], "eu-west-3"),
        (&[("AWS_REGION", ""), ("AWS_DEFAULT_REGION", "eu-west-2")], ""),
    ] {
        assert_eq!(region(variables, config, "").as_deref(), Some(expected), "{variables:?}");
    }
}

#[test]
fn the_region_of_the_credentials_file_wins_and_nothing_is_inherited() {
    for (config, credentials, expected) in [
        ("[profile p]\nregion = a\n", "[p]\nregion = b\n", Some("b")),
        ("[default]\nregion = a\n[profile p]\noutput = json\n", "", None),
        ("[profile q]\nregion = a\n[profile p]\nrole_arn = r\nsource_profile = q\n", "", None),
    ] {
        assert_eq!(region(&[], config, credentials).as_deref(), expected, "{config}");
    }
}
