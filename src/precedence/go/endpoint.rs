//! Where STS is called.

use crate::identity::Known;
use crate::shared_config::View;

use super::super::call::Call;
use super::{Find, Place, filled};

const URL: &str = "AWS_ENDPOINT_URL";

/// The variable of STS.
pub(super) const OF_VARIABLE: Place = Place {
    rule: "the variable of the service comes first",
    find: Find::Other(|call| in_variable(call, "STS")),
};

/// The profile's section of services.
pub(in super::super) const OF_SERVICES: Place = Place {
    rule: "the profile's [services] section counts where AWS_ENDPOINT_URL is not set",
    find: Find::Other(|call| in_services(call, "STS")),
};

/// The variable of all services.
pub(in super::super) const FOR_ALL: Place = Place {
    rule: "AWS_ENDPOINT_URL comes before the profile's endpoint_url",
    find: Find::Other(|call| Find::Filled(URL).at(call).filter(|_| !is_ignored(call))),
};

/// The profile's setting for all services.
pub(in super::super) const OF_PROFILE: Place = Place {
    rule: "nothing else names an endpoint, so the profile's endpoint_url does",
    find: Find::Other(|call| filled(call, "endpoint_url").filter(|_| !is_ignored(call))),
};

/// Returns the endpoint that is set for one service: also the clients that ask for credentials know it.
pub(super) fn of_service(call: &Call<'_, '_>, service: &str) -> Option<Known<String>> {
    in_variable(call, service).or_else(|| in_services(call, service))
}

fn in_variable(call: &Call<'_, '_>, service: &str) -> Option<Known<String>> {
    let name = format!("{URL}_{service}");
    let value = call.environment.filled(&name).filter(|_| !is_ignored(call))?;
    Some(Known::new(value, crate::source::Source::Variable(name)))
}

/// Returns the endpoint in the section that `services` names.
///
/// `AWS_ENDPOINT_URL`, be it empty, hides the section, unless the variable of the service is there, be it empty too.
fn in_services(call: &Call<'_, '_>, service: &str) -> Option<Known<String>> {
    let environment = call.environment;
    let is_hidden = environment.has(URL) && !environment.has(&format!("{URL}_{service}"));
    if is_hidden || is_ignored(call) {
        return None;
    }
    let name = filled(call, "services")?.value;
    let section = call.look.config.view(View::Go).services_section(&name)?;
    let setting = section.get(&service.to_ascii_lowercase())?;
    let (_, url) = setting
        .nested(View::Go)?
        .into_iter()
        .rfind(|(key, _)| key.eq_ignore_ascii_case("endpoint_url"))?;
    Some(Known::new(url, call.look.config.setting_source(setting)))
}

/// Returns whether endpoints of variables and files do not count.
fn is_ignored(call: &Call<'_, '_>) -> bool {
    let ignored = Find::Filled("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
        .at(call)
        .or_else(|| call.setting("ignore_configured_endpoint_urls"));
    ignored.is_some_and(|ignored| ignored.value.eq_ignore_ascii_case("true"))
}
