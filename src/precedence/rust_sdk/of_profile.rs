//! The credentials of the selected profile.

use crate::chain::{Base, Chain, CredentialSource};
use crate::identity::{Identity, Kind, Known, Problem, State, Stop, profile_source};
use crate::session::SsoKey;
use crate::shared_config::{Profile, View};
use crate::source::Source;

use super::super::call::Call;
use super::super::common::{of_container, of_machine};
use super::super::{DEFAULT, Offer};
use super::kinds::Halt;
use super::metadata::Answer;
use super::{calls, chain, container, metadata, sessions, variables, web_identity};

/// Offers what the selected profile gives.
pub(super) fn offer(call: &Call<'_, '_>) -> Offer {
    let config = call.look.config;
    if let Some(fault) = config.view(View::Sdk).fault() {
        let stop = Stop::new(Problem::File, fault.to_string(), fault.source());
        return Identity::refused(stop).into();
    }
    let Some(profile) = &call.profile else { return missing(call) };
    let name = Known::new(profile.name(), profile_source(config, profile));
    let identity = match chain::follow(config, profile.clone()) {
        Ok(chain) => of_chain(call, &chain),
        Err(Halt::Passes(stop)) if stop.problem == Problem::NoCredentials => return Offer::Nothing,
        Err(Halt::Passes(stop)) => return Offer::Passes(stop),
        Err(Halt::Stops(stop)) => {
            call.look.at(profile, call.look.dialect.kind(profile)).stopped(stop)
        }
    };
    Identity { profile: Some(name), ..identity }.into()
}

/// Goes past a profile that is not there.
fn missing(call: &Call<'_, '_>) -> Offer {
    let Some(named) = call.named.as_ref().filter(|named| named.value != DEFAULT) else {
        return Offer::Nothing;
    };
    let message = format!("no profile named `{}`", named.value);
    Offer::Passes(Stop::new(Problem::MissingProfile, message, named.source.clone()))
}

fn of_chain<'t>(call: &Call<'_, 't>, chain: &Chain<'t>) -> Identity {
    let signer = match &chain.base {
        Base::Machine(source) => of_source(call, *source),
        Base::Profile(profile, kind) => {
            let identity = of_kind(call, profile, *kind);
            match unsendable(call, profile).filter(|_| !chain.roles.is_empty()) {
                Some(stop) if identity.keys.is_some() => identity.stopped(stop),
                Some(_) | None => identity,
            }
        }
    };
    chain.roles.iter().rev().fold(signer, |signer, role| assumed(call, role, signer))
}

/// Returns the refusal of a key id or token that cannot stand in the header of a request.
fn unsendable<'t>(call: &Call<'_, 't>, profile: &Profile<'t>) -> Option<Stop> {
    let is_bad = |byte: u8| byte.is_ascii_control() && byte != b'\t';
    let keys = (call.look.dialect.keys)(profile);
    let mut parts = [keys.id, keys.token].into_iter().flatten();
    let setting = parts.find(|setting| setting.value.bytes().any(is_bad))?;
    let message = format!("{} holds a character that the SDK panics at", setting.key);
    Some(Stop::new(Problem::BadSetting, message, call.look.config.setting_source(setting)))
}

/// Returns who a role is that `signer` signs for.
fn assumed<'t>(call: &Call<'_, 't>, role: &Profile<'t>, signer: Identity) -> Identity {
    let place = profile_source(call.look.config, role);
    let role_arn = call.look.setting(role, "role_arn").unwrap_or_else(|| Known::new("", place));
    let stop = signer
        .error
        .or_else(|| calls::assume_role_stop(call))
        .or_else(|| web_identity::empty_role(&role_arn.value, &role_arn.source));
    let source =
        Source::AssumeRole { role_arn: role_arn.value.clone(), source: Box::new(signer.source) };
    let identity = Identity {
        // Long-term keys sign whenever they are asked.
        state: if signer.kind == Kind::Static { State::Refreshable } else { signer.state },
        expires_at: signer.expires_at,
        renewable: signer.renewable,
        ..Identity::new(Kind::Role, source).in_role(&role_arn)
    };
    match stop {
        Some(stop) => identity.stopped(stop),
        None => identity,
    }
}

/// Returns who the machine is to a `credential_source`; nothing else is asked where that has nothing.
fn of_source(call: &Call<'_, '_>, source: CredentialSource) -> Identity {
    match source {
        CredentialSource::Environment => variables::identity(call).unwrap_or_else(|| {
            let source = Source::variable("AWS_ACCESS_KEY_ID");
            let message = "credential_source is Environment, but the keys are not set";
            let stop = Stop::new(Problem::RoleSource, message, source.clone());
            Identity::new(Kind::Environment, source).stopped(stop)
        }),
        CredentialSource::EcsContainer => match container::offer(call) {
            Offer::Takes(identity) => *identity,
            Offer::Nothing | Offer::Passes(_) => {
                let identity = of_container(call);
                let message = "credential_source is EcsContainer, but this is no container";
                let stop = Stop::new(Problem::RoleSource, message, identity.source.clone());
                identity.stopped(stop)
            }
        },
        CredentialSource::Ec2InstanceMetadata => match metadata::answer(call) {
            Answer::None(stop) | Answer::Stops(stop) => of_machine().stopped(stop),
            Answer::Any => of_machine(),
        },
    }
}

fn of_kind<'t>(call: &Call<'_, 't>, profile: &Profile<'t>, kind: Kind) -> Identity {
    let identity = call.look.at(profile, kind);
    match stop_of(call, profile, kind, &identity.source) {
        Some(stop) => identity.stopped(stop),
        // The SDK finds a token in a file that the AWS CLI finds none in.
        None if identity.state == State::None && matches!(kind, Kind::Sso | Kind::SsoLegacy) => {
            Identity { state: State::Unknown, ..identity }
        }
        None => identity,
    }
}

/// Returns what keeps the credentials of a profile from being used, as far as more than the profile decides.
fn stop_of<'t>(
    call: &Call<'_, 't>,
    profile: &Profile<'t>,
    kind: Kind,
    source: &Source,
) -> Option<Stop> {
    let text = |key| profile.value(key).unwrap_or_default();
    match kind {
        Kind::Sso => {
            let name = text("sso_session");
            let region = region_of_session(call, name);
            sessions::sso_stop(call, SsoKey::Session(name), &region, source)
        }
        Kind::SsoLegacy => {
            let key = SsoKey::StartUrl(text("sso_start_url"));
            sessions::sso_stop(call, key, text("sso_region"), source)
        }
        Kind::Login => sessions::login_stop(call, text("login_session"), source),
        Kind::WebIdentity => {
            let role = call.look.setting(profile, "role_arn")?;
            let token_file = call.look.setting(profile, "web_identity_token_file")?;
            web_identity::stop(call, &role, &token_file)
        }
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

fn region_of_session(call: &Call<'_, '_>, name: &str) -> String {
    let session = call.look.config.view(View::Sdk).sso_session(name);
    let region = session.as_ref().and_then(|session| session.get("sso_region"));
    region.map(|setting| setting.value.clone().into_owned()).unwrap_or_default()
}
