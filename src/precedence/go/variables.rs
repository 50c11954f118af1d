//! Credentials in variables.

use std::borrow::Cow;

use crate::identity::{Identity, Kind, Known, Problem, Stop};
use crate::source::Source;

use super::super::call::Call;
use super::super::common::VariableKeys;
use super::offered;

/// The names of the key id and of the secret; the old one counts where the other is empty.
const IDS: [&str; 2] = ["AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY"];
const SECRETS: [&str; 2] = ["AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY"];

const TOKEN_FILE: &str = "AWS_WEB_IDENTITY_TOKEN_FILE";

/// Returns who the keys in the variables are, unless a profile is named in code.
pub(in super::super) fn keys(call: &Call<'_, '_>) -> Option<Identity> {
    let keys = found(call).filter(|_| !call.is_explicit())?;
    Some(keys.identity(call))
}

fn found<'a>(call: &Call<'a, '_>) -> Option<VariableKeys<'a>> {
    let filled = |name| -> Option<(&'static str, Cow<'a, str>)> {
        Some((name, call.environment.filled(name)?))
    };
    Some(VariableKeys {
        id: IDS.into_iter().find_map(filled)?,
        secret: SECRETS.into_iter().find_map(filled)?,
        token: filled("AWS_SESSION_TOKEN"),
    })
}

/// Returns the variable that signs where a profile says `credential_source = Environment`.
pub(super) fn signer(call: &Call<'_, '_>) -> Result<Source, Stop> {
    found(call).map(|keys| Source::variable(keys.id.0)).ok_or_else(|| {
        let message = "credential_source is Environment, but there are no keys in variables";
        Stop::new(Problem::RoleSource, message, Source::variable("AWS_ACCESS_KEY_ID"))
    })
}

/// Returns who takes the role of the variables, unless a profile is named in code.
pub(in super::super) fn web_identity(call: &Call<'_, '_>) -> Option<Identity> {
    let path = call.environment.filled(TOKEN_FILE).filter(|_| !call.is_explicit())?;
    let place = Source::variable(TOKEN_FILE);
    let Some(role) = call.environment.filled("AWS_ROLE_ARN") else {
        let message = "a web identity token is set without a role";
        let stop = Stop::new(Problem::WebIdentityWithoutRole, message, place);
        let source = Source::WebIdentity { role_arn: String::new(), token_file: path.into_owned() };
        return Some(Identity::new(Kind::WebIdentity, source).stopped(stop));
    };
    let role = Known::new(role, Source::variable("AWS_ROLE_ARN"));
    let session = call.environment.filled("AWS_ROLE_SESSION_NAME");
    let identity = call.look.with_token(&role, &path, session.as_deref());
    let token = Known::new(path, place);
    Some(offered(identity, || call.missing_token(&token).or_else(|| call.sts_stop())))
}
