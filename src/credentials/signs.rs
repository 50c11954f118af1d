//! Who signs, and by which rules that was found.

use crate::dialect::Dialect;
use crate::error::Error;
use crate::identity::Identity;
use crate::inputs::Inputs;
use crate::precedence::{self, Facts, Family, Services};
use crate::profile_lookup;
use crate::shared_config::{Profile, SharedConfig, View};
use crate::source::Source;

/// Who signs, and by which rules that was found.
pub(crate) struct Signs<'t> {
    /// Who it is.
    pub(crate) identity: Identity,
    /// The profile that the credentials come from, as the tool reads it.
    pub(crate) profile: Option<Profile<'t>>,
    /// Where the tool calls the services.
    pub(crate) services: Services,
    /// How the tool reads a profile.
    pub(super) dialect: &'static Dialect,
    /// Whether the profile was named, so that no variable has a say.
    pub(super) is_named: bool,
}

impl<'t> Signs<'t> {
    /// Returns the name of the profile that the credentials come from.
    pub(crate) fn profile_name(&self) -> Option<&str> {
        self.profile.as_ref().map(Profile::name)
    }

    /// Returns an ARN that tells the partition, if the profile has one.
    pub(crate) fn arn(&self) -> Option<&str> {
        let profile = self.profile.as_ref()?;
        ["role_arn", "login_session"].into_iter().find_map(|key| profile.value(key))
    }

    /// Returns who signs the next call in this shell, of the tool that the prompt speaks for.
    pub(crate) fn next_call(inputs: &Inputs, config: &SharedConfig<'t>) -> Self {
        Self::of(inputs, config, inputs.settings().tool, None)
    }

    /// Finds the profile that a user means, and returns who signs with `--profile NAME` for the AWS CLI; of a profile that only
    /// the SDKs see, who signs for them.
    pub(crate) fn named(
        inputs: &Inputs,
        config: &SharedConfig<'t>,
        name: &str,
    ) -> Result<Self, Error> {
        let name = profile_lookup::find(config, &inputs.settings().aliases, name)?.name;
        let is_known = config.view(View::Boto).has(&name);
        let family = if is_known { Family::AwsCli } else { Family::Rust };
        Ok(Self::of(inputs, config, family, Some(&name)))
    }

    /// Returns who the selected profile is, where something else signs.
    pub(crate) fn chosen(&self, inputs: &Inputs, config: &SharedConfig<'t>) -> Option<Self> {
        let chosen = self.identity.selected.as_ref()?;
        let signer = self.identity.profile.as_ref();
        let is_another = signer.is_none_or(|signer| signer.value != chosen.value);
        if !is_another || chosen.source == Source::Default {
            return None;
        }
        Self::named(inputs, config, &chosen.value).ok()
    }

    fn of(
        inputs: &Inputs,
        config: &SharedConfig<'t>,
        family: Family,
        profile_flag: Option<&str>,
    ) -> Self {
        let facts = Facts {
            environment: &inputs.environment,
            config,
            caches: &inputs.caches,
            now: inputs.now,
            profile_flag,
        };
        let identity = precedence::identify(family, &facts);
        let dialect = family.rules().dialect;
        let name = identity.profile.as_ref().map(|profile| profile.value.as_str()).or(profile_flag);
        Self {
            profile: name.and_then(|name| config.view(dialect.view).profile(name)),
            services: precedence::services(family, &facts),
            identity,
            dialect,
            is_named: profile_flag.is_some(),
        }
    }
}
