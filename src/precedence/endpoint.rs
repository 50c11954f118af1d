//! Where STS is called.

use crate::identity::Known;

use super::call::Call;
use super::{Find, Place};

const FOR_STS: &str = "AWS_ENDPOINT_URL_STS";
const FOR_ALL: &str = "AWS_ENDPOINT_URL";

/// Where the endpoint of STS may stand (spec: aws-semantics 1.2).
pub(super) const ENDPOINT: [Place; 4] = [
    Place {
        rule: "the variable of the service comes first",
        find: Find::Other(|call| variable(call, FOR_STS)),
    },
    Place {
        rule: "the variable for all services comes before the files",
        find: Find::Other(|call| variable(call, FOR_ALL)),
    },
    Place {
        rule: "the profile's [services] section comes before its endpoint_url",
        find: Find::Other(of_services),
    },
    Place {
        rule: "nothing else names an endpoint, so the profile's endpoint_url does",
        find: Find::Other(of_profile),
    },
];

fn variable(call: &Call<'_, '_>, name: &'static str) -> Option<Known<String>> {
    Find::Filled(name).at(call).filter(|_| !is_ignored(call))
}

fn of_profile(call: &Call<'_, '_>) -> Option<Known<String>> {
    call.setting("endpoint_url").filter(|_| !is_ignored(call))
}

/// Returns `endpoint_url` of STS in the section that `services` names.
fn of_services(call: &Call<'_, '_>) -> Option<Known<String>> {
    if is_ignored(call) {
        return None;
    }
    let name = call.setting("services")?.value;
    let view = call.look.dialect.view;
    let section = call.look.config.view(view).services_section(&name)?;
    let setting = section.get("sts")?;
    let (_, url) = setting.nested(view)?.into_iter().find(|(key, _)| *key == "endpoint_url")?;
    Some(Known::new(url, call.look.config.setting_source(setting)))
}

/// Returns whether endpoints of variables and files do not count.
fn is_ignored(call: &Call<'_, '_>) -> bool {
    let ignored = Find::Variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
        .at(call)
        .or_else(|| call.setting("ignore_configured_endpoint_urls"));
    ignored.is_some_and(|ignored| ignored.value.eq_ignore_ascii_case("true"))
}
