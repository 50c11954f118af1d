//! What the SDK makes of a profile: the roles it takes one after the other, and what signs for the first.

use std::collections::BTreeSet;

use crate::chain::{Base, Chain, MOST_ROLES};
use crate::identity::{Problem, Stop, profile_source};
use crate::profile_kind::{Kind, has};
use crate::shared_config::{Profile, SharedConfig, View};

use super::kinds::{Halt, base, is_pair, is_role, place};

/// Follows a profile to what signs for it.
pub(super) fn walk<'t>(config: &SharedConfig<'t>, top: Profile<'t>) -> Result<Chain<'t>, Stop> {
    follow(config, top).map_err(Halt::into_stop)
}

/// Follows a profile to what signs for it, and says otherwise whether the SDK looks on.
pub(super) fn follow<'t>(config: &SharedConfig<'t>, top: Profile<'t>) -> Result<Chain<'t>, Halt> {
    let chain = roles_and_base(config, top)?;
    match &chain.base {
        // Noticed last, so that the SDK looks on even where it would stop at another profile without credentials.
        Base::Profile(profile, Kind::SsoToken) => Err(Halt::Passes(token_only(config, profile))),
        Base::Profile(..) | Base::Machine(_) => Ok(chain),
    }
}

fn token_only<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>) -> Stop {
    let message = format!(
        "profile `{}` has settings of IAM Identity Center but neither an account nor a role",
        profile.name()
    );
    Stop::new(Problem::Sso, message, place(config, profile, "sso_session"))
}

fn roles_and_base<'t>(config: &SharedConfig<'t>, top: Profile<'t>) -> Result<Chain<'t>, Halt> {
    let mut visited = BTreeSet::new();
    let mut roles = Vec::new();
    let mut profile = top;
    loop {
        let is_first = visited.is_empty();
        if !visited.insert(profile.name().to_owned()) {
            return Err(loop_of(config, &profile));
        }
        if !is_first && is_pair(&profile) {
            let is_session = has(&profile, "aws_session_token");
            let kind = if is_session { Kind::Session } else { Kind::Static };
            return Ok(Chain { roles, base: Base::Profile(profile, kind) });
        }
        if !is_role(&profile) {
            let base = base(config, &profile);
            let base =
                base.map_err(|halt| if is_first { halt } else { Halt::Stops(halt.into_stop()) });
            return Ok(Chain { roles, base: base? });
        }
        let Some(name) = source_profile(config, &profile)? else {
            let base = base(config, &profile)?;
            roles.push(profile);
            return Ok(Chain { roles, base });
        };
        let next = next(config, &profile, &name, roles.len())?;
        roles.push(std::mem::replace(&mut profile, next));
    }
}

/// Returns the name of the profile that signs for a role, or `None` where the role's own profile does.
fn source_profile<'t>(
    config: &SharedConfig<'t>,
    role: &Profile<'t>,
) -> Result<Option<String>, Halt> {
    let name = role.name();
    let refuse = |what, key| {
        let message = format!("profile `{name}` has {what}");
        Err(Halt::Stops(Stop::new(Problem::RoleSource, message, place(config, role, key))))
    };
    match (role.value("source_profile"), role.get("credential_source")) {
        (Some(_), Some(_)) => {
            refuse("both source_profile and credential_source", "credential_source")
        }
        (None, None) => {
            refuse("role_arn but neither source_profile nor credential_source", "role_arn")
        }
        (Some(source), None) if source != name => Ok(Some(source.to_owned())),
        (Some(_), None) | (None, Some(_)) => Ok(None),
    }
}

/// Returns the profile that signs for `role`, which already stands behind so many others.
fn next<'t>(
    config: &SharedConfig<'t>,
    role: &Profile<'t>,
    name: &str,
    behind: usize,
) -> Result<Profile<'t>, Halt> {
    let place = place(config, role, "source_profile");
    if behind == MOST_ROLES {
        let message = format!("source_profile leads on after {MOST_ROLES} roles");
        return Err(Halt::Stops(Stop::new(Problem::BrokenChain, message, place)));
    }
    config.view(View::Sdk).profile(name).ok_or_else(|| {
        let message =
            format!("profile `{}` has source_profile = {name}, which is in no file", role.name());
        Halt::Passes(Stop::new(Problem::BrokenChain, message, place))
    })
}

fn loop_of<'t>(config: &SharedConfig<'t>, profile: &Profile<'t>) -> Halt {
    let message = format!("source_profile runs in a circle: it comes back to `{}`", profile.name());
    Halt::Stops(Stop::new(Problem::Loop, message, profile_source(config, profile)))
}
