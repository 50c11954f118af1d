use crate::environment::{Change, Environment};
use crate::precedence::{Facts, Family, Verdict, explain};
use crate::session::fake::FakeCaches;
use crate::session::{Store, sso_token};
use crate::shared_config::{SharedConfig, Texts};

const NOW: i64 = 1_767_323_045; // 2026-01-02T03:04:05Z
const ID: (&str, &str) = ("AWS_ACCESS_KEY_ID", "ASIAY34FZKBOKMUTVV7A");
const SECRET: (&str, &str) = ("AWS_SECRET_ACCESS_KEY", "s");
const OFF: (&str, &str) = ("AWS_EC2_METADATA_DISABLED", "true");
const WEB: [(&str, &str); 2] =
    [("AWS_WEB_IDENTITY_TOKEN_FILE", "/t"), ("AWS_ROLE_ARN", "arn:aws:iam::555555555555:role/Pod")];
const RELATIVE: (&str, &str) = ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/c");
const KEYS: &str = "aws_access_key_id = AKIARZPUZDIKGFADW22Y\naws_secret_access_key = s\n";
const ROLE: &str = "role_arn = arn:aws:iam::222222222222:role/R\n";
const SSO: &str = "sso_account_id = 111122223333\nsso_role_name = Admin\n";
const SESSION: &str = "[sso-session s]\nsso_region = eu-west-1\nsso_start_url = https://u\n";
const NOBODY: &str = "no credentials are configured";

type Variables = &'static [(&'static str, &'static str)];

/// Returns what the SDK makes of a config file, with `token` for the session `s`.
fn told(config: &str, variables: Variables, flag: Option<&str>, token: &str) -> Verdict {
    let start = Change::new().set("HOME", "/home/ann");
    let change = variables.iter().fold(start, |change, (name, value)| change.set(name, *value));
    let environment = Environment::default().after(&change);
    let texts = Texts::from_strings(config, "");
    let caches =
        FakeCaches::default().with_file("/t", "token").with(Store::Sso, &sso_token("s"), token);
    let config = &SharedConfig::parse(&texts);
    let facts =
        Facts { environment: &environment, config, caches: &caches, now: NOW, profile_flag: flag };
    explain(Family::Java, &facts)
}

/// Returns where the key comes from, or why there is none.
fn answer(verdict: &Verdict) -> String {
    match (&verdict.error, verdict.keys()) {
        (Some(stop), _) => stop.message.clone(),
        (None, Some(keys)) => keys.id.source.to_string(),
        (None, None) => String::new(),
    }
}

fn who(config: &str, variables: Variables) -> String {
    answer(&told(config, variables, None, ""))
}

#[test]
fn variables_come_before_profiles_and_whatever_fails_is_passed() {
    let keys = format!("[default]\n{KEYS}");
    let profile = "/home/ann/.aws/config:2 aws_access_key_id";
    for (variables, expected) in [
        (&[ID, SECRET] as Variables, "AWS_ACCESS_KEY_ID"),
        (&[ID, SECRET, WEB[0], WEB[1]], "AWS_ACCESS_KEY_ID"),
        (&[ID], profile),
        (&[("AWS_ACCESS_KEY_ID", " "), SECRET], profile),
        (&[ID, ("SECRET_ACCESS_KEY", "s")], profile),
        (&[WEB[0], WEB[1]], "a web identity token"),
        (&[WEB[0]], profile),
        (&[WEB[0], ("AWS_ROLE_ARN", "")], profile),
        (&[("AWS_WEB_IDENTITY_TOKEN_FILE", "~/t"), WEB[1]], profile),
        (&[WEB[0], WEB[1], ("AWS_REGION", "bad_region")], profile),
        (&[WEB[0], WEB[1], ("AWS_RETRY_MODE", "adaptive")], profile),
        (&[ID, SECRET, ("AWS_PROFILE", "gone")], "AWS_ACCESS_KEY_ID"),
        (&[("AWS_PROFILE", " default ")], profile),
        (&[("AWS_PROFILE", "gone"), RELATIVE], "the container's endpoint"),
        (&[("AWS_PROFILE", "")], "the instance metadata service"),
        (&[("AWS_PROFILE", "gone"), OFF], NOBODY),
        (&[("AWS_PROFILE", "gone"), ("AWS_EC2_METADATA_DISABLED", "")], NOBODY),
        (&[("AWS_PROFILE", "gone"), ("AWS_METADATA_SERVICE_TIMEOUT", "x")], NOBODY),
        (&[("AWS_DEFAULT_PROFILE", "gone")], profile),
    ] {
        assert_eq!(who(&keys, variables), expected, "{variables:?}");
    }
}

