//! Roles that are taken with a web identity token.

use std::path::Path;

use crate::identity::{Known, Problem, Stop};
use crate::source::Source;

use super::super::call::Call;
use super::super::{Find, Offer};
use super::calls;

const TOKEN_FILE: &str = "AWS_WEB_IDENTITY_TOKEN_FILE";

/// Offers the web identity of the variables; both have to be set, be it to nothing.
pub(super) fn offer(call: &Call<'_, '_>) -> Offer {
    let Some(token_file) = Find::Variable(TOKEN_FILE).at(call) else { return Offer::Nothing };
    let Some(role) = Find::Variable("AWS_ROLE_ARN").at(call) else {
        let message = "AWS_WEB_IDENTITY_TOKEN_FILE is set without AWS_ROLE_ARN";
        let stop = Stop::new(Problem::WebIdentityWithoutRole, message, token_file.source);
        return Offer::Passes(stop);
    };
    let session = call.environment.text("AWS_ROLE_SESSION_NAME");
    let identity = call.look.with_token(&role, &token_file.value, session.as_deref());
    match stop(call, &role, &token_file) {
        Some(stop) => identity.stopped(stop).into(),
        None => identity.into(),
    }
}

/// Returns what keeps a role from being taken with a web identity token.
pub(super) fn stop(
    call: &Call<'_, '_>,
    role: &Known<String>,
    token_file: &Known<String>,
) -> Option<Stop> {
    token_stop(call, token_file)
        .or_else(|| calls::web_identity_stop(call))
        .or_else(|| empty_role(&role.value, &role.source))
}

/// Returns the refusal of a role that has no name.
pub(super) fn empty_role(role_arn: &str, source: &Source) -> Option<Stop> {
    let stop = || Stop::new(Problem::RoleSource, "the ARN of the role is empty", source.clone());
    role_arn.is_empty().then(stop)
}

fn token_stop(call: &Call<'_, '_>, token_file: &Known<String>) -> Option<Stop> {
    if call.look.sessions?.text(Path::new(&token_file.value)).is_some() {
        return None;
    }
    let message = "the web identity token cannot be read";
    Some(Stop::new(Problem::TokenFile, message, token_file.source.clone()))
}
