//! The endpoint of a container.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::Path;

use crate::identity::{Known, Problem, Stop};
use crate::source::Source;

use super::super::call::Call;
use super::super::common::of_container;
use super::super::{Find, Offer};
use super::endpoint::is_url;

const RELATIVE: &str = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
const FULL: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
const TOKEN: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
const TOKEN_FILE: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";

/// The hosts besides this one that may be asked without TLS: those of ECS and EKS.
const HOSTS: [IpAddr; 3] = [
    IpAddr::V4(Ipv4Addr::new(169, 254, 170, 2)),
    IpAddr::V4(Ipv4Addr::new(169, 254, 170, 23)),
    IpAddr::V6(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x23)),
];

/// Offers the credentials of the container.
///
/// The SDK reads the token first: one that is no good stops it even where no container is.
pub(super) fn offer(call: &Call<'_, '_>) -> Offer {
    let is_there = [RELATIVE, FULL].iter().any(|name| call.environment.has(name));
    match authorization_stop(call).or_else(|| address_stop(call)) {
        Some(stop) => of_container(call).stopped(stop).into(),
        None if is_there => of_container(call).into(),
        None => Offer::Nothing,
    }
}

fn stop(message: &str, name: &str) -> Stop {
    Stop::new(Problem::Container, message, Source::variable(name))
}

fn authorization_stop(call: &Call<'_, '_>) -> Option<Stop> {
    if let Some(path) = call.environment.text(TOKEN_FILE) {
        let Some(token) = call.look.sessions?.text(Path::new(&*path)) else {
            return Some(stop("the container's authorization token cannot be read", TOKEN_FILE));
        };
        return header_stop(&token, TOKEN_FILE);
    }
    header_stop(&call.environment.text(TOKEN)?, TOKEN)
}

fn header_stop(token: &str, name: &str) -> Option<Stop> {
    let message = "the container's authorization token has a line end in it";
    let is_bad = |character: char| character.is_ascii_control() && character != '\t';
    token.contains(is_bad).then(|| stop(message, name))
}

fn address_stop(call: &Call<'_, '_>) -> Option<Stop> {
    if let Some(path) = Find::Variable(RELATIVE).at(call) {
        return (!is_path(&path.value))
            .then(|| stop("the container's address is no path", RELATIVE));
    }
    full_stop(&Find::Variable(FULL).at(call)?)
}

fn full_stop(url: &Known<String>) -> Option<Stop> {
    if !is_url(&url.value) {
        return Some(stop("the container's address is no URL", FULL));
    }
    let (scheme, rest) = url.value.split_once("://")?;
    if scheme.eq_ignore_ascii_case("https") || may_be_asked(rest) {
        return None;
    }
    Some(stop("the container's address is neither on this machine nor https", FULL))
}

/// Returns whether keys may be asked for without TLS; other names than this one would have to be looked up.
fn may_be_asked(address: &str) -> bool {
    let authority = address.split(['/', '?', '#']).next().unwrap_or_default();
    let authority = authority.rsplit('@').next().unwrap_or_default();
    let host = match authority.strip_prefix('[') {
        Some(address) => address.split(']').next(),
        None => authority.split(':').next(),
    };
    let host = host.unwrap_or_default();
    let is_allowed = |host: IpAddr| host.is_loopback() || HOSTS.contains(&host);
    host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(is_allowed)
}

/// Returns whether the SDK can make an address of `text`: a path, a whole URL or, for want of a slash, a host alone.
fn is_path(text: &str) -> bool {
    let is_bad = |character: char| {
        character.is_ascii_control() || character == ' ' || "\"<>\\^`{|}".contains(character)
    };
    let is_whole = text.starts_with('/') || text.contains("://") || !text.contains(['/', '?', '#']);
    is_whole && !text.is_empty() && !text.contains(is_bad)
}
