//! Clients that the SDK makes for itself to get credentials: what keeps one from working makes the source fail.

use crate::identity::{Known, Problem, Stop};
use crate::shared_config::Profile;
use crate::source::Source;

use super::super::call::Call;
use super::endpoint::{self, STS, Service};
use super::{machine, settings};

const FIPS: (&str, &str) = ("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint");
const DUALSTACK: (&str, &str) = ("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint");

/// Returns why a role cannot be asked for, given the Region of its profile, if that has one.
pub(super) fn of_role(call: &Call<'_, '_>, own_region: Option<Known<String>>) -> Option<Stop> {
    let profile = settings::ambient(call);
    let profile = profile.as_ref();
    let region = own_region.or_else(|| region(call, profile));
    let Some(region) = region else { return of_global_sts(call, profile) };
    if region.source == Source::Imds {
        // Where the machine turns out to have no Region, the settings of endpoints do not count.
        return settings::unfit(call, profile);
    }
    of_service(call, profile, &region, &[STS])
}

/// Returns why a role cannot be asked for with a web identity.
pub(super) fn of_web_identity(call: &Call<'_, '_>) -> Option<Stop> {
    adaptive(call).or_else(|| of_role(call, None))
}

/// The client for web identities is set up in an older way than all others, which does not know this mode.
fn adaptive(call: &Call<'_, '_>) -> Option<Stop> {
    let of_profile = || settings::of(call, settings::ambient(call).as_ref(), "retry_mode");
    let mode = settings::filled(call, "AWS_RETRY_MODE").or_else(of_profile)?;
    let is_adaptive = mode.value.eq_ignore_ascii_case("adaptive");
    is_adaptive.then(|| settings::refused("a web identity does not go with AWS_RETRY_MODE", &mode))
}

/// Returns the Region of clients whose Region nobody states; the name in code of a profile does not get through to them.
pub(super) fn region<'t>(
    call: &Call<'_, 't>,
    profile: Option<&Profile<'t>>,
) -> Option<Known<String>> {
    settings::filled(call, "AWS_REGION")
        .or_else(|| {
            let region = settings::of(call, profile, "region");
            region.filter(|region| !settings::is_blank(&region.value))
        })
        .or_else(|| machine::region(call))
}

/// Without any Region the SDK calls `sts.amazonaws.com`, as if somebody had named that endpoint.
fn of_global_sts<'t>(call: &Call<'_, 't>, profile: Option<&Profile<'t>>) -> Option<Stop> {
    settings::unfit(call, profile).or_else(|| {
        let is_special = [FIPS, DUALSTACK].iter().any(|flag| settings::is_on(call, profile, *flag));
        let message = "FIPS and dual-stack endpoints of STS take a Region, and none is named";
        is_special.then(|| Stop::new(Problem::NoRegion, message, Source::Default))
    })
}

/// Returns why clients of these services cannot be made or cannot call.
pub(super) fn of_service<'t>(
    call: &Call<'_, 't>,
    profile: Option<&Profile<'t>>,
    region: &Known<String>,
    services: &[Service],
) -> Option<Stop> {
    settings::unfit(call, profile)
        .or_else(|| services.iter().find_map(|service| of_one(call, profile, region, *service)))
}

fn of_one<'t>(
    call: &Call<'_, 't>,
    profile: Option<&Profile<'t>>,
    region: &Known<String>,
    service: Service,
) -> Option<Stop> {
    unmade(call, profile, region, service).or_else(|| {
        let url = endpoint::of(call, profile, service)?;
        let mut flags = [FIPS, DUALSTACK].into_iter();
        let (name, _) = flags.find(|flag| settings::is_on(call, profile, *flag))?;
        let message = format!("{name} does not go with an endpoint of one's own");
        Some(Stop::new(Problem::BadSetting, message, url.source))
    })
}

/// Returns why a client cannot be made, whether or not it would have to call.
pub(super) fn unmade<'t>(
    call: &Call<'_, 't>,
    profile: Option<&Profile<'t>>,
    region: &Known<String>,
    service: Service,
) -> Option<Stop> {
    if settings::is_blank(&region.value) && region.source != Source::Imds {
        return Some(Stop::new(Problem::NoRegion, "the Region is empty", region.source.clone()));
    }
    let Some(url) = endpoint::of(call, profile, service) else {
        let is_name = region.source == Source::Imds || is_host(&region.value);
        return (!is_name)
            .then(|| settings::refused("the Region is no part of a host name", region));
    };
    (!is_url(&url.value)).then(|| settings::refused("the endpoint is no address", &url))
}

/// Returns whether the SDK can send a request to `text`.
pub(super) fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let is_known = ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    let is_ipv6 = host.starts_with('[') && host.contains(']');
    is_known && !text.contains(char::is_whitespace) && (is_ipv6 || is_host(name))
}

/// Returns whether Java's `URI` takes `text` for a part of the name of a host.
fn is_host(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    text.split('.').all(|label| {
        let has_ends = !label.starts_with('-') && !label.ends_with('-') && !label.is_empty();
        has_ends && label.bytes().all(is_part)
    })
}
