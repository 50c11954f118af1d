//! Where a service is called, if it is not AWS's own address.

use crate::identity::Known;

use super::call::Call;
use super::{Find, Place};

/// A service that is called for credentials: its variable, and its key in a `[services]` section.
#[derive(Clone, Copy)]
pub(super) struct Service {
    variable: &'static str,
    key: &'static str,
}

/// The Security Token Service.
pub(super) const STS: Service = Service { variable: "AWS_ENDPOINT_URL_STS", key: "sts" };

/// The portal of IAM Identity Center.
pub(super) const SSO: Service = Service { variable: "AWS_ENDPOINT_URL_SSO", key: "sso" };

/// The tokens of IAM Identity Center.
pub(super) const OIDC: Service = Service { variable: "AWS_ENDPOINT_URL_SSO_OIDC", key: "sso_oidc" };

/// Identity and Access Management.
pub(super) const IAM: Service = Service { variable: "AWS_ENDPOINT_URL_IAM", key: "iam" };

/// The service behind `aws login`.
pub(super) const SIGNIN: Service = Service { variable: "AWS_ENDPOINT_URL_SIGNIN", key: "signin" };

const FOR_ALL: &str = "AWS_ENDPOINT_URL";

/// Where the endpoint of STS may stand (spec: aws-semantics 1.2).
pub(super) const ENDPOINT: [Place; 4] = [
    Place {
        rule: "the variable of the service comes first",
        find: Find::Other(|call| unless_ignored(call, variable(call, STS.variable))),
    },
    Place {
        rule: "the variable for all services comes before the files",
        find: Find::Other(|call| unless_ignored(call, variable(call, FOR_ALL))),
    },
    Place {
        rule: "the profile's [services] section comes before its endpoint_url",
        find: Find::Other(|call| unless_ignored(call, of_services(call, STS))),
    },
    Place {
        rule: "nothing else names an endpoint, so the profile's endpoint_url does",
        find: Find::Other(|call| unless_ignored(call, of_profile(call))),
    },
];

/// Returns where `service` is called, in the same order.
pub(super) fn of(call: &Call<'_, '_>, service: Service) -> Option<Known<String>> {
    let found = variable(call, service.variable)
        .or_else(|| variable(call, FOR_ALL))
        .or_else(|| of_services(call, service))
        .or_else(|| of_profile(call));
    unless_ignored(call, found)
}

fn variable(call: &Call<'_, '_>, name: &'static str) -> Option<Known<String>> {
    Find::Filled(name).at(call)
}

/// Returns `endpoint_url` of the profile; an empty one is none.
fn of_profile(call: &Call<'_, '_>) -> Option<Known<String>> {
    call.setting("endpoint_url").filter(|url| !url.value.is_empty())
}

/// Returns `endpoint_url` of a service in the section that `services` names.
fn of_services(call: &Call<'_, '_>, service: Service) -> Option<Known<String>> {
    let name = call.setting("services")?.value;
    let view = call.look.dialect.view;
    let section = call.look.config.view(view).services_section(&name)?;
    let setting = section.get(service.key)?;
    let mut nested = setting.nested(view)?.into_iter();
    let (_, url) = nested.find(|(key, _)| *key == "endpoint_url")?;
    Some(Known::new(url, call.look.config.setting_source(setting)))
}

/// Returns whether a variable says where `service` is called.
pub(super) fn is_in_variables(call: &Call<'_, '_>, service: Service) -> bool {
    variable(call, service.variable).or_else(|| variable(call, FOR_ALL)).is_some()
}

/// Returns whether endpoints of variables and files do not count.
pub(super) fn is_ignored(call: &Call<'_, '_>) -> bool {
    let ignored = Find::Variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
        .at(call)
        .or_else(|| call.setting("ignore_configured_endpoint_urls"));
    ignored.is_some_and(|ignored| ignored.value.eq_ignore_ascii_case("true"))
}

fn unless_ignored(call: &Call<'_, '_>, found: Option<Known<String>>) -> Option<Known<String>> {
    found.filter(|_| !is_ignored(call))
}
