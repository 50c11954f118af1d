//! The Region of the profile, or of the profiles that it takes its credentials from.

use std::collections::BTreeSet;

use crate::identity::Known;
use crate::shared_config::View;

use super::super::call::Call;

/// Returns the Region of the first profile that names one on the way along `source_profile`, with or without roles.
pub(super) fn of_profiles(call: &Call<'_, '_>) -> Option<Known<String>> {
    let profiles = call.look.config.view(View::Sdk);
    let mut visited = BTreeSet::new();
    let mut profile = call.profile.clone()?;
    while visited.insert(profile.name().to_owned()) {
        if let Some(setting) = profile.get("region") {
            return Some(Known::new(&*setting.value, call.look.config.setting_source(setting)));
        }
        profile = profiles.profile(profile.value("source_profile")?)?;
    }
    None
}
