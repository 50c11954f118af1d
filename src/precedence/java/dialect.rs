//! How the SDK reads a profile.

use std::collections::BTreeSet;

use crate::chain::{Base, Chain, CredentialSource};
use crate::dialect::{Dialect, merged_keys};
use crate::identity::{Problem, Stop, profile_source};
use crate::profile_kind::{Kind, KindRule, has};
use crate::shared_config::{Profile, SharedConfig, View};

use super::settings::is_blank;

/// The SDK for Java.
pub(super) static DIALECT: Dialect =
    Dialect { view: View::Java, kinds: KINDS, keys: merged_keys, problem, walk };

/// What a profile of IAM Identity Center always has to hold.
const ROLE_OF_SSO: [&str; 2] = ["sso_account_id", "sso_role_name"];
/// What it has to hold besides where it names no `[sso-session]`, which holds it otherwise.
const SESSION_OF_SSO: [&str; 2] = ["sso_region", "sso_start_url"];

/// What the SDK tries on a profile: the first that applies is all it tries.
const KINDS: &[KindRule] = &[
    (Kind::WebIdentity, |profile| {
        has(profile, "role_arn") && has(profile, "web_identity_token_file")
    }),
    (Kind::Sso, |profile| has(profile, "sso_session")),
    // Any of these keys, be it left over, hides all that follows.
    (Kind::SsoLegacy, |profile| of_sso().any(|key| has(profile, key))),
    (Kind::Role, |profile| {
        let sources = ["source_profile", "credential_source"];
        has(profile, "role_arn") && sources.iter().any(|key| has(profile, key))
    }),
    (Kind::Login, |profile| has(profile, "login_session")),
    (Kind::Process, |profile| has(profile, "credential_process")),
    (Kind::Session, |profile| has(profile, "aws_session_token")),
    (Kind::Static, |profile| has(profile, "aws_access_key_id")),
];

fn of_sso() -> impl Iterator<Item = &'static str> {
    ROLE_OF_SSO.into_iter().chain(SESSION_OF_SSO)
}

/// Returns what is wrong with the settings of a profile of that kind; chains of roles aside.
fn problem<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>, kind: Kind) -> Option<Stop> {
    match kind {
        Kind::Static => half_pair(config, profile, is_blank),
        Kind::Session => half_pair(config, profile, |_| false),
        Kind::Sso => sso_session(config, profile).or_else(|| empty_role(config, profile)),
        Kind::SsoLegacy => {
            lacking(config, profile, of_sso()).or_else(|| empty_role(config, profile))
        }
        Kind::Login => blank(config, profile, "login_session"),
        Kind::Process => blank(config, profile, "credential_process")
            .or_else(|| several_commands(config, profile)),
        Kind::WebIdentity => blank(config, profile, "role_arn"),
        Kind::Role
        | Kind::SsoToken
        | Kind::Environment
        | Kind::CredentialFile
        | Kind::Container
        | Kind::None => None,
    }
}

fn half_pair<'t>(
    config: &SharedConfig<'t>,
    profile: &Profile<'t>,
    is_missing: fn(&str) -> bool,
) -> Option<Stop> {
    let lacks = |key: &&str| profile.value(key).is_none_or(is_missing);
    let key = ["aws_access_key_id", "aws_secret_access_key"].into_iter().find(lacks)?;
    let message = format!("profile `{}` lacks {key}", profile.name());
    Some(Stop::new(Problem::HalfPairInFile, message, profile_source(config, profile)))
}

fn blank<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>, key: &str) -> Option<Stop> {
    let setting = profile.get(key).filter(|setting| is_blank(&setting.value))?;
    let message = format!("{key} of profile `{}` is empty", profile.name());
    Some(Stop::new(Problem::BadSetting, message, config.setting_source(setting)))
}

fn empty_role<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>) -> Option<Stop> {
    ROLE_OF_SSO.into_iter().find_map(|key| blank(config, profile, key))
}

/// A line that continues the command is a command of its own to the shell, unless it is joined to the one above or is a
/// comment to the shell, too.
fn several_commands<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>) -> Option<Stop> {
    let setting = profile.get("credential_process")?;
    let lines = setting.value.split('\n');
    let mut pairs = lines.clone().zip(lines.skip(1));
    if pairs.all(|(line, next)| line.ends_with('\\') || next.starts_with('#')) {
        return None;
    }
    let message =
        format!("credential_process of profile `{}` goes on in a line below", profile.name());
    Some(Stop::new(Problem::BadSetting, message, config.setting_source(setting)))
}

fn lacking<'t>(
    config: &SharedConfig<'t>,
    profile: &Profile<'t>,
    keys: impl Iterator<Item = &'static str>,
) -> Option<Stop> {
    let missing: Vec<&str> = keys.filter(|key| !has(profile, key)).collect();
    if missing.is_empty() {
        return None;
    }
    let message = format!("profile `{}` lacks {}", profile.name(), missing.join(", "));
    Some(Stop::new(Problem::Sso, message, profile_source(config, profile)))
}

