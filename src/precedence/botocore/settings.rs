//! Settings whose values botocore does not take.

use crate::identity::{Known, Problem, Stop};
use crate::session::integer;

use super::super::call::Call;
use super::super::{Check, Find};

/// What botocore stops at before it asks for any credentials: it sets up the metadata service even where nobody will ask it.
pub(super) const BEFORE_CREDENTIALS: [Check; 3] = [
    |call| {
        let names = ["AWS_METADATA_SERVICE_TIMEOUT", "AWS_METADATA_SERVICE_NUM_ATTEMPTS"];
        names.into_iter().find_map(|name| no_number(name, &value(call, name, &setting_of(name))?))
    },
    metadata_mode,
    metadata_endpoint,
];

/// What keeps the AWS CLI from making a client, which all but plain keys take.
pub(in super::super) const CLIENT: [Check; 3] = [retry_mode, max_attempts, ca_bundle];

/// What keeps boto3 from making one.
pub(in super::super) const CLIENT_OF_BOTO3: [Check; 4] =
    [retry_mode, max_attempts, ca_bundle, defaults_mode];

/// What keeps the AWS CLI from making a client of STS.
pub(in super::super) const STS_OF_AWS_CLI: [Check; 2] = [region_name, no_region];

/// What keeps boto3 from making one.
pub(in super::super) const STS_OF_BOTO3: [Check; 3] =
    [region_name, no_region, sts_regional_endpoints];

/// Returns a setting from its variable, empty or not, else from the profile.
fn value(call: &Call<'_, '_>, name: &'static str, key: &str) -> Option<Known<String>> {
    Find::Variable(name).at(call).or_else(|| call.setting(key))
}

/// Returns the key of a profile that means the same as a variable.
fn setting_of(name: &str) -> String {
    name.trim_start_matches("AWS_").to_ascii_lowercase()
}

fn refused(what: &str, value: &Known<String>) -> Stop {
    let shown = crate::display::escaped(&value.value);
    Stop::new(Problem::BadSetting, format!("{what}: `{shown}`"), value.source.clone())
}

fn no_number(name: &str, value: &Known<String>) -> Option<Stop> {
    integer(&value.value).is_none().then(|| refused(&format!("{name} is no number"), value))
}

fn metadata_mode(call: &Call<'_, '_>) -> Option<Stop> {
    const NAME: &str = "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE";
    let mode = value(call, NAME, &setting_of(NAME))?;
    let is_known = ["ipv4", "ipv6"].iter().any(|known| mode.value.eq_ignore_ascii_case(known));
    (!is_known).then(|| refused(&format!("{NAME} is neither ipv4 nor ipv6"), &mode))
}

fn metadata_endpoint(call: &Call<'_, '_>) -> Option<Stop> {
    const NAME: &str = "AWS_EC2_METADATA_SERVICE_ENDPOINT";
    let endpoint = value(call, NAME, &setting_of(NAME)).filter(|url| !url.value.is_empty())?;
    (!is_url(&endpoint.value)).then(|| refused(&format!("{NAME} is no address"), &endpoint))
}

/// Returns whether botocore takes `text` for the address of a server.
fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let is_label = |label: &str| {
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        (1..64).contains(&label.len()) && label.bytes().all(is_part)
    };
    let is_ipv6 = host.starts_with('[') && host.contains(']');
    !scheme.is_empty() && (is_ipv6 || name.trim_end_matches('.').split('.').all(is_label))
}

fn region_name(call: &Call<'_, '_>) -> Option<Stop> {
    let region = call.region.as_ref().filter(|region| !is_region(&region.value))?;
    Some(refused("the Region is no label of a host name", region))
}

/// Returns that no Region is known; it takes one only where an endpoint of its own is called.
fn no_region(call: &Call<'_, '_>) -> Option<Stop> {
    let is_known = call.region.is_some() || call.machine_knows_region();
    let endpoint = call.rules.endpoint.iter().find_map(|place| place.find(call))?;
    let message = "a role is asked for at an endpoint of its own, and nothing names a Region";
    (!is_known).then(|| Stop::new(Problem::NoRegion, message, endpoint.source))
}

/// Returns whether botocore takes `name` for a Region: it has to be a label of a host name.
fn is_region(name: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    name.len() <= 63
        && name.bytes().all(is_part)
        && !name.starts_with('-')
        && !name.ends_with('-')
        && !(!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()))
}

fn retry_mode(call: &Call<'_, '_>) -> Option<Stop> {
    let mode = value(call, "AWS_RETRY_MODE", "retry_mode")?;
    let is_known = ["legacy", "standard", "adaptive"].contains(&mode.value.as_str());
    (!is_known).then(|| refused("AWS_RETRY_MODE is none of legacy, standard and adaptive", &mode))
}

fn max_attempts(call: &Call<'_, '_>) -> Option<Stop> {
    let attempts = value(call, "AWS_MAX_ATTEMPTS", "max_attempts")?;
    let number = integer(&attempts.value);
    let is_positive = number.is_some_and(|number| number != "0" && !number.starts_with('-'));
    (!is_positive).then(|| refused("AWS_MAX_ATTEMPTS is no number above zero", &attempts))
}

fn ca_bundle(call: &Call<'_, '_>) -> Option<Stop> {
    let bundle = value(call, "AWS_CA_BUNDLE", "ca_bundle")
        .or_else(|| Find::Variable("REQUESTS_CA_BUNDLE").at(call))?;
    let is_blank = bundle.value.trim().is_empty();
    is_blank.then(|| refused("the file of certificates has no name", &bundle))
}

fn defaults_mode(call: &Call<'_, '_>) -> Option<Stop> {
    const MODES: [&str; 6] = ["legacy", "standard", "in-region", "cross-region", "mobile", "auto"];
    let mode = value(call, "AWS_DEFAULTS_MODE", "defaults_mode")?;
    let is_known = MODES.iter().any(|known| mode.value.eq_ignore_ascii_case(known));
    (!is_known)
        .then(|| refused(&format!("AWS_DEFAULTS_MODE is none of {}", MODES.join(", ")), &mode))
}

fn sts_regional_endpoints(call: &Call<'_, '_>) -> Option<Stop> {
    let which = value(call, "AWS_STS_REGIONAL_ENDPOINTS", "sts_regional_endpoints")?;
    let is_known = ["", "legacy", "regional"].contains(&which.value.as_str());
    (!is_known)
        .then(|| refused("AWS_STS_REGIONAL_ENDPOINTS is neither legacy nor regional", &which))
}
