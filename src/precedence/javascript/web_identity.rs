//! Roles that are taken with a web identity token.

use crate::identity::{Identity, Known, Stop};
use crate::source::Source;

use super::super::call::Call;
use super::{bad_setting, endpoint, region};

/// Takes the role of the variables, if both are filled.
pub(super) fn in_variables(call: &Call<'_, '_>) -> Option<Identity> {
    const TOKEN: &str = "AWS_WEB_IDENTITY_TOKEN_FILE";
    const ROLE: &str = "AWS_ROLE_ARN";
    let token_file = call.environment.filled(TOKEN)?;
    let role = Known::new(call.environment.filled(ROLE)?, Source::variable(ROLE));
    let session = call.environment.filled("AWS_ROLE_SESSION_NAME");
    let identity = call.look.with_token(&role, &token_file, session.as_deref());
    let token_file = Known::new(token_file, Source::variable(TOKEN));
    Some(match problem(call, &token_file) {
        Some(stop) => identity.stopped(stop),
        None => identity,
    })
}

/// Returns why a role cannot be taken with the token in that file, whose path is taken as it is.
pub(super) fn problem(call: &Call<'_, '_>, token_file: &Known<String>) -> Option<Stop> {
    call.missing_token(token_file)
        .or_else(|| region::unusable(call, None))
        .or_else(|| needs_signature(call))
        .or_else(|| endpoint::unusable(call, &endpoint::STS, call.profile.as_ref()))
}

/// Returns the Region in which the SDK wants to sign the call for the role, which it has no keys for yet.
fn needs_signature(call: &Call<'_, '_>) -> Option<Stop> {
    let region = call.region.as_ref().filter(|region| region.value == "aws-global")?;
    let is_special = endpoint::special_kind(call, call.profile.as_ref()).is_some();
    let message = "the SDK cannot take a web identity in aws-global";
    (!is_special).then(|| bad_setting(message, region.source.clone()))
}
