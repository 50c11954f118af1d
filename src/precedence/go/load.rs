//! What the SDK checks when it loads a profile, whether or not the profile is used in the end.

use std::collections::BTreeSet;

use crate::identity::{Problem, Stop, profile_source};
use crate::shared_config::{FileKind, Profile, SharedConfig, View};
use crate::source::Source;

use super::{SSO, has, has_pair, settings};

/// Sources of credentials of which a profile may name one.
const SOURCES: [&str; 4] =
    ["source_profile", "credential_source", "credential_process", "web_identity_token_file"];

/// How many profiles a chain may have; the SDK itself knows no end.
const MOST_PROFILES: usize = 300;

/// A profile with everything that its `source_profile` leads to.
pub(super) struct Loaded<'t> {
    /// The profiles whose roles are assumed, the selected one first.
    pub(super) roles: Vec<Profile<'t>>,
    /// The profile whose own credentials sign the first call.
    pub(super) end: Profile<'t>,
}

/// Loads `top` and what it leads to, or says at what the SDK stops.
pub(super) fn load<'t>(config: &SharedConfig<'t>, top: Profile<'t>) -> Result<Loaded<'t>, Stop> {
    let mut load = Load { config, seen: BTreeSet::new(), roles: Vec::new() };
    let mut profile = top;
    while let Some(source) = load.step(&profile)? {
        if load.roles.len() > MOST_PROFILES {
            let message = format!("source_profile leads on after {MOST_PROFILES} profiles");
            return Err(Stop::new(Problem::BrokenChain, message, place(config, &profile, "")));
        }
        profile = source;
    }
    Ok(Loaded { roles: load.roles, end: profile })
}

struct Load<'a, 't> {
    config: &'a SharedConfig<'t>,
    seen: BTreeSet<String>,
    roles: Vec<Profile<'t>>,
}

impl<'t> Load<'_, 't> {
    /// Checks a profile; returns the one that it takes its credentials from.
    fn step(&mut self, profile: &Profile<'t>) -> Result<Option<Profile<'t>>, Stop> {
        let is_top = self.seen.is_empty();
        // Of a profile that comes again the SDK forgets the role.
        let is_new = self.seen.insert(profile.name().to_owned());
        self.check(profile, is_new)?;
        if is_new && has(profile, "role_arn") {
            self.roles.push(profile.clone());
        }
        if !is_top && has_pair(profile) {
            return Ok(None);
        }
        self.only_one_source(profile, is_new)?;
        let source = if is_new { self.source(profile)? } else { None };
        if source.is_none() && !is_top {
            self.has_credentials(profile)?;
        }
        self.session(profile)?;
        Ok(source)
    }

    fn check(&self, profile: &Profile<'t>, is_new: bool) -> Result<(), Stop> {
        let stop = half_pair(self.config, profile)
            .or_else(|| settings::bad_setting(self.config, profile))
            .or_else(|| self.without_role(profile).filter(|_| is_new));
        stop.map_or(Ok(()), Err)
    }

    fn without_role(&self, profile: &Profile<'t>) -> Option<Stop> {
        let needs_role = |key: &&str| *key != "credential_process" && has(profile, key);
        let key = SOURCES.into_iter().find(needs_role).filter(|_| !has(profile, "role_arn"))?;
        let message = format!("profile `{}` has {key} but no role_arn", profile.name());
        Some(Stop::new(Problem::RoleSource, message, place(self.config, profile, key)))
    }

    fn only_one_source(&self, profile: &Profile<'t>, is_new: bool) -> Result<(), Stop> {
        let counts = |key: &&str| has(profile, key) && (is_new || *key != "source_profile");
        let mut sources = SOURCES.into_iter().filter(counts);
        let (Some(one), Some(other)) = (sources.next(), sources.next()) else { return Ok(()) };
        let message = format!("profile `{}` has both {one} and {other}", profile.name());
        Err(Stop::new(Problem::RoleSource, message, place(self.config, profile, other)))
    }

    fn source(&self, profile: &Profile<'t>) -> Result<Option<Profile<'t>>, Stop> {
        let Some(name) = profile.value("source_profile").filter(|name| !name.is_empty()) else {
            return Ok(None);
        };
        let found = self.config.view(View::Go).profile(name);
        found.map(Some).ok_or_else(|| {
            let message = format!(
                "profile `{}` has source_profile = {name}, which is in no file",
                profile.name()
            );
            let place = place(self.config, profile, "source_profile");
            Stop::new(Problem::BrokenChain, message, place)
        })
    }

    /// A session of `aws login` does not count here.
    fn has_credentials(&self, profile: &Profile<'t>) -> Result<(), Stop> {
        let mut keys = SOURCES.into_iter().skip(1).chain(SSO).chain(["sso_session"]);
        if keys.any(|key| has(profile, key)) {
            return Ok(());
        }
        let message = format!("source_profile `{}` has no credentials", profile.name());
        Err(Stop::new(Problem::BrokenChain, message, profile_source(self.config, profile)))
    }

    fn session(&self, profile: &Profile<'t>) -> Result<(), Stop> {
        let Some(name) = profile.value("sso_session").filter(|name| !name.is_empty()) else {
            return Ok(());
        };
        if self.config.view(View::Go).sso_session(name.trim()).is_some() {
            return Ok(());
        }
        let message =
            format!("profile `{}` names [sso-session {name}], which is in no file", profile.name());
        Err(Stop::new(Problem::Sso, message, place(self.config, profile, "sso_session")))
    }
}

/// Returns half a pair, empty or not, in the file that speaks last.
fn half_pair<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>) -> Option<Stop> {
    const KEYS: [&str; 2] = ["aws_access_key_id", "aws_secret_access_key"];
    let in_file = |file| {
        let [id, secret] = KEYS.map(|key| profile.get_in(file, key));
        (id.is_some() != secret.is_some()).then(|| id.or(secret)).flatten()
    };
    let has_pair_in_credentials =
        KEYS.iter().all(|key| profile.get_in(FileKind::Credentials, key).is_some());
    let of_config = || in_file(FileKind::Config).filter(|_| !has_pair_in_credentials);
    let half = in_file(FileKind::Credentials).or_else(of_config)?;
    let message = format!("profile `{}` has {} alone in its file", profile.name(), half.key);
    Some(Stop::new(Problem::HalfPairInFile, message, config.setting_source(half)))
}

/// Returns where `key` stands, or the profile itself when it lacks the key.
pub(super) fn place<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>, key: &str) -> Source {
    profile
        .get(key)
        .map_or_else(|| profile_source(config, profile), |key| config.setting_source(key))
}
