//! Cache entries as the AWS CLI keeps and reads them.
//!
//! It ends with an error where a member is missing or a time cannot be read, so every entry has all that it looks for.

use serde_json::{Map, Value, json};

use super::{Credentials, Secret};
use crate::time::rfc3339;

/// The session of a role, as STS names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AssumedRole {
    /// The role's unique id and the session's name.
    pub(crate) id: String,
    /// The ARN.
    pub(crate) arn: String,
}

/// Returns the entry of a role that was assumed.
pub(crate) fn role(credentials: &Credentials, user: Option<&AssumedRole>) -> Value {
    let mut entry = json!({"Credentials": members(credentials)});
    if let Some(user) = user {
        put(&mut entry, "AssumedRoleUser", json!({"AssumedRoleId": user.id, "Arn": user.arn}));
    }
    entry
}

/// Returns the entry of a role of IAM Identity Center, which `aws sso logout` removes.
pub(crate) fn sso_role(credentials: &Credentials) -> Value {
    json!({"ProviderType": "sso", "Credentials": members(credentials)})
}

/// Returns a sign-in token after its renewal; `expires_at` is in seconds since 1970, and the rest stays as it was in `old`.
pub(crate) fn refreshed_sso_token(
    old: &Value,
    access_token: &Secret,
    expires_at: i64,
    refresh_token: Option<&Secret>,
) -> Value {
    let mut entry = object(old);
    put(&mut entry, "accessToken", access_token.reveal());
    put(&mut entry, "expiresAt", end(Some(expires_at)));
    if let Some(refresh_token) = refresh_token {
        put(&mut entry, "refreshToken", refresh_token.reveal());
    }
    entry
}

/// Returns a session of `aws login` after its renewal; the rest stays as it was in `old`.
pub(crate) fn refreshed_login(
    old: &Value,
    credentials: &Credentials,
    refresh_token: &Secret,
) -> Value {
    let mut token = object(old.get("accessToken").unwrap_or(&Value::Null));
    put(&mut token, "accessKeyId", credentials.access_key_id.as_str());
    put(&mut token, "secretAccessKey", credentials.secret_access_key.reveal());
    put(&mut token, "sessionToken", session_token(credentials));
    if let Some(account) = &credentials.account {
        put(&mut token, "accountId", account.as_str());
    }
    put(&mut token, "expiresAt", end(credentials.expires_at));
    let mut entry = object(old);
    put(&mut entry, "accessToken", token);
    put(&mut entry, "refreshToken", refresh_token.reveal());
    entry
}

/// Returns the credentials themselves, as both kinds of entries of roles hold them.
pub(super) fn members(credentials: &Credentials) -> Value {
    let mut members = json!({
        "AccessKeyId": credentials.access_key_id,
        "SecretAccessKey": credentials.secret_access_key.reveal(),
        "SessionToken": session_token(credentials),
        "Expiration": end(credentials.expires_at),
    });
    if let Some(account) = &credentials.account {
        put(&mut members, "AccountId", account.as_str());
    }
    members
}

/// Returns the token; the AWS CLI takes an empty one for none.
fn session_token(credentials: &Credentials) -> &str {
    credentials.session_token.as_ref().map(Secret::reveal).unwrap_or_default()
}

/// Returns a time that every tool can read; an end that is not known has passed, so that nobody relies on it.
fn end(seconds: Option<i64>) -> String {
    let text =
        seconds.map(rfc3339).filter(|text| text.starts_with(|first: char| first.is_ascii_digit()));
    text.unwrap_or_else(|| rfc3339(0))
}

fn object(value: &Value) -> Value {
    if value.is_object() { value.clone() } else { Value::Object(Map::new()) }
}

/// Puts a member in the place of the old one of that name, else behind all others.
fn put(object: &mut Value, name: &str, value: impl Into<Value>) {
    if let Value::Object(members) = object {
        members.insert(name.to_owned(), value.into());
    }
}

#[cfg(test)]
mod tests;
