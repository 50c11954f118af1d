//! Credentials of the container or the virtual machine that the program runs in.

use crate::environment::Environment;
use crate::identity::{Exporter, Identity, Kind, Problem, State, Stop};
use crate::session::Standing;
use crate::source::Source;

use super::super::call::Call;
use super::super::common::{self, exported};
use super::url::Url;
use super::{Failure, bad_setting, endpoint};

const RELATIVE: &str = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
const FULL: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
const TOKEN_FILE: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
const TOKEN: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
const METADATA: &str = "AWS_EC2_METADATA_SERVICE_ENDPOINT";

/// The hosts that are asked without encryption; any address that begins with `127.` is another.
const TRUSTED: [&str; 5] =
    ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]", "[::1]", "localhost"];

/// Returns who the container makes the program or, where there is none, the virtual machine.
pub(super) fn of_machine(call: &Call<'_, '_>) -> Option<Identity> {
    if let Some(variable) = container(call.environment) {
        return Some(of_container(call, variable));
    }
    let is_off = call.environment.filled("AWS_EC2_METADATA_DISABLED");
    if is_off.is_some_and(|value| value != "false") {
        return None;
    }
    let machine = common::of_machine();
    Some(match metadata_problem(call) {
        Some(stop) => machine.stopped(stop),
        None => machine,
    })
}

fn of_container(call: &Call<'_, '_>, variable: &str) -> Identity {
    let source = Source::Container(variable.to_owned());
    let identity = Identity::new(Kind::Container, source).standing(Standing::bare(State::Unknown));
    match container_problem(call) {
        Err(failure) => identity.stopped(failure.stop()),
        Ok(()) => Exporter::of_container(call.environment).into_iter().fold(identity, exported),
    }
}

/// Returns the variable that says where a container's credentials are; an empty one says nothing.
fn container(environment: &Environment) -> Option<&'static str> {
    [RELATIVE, FULL].into_iter().find(|name| environment.filled(name).is_some())
}

/// Returns why the container's credentials cannot be asked for.
pub(super) fn container_problem(call: &Call<'_, '_>) -> Result<(), Failure> {
    let Some(variable) = container(call.environment) else {
        let message = "no variable says where the container's credentials are";
        let stop = Stop::new(Problem::NoCredentials, message, Source::variable(RELATIVE));
        return Err(Failure::Passes(stop));
    };
    let text = call.environment.filled(variable).unwrap_or_default();
    let text =
        if variable == RELATIVE { format!("http://169.254.170.2{text}").into() } else { text };
    let Some(url) = Url::parse(&text) else {
        let message = format!("{variable} is no URL");
        let stop = Stop::new(Problem::Container, message, Source::variable(variable));
        return Err(Failure::Stops(stop));
    };
    let is_safe =
        url.scheme == "https" || TRUSTED.contains(&url.host.as_str()) || is_loopback(&url.host);
    if !is_safe {
        let message = format!("{variable} names a host that the SDK asks over https only");
        let stop = Stop::new(Problem::Container, message, Source::variable(variable));
        return Err(Failure::Passes(stop));
    }
    let is_local = variable == RELATIVE || ["localhost", "127.0.0.1"].contains(&url.host.as_str());
    authorization(call, is_local)
}

fn is_loopback(host: &str) -> bool {
    host.starts_with("127.") && host.parse::<std::net::Ipv4Addr>().is_ok()
}

/// Returns why the request cannot carry its token. One that no header can hold is left out where the host is a local one.
fn authorization(call: &Call<'_, '_>, is_local: bool) -> Result<(), Failure> {
    let stop = |message, variable| {
        let stop = Stop::new(Problem::Container, message, Source::variable(variable));
        Err(Failure::Stops(stop))
    };
    let Some(path) = call.environment.filled(TOKEN_FILE) else {
        let token = call.environment.filled(TOKEN).unwrap_or_default();
        return if is_header(&token) { Ok(()) } else { stop("the token is no header", TOKEN) };
    };
    let Some(files) = call.look.sessions else { return Ok(()) };
    match files.text(path.as_ref().as_ref()) {
        None => stop("the file of the token is not there", TOKEN_FILE),
        Some(token) if is_local || is_header(&token) => Ok(()),
        Some(_) => stop("what is in the file of the token is no header", TOKEN_FILE),
    }
}

fn is_header(text: &str) -> bool {
    text.chars().all(|character| matches!(character, '\t' | ' '..='~' | '\u{80}'..='\u{ff}'))
}

/// Returns whether the variable for the address of the instance metadata service holds none.
pub(super) fn is_lost(call: &Call<'_, '_>) -> bool {
    call.environment.filled(METADATA).is_some_and(|url| Url::parse(&url).is_none())
}

/// Returns why the instance metadata service cannot be asked.
pub(super) fn metadata_problem(call: &Call<'_, '_>) -> Option<Stop> {
    const MODE: &str = "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE";
    let message = "the address of the instance metadata service is no URL";
    if is_lost(call) {
        return Some(bad_setting(message, Source::variable(METADATA)));
    }
    if call.environment.filled(METADATA).is_some() {
        return None;
    }
    let in_profile = endpoint::setting(call, "ec2_metadata_service_endpoint");
    // An empty variable hides the profile's address.
    if let Some(url) = in_profile.filter(|_| !call.environment.has(METADATA)) {
        return Url::parse(&url.value).is_none().then(|| bad_setting(message, url.source));
    }
    let mode = call.environment.text(MODE).map(|mode| (mode.into_owned(), Source::variable(MODE)));
    let (mode, source) = mode.or_else(|| {
        let mode = endpoint::setting(call, "ec2_metadata_service_endpoint_mode")?;
        Some((mode.value, mode.source))
    })?;
    let is_known = ["IPv4", "IPv6"].contains(&mode.as_str());
    let message = "the mode of the instance metadata service is neither IPv4 nor IPv6";
    (!is_known).then(|| bad_setting(message, source))
}
