//! Roles that the machine signs for.

use crate::chain::{Base, Chain, CredentialSource};
use crate::identity::{Identity, Kind, Problem, Stop};
use crate::source::Source;

use super::super::call::Call;
use super::super::common::is_metadata_off;
use super::keys::keys_refused;

/// Returns why botocore stops at a chain of roles: the variables that its `credential_source` asks for are not
/// there.
pub(super) fn lacks_source<'t>(call: &Call<'_, 't>, chain: &Chain<'t>) -> Option<Stop> {
    let Base::Machine(source) = chain.base else { return None };
    let environment = call.environment;
    let (is_there, message) = match source {
        CredentialSource::Environment => (
            environment.filled("AWS_ACCESS_KEY_ID").is_some(),
            "credential_source is Environment, but AWS_ACCESS_KEY_ID is not set",
        ),
        CredentialSource::EcsContainer => (
            super::container::VARIABLES.into_iter().any(|name| environment.has(name)),
            "credential_source is EcsContainer, but this is no container",
        ),
        CredentialSource::Ec2InstanceMetadata => (
            !is_metadata_off(call),
            "credential_source is Ec2InstanceMetadata, but AWS_EC2_METADATA_DISABLED is true",
        ),
    };
    let setting = chain.roles.last()?.get("credential_source")?;
    let place = call.look.config.setting_source(setting);
    if !is_there {
        return Some(Stop::new(Problem::RoleSource, message, place));
    }
    match source {
        CredentialSource::EcsContainer => super::container::stops(call),
        CredentialSource::Environment => keys_refused(environment, call.look.now),
        CredentialSource::Ec2InstanceMetadata => None,
    }
}

/// Returns who is left when nothing offers credentials: the machine, if it is one of AWS's.
pub(super) fn machine(call: &Call<'_, '_>) -> Identity {
    let source = if is_metadata_off(call) { Source::Default } else { Source::Imds };
    let Some(profile) = call.profile.as_ref().filter(|_| call.named.is_some()) else {
        return Identity::new(Kind::None, source);
    };
    // More may be there: a variable that is set but empty hides the profile's own web identity.
    let kind = call.look.dialect.kind_except(profile, &[Kind::Role, Kind::WebIdentity]);
    let kind = if kind == Kind::SsoToken { kind } else { Kind::None };
    Identity { source, ..call.look.at(profile, kind) }
}
