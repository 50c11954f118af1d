//! What the SDK makes of one profile, roles aside.

use crate::chain::{Base, CredentialSource};
use crate::identity::{Problem, Stop, profile_source};
use crate::profile_kind::{Kind, KindRule, has};
use crate::shared_config::{Profile, SharedConfig, View};
use crate::source::Source;

use super::DIALECT;

/// The keys of IAM Identity Center. One of them is enough to hide everything behind it.
const SSO: [&str; 5] =
    ["sso_account_id", "sso_region", "sso_role_name", "sso_start_url", "sso_session"];

/// What the SDK tries on a profile, in its order; a key counts even when its value is empty.
pub(super) const KINDS: &[KindRule] = &[
    (Kind::Role, |profile| has(profile, "role_arn") && !has(profile, "web_identity_token_file")),
    (Kind::Environment, |profile| machine(profile) == Some(CredentialSource::Environment)),
    (Kind::Container, |profile| machine(profile) == Some(CredentialSource::EcsContainer)),
    (Kind::None, |profile| has(profile, "credential_source")),
    (Kind::WebIdentity, |profile| has(profile, "web_identity_token_file")),
    (Kind::SsoToken, |profile| is_sso(profile) && !names_role(profile)),
    (Kind::Sso, |profile| has(profile, "sso_session")),
    (Kind::SsoLegacy, is_sso),
    (Kind::Login, |profile| has(profile, "login_session")),
    (Kind::Process, |profile| has(profile, "credential_process")),
    (Kind::Session, |profile| has(profile, "aws_session_token")),
    (Kind::Static, |profile| {
        has(profile, "aws_access_key_id") || has(profile, "aws_secret_access_key")
    }),
];

/// Why no credentials come of a profile.
#[derive(Debug)]
pub(super) enum Halt {
    /// The SDK looks on elsewhere.
    Passes(Stop),
    /// It stops.
    Stops(Stop),
}

impl Halt {
    /// Returns the reason.
    pub(super) fn into_stop(self) -> Stop {
        match self {
            Self::Passes(stop) | Self::Stops(stop) => stop,
        }
    }
}

/// Returns what is wrong with a profile that is taken for `kind`.
pub(super) fn problem<'t>(
    config: &SharedConfig<'t>,
    profile: &Profile<'t>,
    kind: Kind,
) -> Option<Stop> {
    halt_of(config, profile, kind).filter(|_| kind != Kind::None).map(Halt::into_stop)
}

/// Returns the credentials of a profile, its role aside: the first source that it names, be it any good or not.
pub(super) fn base<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>) -> Result<Base<'t>, Halt> {
    if let Some(setting) = profile.get("credential_source") {
        return machine(profile).map(Base::Machine).ok_or_else(|| {
            let message = format!(
                "profile `{}` has an unknown credential_source `{}`",
                profile.name(),
                setting.value
            );
            Halt::Stops(Stop::new(Problem::RoleSource, message, config.setting_source(setting)))
        });
    }
    let kind = DIALECT.kind_except(profile, &[Kind::Role]);
    match halt_of(config, profile, kind) {
        Some(halt) => Err(halt),
        None => Ok(Base::Profile(profile.clone(), kind)),
    }
}

fn halt_of<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>, kind: Kind) -> Option<Halt> {
    match kind {
        Kind::WebIdentity => web_identity_halt(config, profile),
        Kind::Sso | Kind::SsoLegacy | Kind::SsoToken => sso_halt(config, profile),
        Kind::Session | Kind::Static => half_pair_halt(config, profile),
        Kind::Login | Kind::Process => None,
        Kind::Role | Kind::Environment | Kind::CredentialFile | Kind::Container | Kind::None => {
            Some(Halt::Passes(Stop::new(
                Problem::NoCredentials,
                format!("profile `{}` has no credentials", profile.name()),
                profile_source(config, profile),
            )))
        }
    }
}

