//! The rows of spec 2.3: where the AWS CLI and boto3 part from the SDK for Rust.

use crate::environment::{Change, Environment};
use crate::session::fake::FakeCaches;
use crate::session::{Store, sso_token};
use crate::shared_config::Texts;

use super::*;

const NOW: i64 = 1_767_323_045; // 2026-01-02T03:04:05Z
const ID: (&str, &str) = ("AWS_ACCESS_KEY_ID", "AKIARZPUZDIKGFADW22Y"); // account 123456789012
const SECRET: (&str, &str) = ("AWS_SECRET_ACCESS_KEY", "s");
const P: (&str, &str) = ("AWS_PROFILE", "p");
const WEB: [(&str, &str); 2] =
    [("AWS_WEB_IDENTITY_TOKEN_FILE", "/t"), ("AWS_ROLE_ARN", "arn:aws:iam::555555555555:role/Pod")];

/// Keys of account 999900001111.
const KEYS: &str = "aws_access_key_id = AKIA6RTVPGNLQUISEM2E\naws_secret_access_key = s\n";
const ROLE: &str = "role_arn = arn:aws:iam::222222222222:role/R\n";
const SSO: &str =
    "sso_start_url = u\nsso_region = us-east-1\nsso_account_id = 111122223333\nsso_role_name = R\n";

/// One situation.
#[derive(Default)]
struct Row {
    variables: Vec<(&'static str, &'static str)>,
    config: String,
    credentials: String,
    flag: Option<&'static str>,
}

impl Row {
    fn new(variables: &[(&'static str, &'static str)], config: &str, credentials: &str) -> Self {
        Self {
            variables: variables.to_vec(),
            config: config.replace("KEYS\n", KEYS).replace("ROLE\n", ROLE).replace("SSO\n", SSO),
            credentials: credentials.replace("KEYS\n", KEYS),
            flag: None,
        }
    }

    /// Returns what `family` makes of it: kind and account, or `stops`.
    fn answer(&self, family: Family) -> String {
        let verdict = self.verdict(family);
        let account = verdict.identity.account.map(|account| account.value).unwrap_or_default();
        match verdict.error {
            Some(_) => "stops".to_owned(),
            None => format!("{} {account}", verdict.identity.kind.word()).trim().to_owned(),
        }
    }

    fn verdict(&self, family: Family) -> Verdict {
        let start = Change::new().set("HOME", "/home/ann").set("AWS_EC2_METADATA_DISABLED", "true");
        let set =
            |change: Change, (name, value): &(&'static str, &'static str)| change.set(name, *value);
        let change = self.variables.iter().fold(start, set);
        let environment = &Environment::default().after(&change);
        let texts = Texts::from_strings(&self.config, &self.credentials);
        let token = r#"{"accessToken": "t", "expiresAt": "2020-01-01T00:00:00Z"}"#;
        let caches = &FakeCaches::default().with_file("/t", "token").with(
            Store::Sso,
            &sso_token("u"),
            token,
        );
        let config = &SharedConfig::parse(&texts);
        explain(family, &Facts { environment, config, caches, now: NOW, profile_flag: self.flag })
    }

    /// Checks what the AWS CLI and boto3 do, and what the SDK for Rust does.
    #[track_caller]
    fn is(&self, python: &str, rust: &str) {
        assert_eq!(self.answer(Family::AwsCli), python, "the AWS CLI");
        assert_eq!(self.answer(Family::Boto3), python, "boto3");
        assert_eq!(self.answer(Family::Rust), rust, "the SDK for Rust");
    }
}

const KEPT: &str = "static 999900001111";
const VARIABLES: &str = "environment 123456789012";

#[test]
fn keys_beside_a_profile_named_in_code() {
    let row = Row::new(&[ID, SECRET], "[profile p]\nregion = us-east-1\nKEYS\n", "");

    Row { flag: Some("p"), ..row }.is(KEPT, VARIABLES);
}

#[test]
fn keys_beside_a_profile_named_by_a_variable() {
    Row::new(&[ID, SECRET, P], "[profile p]\nKEYS\n", "").is(VARIABLES, VARIABLES);
}

#[test]
fn keys_beside_a_profile_that_is_not_there() {
    Row::new(&[ID, SECRET, P], "", "").is("stops", VARIABLES);
}

#[test]
fn a_profile_that_is_not_there_and_no_keys() {
    let row = Row::new(&[P, WEB[0], WEB[1]], "[default]\nregion = us-east-1\n", "");

    row.is("stops", "stops");
    let row = Row::new(&[P, WEB[0], WEB[1], ("AWS_REGION", "us-east-1")], "", "");
    row.is("stops", "web-identity 555555555555");
}

