//! Keys that stand somewhere: in a variable or a file.

use std::path::Path;

use crate::profile_kind;
use crate::shared_config::{FileKind, Profile};
use crate::source::Source;

use super::{Credentials, Resolver, Secret, Signs};

/// Returns the keys whose parts an identity says the places of.
pub(super) fn credentials<'t>(
    resolver: &Resolver<'_, 't>,
    signs: &Signs<'t>,
) -> Option<Credentials> {
    let keys = signs.identity.keys.as_ref()?;
    let value = |source: &Source| value(resolver, signs, source);
    let token = match &keys.token {
        Some(token) => Some(value(&token.source)?.into()),
        None => None,
    };
    Some(Credentials {
        access_key_id: value(&keys.id.source)?,
        secret_access_key: value(&keys.secret.source)?.into(),
        session_token: token,
        expires_at: signs.identity.expires_at,
        account: None,
    })
}

/// Returns the keys of a profile.
pub(super) fn of_profile(profile: &Profile<'_>) -> Option<Credentials> {
    let keys = profile_kind::keys(profile);
    Some(Credentials {
        access_key_id: keys.id?.value.clone().into_owned(),
        secret_access_key: keys.secret?.value.clone().into_owned().into(),
        session_token: keys.token.map(|token| Secret::from(token.value.clone().into_owned())),
        expires_at: None,
        account: profile.value("aws_account_id").filter(|id| !id.is_empty()).map(str::to_owned),
    })
}

/// Returns what stands at a place: in a variable, in the profile, or in one of the ancient files of keys.
fn value<'t>(resolver: &Resolver<'_, 't>, signs: &Signs<'t>, source: &Source) -> Option<String> {
    if let Source::Variable(name) = source {
        return resolver.inputs.environment.filled(name).map(std::borrow::Cow::into_owned);
    }
    let Source::File { path, line, key, .. } = source else { return None };
    let settings = |profile: &Profile<'t>| {
        let files = [FileKind::Config, FileKind::Credentials].into_iter();
        let mut settings = files.filter_map(|file| profile.get_in(file, key));
        let setting =
            settings.find(|setting| resolver.config.setting_source(setting) == *source)?;
        Some(setting.value.clone().into_owned())
    };
    signs.profile.as_ref().and_then(settings).or_else(|| of_line(resolver, path, *line))
}

/// Returns what stands behind the first sign of equality of a line, in one of the ancient files of keys.
fn of_line(resolver: &Resolver<'_, '_>, path: &Path, line: usize) -> Option<String> {
    let text = resolver.inputs.caches.text(path)?;
    let (_, value) = text.lines().nth(line.checked_sub(1)?)?.split_once('=')?;
    Some(value.trim().to_owned())
}
