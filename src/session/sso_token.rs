//! The sign-in token of an IAM Identity Center session.

use serde_json::Value;

use super::file_name;
use super::time::seconds_since_epoch;
use super::{Cached, Sessions, Store};

/// What can be told about a token without showing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SsoToken {
    /// When it ends; `None` if the file says nothing that can be read.
    pub(crate) expires_at: Option<i64>,
    /// Whether the file holds what it takes to renew it, if that is still taken.
    pub(crate) is_complete: bool,
    /// Until when it can be renewed without a browser; `None` if the file lacks what that takes.
    pub(crate) renewable_until: Option<i64>,
}

impl SsoToken {
    /// Returns the token of the session that `key` names: its name or, in the old format, its start URL.
    pub(crate) fn read(sessions: &Sessions<'_>, key: &str) -> Option<Cached<Self>> {
        sessions.read(Store::Sso, || file_name::sso_token(key), Self::parse)
    }

    /// Returns when the token ends, as it is written.
    pub(crate) fn written_end(sessions: &Sessions<'_>, key: &str) -> Option<String> {
        let end = |json: &Value| Some(json.get("expiresAt")?.as_str()?.to_owned());
        Some(sessions.read(Store::Sso, || file_name::sso_token(key), end)?.value)
    }

    /// Returns `None` for files without a token: the directory holds client registrations, too.
    fn parse(json: &Value) -> Option<Self> {
        json.get("accessToken")?.as_str()?;
        let time = |name| seconds_since_epoch(json.get(name)?.as_str()?);
        let is_complete = ["refreshToken", "clientId", "clientSecret"]
            .iter()
            .all(|name| json.get(name).is_some_and(Value::is_string));
        Some(Self {
            expires_at: time("expiresAt"),
            is_complete,
            renewable_until: time("registrationExpiresAt").filter(|_| is_complete),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::fake::{FakeCaches, sessions};
    use super::*;

    fn read(text: &str) -> Option<SsoToken> {
        let caches = FakeCaches::default().with(Store::Sso, &file_name::sso_token("dev"), text);
        SsoToken::read(&sessions(&caches), "dev").map(|token| token.value)
    }

    #[test]
    fn a_complete_token_can_be_renewed() {
        let token = read(
            r#"{"accessToken": "t", "expiresAt": "2026-01-02T03:04:05Z", "refreshToken": "r", "clientId": "c",
                "clientSecret": "s", "registrationExpiresAt": "2026-03-02T03:04:05+00:00"}"#,
        );

        let expected = SsoToken {
            expires_at: Some(1_767_323_045),
            is_complete: true,
            renewable_until: Some(1_772_420_645),
        };
        assert_eq!(token, Some(expected));
    }

    #[test]
    fn a_token_that_lacks_anything_cannot_be_renewed() {
        for lacking in ["refreshToken", "clientId", "clientSecret", "registrationExpiresAt"] {
            let mut json = serde_json::json!({
                "accessToken": "t", "expiresAt": "2026-01-02T03:04:05Z", "refreshToken": "r", "clientId": "c",
                "clientSecret": "s", "registrationExpiresAt": "2026-03-02T03:04:05Z",
            });
            json.as_object_mut().unwrap().remove(lacking);

            assert_eq!(read(&json.to_string()).unwrap().renewable_until, None, "{lacking}");
        }
    }

    #[test]
    fn torn_and_foreign_files_are_no_token() {
        for text in [
            "",
            "{",
            "[]",
            "null",
            r#"{"accessToken": 1}"#,
            r#"{"clientId": "c", "clientSecret": "s", "expiresAt": "2026-01-02T03:04:05Z"}"#,
            r#"{"accessToken": "t", "expiresAt": "2026-01-02T03:04:05Z"} trailing"#,
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn an_unreadable_time_is_unknown() {
        assert_eq!(read(r#"{"accessToken": "t", "expiresAt": 5}"#).unwrap().expires_at, None);
    }
}
