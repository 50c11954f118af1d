//! Settings whose values botocore does not take.

use crate::identity::{Known, Problem, Stop};
use crate::profile_kind::broken_session;
use crate::region::is_host_label as is_region;
use crate::session::integer;
use crate::shared_config::View;

use super::super::call::Call;
use super::super::endpoint::{self, STS, Service};
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
pub(in super::super) const CLIENT: [Check; 5] =
    [retry_mode_of_aws_cli, max_attempts, ca_bundle, no_services, no_session];

/// What keeps boto3 from making one.
pub(in super::super) const CLIENT_OF_BOTO3: [Check; 6] =
    [retry_mode, max_attempts, ca_bundle, no_services, no_session, defaults_mode];

/// What keeps the AWS CLI from making a client of STS.
pub(in super::super) const STS_OF_AWS_CLI: [Check; 2] =
    [region_name, |call| bad_endpoint(call, STS)];

/// What keeps boto3 from making one.
pub(in super::super) const STS_OF_BOTO3: [Check; 3] =
    [region_name, |call| bad_endpoint(call, STS), sts_regional_endpoints];

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
    let region = call.region.as_ref()?;
    if region.value.is_empty() && call.endpoint().is_some() {
        return None;
    }
    let is_region = !region.value.is_empty() && is_region(&region.value);
    (!is_region).then(|| refused("the Region is no label of a host name", region))
}

/// Returns that no Region is known to sign for; it takes one only where an endpoint of its own is called.
pub(super) fn no_region(call: &Call<'_, '_>) -> Option<Stop> {
    let is_known = call.region.is_some() || call.machine_knows_region();
    let endpoint = call.endpoint()?;
    let message = "a role is asked for at an endpoint of its own, and nothing names a Region";
    (!is_known).then(|| Stop::new(Problem::NoRegion, message, endpoint.source))
}

fn retry_mode(call: &Call<'_, '_>) -> Option<Stop> {
    retry_mode_but(call, &["legacy", "standard", "adaptive"])
}

fn retry_mode_of_aws_cli(call: &Call<'_, '_>) -> Option<Stop> {
    retry_mode_but(call, &["standard", "adaptive"])
}

fn retry_mode_but(call: &Call<'_, '_>, known: &[&str]) -> Option<Stop> {
    let mode = value(call, "AWS_RETRY_MODE", "retry_mode")?;
    let what = format!("AWS_RETRY_MODE is none of {}", known.join(", "));
    (!known.contains(&mode.value.as_str())).then(|| refused(&what, &mode))
}

/// Returns an endpoint that is no address.
pub(super) fn bad_endpoint(call: &Call<'_, '_>, service: Service) -> Option<Stop> {
    let url = endpoint::of(call, service)?;
    (!is_url(&url.value)).then(|| {
        // An address may hold a password, so it is not shown.
        Stop::new(Problem::BadSetting, "the endpoint is no address", url.source)
    })
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

/// Returns that the section which `services` names is not there, or empty; no variable makes up for it.
fn no_services(call: &Call<'_, '_>) -> Option<Stop> {
    let name = call.setting("services")?;
    let section = call.look.config.view(View::Boto).services_section(&name.value);
    let is_there = section.is_some_and(|section| !section.settings.is_empty());
    let is_asked = !endpoint::is_in_variables(call, STS) && !endpoint::is_ignored(call);
    let message = format!("there is nothing in [services {}], which the profile names", name.value);
    (is_asked && !is_there).then(|| Stop::new(Problem::BadSetting, message, name.source))
}

fn no_session(call: &Call<'_, '_>) -> Option<Stop> {
    broken_session(call.look.config, call.profile.as_ref()?)
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
