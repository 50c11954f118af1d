use super::super::kept;
use super::*;
use crate::session::fake::{FakeCaches, sessions};
use crate::session::{
    LoginToken, RoleCredentials, RoleRequest, SsoKey, SsoToken, Store, login_token, sso_token,
};

const END: i64 = 1_767_323_945; // 2026-01-02T03:19:05Z
const ARN: &str = "arn:aws:sts::222222222222:assumed-role/R/me";

/// Everything that JSON, a shell or a terminal might trip over.
const HOSTILE: &str = "\"\\\n\r\t\0\u{1b}[31m\u{7f}\u{2028}é\u{1f600}}{]['$(x)`x`";

fn credentials() -> Credentials {
    Credentials {
        access_key_id: "ASIA".to_owned(),
        secret_access_key: "s".to_owned().into(),
        session_token: Some("t".to_owned().into()),
        expires_at: Some(END),
        account: Some("222222222222".to_owned()),
    }
}

fn hostile() -> Credentials {
    Credentials {
        access_key_id: HOSTILE.to_owned(),
        secret_access_key: HOSTILE.to_owned().into(),
        session_token: Some(HOSTILE.to_owned().into()),
        expires_at: Some(END),
        account: Some(HOSTILE.to_owned()),
    }
}

fn user() -> AssumedRole {
    AssumedRole { id: "AROA:me".to_owned(), arn: ARN.to_owned() }
}

fn secret(text: &str) -> Secret {
    text.to_owned().into()
}

#[test]
fn an_entry_of_a_role_has_the_members_of_the_aws_clis_in_their_order() {
    let expected = r#"{"Credentials":{"AccessKeyId":"ASIA","SecretAccessKey":"s","SessionToken":"t","Expiration":"2026-01-02T03:19:05Z","AccountId":"222222222222"},"AssumedRoleUser":{"AssumedRoleId":"AROA:me","Arn":"arn:aws:sts::222222222222:assumed-role/R/me"}}"#;

    assert_eq!(role(&credentials(), Some(&user())).to_string(), expected);
}

#[test]
fn what_is_not_known_is_left_out() {
    let expected = r#"{"Credentials":{"AccessKeyId":"ASIA","SecretAccessKey":"s","SessionToken":"t","Expiration":"2026-01-02T03:19:05Z"}}"#;
    let credentials = Credentials { account: None, ..credentials() };

    assert_eq!(role(&credentials, None).to_string(), expected);
}

#[test]
fn an_entry_of_identity_center_says_so_first() {
    let expected = r#"{"ProviderType":"sso","Credentials":{"AccessKeyId":"ASIA","SecretAccessKey":"s","SessionToken":"t","Expiration":"2026-01-02T03:19:05Z","AccountId":"222222222222"}}"#;

    assert_eq!(sso_role(&credentials()).to_string(), expected);
}

#[test]
fn an_entry_without_a_known_end_has_ended_for_everybody() {
    for end in [None, Some(i64::MAX), Some(i64::MIN)] {
        let entry = role(&Credentials { expires_at: end, ..credentials() }, None);

        assert_eq!(entry["Credentials"]["Expiration"], "1970-01-01T00:00:00Z", "{end:?}");
    }
}

#[test]
fn what_is_written_is_what_is_read() {
    for credentials in [credentials(), hostile()] {
        let login = refreshed_login(&Value::Null, &credentials, &secret("r"));
        for entry in [role(&credentials, Some(&user())), sso_role(&credentials), login] {
            assert_eq!(kept::read(&entry.to_string(), END - 1).as_ref(), Some(&credentials));
        }
    }
}

#[test]
fn the_prompt_finds_the_session_of_a_role() {
    let request = RoleRequest { role_arn: "arn", ..RoleRequest::default() };
    let text = role(&credentials(), Some(&user())).to_string();
    let caches = FakeCaches::default().with(Store::Cli, &request.file_name(), &text);

    let found = RoleCredentials::of_role(&sessions(&caches), &request).unwrap().value;

    assert_eq!(found.usable_until, END - 15 * 60);
    assert_eq!(found.account.as_deref(), Some("222222222222"));
    assert_eq!(found.arn.as_deref(), Some(ARN));
}

