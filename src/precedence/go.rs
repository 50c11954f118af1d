//! Who signs the next call of a program that uses the AWS SDK for Go, version 2.

mod endpoint;
mod inner;
mod load;
mod machine;
mod of_profile;
mod sessions;
mod settings;
mod variables;
mod walk;

use crate::dialect::{Dialect, KeySettings};
use crate::environment::Environment;
use crate::identity::{Identity, Known, Problem, Stop};
use crate::profile_kind::{Kind, KindRule};
use crate::session::Sessions;
use crate::shared_config::{Profile, View};

use super::call::Call;
use super::{Find, Place, Provider, Rules};

pub(super) use endpoint::{FOR_ALL, OF_PROFILE, OF_SERVICES};
pub(super) use inner::{cannot_reach_sts, sts_endpoint};
pub(super) use machine::{container, machine};
pub(super) use of_profile::of_profile;
pub(super) use variables::{keys as in_variables, web_identity};

/// How the SDK reads a profile; an empty value is none.
pub(super) static DIALECT: Dialect =
    Dialect { view: View::Go, kinds: KINDS, keys, problem: of_profile::problem, walk: walk::walk };

/// The rules of the SDK for Go.
pub(super) const RULES: Rules = Rules {
    dialect: &DIALECT,
    sessions: own_sessions,
    profile: &[
        Place { rule: "a profile that is named in code comes first", find: Find::Flag },
        PROFILE,
        DEFAULT_PROFILE,
    ],
    refuses,
    looks_on: false,
    client: &[],
    client_of_sts: &[|call| cannot_reach_sts(call, sts_endpoint(call))],
    credentials: &[
        Provider {
            rule: "keys in variables come before every profile that is not named in code",
            offer: |call| in_variables(call).into(),
        },
        Provider {
            rule: "a web identity in variables comes before every profile that is not named in code",
            offer: |call| web_identity(call).into(),
        },
        Provider {
            rule: "no credentials in variables, so the profile is asked",
            offer: |call| of_profile(call).into(),
        },
        Provider {
            rule: "neither variables nor profile have credentials, so the container is asked",
            offer: |call| container(call).into(),
        },
        Provider {
            rule: "nothing before it has credentials, so the instance metadata service is asked",
            offer: |call| machine(call).into(),
        },
    ],
    region: &[REGION, DEFAULT_REGION, REGION_OF_PROFILE],
    endpoint: &[endpoint::OF_VARIABLE, OF_SERVICES, FOR_ALL, OF_PROFILE],
};

/// The variable of the profile that comes first.
pub(super) const PROFILE: Place = Place {
    rule: "AWS_PROFILE comes before AWS_DEFAULT_PROFILE",
    find: Find::Filled("AWS_PROFILE"),
};

/// The other variable of the profile.
pub(super) const DEFAULT_PROFILE: Place = Place {
    rule: "AWS_DEFAULT_PROFILE counts where AWS_PROFILE is empty or not set",
    find: Find::Filled("AWS_DEFAULT_PROFILE"),
};

/// The variable of the Region that comes first.
pub(super) const REGION: Place =
    Place { rule: "AWS_REGION comes first", find: Find::Filled("AWS_REGION") };

/// The other variable of the Region.
pub(super) const DEFAULT_REGION: Place = Place {
    rule: "AWS_DEFAULT_REGION comes before the profile",
    find: Find::Filled("AWS_DEFAULT_REGION"),
};

/// The Region of the profile.
pub(super) const REGION_OF_PROFILE: Place = Place {
    rule: "no variable names a Region, so the profile does",
    find: Find::Other(|call| filled(call, "region")),
};

/// What the SDK tries on a profile, in its order: the role comes last and is taken over whatever is there.
const KINDS: &[KindRule] = &[
    (Kind::Role, |profile| has(profile, "role_arn") && !is_web_identity(profile)),
    (Kind::WebIdentity, is_web_identity),
    (Kind::Session, |profile| has_pair(profile) && has(profile, "aws_session_token")),
    (Kind::Static, has_pair),
    (Kind::Sso, |profile| has(profile, "sso_session")),
    (Kind::SsoLegacy, |profile| SSO.into_iter().any(|key| has(profile, key))),
    (Kind::Login, |profile| has(profile, "login_session")),
    (Kind::Process, |profile| has(profile, "credential_process")),
];

/// The settings of IAM Identity Center in the old format, of which one is enough to choose it.
const SSO: [&str; 4] = ["sso_region", "sso_start_url", "sso_account_id", "sso_role_name"];

fn keys<'a, 't>(profile: &'a Profile<'t>) -> KeySettings<'a, 't> {
    let token = profile.get("aws_session_token").filter(|token| !token.value.is_empty());
    KeySettings {
        id: profile.get("aws_access_key_id"),
        secret: profile.get("aws_secret_access_key"),
        token,
    }
}

/// Returns whether a profile has a setting that is not empty.
fn has(profile: &Profile<'_>, key: &str) -> bool {
    profile.value(key).is_some_and(|value| !value.is_empty())
}

fn has_pair(profile: &Profile<'_>) -> bool {
    has(profile, "aws_access_key_id") && has(profile, "aws_secret_access_key")
}

/// Keys of the same profile win over its token.
fn is_web_identity(profile: &Profile<'_>) -> bool {
    has(profile, "web_identity_token_file") && !has_pair(profile)
}

/// Returns a setting of the selected profile that is not empty.
fn filled(call: &Call<'_, '_>, key: &str) -> Option<Known<String>> {
    call.setting(key).filter(|setting| !setting.value.is_empty())
}

/// Returns what the SDK stops at before it looks for any credentials.
pub(super) fn refuses(call: &Call<'_, '_>) -> Option<Stop> {
    settings::bad_variable(call)
        .or_else(|| bad_file(call))
        .or_else(|| missing_profile(call))
        .or_else(|| load::load(call.look.config, call.profile.clone()?).err())
        .or_else(|| settings::bad_bundle(call))
}

fn bad_file(call: &Call<'_, '_>) -> Option<Stop> {
    let fault = call.look.config.view(View::Go).fault()?;
    Some(Stop::new(Problem::File, fault.to_string(), fault.source()))
}

/// A missing profile is let pass if only `AWS_DEFAULT_PROFILE` names it.
fn missing_profile(call: &Call<'_, '_>) -> Option<Stop> {
    let is_fatal = call.is_explicit() || call.environment.filled("AWS_PROFILE").is_some();
    let named = call.named.as_ref().filter(|_| is_fatal && call.profile.is_none())?;
    let message = format!("no profile named `{}`", named.value);
    Some(Stop::new(Problem::MissingProfile, message, named.source.clone()))
}

/// Returns the identity as it is, unless something stops it.
fn offered(identity: Identity, stop: impl FnOnce() -> Option<Stop>) -> Identity {
    if identity.error.is_some() {
        return identity;
    }
    match stop() {
        Some(stop) => identity.stopped(stop),
        None => identity,
    }
}

/// Returns the sessions as the SDK looks for them: it alone takes an empty variable for none, and credentials of
/// `aws login` to their very end.
pub(super) fn own_sessions<'a>(sessions: Sessions<'a>, environment: &Environment) -> Sessions<'a> {
    let sessions = sessions.without_roles().with_login_to_its_end();
    match environment.filled("AWS_LOGIN_CACHE_DIRECTORY") {
        Some(_) => sessions.with_plain_login(environment),
        None => sessions,
    }
}

#[cfg(test)]
pub(super) mod tests;
