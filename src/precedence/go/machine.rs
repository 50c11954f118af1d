//! Credentials of the machine: a container's, or those of the instance metadata service.

use std::net::IpAddr;
use std::path::Path;

use crate::identity::{Identity, Kind, Known, Problem, Stop};
use crate::source::Source;

use super::super::call::Call;
use super::super::common::{is_metadata_off, of_container, of_machine};
use super::super::url::Url;
use super::{Find, filled};

const RELATIVE: &str = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
const FULL: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
const TOKEN: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
const TOKEN_FILE: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";

/// The addresses beside this machine's own that a container may be asked at without encryption.
const OF_CONTAINERS: [&str; 3] = ["169.254.170.2", "169.254.170.23", "fd00:ec2::23"];

/// Returns whether this is a container: an empty variable says nothing.
pub(super) fn is_container(call: &Call<'_, '_>) -> bool {
    [RELATIVE, FULL].into_iter().any(|name| call.environment.filled(name).is_some())
}

/// Returns who the container makes the program.
pub(in super::super) fn container(call: &Call<'_, '_>) -> Option<Identity> {
    if !is_container(call) {
        return None;
    }
    Some(match container_endpoint(call) {
        Ok(source) => Identity { source, ..of_container(call) },
        Err(stop) => of_container(call).stopped(stop),
    })
}

/// Returns the variable that names the container's endpoint, or why the SDK does not ask there.
pub(super) fn container_endpoint(call: &Call<'_, '_>) -> Result<Source, Stop> {
    let filled = |name: &'static str| Some((name, call.environment.filled(name)?));
    let Some((name, uri)) = filled(RELATIVE).or_else(|| filled(FULL)) else {
        let message = "credential_source is EcsContainer, but this is no container";
        return Err(Stop::new(Problem::RoleSource, message, Source::variable(FULL)));
    };
    let may_ask = if name == RELATIVE { uri.starts_with('/') } else { may_ask(&uri) };
    if !may_ask {
        let message = format!("{name} is no address that the SDK asks for credentials");
        return Err(Stop::new(Problem::Container, message, Source::variable(name)));
    }
    bad_authorization(call).map_or_else(|| Ok(Source::Container(name.to_owned())), Err)
}

/// Returns whether the SDK asks there: elsewhere only over an encrypted connection.
fn may_ask(uri: &str) -> bool {
    let Some(url) = Url::parse(uri) else { return false };
    match url.scheme.to_ascii_lowercase().as_str() {
        "https" => true,
        "http" => url.host == "localhost" || is_near(url.host),
        _ => false,
    }
}

fn is_near(host: &str) -> bool {
    let is_of_containers =
        |address: IpAddr| OF_CONTAINERS.iter().any(|other| other.parse() == Ok(address));
    host.parse::<IpAddr>().is_ok_and(|address| {
        let address = address.to_canonical();
        address.is_loopback() || is_of_containers(address)
    })
}

fn bad_authorization(call: &Call<'_, '_>) -> Option<Stop> {
    let stop = |message, name| Some(Stop::new(Problem::Container, message, Source::variable(name)));
    let (token, name) = match call.environment.filled(TOKEN_FILE) {
        Some(path) => match call.look.sessions?.text(Path::new(&*path)) {
            Some(text) => (text, TOKEN_FILE),
            None => return stop("the container's authorization token cannot be read", TOKEN_FILE),
        },
        None => (call.environment.filled(TOKEN)?.into_owned(), TOKEN),
    };
    if token.contains(['\r', '\n']) {
        return stop("the container's authorization token has a line end in it", name);
    }
    None
}

/// Returns who is left when nothing offers credentials: the machine, if it is one of AWS's.
pub(in super::super) fn machine(call: &Call<'_, '_>) -> Identity {
    if is_metadata_off(call) {
        return Identity::new(Kind::None, Source::Default);
    }
    match metadata(call) {
        Ok(_) => of_machine(),
        Err(stop) => of_machine().stopped(stop),
    }
}

/// Returns the instance metadata service, or why it cannot be asked.
pub(super) fn metadata(call: &Call<'_, '_>) -> Result<Source, Stop> {
    if is_metadata_off(call) {
        let message = "AWS_EC2_METADATA_DISABLED forbids to ask the instance metadata service";
        let source = Source::variable("AWS_EC2_METADATA_DISABLED");
        return Err(Stop::new(Problem::NoCredentials, message, source));
    }
    match metadata_endpoint(call).filter(|endpoint| !Url::is_web(&endpoint.value)) {
        None => Ok(Source::Imds),
        Some(endpoint) => {
            let message = "the address of the instance metadata service is none";
            Err(Stop::new(Problem::BadSetting, message, endpoint.source))
        }
    }
}

fn metadata_endpoint(call: &Call<'_, '_>) -> Option<Known<String>> {
    Find::Filled("AWS_EC2_METADATA_SERVICE_ENDPOINT")
        .at(call)
        .or_else(|| filled(call, "ec2_metadata_service_endpoint"))
}
