//! The roles of a profile, and what signs for the first of them.

use crate::chain::{Base, Chain, CredentialSource};
use crate::identity::{Problem, Stop};
use crate::profile_kind::Kind;
use crate::shared_config::{Profile, SharedConfig};

use super::load::{Loaded, load, place};
use super::{DIALECT, has, has_pair, of_profile};

/// Follows `source_profile` from `top` to the credentials at the end.
pub(super) fn walk<'t>(config: &SharedConfig<'t>, top: Profile<'t>) -> Result<Chain<'t>, Stop> {
    let Loaded { mut roles, end } = load(config, top)?;
    let kind = DIALECT.kind_except(&end, &[Kind::Role]);
    if kind == Kind::WebIdentity {
        // The role of that profile is what its token is exchanged for.
        roles.retain(|role| role.name() != end.name());
    }
    if let Some(role) = roles.iter().find(|role| has(role, "mfa_serial")) {
        let message = format!(
            "the role of profile `{}` takes a code, which a program cannot ask for by itself",
            role.name()
        );
        return Err(Stop::new(Problem::Mfa, message, place(config, role, "mfa_serial")));
    }
    let base = base(config, end, kind)?;
    Ok(Chain { roles, base })
}

fn base<'t>(config: &SharedConfig<'t>, end: Profile<'t>, kind: Kind) -> Result<Base<'t>, Stop> {
    if has(&end, "credential_source") && !has_pair(&end) {
        return credential_source(config, &end).map(Base::Machine);
    }
    if kind == Kind::None {
        // Or a container's, if this is one: the files don't tell.
        return Ok(Base::Machine(CredentialSource::Ec2InstanceMetadata));
    }
    match of_profile::problem(config, &end, kind) {
        Some(stop) => Err(stop),
        None => Ok(Base::Profile(end, kind)),
    }
}

fn credential_source<'t>(
    config: &SharedConfig<'t>,
    profile: &Profile<'t>,
) -> Result<CredentialSource, Stop> {
    let name = profile.value("credential_source").unwrap_or_default();
    CredentialSource::named(name).ok_or_else(|| {
        let message =
            format!("profile `{}` has an unknown credential_source `{name}`", profile.name());
        Stop::new(Problem::RoleSource, message, place(config, profile, "credential_source"))
    })
}
