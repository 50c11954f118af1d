//! The keys themselves, for somebody who signs with them.

mod ad_hoc;
mod descendants;
mod entry;
mod found;
mod hold;
mod kept;
mod login;
mod machine;
pub(crate) mod origin;
mod own;
pub(crate) mod process;
mod process_chain;
mod resolver;
mod role;
mod secret;
mod signs;
mod sso;
mod stated;
mod web_identity;

use crate::time;

pub(crate) use ad_hoc::AdHocRole;
pub(crate) use entry::AssumedRole;
pub(crate) use found::Found;
pub(crate) use resolver::Resolver;
pub(crate) use secret::Secret;
pub(crate) use signs::Signs;

/// No secret or token of AWS comes near this many bytes.
const LONGEST_PART: usize = 16 * 1024;

/// What signs a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Credentials {
    /// The access key id.
    pub(crate) access_key_id: String,
    /// The secret access key.
    pub(crate) secret_access_key: Secret,
    /// The session token; long-term keys have none.
    pub(crate) session_token: Option<Secret>,
    /// When they end, in seconds since 1970, if they do and if that is known.
    pub(crate) expires_at: Option<i64>,
    /// The account, if it is known.
    pub(crate) account: Option<String>,
}

impl Credentials {
    /// Returns the variables that tell a program, with their values, in the AWS CLI's order.
    pub(crate) fn variables(&self) -> impl Iterator<Item = (&'static str, String)> {
        let secret = |secret: &Secret| secret.reveal().to_owned();
        let all = [
            ("AWS_ACCESS_KEY_ID", Some(self.access_key_id.clone())),
            ("AWS_SECRET_ACCESS_KEY", Some(secret(&self.secret_access_key))),
            ("AWS_SESSION_TOKEN", self.session_token.as_ref().map(secret)),
            ("AWS_CREDENTIAL_EXPIRATION", self.expires_at.map(time::rfc3339)),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value?)))
    }

    /// Returns whether the parts look like AWS's: what a server says is not believed unseen.
    pub(crate) fn is_well_formed(&self) -> bool {
        let is_secret = |secret: &Secret| {
            let text = secret.reveal();
            (1..=LONGEST_PART).contains(&text.len())
                && text.bytes().all(|byte| byte.is_ascii_graphic())
        };
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        (16..=128).contains(&self.access_key_id.len())
            && self.access_key_id.bytes().all(is_word)
            && is_secret(&self.secret_access_key)
            && self.session_token.as_ref().is_none_or(is_secret)
    }
}
