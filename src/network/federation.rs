//! The sign-in of the console for somebody who has credentials already.

use crate::console::{SigninRequest, signin_token};
use crate::credentials::Secret;

use super::fault::Refusal;
use super::plain::Request;
use super::{Fault, Network};

/// Exchanges a session for a token that opens the console.
pub(crate) fn token(network: &Network, asked: &SigninRequest) -> Result<Secret, Fault> {
    let url = asked.url.reveal().to_owned();
    let request = Request { method: "GET", url, headers: Vec::new(), body: String::new() };
    let answer = network.send(&request)?;
    let text = String::from_utf8(answer.body).unwrap_or_default();
    match signin_token(&text).filter(|_| answer.status == 200) {
        Some(token) => Ok(token),
        None if answer.status < 400 => Err(network.not_aws("it holds no token for the console")),
        // It says no more than that: the session has ended, or is of a kind that the console does not take.
        None => Err(Fault::Refused(Refusal::new("InvalidToken", "", answer.request_id))),
    }
}