fn web_identity_halt<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>) -> Option<Halt> {
    if has(profile, "role_arn") {
        return None;
    }
    let message =
        format!("profile `{}` has web_identity_token_file but no role_arn", profile.name());
    let place = place(config, profile, "web_identity_token_file");
    Some(Halt::Stops(Stop::new(Problem::WebIdentityWithoutRole, message, place)))
}

fn half_pair_halt<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>) -> Option<Halt> {
    let (lacking, there) = match (has(profile, "aws_access_key_id"), is_pair(profile)) {
        (_, true) => return None,
        (true, false) => ("aws_secret_access_key", "aws_access_key_id"),
        (false, false) if has(profile, "aws_secret_access_key") => {
            ("aws_access_key_id", "aws_secret_access_key")
        }
        (false, false) => ("aws_access_key_id", "aws_session_token"),
    };
    let message = format!("profile `{}` has {there} but no {lacking}", profile.name());
    let place = place(config, profile, there);
    Some(Halt::Stops(Stop::new(Problem::HalfPairInFile, message, place)))
}

fn sso_halt<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>) -> Option<Halt> {
    let stop = |key, what: &str| {
        let message = format!("profile `{}` {what}", profile.name());
        Stop::new(Problem::Sso, message, place(config, profile, key))
    };
    let session = match profile.value("sso_session") {
        None => None,
        Some(name) => match config.view(View::Sdk).sso_session(name) {
            Some(session) => Some(session),
            None if repeats_session(profile).is_none() => {
                let what = format!("names [sso-session {name}], which is in no file");
                return Some(Halt::Stops(stop("sso_session", &what)));
            }
            None => None,
        },
    };
    if let Some(key) = repeats_session(profile) {
        let what = format!("has {key}, which may only be in its [sso-session]");
        return Some(Halt::Stops(stop(key, &what)));
    }
    match (has(profile, "sso_account_id"), has(profile, "sso_role_name")) {
        (true, false) => return Some(Halt::Stops(stop("sso_account_id", "lacks sso_role_name"))),
        (false, true) => return Some(Halt::Stops(stop("sso_role_name", "lacks sso_account_id"))),
        (true, true) | (false, false) => {}
    }
    let is_there = |key: &str| match &session {
        Some(session) => session.get(key).is_some(),
        None => has(profile, key),
    };
    let missing = ["sso_region", "sso_start_url"].into_iter().find(|key| !is_there(key))?;
    Some(Halt::Passes(stop("sso_session", &format!("lacks {missing}"))))
}

/// Returns a key of the session that the profile has as well, which the SDK does not take.
fn repeats_session(profile: &Profile<'_>) -> Option<&'static str> {
    has(profile, "sso_session").then_some(())?;
    ["sso_start_url", "sso_region"].into_iter().find(|key| has(profile, key))
}

/// Returns where `key` stands, or the profile itself when it lacks the key.
pub(super) fn place<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>, key: &str) -> Source {
    profile
        .get(key)
        .map_or_else(|| profile_source(config, profile), |setting| config.setting_source(setting))
}

/// Returns whether the profile is a role that another one signs for.
pub(super) fn is_role(profile: &Profile<'_>) -> bool {
    has(profile, "role_arn") && !has(profile, "web_identity_token_file")
}

/// Returns whether the profile has a whole pair of keys.
pub(super) fn is_pair(profile: &Profile<'_>) -> bool {
    has(profile, "aws_access_key_id") && has(profile, "aws_secret_access_key")
}

fn is_sso(profile: &Profile<'_>) -> bool {
    SSO.iter().any(|key| has(profile, key))
}

fn names_role(profile: &Profile<'_>) -> bool {
    has(profile, "sso_account_id") || has(profile, "sso_role_name")
}

/// Returns the source that the profile names; case does not matter.
fn machine(profile: &Profile<'_>) -> Option<CredentialSource> {
    let name = profile.value("credential_source")?;
    CredentialSource::ALL.into_iter().find(|source| source.word().eq_ignore_ascii_case(name))
}