/// Returns what is wrong with a profile that names an `[sso-session]`, or with the session.
fn sso_session<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>) -> Option<Stop> {
    if let Some(stop) = lacking(config, profile, ROLE_OF_SSO.into_iter()) {
        return Some(stop);
    }
    let setting = profile.get("sso_session")?;
    let name = &*setting.value;
    let stop = |message| Some(Stop::new(Problem::Sso, message, config.setting_source(setting)));
    let Some(session) = config.view(View::Java).sso_session(name) else {
        let who = profile.name();
        return stop(format!("profile `{who}` names [sso-session {name}], which is in no file"));
    };
    for key in SESSION_OF_SSO {
        let Some(of_session) = session.get(key) else {
            return stop(format!("[sso-session {name}] lacks {key}"));
        };
        let differs = |own: &str| !own.eq_ignore_ascii_case(&of_session.value);
        if profile.value(key).is_some_and(differs) {
            let who = profile.name();
            return stop(format!(
                "{key} of profile `{who}` differs from that of [sso-session {name}]"
            ));
        }
    }
    let extra = ROLE_OF_SSO.iter().find(|key| session.get(key).is_some())?;
    stop(format!("[sso-session {name}] has {extra}, which belongs into the profile"))
}

/// Follows `source_profile` from `top`, which has a role, to the credentials at the end.
fn walk<'t>(config: &SharedConfig<'t>, top: Profile<'t>) -> Result<Chain<'t>, Stop> {
    let mut roles: Vec<Profile<'t>> = Vec::new();
    let mut visited = BTreeSet::new();
    let mut role = top;
    loop {
        if let Some(source) = credential_source(config, &role)? {
            roles.push(role);
            return Ok(Chain { roles, base: Base::Machine(source) });
        }
        // Keys in the same profile do not stop the circle.
        if !visited.insert(role.name().to_owned()) {
            let message = format!("source_profile runs in a circle that `{}` is in", role.name());
            return Err(stop_at(config, &role, "source_profile", Problem::Loop, message));
        }
        let source = source_profile(config, &role)?;
        roles.push(role);
        let kind = DIALECT.kind(&source);
        if kind != Kind::Role {
            return base(config, source, kind).map(|base| Chain { roles, base });
        }
        role = source;
    }
}

fn base<'t>(config: &SharedConfig<'t>, source: Profile<'t>, kind: Kind) -> Result<Base<'t>, Stop> {
    if kind == Kind::None {
        let message = format!("source_profile `{}` has no credentials", source.name());
        let place = profile_source(config, &source);
        return Err(Stop::new(Problem::BrokenChain, message, place));
    }
    match problem(config, &source, kind) {
        Some(stop) => Err(stop),
        None => Ok(Base::Profile(source, kind)),
    }
}

fn source_profile<'t>(config: &SharedConfig<'t>, role: &Profile<'t>) -> Result<Profile<'t>, Stop> {
    let name = role.value("source_profile").unwrap_or_default();
    config.view(View::Java).profile(name).ok_or_else(|| {
        let message =
            format!("profile `{}` has source_profile = {name}, which is in no file", role.name());
        stop_at(config, role, "source_profile", Problem::BrokenChain, message)
    })
}

/// Returns the machine's credentials if the role names them; their case does not matter.
fn credential_source<'t>(
    config: &SharedConfig<'t>,
    role: &Profile<'t>,
) -> Result<Option<CredentialSource>, Stop> {
    const SOURCES: [(&str, CredentialSource); 3] = [
        ("Environment", CredentialSource::Environment),
        ("Ec2InstanceMetadata", CredentialSource::Ec2InstanceMetadata),
        ("EcsContainer", CredentialSource::EcsContainer),
    ];
    let Some(name) = role.value("credential_source") else { return Ok(None) };
    let refuse =
        |message| Err(stop_at(config, role, "credential_source", Problem::RoleSource, message));
    if has(role, "source_profile") {
        let who = role.name();
        return refuse(format!("profile `{who}` has both source_profile and credential_source"));
    }
    match SOURCES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
        Some((_, source)) => Ok(Some(*source)),
        None => {
            refuse(format!("profile `{}` has an unknown credential_source `{name}`", role.name()))
        }
    }
}

fn stop_at<'t>(
    config: &SharedConfig<'t>,
    role: &Profile<'t>,
    key: &str,
    problem: Problem,
    message: String,
) -> Stop {
    let place = role.get(key).map(|setting| config.setting_source(setting));
    Stop::new(problem, message, place.unwrap_or_else(|| profile_source(config, role)))
}
