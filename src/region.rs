//! The Region that a profile names.

use crate::identity::Known;
use crate::shared_config::{Profile, SharedConfig};

/// Returns the Region that a profile names.
pub(crate) fn of_profile<'t>(
    config: &SharedConfig<'t>,
    profile: &Profile<'t>,
) -> Option<Known<String>> {
    let setting = profile.get("region")?;
    Some(Known::new(&*setting.value, config.setting_source(setting)))
}

/// Returns whether `name` can stand in the name of a host, as botocore asks of a Region.
pub(crate) fn is_host_label(name: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let is_number = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    name.len() <= 63
        && name.bytes().all(is_part)
        && !name.starts_with('-')
        && !name.ends_with('-')
        && !is_number
}
