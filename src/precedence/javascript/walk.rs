//! The chain of profiles behind a role, as the SDK follows it.

use std::collections::BTreeSet;

use crate::chain::{Base, Chain, CredentialSource};
use crate::identity::{Problem, Stop, profile_source};
use crate::profile_kind::{Kind, has};
use crate::shared_config::{Profile, Setting, SharedConfig, View};

use super::Failure;
use super::dialect::{DIALECT, is_static};

/// Follows `source_profile` from `top`, which has a role, to the credentials at the end.
pub(super) fn follow<'t>(
    config: &SharedConfig<'t>,
    top: Profile<'t>,
) -> Result<Chain<'t>, Failure> {
    let mut walk = Walk { config, visited: BTreeSet::new(), roles: Vec::new() };
    let mut profile = top;
    loop {
        match walk.step(profile)? {
            Step::Source(source) => profile = source,
            Step::Base(base) => return Ok(Chain { roles: walk.roles, base }),
        }
    }
}

/// What is behind a profile.
enum Step<'t> {
    /// A profile that needs credentials itself.
    Source(Profile<'t>),
    /// Credentials.
    Base(Base<'t>),
}

struct Walk<'a, 't> {
    config: &'a SharedConfig<'t>,
    /// The names of the sources; that of the profile at the top is not among them.
    visited: BTreeSet<String>,
    roles: Vec<Profile<'t>>,
}

impl<'t> Walk<'_, 't> {
    fn step(&mut self, profile: Profile<'t>) -> Result<Step<'t>, Failure> {
        let Some(named) = profile.get("source_profile") else {
            let machine = self.machine(&profile)?;
            self.take(profile)?;
            return Ok(Step::Base(Base::Machine(machine)));
        };
        if self.visited.contains(&*named.value) {
            let message = format!("source_profile comes back to `{}`", named.value);
            return Err(self.passes(Problem::Loop, message, named));
        }
        let source = self.source(&profile, named);
        self.visited.insert(named.value.clone().into_owned());
        self.take(profile)?;
        self.behind(source?)
    }

    /// Adds the role of the profile; nobody is there to ask for a code, which counts before what signs has been tried.
    fn take(&mut self, profile: Profile<'t>) -> Result<(), Failure> {
        if !has(&profile, "role_arn") {
            return Ok(());
        }
        if let Some(device) = profile.get("mfa_serial") {
            let message =
                format!("profile `{}` takes a code, which the SDK cannot ask for", profile.name());
            let place = self.config.setting_source(device);
            return Err(Failure::Stops(Stop::new(Problem::Mfa, message, place)));
        }
        self.roles.push(profile);
        Ok(())
    }

    fn source(&self, profile: &Profile<'t>, named: &Setting<'t>) -> Result<Profile<'t>, Failure> {
        let source = self.config.view(View::JavaScript).profile(&named.value);
        source.ok_or_else(|| {
            let (name, value) = (profile.name(), &named.value);
            let message =
                format!("profile `{name}` has source_profile = {value}, which is in no file");
            self.passes(Problem::BrokenChain, message, named)
        })
    }

    /// Returns whether the source has credentials of its own, or hands on those of another one.
    fn behind(&self, source: Profile<'t>) -> Result<Step<'t>, Failure> {
        let kind = DIALECT.kind(&source);
        if is_static(&source) {
            let kind = DIALECT.kind_except(&source, &[Kind::Role]);
            return Ok(Step::Base(Base::Profile(source, kind)));
        }
        let lends = has(&source, "credential_source") && !has(&source, "role_arn");
        if lends || kind == Kind::Role {
            return Ok(Step::Source(source));
        }
        if kind == Kind::None {
            let message = format!("source_profile `{}` has no credentials", source.name());
            let place = profile_source(self.config, &source);
            return Err(Failure::Passes(Stop::new(Problem::BrokenChain, message, place)));
        }
        Ok(Step::Base(Base::Profile(source, kind)))
    }

    fn machine(&self, profile: &Profile<'t>) -> Result<CredentialSource, Failure> {
        let named = profile.get("credential_source");
        match named.map(|named| &*named.value) {
            Some("Environment") => Ok(CredentialSource::Environment),
            Some("Ec2InstanceMetadata") => Ok(CredentialSource::Ec2InstanceMetadata),
            Some("EcsContainer") => Ok(CredentialSource::EcsContainer),
            Some(_) | None => {
                let message =
                    format!("profile `{}` has an unknown credential_source", profile.name());
                let place = named.map(|named| self.config.setting_source(named));
                let place = place.unwrap_or_else(|| profile_source(self.config, profile));
                Err(Failure::Passes(Stop::new(Problem::RoleSource, message, place)))
            }
        }
    }

    fn passes(&self, problem: Problem, message: String, setting: &Setting<'t>) -> Failure {
        Failure::Passes(Stop::new(problem, message, self.config.setting_source(setting)))
    }
}