#[test]
fn a_key_id_without_its_secret_in_variables() {
    Row::new(&[ID, P], "[profile p]\nKEYS\n", "").is("stops", KEPT);
}

#[test]
fn web_identity_variables_beside_a_profile() {
    let row = Row::new(&[P, WEB[0], WEB[1]], "[profile p]\nregion = us-east-1\nKEYS\n", "");

    row.is("web-identity 555555555555", KEPT);
}

#[test]
fn a_process_beside_keys_in_the_credentials_file() {
    let row = Row::new(&[P], "[profile p]\ncredential_process = x\n", "[p]\nKEYS\n");

    row.is(KEPT, "process");
}

#[test]
fn a_login_session_beside_keys_in_the_credentials_file() {
    let login =
        "[profile p]\nregion = us-east-1\nlogin_session = arn:aws:iam::333333333333:user/me\n";

    // Nobody is signed in, and the SDK does not look on.
    Row::new(&[P], login, "[p]\nKEYS\n").is(KEPT, "stops");
}

#[test]
fn a_credential_source_without_a_role() {
    let row =
        Row::new(&[ID, SECRET, P], "[profile p]\ncredential_source = Environment\nKEYS\n", "");

    // Variables win in any case, so the profile is named in code, past them.
    let named = Row { flag: Some("p"), variables: vec![], ..row };
    named.is(KEPT, "stops");
}

#[test]
fn stray_settings_of_identity_center() {
    let row = Row::new(&[P], "[profile p]\nsso_region = us-east-1\nsso_start_url = u\nKEYS\n", "");

    row.is(KEPT, "stops");
}

#[test]
fn a_key_id_in_one_file_and_its_secret_in_the_other() {
    let id = "[profile p]\naws_access_key_id = AKIA6RTVPGNLQUISEM2E\n";

    Row::new(&[P], id, "[p]\naws_secret_access_key = s\n").is("stops", KEPT);
}

#[test]
fn a_token_in_the_config_file_beside_keys_in_the_other() {
    let row = Row::new(&[P], "[profile p]\naws_session_token = t\n", "[p]\nKEYS\n");

    row.is(KEPT, "session 999900001111");
}

#[test]
fn a_token_by_its_old_name() {
    let row = Row::new(&[P], "", "[p]\nKEYS\naws_security_token = old\naws_session_token = new\n");
    let line = |family| {
        row.verdict(family).keys().and_then(|keys| keys.token?.source.place().map(|place| place.1))
    };

    assert_eq!(line(Family::AwsCli), Some(4));
    assert_eq!(line(Family::Boto3), Some(4));
    assert_eq!(line(Family::Rust), Some(5));
}

#[test]
fn a_role_signed_for_by_a_process_of_the_same_profile() {
    let row = Row::new(
        &[P],
        "[profile p]\nregion = us-east-1\nROLE\nsource_profile = p\ncredential_process = x\n",
        "",
    );

    row.is("stops", "role 222222222222");
}

#[test]
fn half_a_pair_in_a_source_profile_with_a_role() {
    let row = Row::new(
        &[P],
        "[profile p]\nregion = us-east-1\nROLE\nsource_profile = q\n\
         [profile q]\nROLE\nsource_profile = r\naws_access_key_id = half\n[profile r]\nKEYS\n",
        "",
    );

    row.is("stops", "role 222222222222");
}

#[test]
fn a_key_that_is_there_twice() {
    let row = Row::new(&[P], "[profile p]\nKEYS\n[profile q]\nregion = a\nregion = b\n", "");

    row.is("stops", KEPT);
}

#[test]
fn a_role_and_no_region() {
    let row = Row::new(&[P], "[profile p]\nROLE\nsource_profile = q\n[profile q]\nKEYS\n", "");

    // Newer than the spec: the AWS CLI and boto3 go to the old global address.
    row.is("role 222222222222", "stops");
}

#[test]
fn a_region_in_the_source_profile() {
    let row = Row::new(
        &[P],
        "[profile p]\nROLE\nsource_profile = q\n[profile q]\nregion = eu-west-1\nKEYS\n",
        "",
    );
    let region = |family| row.verdict(family).identity.region.map(|region| region.value);

    assert_eq!(region(Family::AwsCli), None);
    assert_eq!(region(Family::Boto3), None);
    assert_eq!(region(Family::Rust).as_deref(), Some("eu-west-1"));
}

#[test]
fn a_token_of_the_old_format_that_is_over() {
    // The SDK calls the portal with it, which refuses: also there nobody is signed in.
    Row::new(&[P], "[profile p]\nregion = us-east-1\nSSO\n", "").is("stops", "stops");
}
