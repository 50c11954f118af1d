//! Where the SDK calls a service: an empty address is an address, with which no call can be made.

use crate::identity::Known;
use crate::shared_config::{Profile, Setting, View};

use super::super::call::Call;
use super::super::{Find, Place};
use super::{at_variable, settings};

/// A service of which the SDK makes clients.
#[derive(Clone, Copy)]
pub(super) struct Service {
    /// The variable with its endpoint.
    pub(super) variable: &'static str,
    /// Its name in files.
    pub(super) name: &'static str,
}

/// The service that assumes roles.
pub(super) const STS: Service = Service { variable: "AWS_ENDPOINT_URL_STS", name: "sts" };
/// The portal of IAM Identity Center.
pub(super) const SSO: Service = Service { variable: "AWS_ENDPOINT_URL_SSO", name: "sso" };
/// Where tokens of IAM Identity Center are renewed.
pub(super) const SSO_OIDC: Service =
    Service { variable: "AWS_ENDPOINT_URL_SSO_OIDC", name: "sso_oidc" };
/// Where sessions of `aws login` are renewed.
pub(super) const SIGN_IN: Service = Service { variable: "AWS_ENDPOINT_URL_SIGNIN", name: "signin" };

/// Where the endpoint of STS may stand.
pub(super) const PLACES: [Place; 5] = [
    Place {
        rule: "the variable of the service comes first",
        find: Find::Other(|call| of_sts(call, 0)),
    },
    Place {
        rule: "the variable for all services comes before the files",
        find: Find::Other(|call| of_sts(call, 1)),
    },
    Place {
        rule: "the profile's [services] section comes before the profile itself",
        find: Find::Other(|call| of_sts(call, 2)),
    },
    Place {
        rule: "the profile's own endpoint_url below `sts =` comes before the one for all services",
        find: Find::Other(|call| of_sts(call, 3)),
    },
    Place {
        rule: "nothing else names an endpoint, so the profile's endpoint_url does",
        find: Find::Other(|call| of_sts(call, 4)),
    },
];

fn of_sts(call: &Call<'_, '_>, place: usize) -> Option<Known<String>> {
    places(call, call.profile.as_ref(), STS).get_mut(place)?.take()
}

/// Returns the endpoint of a service for a client with the settings of `profile`.
pub(super) fn of<'t>(
    call: &Call<'_, 't>,
    profile: Option<&Profile<'t>>,
    service: Service,
) -> Option<Known<String>> {
    places(call, profile, service).into_iter().flatten().next()
}

fn places<'t>(
    call: &Call<'_, 't>,
    profile: Option<&Profile<'t>>,
    service: Service,
) -> [Option<Known<String>>; 5] {
    const IGNORE: (&str, &str) =
        ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls");
    if settings::is_on(call, profile, IGNORE) {
        return Default::default();
    }
    // Unlike all other variables, these are taken with the white space around them.
    let variable = |name| Some(Known::new(call.environment.text(name)?, at_variable(name)));
    [
        variable(service.variable),
        variable("AWS_ENDPOINT_URL"),
        of_services(call, profile, service),
        profile.and_then(|profile| below(call, |key| profile.get(key), service)),
        settings::of(call, profile, "endpoint_url"),
    ]
}

fn of_services<'t>(
    call: &Call<'_, 't>,
    profile: Option<&Profile<'t>>,
    service: Service,
) -> Option<Known<String>> {
    let name = profile?.value("services")?;
    let section = call.look.config.view(View::Java).services_section(name)?;
    below(call, |key| section.get(key), service)
}

/// Returns `endpoint_url` below the name of a service, which may also be written as one key with a dot.
fn below<'a, 't: 'a>(
    call: &Call<'_, 't>,
    get: impl Fn(&str) -> Option<&'a Setting<'t>>,
    service: Service,
) -> Option<Known<String>> {
    let source = |setting| call.look.config.setting_source(setting);
    let nested = get(service.name).and_then(|setting| {
        let pairs = setting.nested(View::Java)?;
        let (_, url) = pairs.into_iter().rfind(|(key, _)| *key == "endpoint_url")?;
        Some(Known::new(url, source(setting)))
    });
    nested.or_else(|| {
        let setting = get(&format!("{}.endpoint_url", service.name))?;
        Some(Known::new(&*setting.value, source(setting)))
    })
}
