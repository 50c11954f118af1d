mod machine;
mod profile;
mod settings;

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
        other @ (Source::Variable(_)
        | Source::Cache(_)
        | Source::Process(_)
        | Source::Sso { .. }
        | Source::Login(_)
        | Source::Container(_)
        | Source::Imds
        | Source::Flag(_)
        | Source::AccessKeyId
        | Source::Default) => other.to_string(),
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
