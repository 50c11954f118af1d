//! The Region, which a role takes.

use crate::identity::{Known, Problem, Stop};
use crate::source::Source;

use super::super::call::Call;
use super::super::{Find, Place};
use super::{bad_setting, endpoint, machine};

/// Where the Region stands.
pub(super) const REGION: [Place; 3] = [
    Place {
        rule: "AWS_REGION comes first; AWS_DEFAULT_REGION is not read",
        find: Find::Other(|call| Find::Variable("AWS_REGION").at(call).map(without_fips)),
    },
    Place {
        rule: "no variable names a Region, so the profile does",
        find: Find::Other(|call| call.setting("region").map(without_fips)),
    },
    Place {
        rule: "nothing names a Region, so the instance metadata service is asked",
        find: Find::Other(of_machine),
    },
];

/// Returns the Region that a made-up one such as `fips-us-east-1` stands for.
fn without_fips(region: Known<String>) -> Known<String> {
    let name = region.value.as_str();
    let value = match name {
        "fips-aws-global" | "aws-fips" => "us-east-1".to_owned(),
        _ if !name.starts_with("fips-") && !name.ends_with("-fips") => return region,
        _ if name.contains("fips-") => ["fips-dkr-", "fips-prod-", "fips-"]
            .into_iter()
            .find(|prefix| name.contains(prefix))
            .map_or_else(|| name.to_owned(), |prefix| name.replacen(prefix, "", 1)),
        _ => name.replacen("-fips", "", 1),
    };
    Known { value, ..region }
}

/// Returns an unknown Region, if the instance metadata service may be asked for one.
fn of_machine(call: &Call<'_, '_>) -> Option<Known<String>> {
    // Even `false` keeps the SDK from asking.
    let is_off = call.environment.filled("AWS_EC2_METADATA_DISABLED").is_some();
    (!is_off && !machine::is_lost(call)).then(|| Known::new("", Source::Imds))
}

/// Returns why a role cannot be asked for: in the Region that its profile names, else in that of the client.
pub(super) fn unusable(call: &Call<'_, '_>, own: Option<Known<String>>) -> Option<Stop> {
    let region = own.map(without_fips).or_else(|| call.region.clone());
    match region {
        Some(region) if is_label(&region.value) => None,
        Some(region) => Some(bad_setting("a role needs a Region, and this is none", region.source)),
        None if call.machine_knows_region() => None,
        None => {
            let message = "a role needs a Region, and none is set";
            Some(Stop::new(Problem::NoRegion, message, Source::Default))
        }
    }
}

/// Returns whether there is a Region for those who do not know the profile that is named in code.
pub(super) fn is_known_without_code(call: &Call<'_, '_>) -> bool {
    call.environment.has("AWS_REGION")
        || endpoint::setting(call, "region").is_some()
        || of_machine(call).is_some()
}

/// Returns whether `text` can be a part of a host's name.
pub(super) fn is_label(text: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=63).contains(&text.len())
        && text.bytes().all(is_sign)
        && !text.starts_with('-')
        && !text.ends_with('-')
}
