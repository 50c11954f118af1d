//! Every set of keys that stands somewhere: in the variables and in the profiles.

use crate::display::{escaped, masked};
use crate::environment::{Role, Variable};
use crate::profile_kind;
use crate::source::Source;

use super::characters::{self, Spaces};
use super::patient::Patient;

/// A set of keys. It has no `Debug`: nothing of it is ever shown but what these functions return.
pub(super) struct Pair {
    /// The profile it belongs to; `None` for the variables.
    pub(super) profile: Option<String>,
    /// The access key id.
    pub(super) id: String,
    /// The secret access key.
    pub(super) secret: String,
    /// Where the session token stands, if there is one.
    pub(super) token: Option<Source>,
    /// Where the id stands.
    pub(super) id_source: Source,
    /// Where the secret stands.
    pub(super) secret_source: Source,
    /// Whether the next call needs it.
    pub(super) is_in_use: bool,
    /// Whether it is meant for something else than AWS, such as `LocalStack`.
    pub(super) has_endpoint: bool,
}

impl Pair {
    /// Returns whose keys these are, in words.
    pub(super) fn owner(&self) -> String {
        match &self.profile {
            Some(name) => format!("profile {}", escaped(name)),
            None => "the variables".to_owned(),
        }
    }

    /// Returns the end of the id.
    pub(super) fn shown_id(&self) -> String {
        masked(&self.id)
    }

    /// Returns whether it can be judged by its letters: not if a hidden one among them is reported already.
    pub(super) fn is_legible(&self) -> bool {
        let is_clean = |text: &str| {
            characters::odd(text, Spaces::Nowhere).is_none() && !characters::is_quoted(text)
        };
        is_clean(&self.id) && is_clean(&self.secret)
    }

    /// Returns the commands that put other keys in their place.
    pub(super) fn enter_again(&self) -> String {
        self.profile.as_deref().map_or_else(|| "awsp clean".to_owned(), super::profiles::enter_keys)
    }
}

/// Returns every whole pair, that of the variables first.
pub(super) fn all(patient: &Patient<'_, '_>) -> Vec<Pair> {
    let in_use = patient.in_use();
    let mut pairs: Vec<Pair> = of_variables(patient).into_iter().collect();
    let everywhere = has_endpoint_variable(patient);
    for profile in patient.profiles() {
        let keys = profile_kind::keys(profile);
        let Some((id, secret)) = keys.id.zip(keys.secret) else { continue };
        if id.value.is_empty() || secret.value.is_empty() {
            continue;
        }
        let has_own_endpoint =
            ["endpoint_url", "services"].iter().any(|key| profile_kind::has(profile, key));
        pairs.push(Pair {
            profile: Some(profile.name().to_owned()),
            id: id.value.to_string(),
            secret: secret.value.to_string(),
            token: keys.token.map(|token| patient.source(token)),
            id_source: patient.source(id),
            secret_source: patient.source(secret),
            is_in_use: in_use.iter().any(|name| name == profile.name()),
            has_endpoint: everywhere || has_own_endpoint,
        });
    }
    pairs
}

fn of_variables(patient: &Patient<'_, '_>) -> Option<Pair> {
    const ID: &str = "AWS_ACCESS_KEY_ID";
    const SECRET: &str = "AWS_SECRET_ACCESS_KEY";
    const TOKEN: &str = "AWS_SESSION_TOKEN";
    let environment = patient.environment();
    let of_profile =
        patient.selected().is_some_and(|profile| profile_kind::has(&profile, "endpoint_url"));
    Some(Pair {
        profile: None,
        id: environment.filled(ID)?.into_owned(),
        secret: environment.filled(SECRET)?.into_owned(),
        token: environment.filled(TOKEN).map(|_| Source::variable(TOKEN)),
        id_source: Source::variable(ID),
        secret_source: Source::variable(SECRET),
        is_in_use: patient.situation.uses_variables(),
        has_endpoint: has_endpoint_variable(patient) || of_profile,
    })
}

fn has_endpoint_variable(patient: &Patient<'_, '_>) -> bool {
    let mut endpoints = Variable::ALL.iter().filter(|variable| variable.role == Role::Endpoint);
    endpoints.any(|variable| patient.environment().filled(variable.name).is_some())
}
