//! What a call of STS takes, apart from what signs it.

use crate::identity::{Problem, Stop};
use crate::source::Source;

use super::super::call::Call;
use super::endpoint::{self, Service};

/// Returns why a role cannot be assumed.
pub(super) fn assume_role_stop(call: &Call<'_, '_>) -> Option<Stop> {
    region_stop(call)
        .or_else(|| endpoint::stop(call, Service::Sts))
        .or_else(|| lacks_region(call).then(no_region))
}

/// Returns why a role cannot be taken with a web identity token: no key signs that call, so that no Region is needed
/// where an endpoint is known.
pub(super) fn web_identity_stop(call: &Call<'_, '_>) -> Option<Stop> {
    let needs_region = endpoint::custom(call, Service::Sts).is_none();
    region_stop(call)
        .or_else(|| endpoint::stop(call, Service::Sts))
        .or_else(|| (lacks_region(call) && needs_region).then(no_region))
}

/// Returns why a session of `aws login` cannot be renewed.
pub(super) fn sign_in_stop(call: &Call<'_, '_>) -> Option<Stop> {
    region_stop(call)
        .or_else(|| endpoint::stop(call, Service::SignIn))
        .or_else(|| lacks_region(call).then(no_region))
}

/// Returns whether there is no Region, nor anybody who might know one.
const fn lacks_region(call: &Call<'_, '_>) -> bool {
    call.region.is_none() && !call.machine_knows_region()
}

fn no_region() -> Stop {
    Stop::new(Problem::NoRegion, "no Region to ask in", Source::Default)
}

/// Returns the refusal of a Region that is no name of a host.
fn region_stop(call: &Call<'_, '_>) -> Option<Stop> {
    let region = call.region.as_ref()?;
    if is_host(&region.value) {
        return None;
    }
    let message = format!("the Region `{}` is no part of a host name", region.value);
    Some(Stop::new(Problem::BadSetting, message, region.source.clone()))
}

/// Returns whether `text` is one or more labels of a host name.
pub(super) fn is_host(text: &str) -> bool {
    text.split('.').all(|label| {
        let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        (1..=63).contains(&label.len()) && !label.starts_with('-') && label.bytes().all(is_sign)
    })
}
