//! Where services are called. The profile that is asked for this is that of `AWS_PROFILE`, whatever the code names, and its
//! config file counts before its credentials file.

use crate::identity::{Known, Stop};
use crate::shared_config::{FileKind, Profile, Section, Setting, View};

use super::super::call::Call;
use super::super::{DEFAULT, Find, Place};
use super::bad_setting;
use super::url::Url;

const FOR_ALL: &str = "AWS_ENDPOINT_URL";

/// A service, as variables and `[services]` sections name it.
pub(super) struct Service {
    variable: &'static str,
    key: &'static str,
}

/// The service that hands out the credentials of roles.
pub(super) const STS: Service =
    Service { variable: "AWS_ENDPOINT_URL_STS", key: "sts.endpoint_url" };
/// The portal of IAM Identity Center.
pub(super) const SSO: Service =
    Service { variable: "AWS_ENDPOINT_URL_SSO", key: "sso.endpoint_url" };
/// The service behind `aws login`.
pub(super) const SIGN_IN: Service =
    Service { variable: "AWS_ENDPOINT_URL_SIGNIN", key: "signin.endpoint_url" };

/// Where the endpoint of STS may stand.
pub(super) const ENDPOINT: [Place; 4] = [
    Place {
        rule: "the variable of the service comes first",
        find: Find::Other(|call| variable(call, STS.variable)),
    },
    Place {
        rule: "the variable for all services comes before the files",
        find: Find::Other(|call| variable(call, FOR_ALL)),
    },
    Place {
        rule: "the [services] section of the profile that AWS_PROFILE names comes before its endpoint_url",
        find: Find::Other(|call| of_section(call, &STS)),
    },
    Place {
        rule: "nothing else names an endpoint, so endpoint_url of the profile that AWS_PROFILE names does",
        find: Find::Other(of_profile),
    },
];

/// Returns why a service cannot be called where settings send its calls; `client` is the profile of the client that calls.
pub(super) fn unusable<'t>(
    call: &Call<'_, 't>,
    service: &Service,
    client: Option<&Profile<'t>>,
) -> Option<Stop> {
    let url = variable(call, service.variable)
        .or_else(|| variable(call, FOR_ALL))
        .or_else(|| of_section(call, service))
        .or_else(|| of_profile(call))?;
    if Url::parse(&url.value).is_none() {
        return Some(bad_setting("the endpoint is no URL", url.source));
    }
    let name = special_kind(call, client)?;
    let message = format!("the SDK takes no endpoint of one's own together with {name}");
    Some(bad_setting(message, url.source))
}

/// Returns what makes a client choose among AWS's endpoints of a special kind; `client` is its profile.
pub(super) fn special_kind(
    call: &Call<'_, '_>,
    client: Option<&Profile<'_>>,
) -> Option<&'static str> {
    let is_on = |variable, key| flag(call, variable, client, key);
    if is_on("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint") {
        return Some("FIPS");
    }
    is_on("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint").then_some("dualstack")
}

/// Returns the profile that is asked for endpoints.
pub(super) fn profile<'t>(call: &Call<'_, 't>) -> Option<Profile<'t>> {
    if !call.is_explicit() {
        return call.profile.clone();
    }
    let name = call.environment.filled("AWS_PROFILE");
    call.look.config.view(View::JavaScript).profile(name.as_deref().unwrap_or(DEFAULT))
}

/// Returns a key of that profile.
pub(super) fn setting(call: &Call<'_, '_>, key: &str) -> Option<Known<String>> {
    let profile = profile(call)?;
    let setting = get(&profile, key)?;
    Some(Known::new(&*setting.value, call.look.config.setting_source(setting)))
}

fn get<'a, 't>(profile: &'a Profile<'t>, key: &str) -> Option<&'a Setting<'t>> {
    [FileKind::Config, FileKind::Credentials].into_iter().find_map(|file| profile.get_in(file, key))
}

fn variable(call: &Call<'_, '_>, name: &'static str) -> Option<Known<String>> {
    Find::Filled(name).at(call).filter(|_| !is_ignored(call))
}

fn of_section(call: &Call<'_, '_>, service: &Service) -> Option<Known<String>> {
    let name = setting(call, "services").filter(|_| !is_ignored(call))?;
    let section = section(call, &name.value)?;
    let url = section.get(service.key)?;
    Some(Known::new(&*url.value, call.look.config.setting_source(url)))
}

/// Returns `endpoint_url`, which does not count beside a `[services]` section that is not there.
fn of_profile(call: &Call<'_, '_>) -> Option<Known<String>> {
    let services = setting(call, "services");
    let is_broken = services.is_some_and(|name| section(call, &name.value).is_none());
    setting(call, "endpoint_url").filter(|_| !is_broken && !is_ignored(call))
}

/// Returns a `[services]` section with anything in it.
fn section<'t>(call: &Call<'_, 't>, name: &str) -> Option<Section<'t>> {
    let section = call.look.config.view(View::JavaScript).services_section(name);
    section.filter(|section| !section.settings.is_empty())
}

/// Returns whether endpoints of variables and files do not count.
fn is_ignored(call: &Call<'_, '_>) -> bool {
    let (variable, key) =
        ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls");
    flag(call, variable, profile(call).as_ref(), key)
}

/// Returns whether a setting is on: anything but `true` and `false` counts as not set.
fn flag(call: &Call<'_, '_>, variable: &str, profile: Option<&Profile<'_>>, key: &str) -> bool {
    let read = |text: &str| match text {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    };
    let of_variable = call.environment.text(variable).and_then(|text| read(&text));
    let of_profile = || read(&get(profile?, key)?.value);
    of_variable.or_else(of_profile).unwrap_or(false)
}
