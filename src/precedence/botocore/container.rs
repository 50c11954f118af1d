//! The endpoint that hands a container its credentials.

use std::net::IpAddr;
use std::path::Path;

use crate::identity::{Identity, Problem, Stop, container_variable};
use crate::source::Source;

use super::super::call::Call;
use super::super::common::of_container;

/// The variables of which one has to be set, be it empty, for a container's credentials to be asked for.
pub(super) const VARIABLES: [&str; 2] =
    ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"];

/// The hosts that may be asked without TLS, beside the machine itself.
const HOSTS: [&str; 4] = ["169.254.170.2", "169.254.170.23", "fd00:ec2::23", "localhost"];

const TOKEN_FILE: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
const TOKEN: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN";

/// Returns who the container is: the presence of a variable counts, even when it is empty.
pub(super) fn container(call: &Call<'_, '_>) -> Option<Identity> {
    VARIABLES.into_iter().find(|name| call.environment.has(name))?;
    let identity = of_container(call);
    match stops(call) {
        Some(stop) => Some(identity.stopped(stop)),
        None => Some(identity),
    }
}

/// Returns why the endpoint is not asked.
pub(super) fn stops(call: &Call<'_, '_>) -> Option<Stop> {
    let name = container_variable(call.environment);
    let value = call.environment.text(name)?;
    let is_relative = name == VARIABLES[0];
    let url = if is_relative { format!("http://{}{value}", HOSTS[0]) } else { value.into_owned() };
    if !is_allowed(&url) {
        let message = format!("{name} leads to a host that must not be asked");
        return Some(Stop::new(Problem::Container, message, Source::variable(name)));
    }
    authorization(call)
}

/// Returns whether botocore sends a container's token to the host of `url`.
fn is_allowed(url: &str) -> bool {
    if url.starts_with("https:") {
        return true;
    }
    let Some((_, rest)) = url.split_once("//") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = match host.strip_prefix('[') {
        Some(host) => host.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let host = host.to_ascii_lowercase();
    HOSTS.contains(&host.as_str())
        || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// Returns why the token cannot be sent: its file is not there, or it holds the end of a line.
fn authorization(call: &Call<'_, '_>) -> Option<Stop> {
    let sessions = call.look.sessions?;
    let stop = |name, message: String| {
        Some(Stop::new(Problem::Container, message, Source::variable(name)))
    };
    let (name, token) = match call.environment.text(TOKEN_FILE) {
        Some(path) if !sessions.finds(Path::new(&*path)) => {
            return stop(TOKEN_FILE, format!("{TOKEN_FILE} names a file that is not there"));
        }
        Some(path) => (TOKEN_FILE, sessions.text(Path::new(&*path))?),
        None => (TOKEN, call.environment.text(TOKEN)?.into_owned()),
    };
    let has_end = token.contains(['\r', '\n']);
    has_end
        .then(|| stop(name, format!("{name} holds the end of a line, which no header may")))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_goes_to_the_machine_itself_or_over_tls() {
        for (url, expected) in [
            ("http://169.254.170.2/v2/x", true),
            ("http://169.254.170.2", true),
            ("http://169.254.170.2container", false),
            ("http://[fd00:ec2::23]/x", true),
            ("http://LOCALHOST:1/", true),
            ("http://127.1.2.3:99/x", true),
            ("http://[::1]:99", true),
            ("https://anything", true),
            ("http://me@10.0.0.1/", false),
            ("", false),
            ("nonsense", false),
        ] {
            assert_eq!(is_allowed(url), expected, "{url}");
        }
    }
}
