//! Credentials that variables name.

use std::path::Path;

use crate::identity::{Identity, Problem, Stop};
use crate::source::Source;

use super::super::Offer;
use super::super::call::Call;
use super::super::common::VariableKeys;
use super::{at_variable, client, settings};

/// Returns who the keys in variables are, if both halves are there.
pub(super) fn keys(call: &Call<'_, '_>) -> Option<Identity> {
    let part = |name| Some((name, settings::filled(call, name)?.value.into()));
    let keys = VariableKeys {
        id: part("AWS_ACCESS_KEY_ID")?,
        secret: part("AWS_SECRET_ACCESS_KEY")?,
        token: part("AWS_SESSION_TOKEN"),
    };
    Some(keys.identity(call))
}

/// Offers a role that is taken with the token of a file, both named by variables.
pub(super) fn web_identity(call: &Call<'_, '_>) -> Offer {
    let token_file = settings::variable(call, "AWS_WEB_IDENTITY_TOKEN_FILE");
    let role = settings::variable(call, "AWS_ROLE_ARN");
    let (token_file, role) = match (token_file, role) {
        (Some(token_file), Some(role)) => (token_file.value, role),
        (Some(_), None) => return Offer::Passes(without_role()),
        (None, Some(_) | None) => return Offer::Nothing,
    };
    let stop = (role.value.is_empty())
        .then(without_role)
        .or_else(|| unreadable(call, &token_file, at_variable("AWS_WEB_IDENTITY_TOKEN_FILE")))
        .or_else(|| client::of_web_identity(call));
    match stop {
        Some(stop) => Offer::Passes(stop),
        None => call.look.with_token(&role, &token_file, None).into(),
    }
}

fn without_role() -> Stop {
    let source = at_variable("AWS_WEB_IDENTITY_TOKEN_FILE");
    Stop::new(Problem::WebIdentityWithoutRole, "a web identity token is set without a role", source)
}

/// Returns why the file of a token cannot be read.
pub(super) fn unreadable(call: &Call<'_, '_>, token_file: &str, source: Source) -> Option<Stop> {
    let sessions = call.look.sessions?;
    if sessions.text(Path::new(token_file)).is_some() {
        return None;
    }
    let message =
        format!("the token file `{}` cannot be read", crate::display::escaped(token_file));
    Some(Stop::new(Problem::TokenFile, message, source))
}
