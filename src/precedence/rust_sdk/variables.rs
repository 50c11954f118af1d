//! Keys in variables.

use std::borrow::Cow;

use crate::identity::{Identity, Problem, Stop};
use crate::source::Source;

use super::super::Offer;
use super::super::call::Call;
use super::super::common::VariableKeys;

const KEY_ID: &str = "AWS_ACCESS_KEY_ID";

/// The names of the secret; only this SDK knows the second one.
const SECRETS: [&str; 2] = ["AWS_SECRET_ACCESS_KEY", "SECRET_ACCESS_KEY"];

/// Offers the keys in variables, also when a profile is named in code.
pub(super) fn offer(call: &Call<'_, '_>) -> Offer {
    match identity(call) {
        Some(identity) => identity.into(),
        None if written(call, KEY_ID).is_some() => {
            let message = "AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY";
            Offer::Passes(Stop::new(Problem::HalfPair, message, Source::variable(KEY_ID)))
        }
        None => Offer::Nothing,
    }
}

/// Returns who the keys in variables are, if they are complete.
pub(super) fn identity(call: &Call<'_, '_>) -> Option<Identity> {
    let trimmed = |(name, value): (_, Cow<'_, str>)| (name, Cow::Owned(value.trim().to_owned()));
    let keys = VariableKeys {
        id: written(call, KEY_ID)?,
        secret: SECRETS.into_iter().find_map(|name| written(call, name))?,
        token: written(call, "AWS_SESSION_TOKEN").map(trimmed),
    };
    Some(keys.identity(call))
}

/// Returns a variable in which there is more than white space.
fn written<'a>(call: &Call<'a, '_>, name: &'static str) -> Option<(&'static str, Cow<'a, str>)> {
    let value = call.environment.text(name)?;
    (!value.trim().is_empty()).then_some((name, value))
}
