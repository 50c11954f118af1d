//! How the SDK reads a profile. A key without a value is none to it, so to have a key is to have a value.

use crate::dialect::{Dialect, merged_keys};
use crate::identity::{Problem, Stop, profile_source};
use crate::profile_kind::{Kind, KindRule, has};
use crate::shared_config::{Profile, Section, Setting, SharedConfig, View};

use super::walk;

/// How the SDK reads a profile.
pub(super) static DIALECT: Dialect = Dialect {
    view: View::JavaScript,
    kinds: KINDS,
    keys: merged_keys,
    problem,
    walk: |config, profile| walk::follow(config, profile).map_err(super::Failure::stop),
};

/// What the SDK tries on a profile, in its order.
const KINDS: &[KindRule] = &[
    (Kind::Role, is_role),
    (Kind::Session, |profile| is_static(profile) && has(profile, "aws_session_token")),
    (Kind::Static, is_static),
    (Kind::WebIdentity, |profile| {
        has(profile, "web_identity_token_file") && has(profile, "role_arn")
    }),
    (Kind::Process, |profile| has(profile, "credential_process")),
    (Kind::Sso, |profile| has(profile, "sso_session")),
    (Kind::SsoLegacy, |profile| SSO.iter().any(|key| has(profile, key))),
    (Kind::Login, |profile| has(profile, "login_session")),
];

/// What a role of IAM Identity Center takes.
const SSO: [&str; 4] = ["sso_account_id", "sso_region", "sso_role_name", "sso_start_url"];

/// Returns whether the profile has both keys; half a pair is nothing.
pub(super) fn is_static(profile: &Profile<'_>) -> bool {
    has(profile, "aws_access_key_id") && has(profile, "aws_secret_access_key")
}

/// Returns whether the profile has a role and one source for it; a role with two or none is no role.
fn is_role(profile: &Profile<'_>) -> bool {
    has(profile, "role_arn") && has(profile, "source_profile") != has(profile, "credential_source")
}

/// Returns what the SDK stops at in the settings of IAM Identity Center.
fn problem<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>, kind: Kind) -> Option<Stop> {
    match (kind, profile.get("sso_session")) {
        (Kind::Sso, Some(named)) => match session(config, named) {
            Some(session) => lacking(config, profile, Some(&session)),
            None => Some(missing(config, profile, named)),
        },
        (Kind::SsoLegacy, _) => lacking(config, profile, None),
        _ => None,
    }
}

/// Returns the section of a session. The SDK opens the file once more for it, and then `~` means nothing to it.
fn session<'t>(config: &SharedConfig<'t>, named: &Setting<'t>) -> Option<Section<'t>> {
    let session = config.view(View::JavaScript).sso_session(&named.value);
    let is_found = !config.texts().config.is_below_tilde;
    session.filter(|session| is_found && !session.settings.is_empty())
}

fn missing<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>, named: &Setting<'t>) -> Stop {
    let (name, session) = (profile.name(), &named.value);
    let message = format!("profile `{name}` names [sso-session {session}], which is in no file");
    Stop::new(Problem::Sso, message, config.setting_source(named))
}

/// Returns that something is missing; the settings of a session replace the profile's own.
fn lacking<'t>(
    config: &SharedConfig<'t>,
    profile: &Profile<'t>,
    session: Option<&Section<'t>>,
) -> Option<Stop> {
    let is_missing = |key: &&str| match (session, *key) {
        (Some(session), "sso_region" | "sso_start_url") => session.get(key).is_none(),
        (Some(_) | None, key) => !has(profile, key),
    };
    let missing: Vec<&str> = SSO.into_iter().filter(is_missing).collect();
    let message = format!("profile `{}` lacks {}", profile.name(), missing.join(", "));
    let place = profile_source(config, profile);
    (!missing.is_empty()).then(|| Stop::new(Problem::Sso, message, place))
}
