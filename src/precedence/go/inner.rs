//! Whether the SDK's own calls for credentials can be sent: those for a role, to the portal of IAM Identity Center, and
//! to renew a session of `aws login`.

use crate::identity::{Kind, Known, Problem, State, Stop};
use crate::shared_config::Profile;
use crate::source::Source;

use super::super::call::Call;
use super::super::url::Url;
use super::{Find, endpoint, filled, of_profile};

/// Returns the endpoint of the client that asks for roles, if it is not AWS's own: `AWS_ENDPOINT_URL` and the
/// profile's `endpoint_url` don't reach it.
pub(in super::super) fn sts_endpoint(call: &Call<'_, '_>) -> Option<Known<String>> {
    endpoint::of_service(call, "STS")
}

/// Returns why no role can be asked for.
pub(in super::super) fn cannot_reach_sts(
    call: &Call<'_, '_>,
    endpoint: Option<Known<String>>,
) -> Option<Stop> {
    cannot_reach(call, endpoint, "there is a role to ask for, but no Region to ask for it in")
}

/// Returns why the portal of IAM Identity Center cannot be asked, which stands in a Region of its own.
pub(super) fn cannot_reach_portal<'t>(call: &Call<'_, 't>, profile: &Profile<'t>) -> Option<Stop> {
    let region = of_profile::portal_region(call, profile);
    let place = profile.get("sso_region").or_else(|| profile.get("sso_session"))?;
    bad_region(&region, call.look.config.setting_source(place))
        .or_else(|| bad_endpoint(call, endpoint::of_service(call, "SSO")))
}

/// Returns why a session of `aws login` that has ended cannot be renewed.
pub(super) fn cannot_renew_login<'t>(call: &Call<'_, 't>, profile: &Profile<'t>) -> Option<Stop> {
    if call.look.at(profile, Kind::Login).state != State::Refreshable {
        return None;
    }
    let endpoint = endpoint::of_service(call, "SIGNIN");
    cannot_reach(
        call,
        endpoint,
        "the session has to be renewed, but there is no Region to do it in",
    )
}

fn cannot_reach(
    call: &Call<'_, '_>,
    endpoint: Option<Known<String>>,
    without_region: &str,
) -> Option<Stop> {
    match (&call.region, endpoint) {
        (None, None) => Some(Stop::new(Problem::NoRegion, without_region, Source::Default)),
        (None, endpoint) => bad_endpoint(call, endpoint),
        (Some(region), endpoint) => bad_region(&region.value, region.source.clone())
            .or_else(|| bad_endpoint(call, endpoint)),
    }
}

fn bad_region(region: &str, source: Source) -> Option<Stop> {
    if region.split('.').all(is_label) {
        return None;
    }
    let message = format!("`{region}` cannot be part of a host's name");
    Some(Stop::new(Problem::BadSetting, message, source))
}

fn is_label(label: &str) -> bool {
    let is_dash = |byte: Option<&u8>| byte == Some(&b'-');
    let bytes = label.as_bytes();
    (1..=63).contains(&bytes.len())
        && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        && !is_dash(bytes.first())
        && !is_dash(bytes.last())
}

fn bad_endpoint(call: &Call<'_, '_>, endpoint: Option<Known<String>>) -> Option<Stop> {
    let endpoint = endpoint?;
    if !Url::is_web(&endpoint.value) {
        let message = "the endpoint is no address";
        return Some(Stop::new(Problem::BadSetting, message, endpoint.source));
    }
    let variants = [
        ("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint"),
        ("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint"),
    ];
    let set = variants.into_iter().find_map(|(name, key)| is_on(call, name, key))?;
    let message = "an endpoint of its own goes neither with FIPS nor with dual stack";
    Some(Stop::new(Problem::BadSetting, message, set))
}

/// Returns where a switch stands that is on.
fn is_on(call: &Call<'_, '_>, name: &'static str, key: &str) -> Option<Source> {
    let found = Find::Filled(name).at(call).or_else(|| filled(call, key))?;
    found.value.eq_ignore_ascii_case("true").then_some(found.source)
}
