use crate::session::fake::FakeCaches;
use crate::session::{Store, login_token, sso_token};

use super::{OFF, Pair, REGION, answer, told};

const SSO: &str = "sso_session = s\nsso_account_id = 1\nsso_role_name = R\n[sso-session s]\nsso_region = r\nsso_start_url = u\n";
const LOGIN: &str = "arn:aws:iam::123456789012:user/me";

/// Returns the answer for a profile of IAM Identity Center with this token.
fn with_token(config: &str, key: &str, token: &str) -> String {
    let caches = FakeCaches::default().with(Store::Sso, &sso_token(key), token);
    answer(&told(&[REGION], &format!("[default]\n{config}"), None, &caches))
}

#[test]
fn a_token_is_read_strictly() {
    const FINE: &str = "IAM Identity Center, s";
    const REST: &str = r#""clientId": "c", "clientSecret": "s", "refreshToken": "r""#;
    for (token, expected) in [
        (r#"{"accessToken": "t", "expiresAt": "2099-01-01T00:00:00Z"}"#.to_owned(), FINE),
        (r#"{"ACCESSTOKEN": "t", "expiresAt": "2099-01-01T00:00:00.5Z"}"#.to_owned(), FINE),
        (
            r#"{"accessToken": "t", "expiresAt": "2099-01-01T00:00:00+00:00"}"#.to_owned(),
            "the sign-in token is no good",
        ),
        (
            r#"{"accessToken": "t", "expiresAt": "2001-01-01T00:00:00Z"}"#.to_owned(),
            "the session has ended",
        ),
        (
            format!(r#"{{"accessToken": "t", "expiresAt": "2001-01-01T00:00:00Z", {REST}}}"#),
            "the session has ended",
        ),
        (
            format!(
                r#"{{"accessToken": "t", "expiresAt": "2001-01-01T00:00:00Z", "registrationExpiresAt": "2099-01-01T00:00:00Z", {REST}}}"#
            ),
            FINE,
        ),
        (
            r#"{"accessToken": "t", "expiresAt": "2099-01-01T00:00:00Z", "registrationExpiresAt": "x"}"#
                .to_owned(),
            "the sign-in token is no good",
        ),
        ("{".to_owned(), "nobody is signed in"),
    ] {
        assert_eq!(with_token(SSO, "s", &token), expected, "{token}");
    }
}

#[test]
fn a_login_session_needs_everything_the_sdk_insists_on() {
    let token = |account: &str, end: &str| {
        format!(
            r#"{{"accessToken": {{"accessKeyId": "ASIA", "secretAccessKey": "s", "sessionToken": "t"{account}, "expiresAt": "{end}"}},
                "clientId": "c", "refreshToken": "r", "dpopKey": "-----BEGIN EC PRIVATE KEY-----"}}"#
        )
    };
    let account = r#", "accountId": "123456789012""#;
    for (text, variables, expected) in [
        (token(account, "2099-01-01T00:00:00Z"), &[OFF] as &[Pair], "aws login"),
        (token(account, "2026-01-02T03:00:00Z"), &[REGION], "aws login"),
        (token(account, "2026-01-02T03:00:00Z"), &[OFF], "no Region to ask in"),
        (
            token("", "2099-01-01T00:00:00Z"),
            &[OFF],
            "the session lacks something that the SDK insists on",
        ),
        (
            token(account, "2099-01-01T00:00:00+00:00"),
            &[OFF],
            "the session lacks something that the SDK insists on",
        ),
    ] {
        let caches = FakeCaches::default().with(Store::Login, &login_token(LOGIN), &text);
        let config = format!("[default]\nlogin_session = {LOGIN}");

        assert_eq!(answer(&told(variables, &config, None, &caches)), expected, "{text}");
    }
}
