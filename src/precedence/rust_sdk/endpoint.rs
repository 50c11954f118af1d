//! Where the services of AWS are called.

use crate::identity::{Known, Problem, Stop};
use crate::shared_config::View;

use super::super::call::Call;
use super::super::{Find, Place};

/// A service that credentials may come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Service {
    /// Roles.
    Sts,
    /// Roles of IAM Identity Center.
    Sso,
    /// Tokens of IAM Identity Center.
    SsoOidc,
    /// Sessions of `aws login`.
    SignIn,
}

impl Service {
    const fn variable(self) -> &'static str {
        match self {
            Self::Sts => "AWS_ENDPOINT_URL_STS",
            Self::Sso => "AWS_ENDPOINT_URL_SSO",
            Self::SsoOidc => "AWS_ENDPOINT_URL_SSO_OIDC",
            Self::SignIn => "AWS_ENDPOINT_URL_SIGNIN",
        }
    }

    /// Returns its key in a `[services]` section; other SDKs write `_` for `-`.
    const fn key(self) -> &'static str {
        match self {
            Self::Sts => "sts",
            Self::Sso => "sso",
            Self::SsoOidc => "sso-oidc",
            Self::SignIn => "signin",
        }
    }
}

/// Where the endpoint of STS may stand; an empty one counts, too (spec: aws-semantics 1.2).
pub(super) const PLACES: [Place; 4] = [
    Place {
        rule: "the variable of the service comes first",
        find: Find::Other(|call| heeded(call, of_service(call, Service::Sts))),
    },
    Place {
        rule: "the variable for all services comes before the files",
        find: Find::Other(|call| heeded(call, of_all(call))),
    },
    Place {
        rule: "the profile's [services] section comes before its endpoint_url",
        find: Find::Other(|call| heeded(call, of_section(call, Service::Sts))),
    },
    Place {
        rule: "nothing else names an endpoint, so the profile's endpoint_url does",
        find: Find::Other(|call| heeded(call, of_profile(call))),
    },
];

/// Returns why the SDK gets no answer from `service` when it looks for credentials.
///
/// There it heeds endpoints even when the program has been told to ignore them.
pub(super) fn stop(call: &Call<'_, '_>, service: Service) -> Option<Stop> {
    let known = custom(call, service)?;
    let refused = |message| Some(Stop::new(Problem::BadSetting, message, known.source.clone()));
    if is_on(call, "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint") {
        return refused("FIPS and an endpoint of one's own do not go together");
    }
    if is_on(call, "AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint") {
        return refused("dual stack and an endpoint of one's own do not go together");
    }
    if known.value.is_empty() {
        return refused("the endpoint is empty, and the SDK panics at it");
    }
    if is_url(&known.value) { None } else { refused("the endpoint is no URL") }
}

/// Returns the endpoint that somebody chose for `service`.
pub(super) fn custom(call: &Call<'_, '_>, service: Service) -> Option<Known<String>> {
    of_service(call, service)
        .or_else(|| of_all(call))
        .or_else(|| of_section(call, service))
        .or_else(|| of_profile(call))
}

fn of_service(call: &Call<'_, '_>, service: Service) -> Option<Known<String>> {
    Find::Variable(service.variable()).at(call)
}

fn of_all(call: &Call<'_, '_>) -> Option<Known<String>> {
    Find::Variable("AWS_ENDPOINT_URL").at(call)
}

/// Returns `endpoint_url` of the service in the section that `services` names; the last one counts.
fn of_section(call: &Call<'_, '_>, service: Service) -> Option<Known<String>> {
    let name = call.setting("services")?.value;
    let section = call.look.config.view(View::Sdk).services_section(&name)?;
    let setting = section.get(service.key())?;
    let nested = setting.nested(View::Sdk)?;
    let (_, url) = nested.into_iter().rfind(|(key, _)| *key == "endpoint_url")?;
    Some(Known::new(url, call.look.config.setting_source(setting)))
}

fn of_profile(call: &Call<'_, '_>) -> Option<Known<String>> {
    call.setting("endpoint_url")
}

/// Returns the endpoint unless the program has been told to ignore endpoints.
fn heeded(call: &Call<'_, '_>, endpoint: Option<Known<String>>) -> Option<Known<String>> {
    let name = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS";
    endpoint.filter(|_| !is_on(call, name, "ignore_configured_endpoint_urls"))
}

/// Returns whether a switch is on. A variable that is set to no such word is off, and hides the profile's.
fn is_on(call: &Call<'_, '_>, name: &'static str, key: &str) -> bool {
    let known = Find::Variable(name).at(call).or_else(|| call.setting(key));
    known.is_some_and(|known| known.value.eq_ignore_ascii_case("true"))
}

/// Returns whether a request can be sent to `text`.
pub(super) fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_sign = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && !authority.is_empty()
        && rest.bytes().all(is_sign)
}
