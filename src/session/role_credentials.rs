//! Role credentials that the AWS CLI keeps between calls.

use serde_json::Value;

use crate::display::masked;

use super::file_name::{self, RoleRequest, SsoKey};
use super::time::seconds_since_epoch;
use super::{Cached, Sessions, Store};

/// The AWS CLI asks for new credentials when fewer seconds than this are left.
const WINDOW: i64 = 15 * 60;

/// What can be told about role credentials without showing them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RoleCredentials {
    /// The last moment at which the AWS CLI still uses them, 15 minutes before they end.
    pub(crate) usable_until: i64,
    /// The end of the access key id.
    pub(crate) key_id: String,
    /// The account, where the file states it.
    pub(crate) account: Option<String>,
    /// The ARN of the session, where the file states it.
    pub(crate) arn: Option<String>,
}

impl RoleCredentials {
    /// Returns what is kept for an `AssumeRole`.
    pub(crate) fn of_role(
        sessions: &Sessions<'_>,
        request: &RoleRequest<'_>,
    ) -> Option<Cached<Self>> {
        sessions.read(Store::Cli, || request.file_name(), Self::parse)
    }

    /// Returns what is kept for a role of IAM Identity Center.
    pub(crate) fn of_sso_role(
        sessions: &Sessions<'_>,
        account_id: &str,
        role_name: &str,
        key: SsoKey<'_>,
    ) -> Option<Cached<Self>> {
        let name = || file_name::sso_role(account_id, role_name, key);
        sessions.read(Store::Cli, name, Self::parse)
    }

    fn parse(json: &Value) -> Option<Self> {
        let credentials = json.get("Credentials")?;
        let key_id = masked(credentials.get("AccessKeyId")?.as_str()?);
        let expiration = seconds_since_epoch(credentials.get("Expiration")?.as_str()?)?;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let arn = json.pointer("/AssumedRoleUser/Arn").and_then(text);
        Some(Self {
            usable_until: expiration.saturating_sub(WINDOW),
            key_id,
            account: credentials.get("AccountId").and_then(text),
            arn,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::fake::{FakeCaches, sessions};
    use super::*;

    const ROLE: &str = "arn:aws:iam::222222222222:role/R";

    fn read(text: &str) -> Option<RoleCredentials> {
        let request = RoleRequest { role_arn: ROLE, ..RoleRequest::default() };
        let caches = FakeCaches::default().with(Store::Cli, &request.file_name(), text);
        RoleCredentials::of_role(&sessions(&caches), &request).map(|credentials| credentials.value)
    }

    #[test]
    fn an_entry_tells_account_session_and_the_last_moment_of_use() {
        let credentials = read(
            r#"{"Credentials": {"AccessKeyId": "ASIA", "SecretAccessKey": "s", "SessionToken": "t",
                "Expiration": "2026-01-02T03:19:05+00:00", "AccountId": "222222222222"},
                "AssumedRoleUser": {"AssumedRoleId": "AROA:me", "Arn": "arn:aws:sts::222222222222:assumed-role/R/me"}}"#,
        )
        .unwrap();

        assert_eq!(credentials.usable_until, 1_767_323_045);
        assert_eq!(credentials.account.as_deref(), Some("222222222222"));
        assert_eq!(credentials.arn.as_deref(), Some("arn:aws:sts::222222222222:assumed-role/R/me"));
    }

    #[test]
    fn a_minimal_entry_of_another_tool_counts() {
        for zone in ["Z", "+00:00", "UTC", ".5Z"] {
            let text = format!(
                r#"{{"Credentials": {{"AccessKeyId": "ASIA", "Expiration": "2026-01-02T03:19:05{zone}"}}}}"#
            );

            assert_eq!(read(&text).unwrap().usable_until, 1_767_323_045, "{zone}");
        }
    }

    #[test]
    fn torn_and_foreign_files_are_no_credentials() {
        for text in [
            "",
            "{\"Cred",
            "{}",
            r#"{"Credentials": {}}"#,
            r#"{"Credentials": {"AccessKeyId": "A"}}"#,
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn sso_roles_are_found_by_session_and_by_start_url() {
        for key in [SsoKey::Session("dev"), SsoKey::StartUrl("https://x.awsapps.com/start")] {
            let text = r#"{"ProviderType": "sso", "Credentials": {"AccessKeyId": "A", "Expiration": "2026-01-02T03:19:05Z"}}"#;
            let name = file_name::sso_role("555555555555", "R", key);
            let caches = FakeCaches::default().with(Store::Cli, &name, text);

            let found = RoleCredentials::of_sso_role(&sessions(&caches), "555555555555", "R", key);

            assert_eq!(found.unwrap().value.usable_until, 1_767_323_045, "{key:?}");
        }
    }
}
