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
