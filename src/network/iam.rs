//! The few calls of IAM that awsp makes: the account's name, and how a long-term key stands.
//!
//! Its whole SDK would take longer to build than all the rest of awsp, for three calls without structure.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials as Signature;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;

use crate::clock;
use crate::credentials::Credentials;
use crate::percent::encoded;
use crate::session::seconds_since_epoch;

use super::fault::Refusal;
use super::plain::Request;
use super::{Fault, Network, Target};

const KIND: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// IAM, asked by somebody.
pub(crate) struct Iam<'a> {
    network: &'a Network,
    target: &'a Target,
    credentials: &'a Credentials,
}

/// How a long-term key stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AccessKey {
    /// Its id.
    pub(crate) id: String,
    /// Its user, where IAM names it.
    pub(crate) user: Option<String>,
    /// Whether it may be used.
    pub(crate) is_active: bool,
    /// When it was made, in seconds since 1970.
    pub(crate) created: Option<i64>,
}

impl<'a> Iam<'a> {
    /// Returns IAM at `target`, asked with `credentials`.
    pub(crate) const fn new(
        network: &'a Network,
        target: &'a Target,
        credentials: &'a Credentials,
    ) -> Self {
        Self { network, target, credentials }
    }

    /// Returns the alias of the account, if it has one and it may be seen.
    pub(crate) fn alias(&self) -> Option<String> {
        let said = self.call("ListAccountAliases", &[]).ok()?;
        let alias = inside(inside(&said, "AccountAliases")?, "member")?;
        let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        ((3..=63).contains(&alias.len()) && alias.bytes().all(is_part)).then(|| alias.to_owned())
    }

    /// Returns the keys of a user, or of whoever asks.
    pub(crate) fn access_keys(&self, user: Option<&str>) -> Result<Vec<AccessKey>, Fault> {
        let user: Vec<(&str, &str)> = user.map(|user| ("UserName", user)).into_iter().collect();
        let said = self.call("ListAccessKeys", &user)?;
        let members = said.split("<member>").skip(1);
        let keys = members.filter_map(|member| {
            Some(AccessKey {
                id: inside(member, "AccessKeyId")?.to_owned(),
                user: inside(member, "UserName").map(str::to_owned),
                is_active: inside(member, "Status")? == "Active",
                created: inside(member, "CreateDate").and_then(seconds_since_epoch),
            })
        });
        Ok(keys.collect())
    }

    /// Returns the user that a key belongs, or belonged, to.
    pub(crate) fn owner(&self, key_id: &str) -> Result<Option<String>, Fault> {
        let said = self.call("GetAccessKeyLastUsed", &[("AccessKeyId", key_id)])?;
        Ok(inside(&said, "UserName").map(str::to_owned))
    }

    /// Makes a call and returns what was said.
    fn call(&self, action: &str, parameters: &[(&str, &str)]) -> Result<String, Fault> {
        let body = parameters
            .iter()
            .fold(format!("Action={action}&Version=2010-05-08"), |body, (name, value)| {
                format!("{body}&{name}={}", encoded(value))
            });
        let request =
            self.signed(body).ok_or_else(|| self.network.not_aws("it was never asked"))?;
        let answer = self.network.send(&request)?;
        let text = String::from_utf8(answer.body).unwrap_or_default();
        if answer.status == 200 {
            return Ok(text);
        }
        let Some(code) = inside(&text, "Code") else {
            return Err(self.network.not_aws("it names no error"));
        };
        let message = inside(&text, "Message").unwrap_or_default();
        Err(Fault::Refused(Refusal::new(code, message, answer.request_id)))
    }

    fn signed(&self, body: String) -> Option<Request> {
        let (host, region) = place(&self.target.region);
        let url = match &self.target.endpoint {
            Some(endpoint) => format!("{}/", endpoint.value.trim_end_matches('/')),
            None => format!("https://{host}/"),
        };
        let identity = self.signature().into();
        let parameters = v4::SigningParams::builder()
            .identity(&identity)
            .region(region)
            .name("iam")
            .time(now())
            .settings(SigningSettings::default())
            .build()
            .ok()?;
        let signable = SignableBody::Bytes(body.as_bytes());
        let request = SignableRequest::new("POST", &url, std::iter::once(KIND), signable).ok()?;
        let (made, _) = sign(request, &parameters.into()).ok()?.into_parts();
        let (headers, _) = made.into_parts();
        let headers = headers.into_iter().map(|header| (header.name(), header.value().to_owned()));
        let headers = headers.chain(std::iter::once((KIND.0, KIND.1.to_owned()))).collect();
        Some(Request { method: "POST", url, headers, body })
    }

    fn signature(&self) -> Signature {
        let token = self.credentials.session_token.as_ref().map(|token| token.reveal().to_owned());
        let secret = self.credentials.secret_access_key.reveal();
        Signature::new(&self.credentials.access_key_id, secret, token, None, "awsp")
    }
}

/// Returns the host of IAM, which each partition has once, and the Region that is signed for.
fn place(region: &str) -> (&'static str, &'static str) {
    if region.starts_with("cn-") {
        return ("iam.cn-north-1.amazonaws.com.cn", "cn-north-1");
    }
    if region.starts_with("us-gov-") {
        return ("iam.us-gov.amazonaws.com", "us-gov-west-1");
    }
    if region.starts_with("eusc-") {
        return ("iam.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1");
    }
    ("iam.amazonaws.com", "us-east-1")
}

/// Returns what stands between the first tags of a name.
fn inside<'a>(text: &'a str, tag: &str) -> Option<&'a str> {
    let (_, behind) = text.split_once(&format!("<{tag}>"))?;
    behind.split_once(&format!("</{tag}>")).map(|(value, _)| value)
}

fn now() -> SystemTime {
    let seconds = u64::try_from(clock::now()).unwrap_or_default();
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_tags_is_found() {
        let text = "<a><AccountAliases><member>corp</member></AccountAliases></a>";

        assert_eq!(inside(inside(text, "AccountAliases").unwrap(), "member"), Some("corp"));
        assert_eq!(inside(text, "Status"), None);
        assert_eq!(inside("<Status>Act", "Status"), None);
    }
}
