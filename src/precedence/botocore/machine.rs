//! Roles that the machine signs for.

use crate::chain::{self, Base, CredentialSource};
use crate::identity::{Identity, Kind, Problem, Stop};
use crate::shared_config::Profile;
use crate::source::Source;

use super::super::call::Call;
use super::super::common::is_metadata_off;

/// Returns why the AWS CLI stops at the role of `profile`: the variables that its `credential_source` asks for are not
/// there. What the metadata service of EC2 has cannot be told without asking it.
pub(super) fn lacks_source<'t>(call: &Call<'_, 't>, profile: &Profile<'t>) -> Option<Stop> {
    let chain = chain::walk(call.look.config, profile.clone()).ok()?;
    let Base::Machine(source) = chain.base else { return None };
    let environment = call.environment;
    let (is_there, message) = match source {
        CredentialSource::Environment => (
            environment.filled("AWS_ACCESS_KEY_ID").is_some(),
            "credential_source is Environment, but AWS_ACCESS_KEY_ID is not set",
        ),
        CredentialSource::EcsContainer => (
            super::behind_profile::CONTAINER.into_iter().any(|name| environment.has(name)),
            "credential_source is EcsContainer, but this is no container",
        ),
        CredentialSource::Ec2InstanceMetadata => return None,
    };
    let setting = chain.roles.last()?.get("credential_source")?;
    let place = call.look.config.setting_source(setting);
    (!is_there).then(|| Stop::new(Problem::RoleSource, message, place))
}

/// Returns who is left when nothing offers credentials: the machine, if it is one of AWS's.
pub(super) fn machine(call: &Call<'_, '_>) -> Option<Identity> {
    let source = if is_metadata_off(call) { Source::Default } else { Source::Imds };
    let Some(profile) = call.profile.as_ref().filter(|_| call.named.is_some()) else {
        return Some(Identity::new(Kind::None, source));
    };
    // A variable that is set but empty may have hidden the profile's own web identity.
    let kind = call.look.dialect.kind_except(profile, &[Kind::Role, Kind::WebIdentity]);
    Some(Identity { source, ..call.look.at(profile, kind) })
}
