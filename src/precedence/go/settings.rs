//! Values that the SDK does not take, in variables and files: it stops at them whatever they are about.

use std::path::Path;

use crate::identity::{Problem, Stop};
use crate::shared_config::{Profile, SharedConfig};
use crate::source::Source;

use super::super::call::Call;
use super::{Find, filled};

/// A setting, and whether the SDK takes a value for it.
type Check = (&'static str, fn(&str) -> bool);

/// Variables, unless they are empty.
const VARIABLES: &[Check] = &[
    ("AWS_DISABLE_REQUEST_COMPRESSION", is_boolean),
    ("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", is_compression_size),
    ("AWS_DISABLE_CLOCK_SKEW_CORRECTION", is_boolean),
    ("AWS_ENABLE_ENDPOINT_DISCOVERY", |value| is_boolean(value) || is(value, &["auto"])),
    ("AWS_S3_USE_ARN_REGION", is_boolean),
    ("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", is_metadata_mode),
    ("AWS_EC2_METADATA_V1_DISABLED", is_boolean),
    ("AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS", is_boolean),
    ("AWS_USE_DUALSTACK_ENDPOINT", is_boolean),
    ("AWS_USE_FIPS_ENDPOINT", is_boolean),
    ("AWS_DEFAULTS_MODE", is_defaults_mode),
    ("AWS_MAX_ATTEMPTS", |value| value.parse::<i64>().is_ok()),
    ("AWS_RETRY_MODE", is_retry_mode),
    ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", is_boolean),
    ("AWS_S3_DISABLE_EXPRESS_SESSION_AUTH", is_boolean),
    ("AWS_ACCOUNT_ID_ENDPOINT_MODE", is_account_mode),
    ("AWS_REQUEST_CHECKSUM_CALCULATION", is_checksum_mode),
    ("AWS_RESPONSE_CHECKSUM_VALIDATION", is_checksum_mode),
    ("AWS_RESTRICT_FILE_PERMISSIONS", |value| is(value, &["user_read_write", "unrestricted"])),
];

/// Settings of a profile, empty or not.
const SETTINGS: &[Check] = &[
    ("ec2_metadata_service_endpoint_mode", is_metadata_mode),
    ("defaults_mode", |value| value.is_empty() || is_defaults_mode(value)),
    ("max_attempts", is_integer),
    ("retry_mode", is_retry_mode),
    ("disable_request_compression", |value| matches!(value, "true" | "false")),
    ("disable_clock_skew_correction", |value| matches!(value, "true" | "false")),
    ("request_min_compression_size_bytes", is_compression_size),
    ("account_id_endpoint_mode", is_account_mode),
    ("request_checksum_calculation", is_checksum_mode),
    ("response_checksum_validation", is_checksum_mode),
];

/// Returns a variable whose value the SDK does not take.
pub(super) fn bad_variable(call: &Call<'_, '_>) -> Option<Stop> {
    let is_bad = |(name, is_good): &&Check| {
        call.environment.filled(name).is_some_and(|value| !is_good(&value))
    };
    let (name, _) = VARIABLES.iter().find(is_bad)?;
    let message = format!("{name} has a value that the SDK does not take");
    Some(Stop::new(Problem::BadSetting, message, Source::variable(name)))
}

/// Returns a setting of `profile` whose value the SDK does not take.
pub(super) fn bad_setting<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>) -> Option<Stop> {
    let setting = SETTINGS
        .iter()
        .find_map(|(key, is_good)| profile.get(key).filter(|setting| !is_good(&setting.value)))?;
    let message = format!(
        "{} of profile `{}` has a value that the SDK does not take",
        setting.key,
        profile.name()
    );
    Some(Stop::new(Problem::BadSetting, message, config.setting_source(setting)))
}

/// Returns a bundle of certificates that cannot be read, or has none in it.
pub(super) fn bad_bundle(call: &Call<'_, '_>) -> Option<Stop> {
    let bundle = Find::Filled("AWS_CA_BUNDLE").at(call).or_else(|| filled(call, "ca_bundle"))?;
    if call.look.sessions?.has_certificate(Path::new(&bundle.value)) {
        return None;
    }
    let message = "there are no certificates in the bundle, or it cannot be read";
    Some(Stop::new(Problem::BadSetting, message, bundle.source))
}

fn is(value: &str, words: &[&str]) -> bool {
    words.iter().any(|word| value.eq_ignore_ascii_case(word))
}

fn is_boolean(value: &str) -> bool {
    is(value, &["true", "false"])
}

fn is_metadata_mode(value: &str) -> bool {
    is(value.trim(), &["", "IPv4", "IPv6"])
}

fn is_defaults_mode(value: &str) -> bool {
    is(value, &["auto", "cross-region", "in-region", "legacy", "mobile", "standard"])
}

fn is_retry_mode(value: &str) -> bool {
    matches!(value, "standard" | "adaptive")
}

fn is_account_mode(value: &str) -> bool {
    matches!(value, "preferred" | "required" | "disabled")
}

fn is_checksum_mode(value: &str) -> bool {
    is(value, &["when_supported", "when_required"])
}

fn is_compression_size(value: &str) -> bool {
    value.parse::<i64>().is_ok_and(|size| (0..=10_485_760).contains(&size))
}

/// Returns whether Go takes `text` for an integer: it may say its base as `0x10` does.
fn is_integer(text: &str) -> bool {
    let digits =
        text.strip_prefix(['+', '-']).unwrap_or(text).to_ascii_lowercase().replace('_', "");
    let (base, digits) = match digits.get(..2) {
        Some("0x") => (16, digits.get(2..)),
        Some("0o") => (8, digits.get(2..)),
        Some("0b") => (2, digits.get(2..)),
        _ if digits.len() > 1 && digits.starts_with('0') => (8, digits.get(1..)),
        _ => (10, Some(digits.as_str())),
    };
    digits.is_some_and(|digits| i64::from_str_radix(digits, base).is_ok())
}
