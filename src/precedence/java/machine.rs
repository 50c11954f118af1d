//! The sources of last resort: the container, and the machine.

use std::path::Path;

use crate::identity::{Known, Problem, Stop};
use crate::shared_config::Profile;
use crate::source::Source;

use super::super::Offer;
use super::super::call::Call;
use super::super::common::{of_container, of_machine};
use super::{at_variable, client, settings};

const DISABLED: &str = "AWS_EC2_METADATA_DISABLED";
const RELATIVE: &str = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
const FULL: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
/// The hosts that may be asked without TLS although they are not this machine.
const CONTAINER_HOSTS: [&str; 3] = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"];

/// Offers the credentials of the container.
pub(super) fn container(call: &Call<'_, '_>) -> Offer {
    if ![RELATIVE, FULL].into_iter().any(|name| call.environment.has(name)) {
        return Offer::Nothing;
    }
    match container_stop(call) {
        Some(stop) => Offer::Passes(stop),
        None => of_container(call).into(),
    }
}

/// Returns why the container cannot be asked.
pub(super) fn container_stop(call: &Call<'_, '_>) -> Option<Stop> {
    let relative = settings::variable(call, RELATIVE);
    let is_address = match (&relative, settings::variable(call, FULL)) {
        // Without a slash it becomes a part of the host's name.
        (Some(path), _) => path.value.is_empty() || path.value.starts_with('/'),
        (None, Some(url)) => may_be_asked(&url.value),
        (None, None) => false,
    };
    let name = if relative.is_some() { RELATIVE } else { FULL };
    if !is_address {
        let message = format!("{name} is no address that the SDK asks for credentials");
        return Some(Stop::new(Problem::BadSetting, message, at_variable(name)));
    }
    authorization(call)
}

/// Returns whether the SDK sends its token to `url`: over TLS, or without leaving the machine.
fn may_be_asked(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let end = host.rfind(']').map_or(0, |end| end + 1);
    let port = host.get(end..).and_then(|rest| rest.find(':')).map_or(host.len(), |at| end + at);
    let name = host.get(..port).unwrap_or(host);
    let is_loopback = name.eq_ignore_ascii_case("localhost")
        || name == "[::1]"
        || name.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback());
    let is_near = is_loopback || CONTAINER_HOSTS.contains(&name);
    client::is_url(url) && (scheme == "https" || (scheme.eq_ignore_ascii_case("http") && is_near))
}

/// Returns why the token for the container cannot be sent: the variable with the token comes before the one with its file.
fn authorization(call: &Call<'_, '_>) -> Option<Stop> {
    const TOKEN: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
    const FILE: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
    let stop = |message, name| Some(Stop::new(Problem::TokenFile, message, at_variable(name)));
    let (text, name) = match (settings::variable(call, TOKEN), settings::variable(call, FILE)) {
        (Some(token), _) => (token.value, TOKEN),
        (None, Some(file)) => match call.look.sessions?.text(Path::new(&file.value)) {
            Some(text) => (text, FILE),
            None => return stop("the token file of the container cannot be read", FILE),
        },
        (None, None) => return None,
    };
    if !settings::is_blank(&text) && text.contains(['\n', '\r']) {
        return stop("the token for the container ends a line, which no header may", name);
    }
    None
}

/// Offers the credentials of the machine, if it is one of AWS's.
pub(super) fn metadata(call: &Call<'_, '_>) -> Offer {
    if is_off(call) {
        return Offer::Nothing;
    }
    match metadata_stop(call, call.profile.as_ref()) {
        Some(stop) => Offer::Passes(stop),
        None => of_machine().into(),
    }
}

fn is_off(call: &Call<'_, '_>) -> bool {
    settings::is_on(call, None, (DISABLED, ""))
}

/// Returns why the metadata service cannot be asked for credentials.
pub(super) fn metadata_stop<'t>(
    call: &Call<'_, 't>,
    profile: Option<&Profile<'t>>,
) -> Option<Stop> {
    if is_off(call) {
        let message = "the instance metadata service must not be asked";
        return Some(Stop::new(Problem::RoleSource, message, at_variable(DISABLED)));
    }
    unreachable(call, profile).or_else(|| {
        let timeout =
            value(call, profile, ("AWS_METADATA_SERVICE_TIMEOUT", "metadata_service_timeout"))?;
        let is_time = timeout.value.parse::<f64>().is_ok_and(|seconds| seconds >= 0.0);
        (!is_time).then(|| settings::refused("AWS_METADATA_SERVICE_TIMEOUT is no time", &timeout))
    })
}

/// Returns why the metadata service cannot be asked for anything.
fn unreachable<'t>(call: &Call<'_, 't>, profile: Option<&Profile<'t>>) -> Option<Stop> {
    let disabled = settings::variable(call, DISABLED);
    if let Some(value) = disabled.filter(|value| !settings::is_flag(&value.value)) {
        return Some(settings::refused(&format!("{DISABLED} is neither true nor false"), &value));
    }
    let endpoint = ("AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint");
    if let Some(endpoint) = value(call, profile, endpoint) {
        let is_url = client::is_url(&endpoint.value);
        return (!is_url).then(|| settings::refused("no address of a metadata service", &endpoint));
    }
    let mode = ("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ec2_metadata_service_endpoint_mode");
    let mode = value(call, profile, mode)?;
    let is_known = ["ipv4", "ipv6"].iter().any(|known| mode.value.eq_ignore_ascii_case(known));
    (!is_known).then(|| settings::refused("neither ipv4 nor ipv6", &mode))
}

fn value<'t>(
    call: &Call<'_, 't>,
    profile: Option<&Profile<'t>>,
    (name, key): (&'static str, &str),
) -> Option<Known<String>> {
    settings::variable(call, name).or_else(|| settings::of(call, profile, key))
}

/// Returns where the Region comes from on EC2; only the machine knows which.
pub(super) fn region(call: &Call<'_, '_>) -> Option<Known<String>> {
    // A profile that is named in code has no say in how the service is reached.
    let can_be_asked =
        !is_off(call) && unreachable(call, settings::ambient(call).as_ref()).is_none();
    can_be_asked.then(|| Known::new("", Source::Imds))
}
