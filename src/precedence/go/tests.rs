use crate::environment::{Change, Environment};
use crate::precedence::{Facts, Family, Verdict, explain};
use crate::session::fake::FakeCaches;
use crate::shared_config::{SharedConfig, Texts};
use crate::source::Source;

const NOW: i64 = 1_767_323_045; // 2026-01-02T03:04:05Z
const CONFIG: &str = "[default]\naws_access_key_id = D\naws_secret_access_key = s\nregion = us-east-1\n\
    [profile keys]\naws_access_key_id = K\naws_secret_access_key = s\nregion = eu-west-1\n\
    [profile role]\nrole_arn = r:R\nsource_profile = keys\nregion = x\n\
    [profile lone]\nrole_arn = r:L\nregion = x\n\
    [profile both]\nrole_arn = r:B\naws_access_key_id = B\naws_secret_access_key = s\nsource_profile =\nregion = x\n\
    [profile chain]\nrole_arn = r:C\nsource_profile = both\nregion = x\n\
    [profile self]\nrole_arn = r:S\nsource_profile = self\naws_access_key_id = S\naws_secret_access_key = s\nregion = x\n\
    [profile loop]\nrole_arn = r:O\nsource_profile = loop\n\
    [profile gone]\nrole_arn = r:G\nsource_profile = nowhere\n\
    [profile over-login]\nrole_arn = r:V\nsource_profile = login\n\
    [profile login]\nlogin_session = arn:aws:iam::1:user/u\n\
    [profile env]\nrole_arn = r:E\ncredential_source = Environment\nregion = x\n\
    [profile ecs]\nrole_arn = r:E\ncredential_source = EcsContainer\nregion = x\n\
    [profile junk]\nrole_arn = r:E\ncredential_source = environment\nregion = x\n\
    [profile no-role]\ncredential_source = Environment\naws_access_key_id = N\naws_secret_access_key = s\n\
    [profile two]\nrole_arn = r:T\nsource_profile = keys\ncredential_process = p\n\
    [profile web]\nrole_arn = r:W\nweb_identity_token_file = /t\nregion = x\n\
    [profile over-web]\nrole_arn = r:X\nsource_profile = web\nregion = x\n\
    [profile mfa]\nrole_arn = r:M\nsource_profile = keys\nmfa_serial = m\nregion = x\n\
    [profile no-region]\nrole_arn = r:N\nsource_profile = keys\n\
    [profile stray]\nsso_region = x\ncredential_process = p\n\
    [profile sso]\nsso_session = s\nsso_account_id = 1\nsso_role_name = A\n\
    [profile sso-role]\nsso_session = s\nsso_account_id = 1\nsso_role_name = A\nrole_arn = r:I\nregion = x\n\
    [sso-session s]\nsso_region = x\nsso_start_url = u\n\
    [profile no-session]\nsso_session = t\naws_access_key_id = T\naws_secret_access_key = s\n\
    [profile half]\naws_access_key_id = H\n\
    [profile tries]\nmax_attempts = many\naws_access_key_id = Y\naws_secret_access_key = s\n\
    [profile bare]\noutput = json\n";

type Variables = &'static [(&'static str, &'static str)];

const ID: (&str, &str) = ("AWS_ACCESS_KEY_ID", "A");
const SECRET: (&str, &str) = ("AWS_SECRET_ACCESS_KEY", "s");
const WEB: (&str, &str) = ("AWS_WEB_IDENTITY_TOKEN_FILE", "/t");
const ROLE: (&str, &str) = ("AWS_ROLE_ARN", "r:P");
const RELATIVE: (&str, &str) = ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/c");
const OFF: (&str, &str) = ("AWS_EC2_METADATA_DISABLED", "TRUE");

