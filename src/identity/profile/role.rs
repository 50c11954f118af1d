//! Who a role is: what signs for it, and how its session stands.

use crate::chain::{Base, Chain, CredentialSource};
use crate::environment::Environment;
use crate::identity::{Identity, Known, Problem, State, Stop, profile_source};
use crate::profile_kind::Kind;
use crate::session::Standing;
use crate::shared_config::Profile;
use crate::source::Source;

use super::{Look, request};

impl<'t> Look<'_, 't> {
    /// Returns who a profile with a role is.
    pub(super) fn role(&self, profile: &Profile<'t>) -> Identity {
        let place = profile_source(self.config, profile);
        let role = profile
            .get("role_arn")
            .map_or_else(|| Known::new("", place.clone()), |setting| self.known(setting));
        let signed_by = |source: Source| {
            let source =
                Source::AssumeRole { role_arn: role.value.clone(), source: Box::new(source) };
            Identity::new(Kind::Role, source).in_role(&role)
        };
        match (self.dialect.walk)(self.config, profile.clone()) {
            Err(stop) => signed_by(stop.source.clone()).stopped(stop),
            Ok(_) if role.value.is_empty() => {
                let message = format!("role_arn of profile `{}` is empty", profile.name());
                signed_by(place).stopped(Stop::new(
                    Problem::RoleSource,
                    message,
                    role.source.clone(),
                ))
            }
            Ok(chain) => {
                let (source, standing) = self.chain(&chain);
                signed_by(source).standing(standing)
            }
        }
    }

    /// Returns what signs the first call of a chain, and how the role at its other end stands.
    fn chain(&self, chain: &Chain<'t>) -> (Source, Standing) {
        let (mut source, mut standing) = self.base(&chain.base);
        for (depth, role) in chain.roles.iter().enumerate().rev() {
            if let Some(sessions) = self.sessions {
                standing = Standing::of_role(sessions, self.now, &request(role), &standing);
            }
            if depth > 0 {
                source = match &standing.key_id {
                    Some(kept) => kept.source.clone(),
                    None => Source::AssumeRole {
                        role_arn: role.value("role_arn").unwrap_or_default().to_owned(),
                        source: Box::new(source),
                    },
                };
            }
        }
        if self.sessions.is_none() {
            standing = Standing::bare(State::Unknown);
        }
        (source, standing)
    }

    fn base(&self, base: &Base<'t>) -> (Source, Standing) {
        let unknown = Standing::bare(State::Unknown);
        match base {
            Base::Machine(CredentialSource::Environment) => {
                (Source::variable("AWS_ACCESS_KEY_ID"), unknown)
            }
            Base::Machine(CredentialSource::Ec2InstanceMetadata) => (Source::Imds, unknown),
            Base::Machine(CredentialSource::EcsContainer) => {
                (Source::Container(container_variable(self.environment).to_owned()), unknown)
            }
            Base::Profile(profile, kind) => {
                let signer = self.at(profile, *kind);
                // Long-term keys sign whenever they are asked.
                let state = if *kind == Kind::Static { State::Refreshable } else { signer.state };
                let standing = Standing {
                    expires_at: signer.expires_at,
                    renewable: signer.renewable,
                    ..Standing::bare(state)
                };
                let kept = signer.keys.map(|keys| keys.id.source);
                let kept = kept.filter(|source| matches!(source, Source::Cache(_)));
                (kept.unwrap_or(signer.source), standing)
            }
        }
    }
}

/// Returns the variable that says where a container's credentials are.
pub(crate) fn container_variable(environment: &Environment) -> &'static str {
    const RELATIVE: &str = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
    if environment.has(RELATIVE) { RELATIVE } else { "AWS_CONTAINER_CREDENTIALS_FULL_URI" }
}
