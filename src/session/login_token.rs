//! The session that `aws login` keeps.

use serde_json::Value;

use crate::display::masked;

use super::file_name;
use super::time::seconds_since_epoch;
use super::{Cached, Sessions, Store};

/// What can be told about a sign-in session without showing it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LoginToken {
    /// When its credentials end; `None` if the file says nothing that can be read.
    pub(crate) expires_at: Option<i64>,
    /// The end of the access key id.
    pub(crate) key_id: String,
    /// The account it is for.
    pub(crate) account: Option<String>,
    /// Whether it holds a key that can sign for new credentials.
    pub(crate) has_key: bool,
}

impl LoginToken {
    /// Returns the session that `login_session` names.
    pub(crate) fn read(sessions: &Sessions<'_>, login_session: &str) -> Option<Cached<Self>> {
        sessions.read(Store::Login, || file_name::login_token(login_session), Self::parse)
    }

    /// Returns which of `paths` through the JSON of a session leads to no text, or to an empty one.
    pub(crate) fn lacks<'k>(
        sessions: &Sessions<'_>,
        login_session: &str,
        paths: &[&'k str],
    ) -> Option<&'k str> {
        let is_missing = |json: &Value, path: &str| {
            json.pointer(path).and_then(Value::as_str).is_none_or(str::is_empty)
        };
        let missing = |json: &Value| paths.iter().copied().find(|path| is_missing(json, path));
        Some(sessions.read(Store::Login, || file_name::login_token(login_session), missing)?.value)
    }

    /// Returns `None` where something is missing that the AWS CLI insists on.
    fn parse(json: &Value) -> Option<Self> {
        for name in ["refreshToken", "clientId", "dpopKey"] {
            json.get(name)?.as_str()?;
        }
        let token = json.get("accessToken")?;
        let key = json.get("dpopKey").and_then(Value::as_str).unwrap_or_default();
        Some(Self {
            has_key: key.contains("-----BEGIN ") && key.contains(" PRIVATE KEY-----"),
            key_id: masked(token.get("accessKeyId")?.as_str()?),
            expires_at: token
                .get("expiresAt")
                .and_then(Value::as_str)
                .and_then(seconds_since_epoch),
            account: token.get("accountId").and_then(Value::as_str).map(str::to_owned),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::fake::{FakeCaches, sessions};
    use super::*;

    const SESSION: &str = "arn:aws:iam::123456789012:user/me";

    fn read(text: &str) -> Option<LoginToken> {
        let caches =
            FakeCaches::default().with(Store::Login, &file_name::login_token(SESSION), text);
        LoginToken::read(&sessions(&caches), SESSION).map(|token| token.value)
    }

    fn complete() -> Value {
        serde_json::json!({
            "accessToken": {"accessKeyId": "ASIA", "secretAccessKey": "s", "sessionToken": "t",
                            "accountId": "123456789012", "expiresAt": "2026-01-02T03:04:05Z"},
            "tokenType": "aws_sigv4", "clientId": "c", "refreshToken": "r", "idToken": "i", "dpopKey": "k",
        })
    }

    #[test]
    fn a_session_tells_its_account_and_its_end() {
        let token = read(&complete().to_string()).unwrap();

        assert_eq!(token.expires_at, Some(1_767_323_045));
        assert_eq!(token.account.as_deref(), Some("123456789012"));
    }

    #[test]
    fn a_session_that_lacks_what_the_aws_cli_needs_is_none() {
        for lacking in ["accessToken", "clientId", "refreshToken", "dpopKey"] {
            let mut json = complete();
            json.as_object_mut().unwrap().remove(lacking);

            assert_eq!(read(&json.to_string()), None, "{lacking}");
        }
        assert_eq!(read("{torn"), None);
    }
}
