//! Roles that are taken with a web identity token.

use crate::identity::{Identity, Known, Problem, Stop};
use crate::source::Source;

use super::super::call::Call;
use super::{endpoint, region};

/// Takes the role of the variables, if both are filled.
pub(super) fn in_variables(call: &Call<'_, '_>) -> Option<Identity> {
    const TOKEN: &str = "AWS_WEB_IDENTITY_TOKEN_FILE";
    const ROLE: &str = "AWS_ROLE_ARN";
    let token_file = call.environment.filled(TOKEN)?;
    let role = Known::new(call.environment.filled(ROLE)?, Source::variable(ROLE));
    let session = call.environment.filled("AWS_ROLE_SESSION_NAME");
    let identity = call.look.with_token(&role, &token_file, session.as_deref());
    Some(match problem(call, &token_file, Source::variable(TOKEN)) {
        Some(stop) => identity.stopped(stop),
        None => identity,
    })
}

/// Returns why a role cannot be taken with the token in that file, whose path is taken as it is.
pub(super) fn problem(call: &Call<'_, '_>, token_file: &str, place: Source) -> Option<Stop> {
    let is_missing = call.look.sessions.is_some_and(|files| !files.finds(token_file.as_ref()));
    if is_missing {
        let message = "the file of the web identity token is not there";
        return Some(Stop::new(Problem::TokenFile, message, place));
    }
    region::unusable(call, None)
        .or_else(|| endpoint::unusable(call, &endpoint::STS, call.profile.as_ref()))
}
