//! The instance metadata service of EC2.

use crate::identity::{Known, Problem, Stop};
use crate::source::Source;

use super::super::call::Call;
use super::super::common::{is_metadata_off, of_machine};
use super::super::{Find, Offer};
use super::endpoint::is_url;

const ENDPOINT: &str = "AWS_EC2_METADATA_SERVICE_ENDPOINT";
const MODE: &str = "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE";

/// What comes of asking the service.
pub(super) enum Answer {
    /// It must not be asked, or cannot be reached.
    None(Stop),
    /// It cannot be asked as the settings say.
    Stops(Stop),
    /// Whatever it says.
    Any,
}

/// Offers the credentials of the machine.
pub(super) fn offer(call: &Call<'_, '_>) -> Offer {
    match answer(call) {
        Answer::None(_) if is_metadata_off(call) => Offer::Nothing,
        Answer::None(stop) => Offer::Passes(stop),
        Answer::Stops(stop) => of_machine().stopped(stop).into(),
        Answer::Any => of_machine().into(),
    }
}

/// Returns the Region of the machine, which only the service knows.
pub(super) fn region(call: &Call<'_, '_>) -> Option<Known<String>> {
    matches!(answer(call), Answer::Any).then(|| Known::new("", Source::Imds))
}

/// Returns what comes of asking the service.
pub(super) fn answer(call: &Call<'_, '_>) -> Answer {
    let stop = |message, source| Stop::new(Problem::BadSetting, message, source);
    if is_metadata_off(call) {
        let source = Source::variable("AWS_EC2_METADATA_DISABLED");
        return Answer::None(stop("the instance metadata service must not be asked", source));
    }
    let setting = |name, key| Find::Variable(name).at(call).or_else(|| call.setting(key));
    if let Some(endpoint) = setting(ENDPOINT, "ec2_metadata_service_endpoint") {
        return at(&endpoint);
    }
    match setting(MODE, "ec2_metadata_service_endpoint_mode") {
        Some(mode) if !is_mode(&mode.value) => {
            let message = "the endpoint mode of the metadata service is neither IPv4 nor IPv6";
            Answer::Stops(stop(message, mode.source))
        }
        Some(_) | None => Answer::Any,
    }
}

/// Returns what comes of asking at an endpoint of one's own.
fn at(endpoint: &Known<String>) -> Answer {
    let message = "the endpoint of the metadata service is no URL";
    let stop = Stop::new(Problem::BadSetting, message, endpoint.source.clone());
    match &*endpoint.value {
        url if is_url(url) => Answer::Any,
        // A host alone is taken, and then not reached.
        host if host.bytes().all(is_of_host) && !host.is_empty() => Answer::None(stop),
        _ => Answer::Stops(stop),
    }
}

fn is_of_host(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte)
}

fn is_mode(text: &str) -> bool {
    ["ipv4", "ipv6"].iter().any(|mode| text.eq_ignore_ascii_case(mode))
}
