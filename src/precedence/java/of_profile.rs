//! What the selected profile has to offer.

use crate::chain::{Base, CredentialSource};
use crate::identity::{Identity, Kind, Problem, State, Stop, profile_source};
use crate::shared_config::Profile;
use crate::source::Source;

use super::super::Offer;
use super::super::call::Call;
use super::dialect::DIALECT;
use super::{client, machine, settings, sign_in, variables};

/// Offers the credentials of the selected profile, if they work.
pub(super) fn offer(call: &Call<'_, '_>) -> Offer {
    let Some(profile) = &call.profile else { return missing(call) };
    let kind = DIALECT.kind(profile);
    if kind == Kind::None {
        return Offer::Nothing;
    }
    let identity = call.look.at(profile, kind);
    match identity.error.clone().or_else(|| stops(call, profile, kind)) {
        Some(stop) => Offer::Passes(stop),
        None => signed_in(identity).into(),
    }
}

fn missing(call: &Call<'_, '_>) -> Offer {
    call.named.as_ref().map_or(Offer::Nothing, |named| {
        let message = format!("no profile named `{}`", named.value);
        Offer::Passes(Stop::new(Problem::MissingProfile, message, named.source.clone()))
    })
}

/// Returns why a profile whose settings are in order gives no credentials, as far as that can be told from here.
fn stops<'t>(call: &Call<'_, 't>, profile: &Profile<'t>, kind: Kind) -> Option<Stop> {
    match kind {
        Kind::Role => role(call, profile),
        Kind::WebIdentity => {
            let setting = profile.get("web_identity_token_file")?;
            let source = call.look.config.setting_source(setting);
            variables::unreadable(call, &setting.value, source)
                .or_else(|| client::of_web_identity(call))
        }
        Kind::Sso | Kind::SsoLegacy => sign_in::sso(call, profile, kind),
        Kind::Login => sign_in::login(call, profile),
        Kind::Static
        | Kind::Session
        | Kind::Process
        | Kind::SsoToken
        | Kind::Environment
        | Kind::CredentialFile
        | Kind::Container
        | Kind::None => None,
    }
}

fn role<'t>(call: &Call<'_, 't>, profile: &Profile<'t>) -> Option<Stop> {
    let chain = (DIALECT.walk)(call.look.config, profile.clone()).ok()?;
    let unsigned = match &chain.base {
        Base::Profile(source, kind) => stops(call, source, *kind),
        Base::Machine(source) => unsourced(call, chain.roles.last()?, *source),
    };
    unsigned.or_else(|| {
        let region = |role| settings::of(call, Some(role), "region");
        chain
            .roles
            .iter()
            .find_map(|role| empty_arn(call, role).or_else(|| client::of_role(call, region(role))))
    })
}

fn empty_arn<'t>(call: &Call<'_, 't>, role: &Profile<'t>) -> Option<Stop> {
    let arn = settings::of(call, Some(role), "role_arn").filter(|arn| arn.value.is_empty())?;
    let message = format!("role_arn of profile `{}` is empty", role.name());
    Some(Stop::new(Problem::RoleSource, message, arn.source))
}

/// Returns why the machine does not sign for a role.
fn unsourced<'t>(
    call: &Call<'_, 't>,
    role: &Profile<'t>,
    source: CredentialSource,
) -> Option<Stop> {
    match source {
        CredentialSource::Environment => {
            let message = "credential_source is Environment, but no keys are in variables";
            let place = || profile_source(call.look.config, role);
            let is_there = variables::keys(call).is_some();
            (!is_there).then(|| Stop::new(Problem::RoleSource, message, place()))
        }
        CredentialSource::EcsContainer => machine::container_stop(call),
        CredentialSource::Ec2InstanceMetadata => machine::metadata_stop(call, Some(role)),
    }
}

/// Notes that whoever signs is signed in, by the SDK's own reckoning: it renews what the AWS CLI would not.
fn signed_in(identity: Identity) -> Identity {
    let takes_sign_in = matches!(identity.source.signer(), Source::Sso { .. } | Source::Login(_));
    let is_over = matches!(identity.state, State::None | State::Expired);
    let state = if takes_sign_in && is_over { State::Refreshable } else { identity.state };
    Identity { state, ..identity }
}
