//! The chain of profiles that a role's credentials come from.

use std::collections::BTreeSet;

use crate::dialect;
use crate::identity::{Problem, Stop, profile_source};
use crate::profile_kind::{self, Kind};
use crate::shared_config::{Profile, SharedConfig, View};

/// The roles to assume, the selected profile's first, and what signs for the last of them.
#[derive(Clone, Debug)]
pub(crate) struct Chain<'t> {
    /// Profiles with a role.
    pub(crate) roles: Vec<Profile<'t>>,
    /// What signs the first call.
    pub(crate) base: Base<'t>,
}

/// What signs the first call of a chain.
#[derive(Clone, Debug)]
pub(crate) enum Base<'t> {
    /// A profile's own credentials.
    Profile(Profile<'t>, Kind),
    /// The machine's, as a `credential_source` names them.
    Machine(CredentialSource),
}

/// The values of `credential_source`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CredentialSource {
    /// Keys in the environment.
    Environment,
    /// The instance metadata service.
    Ec2InstanceMetadata,
    /// The endpoint of a container.
    EcsContainer,
}

impl CredentialSource {
    /// All of them.
    pub(crate) const ALL: [Self; 3] =
        [Self::Environment, Self::Ec2InstanceMetadata, Self::EcsContainer];

    /// Returns the word for it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Environment => "Environment",
            Self::Ec2InstanceMetadata => "Ec2InstanceMetadata",
            Self::EcsContainer => "EcsContainer",
        }
    }

    /// Returns the source of that name; the AWS CLI minds the case.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.word() == name)
    }
}

/// How many roles a chain may have. The AWS CLI gives up a little beyond, when Python's stack is full.
pub(crate) const MOST_ROLES: usize = 300;

/// Follows `source_profile` from `top`, which has a role, to the credentials at the end, as the AWS CLI does.
pub(crate) fn walk<'t>(config: &SharedConfig<'t>, top: Profile<'t>) -> Result<Chain<'t>, Stop> {
    Walk { config, visited: Visited::starting_at(top.name()), roles: Vec::new() }.from(top)
}

struct Walk<'a, 't> {
    config: &'a SharedConfig<'t>,
    visited: Visited,
    roles: Vec<Profile<'t>>,
}

impl<'t> Walk<'_, 't> {
    fn from(mut self, top: Profile<'t>) -> Result<Chain<'t>, Stop> {
        let mut role = top;
        loop {
            if let Some(source) = self.credential_source(&role)? {
                self.roles.push(role);
                return Ok(Chain { roles: self.roles, base: Base::Machine(source) });
            }
            let source = self.source_profile(&role)?;
            self.roles.push(role);
            if has_keys(&source) || profile_kind::of(&source) != Kind::Role {
                let base = self.base(source)?;
                return Ok(Chain { roles: self.roles, base });
            }
            if self.roles.len() == MOST_ROLES {
                return Err(self.too_long(&source));
            }
            role = source;
        }
    }

    fn too_long(&self, next: &Profile<'t>) -> Stop {
        let message = format!("source_profile leads on after {MOST_ROLES} roles");
        self.stop(Problem::BrokenChain, message, next, "source_profile")
    }

    /// Returns the machine's credentials if the role names them, and refuses what it names wrongly.
    fn credential_source(&self, role: &Profile<'t>) -> Result<Option<CredentialSource>, Stop> {
        let name = role.name();
        let refuse = |message, key| Err(self.stop(Problem::RoleSource, message, role, key));
        match (role.value("credential_source"), role.get("source_profile")) {
            (Some(_), Some(_)) => refuse(
                format!("profile `{name}` has both source_profile and credential_source"),
                "credential_source",
            ),
            (None, None) => refuse(
                format!(
                    "profile `{name}` has role_arn but neither source_profile nor credential_source"
                ),
                "role_arn",
            ),
            (Some(source), None) => CredentialSource::named(source).map(Some).ok_or_else(|| {
                let message =
                    format!("profile `{name}` has an unknown credential_source `{source}`");
                self.stop(Problem::RoleSource, message, role, "credential_source")
            }),
            (None, Some(_)) => Ok(None),
        }
    }

    /// Returns the profile that `source_profile` names, which has not been visited yet.
    fn source_profile(&mut self, role: &Profile<'t>) -> Result<Profile<'t>, Stop> {
        let name = role.value("source_profile").unwrap_or_default();
        let Some(source) = self.config.view(View::Boto).profile(name) else {
            let message = format!(
                "profile `{}` has source_profile = {name}, which is in no file",
                role.name()
            );
            return Err(self.stop(Problem::BrokenChain, message, role, "source_profile"));
        };
        // A profile may name itself when its own keys sign for its role.
        let signs_for_itself = name == role.name() && has_keys(&source);
        if !self.visited.add(name) && !signs_for_itself {
            let message = format!("source_profile runs in a circle: {}", self.visited.path());
            return Err(self.stop(Problem::Loop, message, role, "source_profile"));
        }
        Ok(source)
    }

    fn base(&self, source: Profile<'t>) -> Result<Base<'t>, Stop> {
        let kind = dialect::BOTO.kind_except(&source, &[Kind::Role]);
        if matches!(kind, Kind::None | Kind::SsoToken) {
            let message = format!("source_profile `{}` has no credentials", source.name());
            let place = profile_source(self.config, &source);
            return Err(Stop::new(Problem::BrokenChain, message, place));
        }
        match profile_kind::problem(self.config, &source, kind) {
            Some(stop) => Err(stop),
            None => Ok(Base::Profile(source, kind)),
        }
    }

    fn stop(&self, problem: Problem, message: String, role: &Profile<'t>, key: &str) -> Stop {
        let place = role.get(key).map(|setting| self.config.setting_source(setting));
        Stop::new(problem, message, place.unwrap_or_else(|| profile_source(self.config, role)))
    }
}

/// Returns whether half a key pair is there: that is enough for the AWS CLI to look no further.
fn has_keys(profile: &Profile<'_>) -> bool {
    ["aws_access_key_id", "aws_secret_access_key"].iter().any(|key| profile.get(key).is_some())
}

/// The names on the way, in order.
struct Visited {
    path: Vec<String>,
    names: BTreeSet<String>,
}

impl Visited {
    fn starting_at(name: &str) -> Self {
        Self { path: vec![name.to_owned()], names: BTreeSet::from([name.to_owned()]) }
    }

    /// Notes `name`; returns whether it is new.
    fn add(&mut self, name: &str) -> bool {
        self.path.push(name.to_owned());
        self.names.insert(name.to_owned())
    }

    /// Returns the whole way, `a → b → a`; the middle of a very long one is left out.
    fn path(&self) -> String {
        const ENDS: usize = 8;
        let hidden = self.path.len().saturating_sub(2 * ENDS);
        if hidden == 0 {
            return self.path.join(" → ");
        }
        let start: Vec<&str> = self.path.iter().take(ENDS).map(String::as_str).collect();
        let end: Vec<&str> = self.path.iter().skip(ENDS + hidden).map(String::as_str).collect();
        format!("{} → … {hidden} more … → {}", start.join(" → "), end.join(" → "))
    }
}

#[cfg(test)]
mod tests;
