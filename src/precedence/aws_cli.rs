//! AWS CLI v2.

use crate::environment::Environment;
use crate::identity::{Identity, Kind, Known, State};
use crate::session::Caches;
use crate::shared_config::{SharedConfig, View};
use crate::source::Source;

/// Returns who the next call is signed as.
pub(crate) fn identify(
    environment: &Environment,
    config: &SharedConfig<'_>,
    caches: &dyn Caches,
    now: i64,
    explicit: Option<&str>,
) -> Identity {
    let name =
        explicit.map(str::to_owned).or_else(|| environment.filled("AWS_PROFILE").map(Into::into));
    of_profile(environment, config, caches, now, &name.unwrap_or_else(|| "default".to_owned()))
}

/// Returns who a call with this profile is signed as.
pub(crate) fn of_profile(
    _environment: &Environment,
    config: &SharedConfig<'_>,
    _caches: &dyn Caches,
    _now: i64,
    name: &str,
) -> Identity {
    let profile = config.view(View::Boto).profile(name);
    let known = |key| {
        let setting = profile.as_ref()?.get(key)?;
        Some(Known {
            value: setting.value.clone().into_owned(),
            source: config.setting_source(setting),
        })
    };
    Identity {
        profile: profile
            .as_ref()
            .map(|profile| Known { value: profile.name().to_owned(), source: Source::Default }),
        selected: None,
        kind: Kind::None,
        source: Source::Default,
        access_key_id: None,
        account: known("sso_account_id"),
        principal: None,
        region: known("region"),
        state: State::None,
        expires_at: None,
        renewable: false,
        exported_by: None,
        error: None,
    }
}