#[test]
fn the_prompt_finds_the_role_of_identity_center() {
    let name = "3693d5199240eefa73698a45d5a299c3bd7112cf.json";
    let text = sso_role(&credentials()).to_string();
    let caches = FakeCaches::default().with(Store::Cli, name, &text);
    let key = SsoKey::Session("sess");

    let found = RoleCredentials::of_sso_role(&sessions(&caches), "555555555555", "R", key);

    assert_eq!(found.unwrap().value.usable_until, END - 15 * 60);
}

/// A token as the AWS CLI writes it, and a member that it does not know.
const TOKEN: &str = r#"{"startUrl":"https://x.awsapps.com/start","region":"us-east-1","accessToken":"old","expiresAt":"2025-01-02T03:04:05+00:00","clientId":"c","clientSecret":"cs","registrationExpiresAt":"2026-03-02T03:04:05Z","refreshToken":"r1","other":[1,{"b":2,"a":1}]}"#;

#[test]
fn a_renewed_token_differs_in_what_was_renewed_alone() {
    let old: Value = serde_json::from_str(TOKEN).unwrap();
    let renewed = TOKEN
        .replace("\"old\"", "\"new\"")
        .replace("2025-01-02T03:04:05+00:00", "2026-01-02T03:19:05Z");

    let kept = refreshed_sso_token(&old, &secret("new"), END, None);
    let rotated = refreshed_sso_token(&old, &secret("new"), END, Some(&secret("r2")));

    assert_eq!(kept.to_string(), renewed);
    assert_eq!(rotated.to_string(), renewed.replace("r1", "r2"));
}

#[test]
fn the_prompt_finds_the_renewed_token() {
    let old: Value = serde_json::from_str(TOKEN).unwrap();
    let text = refreshed_sso_token(&old, &secret(HOSTILE), END, Some(&secret(HOSTILE))).to_string();
    let caches = FakeCaches::default().with(Store::Sso, &sso_token("dev"), &text);

    let found = SsoToken::read(&sessions(&caches), "dev").unwrap().value;

    assert_eq!((found.expires_at, found.is_complete), (Some(END), true));
    let read: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&read["accessToken"], &read["refreshToken"]), (&HOSTILE.into(), &HOSTILE.into()));
}

#[test]
fn a_renewed_login_keeps_the_rest_and_the_order() {
    let old = r#"{"accessToken":{"accessKeyId":"A","secretAccessKey":"B","sessionToken":"C","accountId":"111111111111","expiresAt":"2025-01-02T03:04:05Z","x":1},"tokenType":"aws_sigv4","clientId":"c","refreshToken":"r1","idToken":"i","dpopKey":"k","signInRegion":"eu-west-1"}"#;
    let expected = r#"{"accessToken":{"accessKeyId":"ASIA","secretAccessKey":"s","sessionToken":"t","accountId":"222222222222","expiresAt":"2026-01-02T03:19:05Z","x":1},"tokenType":"aws_sigv4","clientId":"c","refreshToken":"r2","idToken":"i","dpopKey":"k","signInRegion":"eu-west-1"}"#;
    let parsed: Value = serde_json::from_str(old).unwrap();

    let renewed = refreshed_login(&parsed, &credentials(), &secret("r2"));
    let unnamed = Credentials { account: None, ..credentials() };
    let without_account = refreshed_login(&parsed, &unnamed, &secret("r2"));

    assert_eq!(renewed.to_string(), expected);
    assert_eq!(without_account["accessToken"]["accountId"], "111111111111");
    let session = "arn:aws:iam::222222222222:user/me";
    let caches =
        FakeCaches::default().with(Store::Login, &login_token(session), &renewed.to_string());
    let found = LoginToken::read(&sessions(&caches), session).unwrap().value;
    assert_eq!(found.expires_at, Some(END));
    assert_eq!(found.account.as_deref(), Some("222222222222"));
}

#[test]
fn over_a_torn_file_what_was_renewed_stands_alone() {
    for torn in [Value::Null, "text".into(), json!([1])] {
        let token = refreshed_sso_token(&torn, &secret("new"), END, None);

        let expected = r#"{"accessToken":"new","expiresAt":"2026-01-02T03:19:05Z"}"#;
        assert_eq!(token.to_string(), expected);
    }
}
