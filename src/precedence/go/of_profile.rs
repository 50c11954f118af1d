//! What the selected profile has to offer.

use crate::chain::{Base, CredentialSource};
use crate::identity::{Identity, Kind, Known, Problem, Stop, profile_source};
use crate::shared_config::{Profile, SharedConfig, View};
use crate::source::Source;

use super::super::call::Call;
use super::load::place;
use super::{SSO, has, inner, machine, offered, sessions, variables};

/// Returns who the selected profile is, if it has credentials or a role.
pub(in super::super) fn of_profile(call: &Call<'_, '_>) -> Option<Identity> {
    let profile = call.profile.as_ref()?;
    let kind = call.look.dialect.kind(profile);
    if kind == Kind::None {
        return None;
    }
    let identity = call.look.at(profile, kind);
    if kind == Kind::Role && identity.error.is_none() {
        return Some(role(call, profile, identity));
    }
    Some(offered(identity, || cannot_sign(call, profile, kind)))
}

/// Returns the role, over whatever signs for it.
fn role<'t>(call: &Call<'_, 't>, profile: &Profile<'t>, identity: Identity) -> Identity {
    let Ok(chain) = (call.look.dialect.walk)(call.look.config, profile.clone()) else {
        return identity;
    };
    let signer = match &chain.base {
        Base::Machine(source) => of_machine(call, *source, chain.roles.last()),
        Base::Profile(source, kind) => match cannot_sign(call, source, *kind) {
            Some(stop) => Err(stop),
            None => Ok(identity.source.signer().clone()),
        },
    };
    match signer {
        Err(stop) => identity.stopped(stop),
        Ok(signer) => {
            let source = identity.source.clone().signed_by(signer);
            offered(Identity { source, ..identity }, || call.sts_stop())
        }
    }
}

/// Returns what the machine signs with: what the profile says, or for want of a word a container if this is one.
fn of_machine<'t>(
    call: &Call<'_, 't>,
    source: CredentialSource,
    role: Option<&Profile<'t>>,
) -> Result<Source, Stop> {
    let is_said = role.is_some_and(|role| has(role, "credential_source"));
    match source {
        CredentialSource::Environment => variables::signer(call),
        CredentialSource::Ec2InstanceMetadata if is_said || !machine::is_container(call) => {
            machine::metadata(call)
        }
        CredentialSource::Ec2InstanceMetadata | CredentialSource::EcsContainer => {
            machine::container_endpoint(call)
        }
    }
}

/// Returns why a profile of that kind gives no credentials, as far as others than the profile decide.
fn cannot_sign<'t>(call: &Call<'_, 't>, profile: &Profile<'t>, kind: Kind) -> Option<Stop> {
    match kind {
        Kind::WebIdentity => {
            let path = profile.value("web_identity_token_file").unwrap_or_default();
            let place = place(call.look.config, profile, "web_identity_token_file");
            call.missing_token(&Known::new(path, place)).or_else(|| call.sts_stop())
        }
        Kind::Sso | Kind::SsoLegacy => sessions::unreadable_end(call, profile)
            .or_else(|| inner::cannot_reach_portal(call, profile)),
        Kind::Login => sessions::incomplete_login(call, profile)
            .or_else(|| inner::cannot_renew_login(call, profile)),
        Kind::Static
        | Kind::Session
        | Kind::Role
        | Kind::SsoToken
        | Kind::Process
        | Kind::Environment
        | Kind::CredentialFile
        | Kind::Container
        | Kind::None => None,
    }
}

/// Returns what the SDK stops at in a profile of that kind; chains of roles are judged elsewhere.
pub(in super::super) fn problem<'t>(
    config: &SharedConfig<'t>,
    profile: &Profile<'t>,
    kind: Kind,
) -> Option<Stop> {
    match kind {
        Kind::Sso => contradiction(config, profile)
            .or_else(|| lacking_in_session(config, profile))
            .or_else(|| lacking(config, profile, &["sso_account_id", "sso_role_name"])),
        Kind::SsoLegacy => lacking(config, profile, &SSO),
        Kind::Static
        | Kind::Session
        | Kind::Role
        | Kind::WebIdentity
        | Kind::SsoToken
        | Kind::Process
        | Kind::Login
        | Kind::Environment
        | Kind::CredentialFile
        | Kind::Container
        | Kind::None => None,
    }
}

fn lacking<'t>(
    config: &SharedConfig<'t>,
    profile: &Profile<'t>,
    keys: &[&'static str],
) -> Option<Stop> {
    let missing: Vec<&str> = keys.iter().copied().filter(|key| !has(profile, key)).collect();
    if missing.is_empty() {
        return None;
    }
    let message = format!("profile `{}` lacks {}", profile.name(), missing.join(", "));
    Some(Stop::new(Problem::Sso, message, profile_source(config, profile)))
}

/// Returns a value of the session, if it is not empty.
fn in_session(config: &SharedConfig<'_>, profile: &Profile<'_>, key: &str) -> Option<String> {
    let name = profile.value("sso_session").unwrap_or_default().trim();
    let session = config.view(View::Go).sso_session(name)?;
    let value = session.get(key)?.value.clone().into_owned();
    Some(value).filter(|value| !value.is_empty())
}

fn lacking_in_session<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>) -> Option<Stop> {
    let is_missing = |key: &&str| in_session(config, profile, key).is_none();
    let missing = ["sso_region", "sso_start_url"].into_iter().find(is_missing)?;
    let name = profile.value("sso_session").unwrap_or_default();
    let message = format!("[sso-session {name}] lacks {missing}");
    Some(Stop::new(Problem::Sso, message, place(config, profile, "sso_session")))
}

/// Returns a key that profile and session both have, with different values.
fn contradiction<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>) -> Option<Stop> {
    let differs = |key: &&str| {
        has(profile, key) && profile.value(key) != in_session(config, profile, key).as_deref()
    };
    let key = ["sso_region", "sso_start_url"].into_iter().find(differs)?;
    let name = profile.value("sso_session").unwrap_or_default();
    let message =
        format!("{key} of profile `{}` differs from that of [sso-session {name}]", profile.name());
    Some(Stop::new(Problem::Sso, message, place(config, profile, key)))
}

/// Returns the Region of a profile's portal.
pub(super) fn portal_region(call: &Call<'_, '_>, profile: &Profile<'_>) -> String {
    let of_session = in_session(call.look.config, profile, "sso_region");
    let own = || profile.value("sso_region").unwrap_or_default().to_owned();
    if has(profile, "sso_session") { of_session.unwrap_or_default() } else { own() }
}