#[test]
fn a_profile_named_in_code_hides_no_variable() {
    let config = format!("[profile p]\n{KEYS}");
    for (variables, expected) in [
        (&[] as Variables, "/home/ann/.aws/config:2 aws_access_key_id"),
        (&[ID, SECRET], "AWS_ACCESS_KEY_ID"),
        (&[WEB[0], WEB[1]], "a web identity token"),
    ] {
        let verdict = told(&config, variables, Some("p"), "");

        assert_eq!(answer(&verdict), expected, "{variables:?}");
    }
}

/// The keys of `[default]`, below them another profile with keys, and who the SDK is.
const PROFILES: &[(&str, &str)] = &[
    ("aws_access_key_id = a\n", NOBODY),
    ("aws_access_key_id =\naws_secret_access_key = s\n", NOBODY),
    (
        "aws_access_key_id =\naws_secret_access_key = s\naws_session_token =\n",
        "/home/ann/.aws/config:2 aws_access_key_id",
    ),
    ("AWS_ACCESS_KEY_ID = a\naws_secret_access_key = s\n", NOBODY),
    ("credential_process = x --y\nlogin_session = z\n", NOBODY),
    ("credential_process = x --y\naws_access_key_id = a\n", "credential_process x"),
    ("role_arn = r\ncredential_process = x\n", "credential_process x"),
    ("credential_process = x\n  more\n", NOBODY),
    ("credential_process = x \\\n  --more\n", "credential_process x"),
    ("credential_process = x\n  # comment\n", "credential_process x"),
    ("role_arn = r\nsource_profile = b\nsso_region = x\n", NOBODY),
    ("role_arn = r\nsource_profile = b\n", "assumes r"),
    ("role_arn = r\nsource_profile = b\nregion = \n", NOBODY),
    ("role_arn = r\nsource_profile = b\nregion = bad_region\n", NOBODY),
    ("role_arn = r\nsource_profile = b\ncredential_source = Environment\n", NOBODY),
    ("role_arn = r\nsource_profile = gone\n", NOBODY),
    ("role_arn = r\nsource_profile = default\naws_access_key_id = a\n", NOBODY),
    ("role_arn = r\nweb_identity_token_file = /t\nsource_profile = b\n", "a web identity token"),
    ("role_arn = r\nweb_identity_token_file = /no\naws_access_key_id = a\n", NOBODY),
    ("role_arn = r\ncredential_source = environment\n", NOBODY),
    ("role_arn = r\ncredential_source = Elsewhere\n", NOBODY),
    ("credential_source = EcsContainer\n", NOBODY),
];

#[test]
fn the_first_kind_that_applies_is_all_that_a_profile_is_tried_for() {
    for (settings, expected) in PROFILES {
        let config = format!("[default]\n{settings}[profile b]\n{KEYS}");

        assert_eq!(who(&config, &[OFF]), *expected, "{settings}");
    }
}

#[test]
fn the_source_of_a_role_may_be_a_role_and_its_keys_do_not_count_then() {
    let config = format!(
        "[default]\n{ROLE}source_profile = b\n[profile b]\n{ROLE}source_profile = c\n{KEYS}[profile c]\n"
    );

    assert_eq!(who(&config, &[OFF]), NOBODY);
    assert_eq!(who(&format!("{config}{KEYS}"), &[OFF]), "assumes arn:aws:iam::222222222222:role/R");
}

