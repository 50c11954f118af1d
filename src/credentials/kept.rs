//! Sessions that the AWS CLI keeps in files.

use serde_json::Value;

use super::Credentials;
use crate::session::seconds_since_epoch;

/// Returns the credentials in a cache file, be it one of a role or of `aws login`, unless they have ended.
pub(super) fn read(text: &str, now: i64) -> Option<Credentials> {
    let json: Value = serde_json::from_str(text).ok()?;
    let found = match (json.get("Credentials"), json.get("accessToken")) {
        (Some(role), _) => of(role, str::to_owned, "Expiration"),
        (None, Some(login)) => of(login, with_small_letter, "expiresAt"),
        (None, None) => None,
    };
    found.filter(|found| found.expires_at.is_some_and(|end| end > now))
}

fn of(json: &Value, spelt: impl Fn(&str) -> String, end: &str) -> Option<Credentials> {
    let text = |name: &str| json.get(spelt(name))?.as_str().map(str::to_owned);
    Some(Credentials {
        access_key_id: text("AccessKeyId")?,
        secret_access_key: text("SecretAccessKey")?.into(),
        session_token: Some(text("SessionToken")?.into()),
        expires_at: seconds_since_epoch(json.get(end)?.as_str()?),
        account: text("AccountId"),
    })
}

/// Returns `accessKeyId` for `AccessKeyId`.
fn with_small_letter(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_767_322_000;

    #[test]
    fn a_session_of_a_role_and_one_of_a_sign_in_are_read() {
        for text in [
            r#"{"Credentials": {"AccessKeyId": "ASIA", "SecretAccessKey": "s", "SessionToken": "t",
                "Expiration": "2026-01-02T03:19:05+00:00", "AccountId": "222222222222"}}"#,
            r#"{"accessToken": {"accessKeyId": "ASIA", "secretAccessKey": "s", "sessionToken": "t",
                "expiresAt": "2026-01-02T03:19:05Z", "accountId": "222222222222"}, "refreshToken": "r"}"#,
        ] {
            let found = read(text, NOW).unwrap();

            assert_eq!(found.access_key_id, "ASIA");
            assert_eq!(found.secret_access_key.reveal(), "s");
            assert_eq!(found.session_token.unwrap().reveal(), "t");
            assert_eq!(found.expires_at, Some(1_767_323_945));
            assert_eq!(found.account.as_deref(), Some("222222222222"));
        }
    }

    #[test]
    fn what_has_ended_or_is_torn_is_nothing() {
        let whole = r#"{"Credentials": {"AccessKeyId": "ASIA", "SecretAccessKey": "s", "SessionToken": "t",
            "Expiration": "2026-01-02T03:19:05Z"}}"#;

        assert!(read(whole, NOW).is_some());
        assert_eq!(read(whole, NOW + 2_000), None);
        for length in 0..whole.len() {
            assert_eq!(read(whole.get(..length).unwrap(), NOW), None, "{length}");
        }
        for name in ["AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"] {
            assert_eq!(read(&whole.replace(name, "X"), NOW), None, "{name}");
        }
    }
}