pub(in crate::precedence) fn verdict(
    family: Family,
    variables: &[(&'static str, &str)],
    flag: Option<&str>,
    config: &str,
) -> Verdict {
    let start = Change::new().set("HOME", "/home/ann");
    let change = variables.iter().fold(start, |change, (name, value)| change.set(name, *value));
    let environment = &Environment::default().after(&change);
    let token = r#"{"accessToken": "t", "expiresAt": "2099-01-01T00:00:00Z"}"#;
    let sso = crate::session::sso_token("s");
    let caches = &FakeCaches::default()
        .with_file("/t", "token")
        .with_file(format!("/home/ann/.aws/sso/cache/{sso}"), token);
    let texts = Texts::from_strings(config, "");
    let config = &SharedConfig::parse(&texts);
    explain(family, &Facts { environment, config, caches, now: NOW, profile_flag: flag })
}

/// Returns what the keys come from, or why there are none.
pub(in crate::precedence) fn signer(verdict: &Verdict) -> String {
    match &verdict.error {
        Some(stop) => stop.message.clone(),
        None => name(&verdict.identity.source),
    }
}

fn name(source: &Source) -> String {
    match source {
        Source::AssumeRole { role_arn, source } => format!("{role_arn} by {}", name(source)),
        Source::WebIdentity { role_arn, .. } => format!("{role_arn} by token"),
        Source::File { section, .. } => section.clone(),
        Source::Sso { session, .. } => format!("session {session}"),
        Source::Container(variable) => variable.rsplit('_').nth(1).unwrap_or_default().to_owned(),
        Source::Variable(_)
        | Source::Cache(_)
        | Source::Process(_)
        | Source::Login(_)
        | Source::Imds
        | Source::Flag(_)
        | Source::AccessKeyId
        | Source::Default => source.to_string(),
    }
}

fn go(variables: Variables, flag: Option<&str>) -> String {
    signer(&verdict(Family::Go, variables, flag, CONFIG))
}

#[test]
fn keys_in_variables_lose_only_to_a_profile_that_is_named_in_code() {
    for (variables, flag, expected) in [
        (&[ID, SECRET] as Variables, None, "AWS_ACCESS_KEY_ID"),
        (&[ID, SECRET, ("AWS_PROFILE", "keys")], None, "AWS_ACCESS_KEY_ID"),
        (&[ID, SECRET], Some("keys"), "profile keys"),
        (&[ID, SECRET], Some(""), "AWS_ACCESS_KEY_ID"),
        (&[ID], None, "default"),
        (&[SECRET], None, "default"),
        (&[("AWS_ACCESS_KEY", "A"), ("AWS_SECRET_KEY", "s")], None, "AWS_ACCESS_KEY"),
        (&[("AWS_ACCESS_KEY", "A"), ID, SECRET], None, "AWS_ACCESS_KEY_ID"),
        (&[ID, SECRET, ("AWS_CREDENTIAL_EXPIRATION", "x")], None, "AWS_ACCESS_KEY_ID"),
        (&[ID, SECRET, ("AWS_PROFILE", "nope")], None, "no profile named `nope`"),
        (&[ID, SECRET, ("AWS_DEFAULT_PROFILE", "nope")], None, "AWS_ACCESS_KEY_ID"),
        (&[ID, SECRET, ("AWS_PROFILE", "mfa")], None, "AWS_ACCESS_KEY_ID"),
    ] {
        assert_eq!(go(variables, flag), expected, "{variables:?} {flag:?}");
    }
}

#[test]
fn the_profile_is_named_by_the_first_variable_that_is_not_empty() {
    for (variables, flag, expected) in [
        (
            &[("AWS_PROFILE", "keys"), ("AWS_DEFAULT_PROFILE", "both")] as Variables,
            None,
            "profile keys",
        ),
        (&[("AWS_PROFILE", ""), ("AWS_DEFAULT_PROFILE", "keys")], None, "profile keys"),
        (&[("AWS_PROFILE", "")], None, "default"),
        (&[("AWS_PROFILE", "nope")], Some("keys"), "profile keys"),
        (&[], Some("nope"), "no profile named `nope`"),
        (&[("AWS_DEFAULT_PROFILE", "nope"), OFF], None, "no credentials are configured"),
        (&[("AWS_DEFAULT_PROFILE", "nope")], None, "the instance metadata service"),
    ] {
        assert_eq!(go(variables, flag), expected, "{variables:?} {flag:?}");
    }
}

#[test]
fn a_web_identity_in_variables_comes_before_profiles_that_are_not_named_in_code() {
    for (variables, flag, expected) in [
        (&[WEB, ROLE] as Variables, None, "r:P by token"),
        (&[WEB, ROLE, ("AWS_PROFILE", "keys")], None, "r:P by token"),
        (&[WEB, ROLE], Some("keys"), "profile keys"),
        (&[WEB, ROLE, ID, SECRET], None, "AWS_ACCESS_KEY_ID"),
        (&[WEB], None, "a web identity token is set without a role"),
        (&[("AWS_WEB_IDENTITY_TOKEN_FILE", ""), ROLE], None, "default"),
        (&[("AWS_WEB_IDENTITY_TOKEN_FILE", "~/t"), ROLE], None, "the token file ~/t is not there"),
    ] {
        assert_eq!(go(variables, flag), expected, "{variables:?} {flag:?}");
    }
}

/// A profile, variables, and who signs.
const PROFILES: &[(&str, Variables, &str)] = &[
    ("role", &[], "r:R by profile keys"),
    ("lone", &[], "r:L by the instance metadata service"),
    ("lone", &[RELATIVE], "r:L by RELATIVE"),
    ("lone", &[OFF], "AWS_EC2_METADATA_DISABLED forbids to ask the instance metadata service"),
    ("both", &[], "r:B by profile both"),
    ("chain", &[], "r:C by r:B by profile both"),
    ("self", &[], "r:S by profile self"),
    ("loop", &[], "source_profile `loop` has no credentials"),
    ("gone", &[], "profile `gone` has source_profile = nowhere, which is in no file"),
    ("over-login", &[], "source_profile `login` has no credentials"),
    ("env", &[], "credential_source is Environment, but there are no keys in variables"),
    ("env", &[ID, SECRET], "r:E by AWS_ACCESS_KEY_ID"),
    ("env", &[("AWS_ACCESS_KEY", "A"), SECRET], "r:E by AWS_ACCESS_KEY"),
    ("ecs", &[], "credential_source is EcsContainer, but this is no container"),
    ("ecs", &[RELATIVE], "r:E by RELATIVE"),
    ("junk", &[], "profile `junk` has an unknown credential_source `environment`"),
    ("no-role", &[], "profile `no-role` has credential_source but no role_arn"),
    ("two", &[], "profile `two` has both source_profile and credential_process"),
    ("web", &[], "r:W by token"),
    ("over-web", &[], "r:X by r:W by token"),
    (
        "mfa",
        &[],
        "the role of profile `mfa` takes a code, which a program cannot ask for by itself",
    ),
    ("no-region", &[], "there is a role to ask for, but no Region to ask for it in"),
    ("no-region", &[("AWS_ENDPOINT_URL_STS", "http://x")], "r:N by profile keys"),
    ("stray", &[], "profile `stray` lacks sso_start_url, sso_account_id, sso_role_name"),
    ("sso", &[], "session s"),
    ("sso-role", &[], "r:I by session s"),
    ("no-session", &[], "profile `no-session` names [sso-session t], which is in no file"),
    ("half", &[], "profile `half` has aws_access_key_id alone in its file"),
    ("tries", &[], "max_attempts of profile `tries` has a value that the SDK does not take"),
    ("login", &[], "nobody is signed in"),
    ("bare", &[RELATIVE], "RELATIVE"),
    ("bare", &[], "the instance metadata service"),
];

#[test]
fn a_profile_gives_what_comes_first_in_it_and_its_role_is_taken_over_that() {
    for &(profile, variables, expected) in PROFILES {
        assert_eq!(go(variables, Some(profile)), expected, "{profile} {variables:?}");
    }
}

#[test]
fn faults_of_the_selected_profile_stop_even_keys_in_variables() {
    for profile in ["half", "two", "gone", "no-session", "tries"] {
        let variables = [ID, SECRET, ("AWS_PROFILE", profile)];

        assert!(verdict(Family::Go, &variables, None, CONFIG).error.is_some(), "{profile}");
    }
}

#[test]
fn a_container_is_asked_near_or_over_tls() {
    const FULL: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    for (uri, is_asked) in [
        ("http://127.0.0.1:9/x", true),
        ("http://localhost/x", true),
        ("http://169.254.170.23/x", true),
        ("http://[fd00:ec2::23]/x", true),
        ("https://keys.example.com/x", true),
        ("http://keys.example.com/x", false),
        ("http://8.8.8.8/x", false),
        ("/x", false),
        ("ftp://127.0.0.1/x", false),
    ] {
        let found = verdict(Family::Go, &[(FULL, uri)], None, "");

        assert_eq!(found.error.is_none(), is_asked, "{uri}");
    }
    let relative = [(RELATIVE.0, "x")];
    assert!(verdict(Family::Go, &relative, None, "").error.is_some());
    let empty = [(RELATIVE.0, ""), (FULL, "http://[::1]/x")];
    assert_eq!(signer(&verdict(Family::Go, &empty, None, "")), "FULL");
}

#[test]
fn values_that_the_sdk_does_not_take_stop_it() {
    for (name, good, bad) in [
        ("AWS_MAX_ATTEMPTS", "-1", "3.5"),
        ("AWS_RETRY_MODE", "adaptive", "legacy"),
        ("AWS_DEFAULTS_MODE", "In-Region", "x"),
        ("AWS_USE_FIPS_ENDPOINT", "TRUE", "1"),
        ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "false", "yes"),
        ("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", " ipv6 ", "IPv9"),
        ("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "0", "10485761"),
        ("AWS_ACCOUNT_ID_ENDPOINT_MODE", "required", "Required"),
        ("AWS_CA_BUNDLE", "", "/t"),
    ] {
        let is_stopped =
            |value| verdict(Family::Go, &[ID, SECRET, (name, value)], None, "").error.is_some();

        assert!(!is_stopped(""), "{name}");
        assert!(!is_stopped(good), "{name}={good}");
        assert!(is_stopped(bad), "{name}={bad}");
    }
}

const ALL: &str = "AWS_ENDPOINT_URL";
const STS: &str = "AWS_ENDPOINT_URL_STS";

/// Variables, and the endpoint of profile `p`, which has one of its own and one in a section of services.
const ENDPOINTS: &[(Variables, &str)] = &[
    (&[], "http://services"),
    (&[(ALL, "http://all")], "http://all"),
    (&[(ALL, "")], "http://profile"),
    (&[(ALL, "http://all"), (STS, "")], "http://services"),
    (&[(ALL, "http://all"), (STS, "http://sts")], "http://sts"),
    (&[(ALL, "http://all"), ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "True")], "-"),
];

#[test]
fn an_empty_variable_of_all_services_still_hides_the_section_of_services() {
    let config = "[profile p]\nservices = v\nendpoint_url = http://profile\n\
        [services v]\nsts =\n  endpoint_url = http://services\n";
    for &(variables, expected) in ENDPOINTS {
        let found = verdict(Family::Go, variables, Some("p"), config).endpoint;

        let url = found.map_or_else(|| "-".to_owned(), |found| found.known.value);
        assert_eq!(url, expected, "{variables:?}");
    }
}

#[test]
fn the_region_is_the_first_that_is_not_empty() {
    for (variables, expected) in [
        (&[("AWS_REGION", "a"), ("AWS_DEFAULT_REGION", "b")] as Variables, Some("a")),
        (&[("AWS_REGION", ""), ("AWS_DEFAULT_REGION", "b")], Some("b")),
        (&[("AWS_REGION", "")], Some("eu-west-1")),
    ] {
        let found = verdict(Family::Go, variables, Some("keys"), CONFIG).region;

        assert_eq!(found.as_ref().map(|found| &*found.known.value), expected, "{variables:?}");
    }
    assert_eq!(verdict(Family::Go, &[], Some("no-region"), CONFIG).region, None);
}
