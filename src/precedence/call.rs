//! One call of a tool, as far as it decides who signs it.

use crate::environment::Environment;
use crate::identity::{Expected, Identity, Known, Look, Problem, Stop};
use crate::profile_kind::Kind;
use crate::shared_config::Profile;
use crate::source::Source;

use super::{DEFAULT, Rules};

/// One call of a tool.
pub(crate) struct Call<'a, 't> {
    /// How the tool decides.
    pub(super) rules: &'static Rules,
    /// The variables the tool would see.
    pub(super) environment: &'a Environment,
    /// Files, sessions and time.
    pub(super) look: Look<'a, 't>,
    /// The profile named on the command line or in code.
    pub(super) flag: Option<&'a str>,
    /// The name that somebody chose.
    pub(super) named: Option<Known<String>>,
    /// The profile that is selected, if it exists.
    pub(super) profile: Option<Profile<'t>>,
    /// The Region.
    pub(super) region: Option<Known<String>>,
    /// Whether the instance metadata service is asked for the Region.
    asks_machine: bool,
}

impl<'a, 't> Call<'a, 't> {
    /// Prepares a call: finds its profile and Region.
    pub(super) fn new(rules: &'static Rules, look: Look<'a, 't>, flag: Option<&'a str>) -> Self {
        let environment = look.environment;
        let mut call = Self {
            rules,
            environment,
            look,
            flag,
            named: None,
            profile: None,
            region: None,
            asks_machine: false,
        };
        call.named = rules.profile.iter().find_map(|place| place.find(&call));
        let name = call.named.as_ref().map_or(DEFAULT, |named| &named.value);
        call.profile = call.look.config.view(rules.dialect.view).profile(name);
        let region = rules.region.iter().find_map(|place| place.find(&call));
        call.asks_machine = region.as_ref().is_some_and(|region| region.source == Source::Imds);
        call.region = region.filter(|region| region.source != Source::Imds);
        call
    }

    /// Returns whether the profile is named on the command line or in code.
    pub(super) fn is_explicit(&self) -> bool {
        self.named.as_ref().is_some_and(|named| matches!(named.source, Source::Flag(_)))
    }

    /// Returns whether the instance metadata service may know the Region that nothing else names.
    pub(super) const fn machine_knows_region(&self) -> bool {
        self.asks_machine
    }

    /// Returns the profile that is taken for want of a name, if it is there.
    pub(super) fn default_profile(&self) -> Option<Known<String>> {
        let exists = self.named.is_none() && self.profile.is_some();
        exists.then(|| Known::new(DEFAULT, Source::Default))
    }

    /// Returns the endpoint of STS, if it is not AWS's own.
    pub(super) fn endpoint(&self) -> Option<Known<String>> {
        self.rules.endpoint.iter().find_map(|place| place.find(self))
    }

    /// Returns what keeps the tool from making a client of its own.
    pub(super) fn client_stop(&self) -> Option<Stop> {
        self.rules.client.iter().find_map(|check| check(self))
    }

    /// Returns what keeps the tool from making a client of STS.
    pub(super) fn sts_stop(&self) -> Option<Stop> {
        let mut checks = self.rules.client.iter().chain(self.rules.client_of_sts);
        checks.find_map(|check| check(self))
    }

    /// Returns that the file of a web identity token is not there.
    pub(super) fn missing_token(&self, token: &Known<String>) -> Option<Stop> {
        let path = std::path::Path::new(&token.value);
        if self.look.sessions.is_none_or(|sessions| sessions.finds(path)) {
            return None;
        }
        let message = format!("the token file {} is not there", token.value);
        Some(Stop::new(Problem::TokenFile, message, token.source.clone()))
    }

    /// Returns a key of the selected profile, empty or not.
    pub(super) fn setting(&self, key: &str) -> Option<Known<String>> {
        let setting = self.profile.as_ref()?.get(key)?;
        Some(Known::new(&*setting.value, self.look.config.setting_source(setting)))
    }

    /// Returns who the selected profile is if it is of `kind`, whatever else it is.
    pub(super) fn of_kind(&self, kind: Kind) -> Option<Identity> {
        let profile = self.profile.as_ref()?;
        let mut rows = self.look.dialect.kinds.iter();
        let applies = rows.any(|(row, applies)| *row == kind && applies(profile));
        applies.then(|| self.look.at(profile, kind))
    }

    /// Returns what keys of the selected profile would have to look like.
    pub(super) fn expected(&self) -> Expected {
        let Some(profile) = &self.profile else { return Expected::default() };
        let offline = Look { sessions: None, ..self.look };
        let identity = offline.at(profile, self.look.dialect.kind(profile));
        Expected {
            account: identity.account.map(|account| account.value),
            role: identity.principal.map(|principal| principal.value),
        }
    }
}
