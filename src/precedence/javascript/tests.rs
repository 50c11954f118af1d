use crate::environment::{Change, Environment};
use crate::precedence::{Facts, Family, Verdict, explain};
use crate::session::fake::FakeCaches;
use crate::session::{Store, sso_token};
use crate::shared_config::{SharedConfig, Texts};
use crate::source::Source;

const NOW: i64 = 1_767_323_045; // 2026-01-02T03:04:05Z
const KEYS: &str = "aws_access_key_id = AKIA\naws_secret_access_key = s\n";
const VARIABLES: [(&str, &str); 2] =
    [("AWS_ACCESS_KEY_ID", "AKIA"), ("AWS_SECRET_ACCESS_KEY", "s")];
const WEB: [(&str, &str); 2] = [
    ("AWS_WEB_IDENTITY_TOKEN_FILE", "/token"),
    ("AWS_ROLE_ARN", "arn:aws:iam::555555555555:role/Pod"),
];
const CONTAINER: (&str, &str) = ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/c");
const OFF: (&str, &str) = ("AWS_EC2_METADATA_DISABLED", "true");
const REGION: (&str, &str) = ("AWS_REGION", "eu-west-1");

type Variables<'a> = &'a [(&'static str, &'a str)];

/// Returns what the SDK makes of a config file, in a place with a token at `/token` and three sessions.
fn verdict(variables: Variables<'_>, config: &str, flag: Option<&str>) -> Verdict {
    let start = Change::new().set("HOME", "/home/ann");
    let change = variables.iter().fold(start, |change, (name, value)| change.set(name, *value));
    let environment = &Environment::default().after(&change);
    let texts = Texts::from_strings(config, "");
    let token = |end: &str, rest: &str| {
        format!(r#"{{"accessToken": "t", "expiresAt": "2026-01-02T{end}Z"{rest}}}"#)
    };
    let renewal = r#", "clientId": "c", "clientSecret": "s", "refreshToken": "r""#;
    let caches = &FakeCaches::default()
        .with_file("/token", "web")
        .with_file("/bearer", "Bearer x\n")
        .with(Store::Sso, &sso_token("lasting"), &token("04:00:00", ""))
        .with(Store::Sso, &sso_token("ending"), &token("03:05:00", ""))
        .with(Store::Sso, &sso_token("renewed"), &token("01:00:00", renewal))
        .with(Store::Sso, &sso_token("https://ending"), &token("03:05:00", ""))
        .with(Store::Sso, &sso_token("https://over"), &token("01:00:00", renewal));
    let config = &SharedConfig::parse(&texts);
    explain(
        Family::JavaScript,
        &Facts { environment, config, caches, now: NOW, profile_flag: flag },
    )
}

/// Returns where the key id comes from, or behind a `!` why there is none.
fn answer(variables: Variables<'_>, config: &str, flag: Option<&str>) -> String {
    let verdict = verdict(variables, config, flag);
    match verdict.error {
        Some(stop) => format!("! {}", stop.message),
        None => shown(&verdict.identity.source),
    }
}

fn shown(source: &Source) -> String {
    match source {
        Source::AssumeRole { role_arn, source } => format!("{role_arn} by {}", shown(source)),
        Source::WebIdentity { role_arn, token_file } => format!("{role_arn} with {token_file}"),
        Source::File { line, .. } => format!("line {line}"),
        other => other.to_string(),
    }
}

fn check(rows: &[(Variables<'_>, &str, &str)]) {
    for (variables, config, expected) in rows {
        assert_eq!(answer(variables, config, None), *expected, "{variables:?}\n{config}");
    }
}

const WITH: &str = "AWS_ACCESS_KEY_ID";
const METADATA: &str = "the instance metadata service";
const NOBODY: &str = "! no credentials are configured";

#[test]
fn keys_in_variables_count_only_while_nobody_names_a_profile() {
    let [id, secret] = VARIABLES;
    let default = &format!("[default]\n{KEYS}[profile a]\n{KEYS}");
    check(&[
        (&[id, secret], default, WITH),
        (&[id, secret, ("AWS_PROFILE", "")], default, WITH),
        (&[id, secret, ("AWS_DEFAULT_PROFILE", "a")], default, WITH),
        (&[id, secret, ("AWS_CREDENTIAL_EXPIRATION", "junk")], default, WITH),
        (&[id, secret, ("AWS_PROFILE", "a")], default, "line 5"),
        (&[id, secret, ("AWS_PROFILE", "gone"), OFF], default, NOBODY),
        (&[id, secret, ("AWS_PROFILE", "gone")], default, METADATA),
        (&[id], default, "line 2"),
        (&[id, ("AWS_SECRET_ACCESS_KEY", "")], default, "line 2"),
        (&[("AWS_DEFAULT_PROFILE", "a")], default, "line 2"),
    ]);
    assert_eq!(answer(&VARIABLES, default, Some("a")), "line 5");
}

#[test]
fn what_gives_no_credentials_is_gone_past_or_stopped_at() {
    let [token, role] = WEB;
    let pod = "arn:aws:iam::555555555555:role/Pod with /token";
    let own = format!("[default]\nweb_identity_token_file = /gone\nrole_arn = r\n{KEYS}");
    let lost = "[default]\nweb_identity_token_file = /gone\nrole_arn = r";
    check(&[
        (&[token, role, REGION], "", pod),
        (&[token, role, REGION], "[default]\ncredential_process = p", "credential_process p"),
        (&[token, role, REGION], "[default]\naws_access_key_id = a", pod),
        (&[token, role, REGION, ("AWS_PROFILE", "gone")], "", pod),
        (&[token, role, OFF], "", "! a role needs a Region, and none is set"),
        (&[token, ("AWS_ROLE_ARN", ""), OFF], "", NOBODY),
        (
            &[role, ("AWS_WEB_IDENTITY_TOKEN_FILE", "/gone")],
            "",
            "! the token file /gone is not there",
        ),
        (
            &[role, token, ("AWS_REGION", "aws-global")],
            "",
            "! the SDK cannot take a web identity in aws-global",
        ),
        (&[], lost, "! the token file /gone is not there"),
        (&[], &own, "line 4"),
        (&[CONTAINER], "", "the container's endpoint"),
        (&[("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "")], "", METADATA),
        (&[OFF], "", NOBODY),
        (&[("AWS_EC2_METADATA_DISABLED", "1")], "", NOBODY),
        (&[("AWS_EC2_METADATA_DISABLED", "false")], "", METADATA),
        (
            &[("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ipv6")],
            "",
            "! the mode of the instance metadata service is neither IPv4 nor IPv6",
        ),
        (
            &[("AWS_EC2_METADATA_SERVICE_ENDPOINT", "nonsense")],
            "",
            "! the address of the instance metadata service is no URL",
        ),
        (&[("AWS_DEFAULTS_MODE", "")], &own, "! the defaults mode is none that there is"),
        (
            &[("AWS_DEFAULTS_MODE", "auto"), OFF],
            &own,
            "! the defaults mode `auto` needs a Region, and none is set",
        ),
        (&[("AWS_DEFAULTS_MODE", "Auto"), OFF, REGION], &own, "line 4"),
    ]);
}

#[test]
fn a_profile_is_the_first_kind_of_which_it_has_everything() {
    let base = format!("[profile base]\n{KEYS}");
    let of_base = |settings: &str| format!("[default]\nrole_arn = r\n{settings}\n{base}");
    check(&[
        (&[REGION], &of_base("source_profile = base"), "r by line 5"),
        (
            &[REGION],
            &of_base("source_profile = base\nweb_identity_token_file = /token"),
            "r by line 6",
        ),
        (&[REGION], &of_base(&format!("source_profile = default\n{KEYS}")), "r by line 4"),
        (
            &[OFF],
            &of_base("source_profile = default\ncredential_process = p"),
            "credential_process p",
        ),
        (&[OFF], &of_base("source_profile = gone"), NOBODY),
        (&[], &of_base("source_profile = gone"), METADATA),
        (&[OFF], &of_base("source_profile = gone\ncredential_process = p"), "credential_process p"),
        (
            &[OFF],
            &of_base(&format!("source_profile = base\ncredential_source = Environment\n{KEYS}")),
            "line 5",
        ),
        (&[OFF], &of_base(KEYS), "line 3"),
        (&[OFF], &of_base("credential_source = environment"), NOBODY),
        (
            &[REGION],
            &of_base("credential_source = Ec2InstanceMetadata"),
            "r by the instance metadata service",
        ),
        (
            &[REGION, OFF, CONTAINER],
            &of_base("credential_source = EcsContainer"),
            "r by the container's endpoint",
        ),
        (&[OFF], "[default]\ncredential_source = Environment", NOBODY),
        (&[OFF], "[default]\ncredential_process = p\nlogin_session = l", "credential_process p"),
        (
            &[OFF],
            "[default]\nsso_region = x\nlogin_session = l",
            "! profile `default` lacks sso_account_id, sso_role_name, sso_start_url",
        ),
        (&[OFF], "[default]\nAWS_ACCESS_KEY_ID = a\naws_secret_access_key = s", NOBODY),
        (&[OFF], "[default]\naws_access_key_id =\naws_secret_access_key = s", NOBODY),
    ]);
}

#[test]
fn a_chain_of_roles_ends_at_keys_and_asks_in_the_region_of_its_first_profile() {
    let chain = |top: &str, middle: &str| {
        format!(
            "[default]\nrole_arn = a\nsource_profile = b\n{top}\n[profile b]\nrole_arn = b\n\
             source_profile = c\n{middle}\n[profile c]\nregion = eu-west-1\n{KEYS}"
        )
    };
    let no_region = "! a role needs a Region, and none is set";
    let code =
        |name: &str| format!("! profile `{name}` takes a code, which the SDK cannot ask for");
    check(&[
        (&[REGION], &chain("", ""), "a by b by line 11"),
        (&[REGION], &chain("", KEYS), "a by line 8"),
        (&[REGION], &chain("", "aws_access_key_id = half"), "a by b by line 11"),
        (&[OFF], &chain("", ""), no_region),
        (&[OFF], &chain("region = eu-west-1", ""), "a by b by line 11"),
        (
            &[OFF, REGION],
            &chain("region = no region", ""),
            "! a role needs a Region, and this is none",
        ),
        (&[], &chain("", ""), "a by b by line 11"),
        (&[("AWS_REGION", "")], &chain("", ""), "! a role needs a Region, and this is none"),
        (&[REGION], &chain("mfa_serial = m", ""), &code("default")),
        (&[REGION], &chain("", "mfa_serial = m"), &code("b")),
        (
            &[REGION, OFF],
            "[default]\nrole_arn = a\nmfa_serial = m\nsource_profile = gone",
            &code("default"),
        ),
        (&[REGION, OFF], "[default]\nrole_arn = a\nmfa_serial = m\ncredential_source = x", NOBODY),
        (&[REGION, ("AWS_ENDPOINT_URL", "not a url")], &chain("", ""), "! the endpoint is no URL"),
        (
            &[REGION, ("AWS_ENDPOINT_URL", "http://e"), ("AWS_USE_FIPS_ENDPOINT", "true")],
            &chain("", ""),
            "! the SDK takes no endpoint of one's own together with FIPS",
        ),
        (
            &[REGION, ("AWS_ENDPOINT_URL", "http://e"), ("AWS_USE_FIPS_ENDPOINT", "TRUE")],
            &chain("", ""),
            "a by b by line 11",
        ),
    ]);
}

#[test]
fn a_session_that_ends_soon_has_to_be_renewed() {
    let session = |name: &str| {
        format!(
            "[default]\nsso_session = {name}\nsso_account_id = 1\nsso_role_name = r\nsso_region = other\n\
             [sso-session {name}]\nsso_start_url = u\nsso_region = eu-west-1"
        )
    };
    let legacy = |url: &str| {
        format!(
            "[default]\nsso_start_url = {url}\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = r"
        )
    };
    let ended = "! nobody is signed in, or the session has ended";
    check(&[
        (&[], &session("lasting"), "IAM Identity Center, lasting"),
        (&[], &session("ending"), ended),
        (&[], &session("renewed"), "IAM Identity Center, renewed"),
        (&[], &session("nowhere"), ended),
        (&[], &legacy("https://ending"), "IAM Identity Center, https://ending"),
        (&[], &legacy("https://over"), ended),
        (
            &[],
            "[default]\nsso_session = x",
            "! profile `default` names [sso-session x], which is in no file",
        ),
    ]);
}

#[test]
fn a_container_is_asked_without_encryption_on_this_machine_alone() {
    const FULL: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    const FILE: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
    let asked = "the container's endpoint";
    let refused = format!("! {FULL} names a host that the SDK asks over https only");
    check(&[
        (&[(FULL, "http://localhost:1/c")], "", asked),
        (&[(FULL, "http://127.8.9.10/c")], "", asked),
        (&[(FULL, "http://[fd00:ec2::23]/c")], "", asked),
        (&[(FULL, "HTTPS://keys.example.com/c")], "", asked),
        (&[(FULL, "http://keys.example.com/c")], "", &refused),
        (&[(FULL, "container")], "", &format!("! {FULL} is no URL")),
        (&[(FULL, "http://[fd00:ec2::23]/c"), CONTAINER], "", asked),
        (&[CONTAINER, (FILE, "/gone")], "", "! the file of the token is not there"),
        (&[CONTAINER, (FILE, "/bearer")], "", asked),
        (
            &[(FULL, "http://[::1]/c"), (FILE, "/bearer")],
            "",
            "! what is in the file of the token is no header",
        ),
        (
            &[CONTAINER, ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "a\nb")],
            "",
            "! the token is no header",
        ),
    ]);
}

#[test]
fn region_and_endpoint_stand_where_the_sdk_looks() {
    let file = "[default]\nregion = fips-us-east-1\nendpoint_url = http://d\n\
        [profile p]\nregion = eu-west-1\nendpoint_url = http://p\nservices = s\n\
        [profile q]\nendpoint_url = http://q\nservices = gone\n\
        [services s]\nsts =\n  endpoint_url = http://s";
    let rows: &[(Variables<'_>, Option<&str>, Option<&str>, Option<&str>)] = &[
        (&[], None, Some("us-east-1"), Some("http://d")),
        (&[("AWS_DEFAULT_REGION", "eu-west-9")], None, Some("us-east-1"), Some("http://d")),
        (&[REGION], None, Some("eu-west-1"), Some("http://d")),
        (&[("AWS_REGION", "")], None, Some(""), Some("http://d")),
        (&[("AWS_PROFILE", "p")], None, Some("eu-west-1"), Some("http://s")),
        (&[], Some("p"), Some("eu-west-1"), Some("http://d")),
        (&[("AWS_PROFILE", "p")], Some("default"), Some("us-east-1"), Some("http://s")),
        (&[("AWS_PROFILE", "q"), OFF], None, None, None),
        (&[("AWS_PROFILE", "q"), ("AWS_EC2_METADATA_DISABLED", "false")], None, None, None),
        (
            &[("AWS_ENDPOINT_URL", "http://e"), ("AWS_ENDPOINT_URL_STS", "")],
            None,
            Some("us-east-1"),
            Some("http://e"),
        ),
        (
            &[("AWS_ENDPOINT_URL", "http://e"), ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")],
            None,
            Some("us-east-1"),
            None,
        ),
        (
            &[("AWS_ENDPOINT_URL", "http://e"), ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "TRUE")],
            None,
            Some("us-east-1"),
            Some("http://e"),
        ),
    ];
    for (variables, flag, region, endpoint) in rows {
        let verdict = verdict(variables, file, *flag);
        let found = |ranked: &Option<crate::precedence::Ranked>| {
            ranked.as_ref().map(|ranked| ranked.known.value.clone())
        };

        assert_eq!(found(&verdict.region).as_deref(), *region, "{variables:?}");
        assert_eq!(found(&verdict.endpoint).as_deref(), *endpoint, "{variables:?}");
    }
}
