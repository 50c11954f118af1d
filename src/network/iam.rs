//! The one call of IAM that awsp makes: the account's name.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials as Signature;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;

use crate::clock;
use crate::credentials::Credentials;

use super::plain::Request;
use super::{Network, Target};

const KIND: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

const BODY: &str = "Action=ListAccountAliases&Version=2010-05-08";

/// Returns the alias of the account, if it has one and `credentials` may see it.
pub(crate) fn alias(
    network: &Network,
    target: &Target,
    credentials: &Credentials,
) -> Option<String> {
    let (host, region) = place(&target.region);
    let url = match &target.endpoint {
        Some(endpoint) => format!("{}/", endpoint.value.trim_end_matches('/')),
        None => format!("https://{host}/"),
    };
    let answer = network.send(&signed(url, region, credentials)?).ok()?;
    let text = String::from_utf8(answer.body).ok().filter(|_| answer.status == 200)?;
    let (_, behind) = text.split_once("<AccountAliases>")?;
    let (_, behind) = behind.split_once("<member>")?;
    let (alias, _) = behind.split_once("</member>")?;
    let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    ((3..=63).contains(&alias.len()) && alias.bytes().all(is_part)).then(|| alias.to_owned())
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

fn signed(url: String, region: &str, credentials: &Credentials) -> Option<Request> {
    let token = credentials.session_token.as_ref().map(|token| token.reveal().to_owned());
    let secret = credentials.secret_access_key.reveal();
    let identity = Signature::new(&credentials.access_key_id, secret, token, None, "awsp").into();
    let parameters = v4::SigningParams::builder()
        .identity(&identity)
        .region(region)
        .name("iam")
        .time(now())
        .settings(SigningSettings::default())
        .build()
        .ok()?;
    let body = SignableBody::Bytes(BODY.as_bytes());
    let request = SignableRequest::new("POST", &url, std::iter::once(KIND), body).ok()?;
    let (made, _) = sign(request, &parameters.into()).ok()?.into_parts();
    let (headers, _) = made.into_parts();
    let headers = headers.into_iter().map(|header| (header.name(), header.value().to_owned()));
    let headers = headers.chain(std::iter::once((KIND.0, KIND.1.to_owned()))).collect();
    Some(Request { method: "POST", url, headers, body: BODY.to_owned() })
}

fn now() -> SystemTime {
    let seconds = u64::try_from(clock::now()).unwrap_or_default();
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}
