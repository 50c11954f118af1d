//! Web identities, of variables and of the profile.

use crate::identity::{Identity, Kind, Known, Problem, Stop, profile_source};
use crate::session::RoleRequest;
use crate::source::Source;

use super::super::call::Call;
use super::role;

/// Takes each part of a web identity from its variable, else from the profile.
pub(super) fn web_identity(call: &Call<'_, '_>) -> Option<Identity> {
    let token = part(call, "AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file")?;
    if token.value.is_empty() {
        return None;
    }
    let is_of_profile = matches!(token.source, Source::File { .. });
    let own = call
        .profile
        .as_ref()
        .filter(|_| is_of_profile)
        .map(|profile| Known::new(profile.name(), profile_source(call.look.config, profile)));
    let role = part(call, "AWS_ROLE_ARN", "role_arn").filter(|role| !role.value.is_empty());
    let session = part(call, "AWS_ROLE_SESSION_NAME", "role_session_name");
    let identity = role.map_or_else(
        || without_role(&token),
        |role| {
            let session = session.as_ref().map(|name| name.value.as_str());
            let identity = call.look.with_token(&role, &token.value, session);
            match stops(call, &role, &token, session).filter(|_| identity.keys.is_none()) {
                Some(stop) => identity.stopped(stop),
                None => identity,
            }
        },
    );
    Some(Identity { profile: own, ..identity })
}

/// Returns why botocore stops when it has to ask for the role.
fn stops(
    call: &Call<'_, '_>,
    role: &Known<String>,
    token: &Known<String>,
    session: Option<&str>,
) -> Option<Stop> {
    let request =
        RoleRequest { role_arn: &role.value, role_session_name: session, ..RoleRequest::default() };
    role::broken_cache(call, &request)
        .or_else(|| call.sts_stop())
        .or_else(|| call.missing_token(token))
}

fn without_role(token: &Known<String>) -> Identity {
    let message = "a web identity token is set without a role";
    let stop = Stop::new(Problem::WebIdentityWithoutRole, message, token.source.clone());
    let source = Source::WebIdentity { role_arn: String::new(), token_file: token.value.clone() };
    Identity::new(Kind::WebIdentity, source).stopped(stop)
}

/// Returns a setting from its variable, empty or not, unless the profile was named on the command line; else from the profile.
fn part(call: &Call<'_, '_>, name: &str, key: &str) -> Option<Known<String>> {
    let value = call.environment.text(name).filter(|_| !call.is_explicit());
    if let Some(value) = value {
        return Some(Known::new(value, Source::variable(name)));
    }
    call.setting(key)
}