/// The token of the session, and whether the SDK signs in with it.
const TOKENS: &[(&str, bool)] = &[
    (r#"{"accessToken": "t", "expiresAt": "2099-01-01T00:00:00Z"}"#, true),
    (r#"{"accessToken": "t", "expiresAt": "2099-01-01T00:00:00.5+00:00"}"#, true),
    (r#"{"accessToken": "t", "expiresAt": "2099-01-01T00:00:00UTC"}"#, false),
    (r#"{"accessToken": "t", "expiresAt": "2099-01-01T00:00Z"}"#, false),
    (r#"{"accessToken": "t", "expiresAt": "2026-01-02T03:08:00Z"}"#, false),
    (r#"{"accessToken": "t", "expiresAt": "2001-01-01T00:00:00Z"}"#, false),
    (
        r#"{"accessToken": "t", "expiresAt": "2001-01-01T00:00:00Z", "startUrl": "u", "clientId": "c",
            "clientSecret": "s", "registrationExpiresAt": "2001-01-01T00:00:00Z"}"#,
        true,
    ),
    (
        r#"{"accessToken": "t", "expiresAt": "2099-01-01T00:00:00Z", "registrationExpiresAt": "x"}"#,
        false,
    ),
    ("{torn", false),
];

#[test]
fn a_session_is_judged_as_the_sdk_judges_it() {
    for (token, is_signed_in) in TOKENS {
        let config = format!("[default]\nsso_session = s\n{SSO}{SESSION}");
        let verdict = told(&config, &[OFF], None, token);
        let expected = if *is_signed_in { "IAM Identity Center, s" } else { NOBODY };

        assert_eq!(answer(&verdict), expected, "{token}");
    }
}

#[test]
fn a_profile_of_identity_center_may_repeat_its_session_but_not_contradict_it() {
    let (token, _) = TOKENS[0];
    for (settings, session, is_right) in [
        ("sso_region = EU-WEST-1\n", SESSION, true),
        ("sso_region = eu-west-2\n", SESSION, false),
        ("", "[sso-session s]\nsso_region = eu-west-1\n", false),
        ("", "[sso-session s]\nsso_start_url = u\n", false),
        ("", "[sso-session s]\nsso_region = a\nsso_start_url = u\nsso_role_name = r\n", false),
        ("", "[sso-session other]\n", false),
    ] {
        let config = format!("[default]\nsso_session = s\n{SSO}{settings}{session}");
        let verdict = told(&config, &[OFF], None, token);

        assert_eq!(verdict.error.is_none(), is_right, "{settings}{session}");
    }
}

#[test]
fn containers_are_asked_for_credentials_over_safe_addresses_only() {
    const FULL: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    const TOKEN: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
    const FILE: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
    for (variables, is_asked) in [
        (&[OFF, RELATIVE] as Variables, true),
        (&[OFF, ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "")], true),
        (&[OFF, ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "c")], false),
        (&[OFF, (FULL, "http://localhost:1/c")], true),
        (&[OFF, (FULL, "http://127.1.2.3/c")], true),
        (&[OFF, (FULL, "http://[::1]:80/c")], true),
        (&[OFF, (FULL, "http://[fd00:ec2::23]/c")], true),
        (&[OFF, (FULL, "http://169.254.170.23/c")], true),
        (&[OFF, (FULL, "http://169.254.169.254/c")], false),
        (&[OFF, (FULL, "https://keys.example.com/c")], true),
        (&[OFF, (FULL, "HTTPS://keys.example.com/c")], false),
        (&[OFF, (FULL, "http://keys.example.com/c")], false),
        (&[OFF, (FULL, "c")], false),
        (&[OFF, (FULL, "")], false),
        (&[OFF, RELATIVE, (FILE, "/t")], true),
        (&[OFF, RELATIVE, (FILE, "/no")], false),
        (&[OFF, RELATIVE, (FILE, "")], false),
        (&[OFF, RELATIVE, (TOKEN, ""), (FILE, "/no")], true),
        (&[OFF, RELATIVE, (TOKEN, "a\nb")], false),
    ] {
        let expected = if is_asked { "the container's endpoint" } else { NOBODY };

        assert_eq!(who("", variables), expected, "{variables:?}");
    }
}

#[test]
fn what_no_client_is_made_with_stops_the_sdk_whoever_would_sign() {
    let keys = "AWS_ACCESS_KEY_ID";
    for (config, variables, expected) in [
        ("", &[ID, SECRET] as Variables, keys),
        (
            "[default]\njunk\n",
            &[ID, SECRET],
            "/home/ann/.aws/config:2: a line that is neither [section] nor `key = value`",
        ),
        (
            "",
            &[ID, SECRET, ("AWS_MAX_ATTEMPTS", "")],
            "AWS_MAX_ATTEMPTS is no number above zero: ``",
        ),
        ("", &[ID, SECRET, ("AWS_MAX_ATTEMPTS", " 3 ")], keys),
        ("[default]\nmax_attempts = many\n", &[ID, SECRET], keys),
        ("", &[ID, SECRET, ("AWS_RETRY_MODE", "")], keys),
        (
            "[default]\nretry_mode = bogus\n",
            &[ID, SECRET],
            "AWS_RETRY_MODE is none of legacy, standard and adaptive: `bogus`",
        ),
        ("", &[ID, SECRET, ("AWS_USE_FIPS_ENDPOINT", "TRUE")], keys),
        (
            "",
            &[ID, SECRET, ("AWS_USE_FIPS_ENDPOINT", "1")],
            "AWS_USE_FIPS_ENDPOINT is neither true nor false: `1`",
        ),
        ("", &[ID, SECRET, ("AWS_DEFAULTS_MODE", "In-Region")], keys),
        ("", &[ID, SECRET, ("AWS_ENDPOINT_URL", "")], keys),
    ] {
        assert_eq!(who(config, variables), expected, "{config} {variables:?}");
    }
}

#[test]
fn the_region_is_that_of_the_first_place_that_is_not_blank() {
    for (config, variables, expected) in [
        ("[default]\nregion = a\n", &[("AWS_REGION", " b ")] as Variables, Some("b")),
        ("[default]\nregion = a\n", &[("AWS_REGION", " "), ("AWS_DEFAULT_REGION", "c")], Some("a")),
        ("", &[OFF, ("AWS_DEFAULT_REGION", "c")], None),
        ("[default]\nregion = \"a\"\n", &[], Some("%22a%22")),
        ("[default]\nREGION = a\n", &[OFF], None),
    ] {
        let region = told(config, variables, None, "").region.map(|region| region.known.value);

        assert_eq!(region.as_deref(), expected, "{config} {variables:?}");
    }
    assert_eq!(told("", &[], None, "").region.unwrap().value(), None);
}

/// Variables, the settings of `[default]` with `[services s]` below them, and the endpoint.
const ENDPOINTS: &[(Variables, &str, Option<&str>)] = &[
    (&[("AWS_ENDPOINT_URL", "http://g"), ("AWS_ENDPOINT_URL_STS", "")], "", Some("")),
    (
        &[("AWS_ENDPOINT_URL", "http://g")],
        "services = s\nendpoint_url = http://p\n",
        Some("http://g"),
    ),
    (&[], "services = s\nendpoint_url = http://p\n", Some("http://s")),
    (&[], "services = gone\nendpoint_url = http://p\n", Some("http://p")),
    (&[], "endpoint_url = http://p\nsts =\n  endpoint_url = http://n\n", Some("http://n")),
    (&[], "sts.endpoint_url = http://n\n", Some("http://n")),
    (&[("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "True")], "endpoint_url = http://p\n", None),
    (&[("AWS_ENDPOINT_URL", "http://g")], "ignore_configured_endpoint_urls = true\n", None),
];

#[test]
fn the_endpoint_is_that_of_the_first_place_even_if_it_is_empty() {
    for (variables, settings, expected) in ENDPOINTS {
        let config =
            format!("[default]\n{settings}[services s]\nsts =\n  endpoint_url = http://s\n");
        let endpoint = told(&config, variables, None, "").endpoint.map(|found| found.known.value);

        assert_eq!(endpoint.as_deref(), *expected, "{variables:?} {settings}");
    }
}
