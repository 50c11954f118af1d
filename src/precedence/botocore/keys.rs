//! Keys in variables, which win over everything.

use crate::environment::Environment;
use crate::identity::{Exporter, Identity, Keys, Kind, Part, Problem, State, Stop, keys_expire_at};
use crate::session::{Standing, seconds_since_epoch};
use crate::source::Source;

use super::super::call::Call;
use super::super::common::{account, exported};

/// The names of the token, the old one first.
const TOKENS: [&str; 2] = ["AWS_SECURITY_TOKEN", "AWS_SESSION_TOKEN"];

/// Returns who the keys in the variables are, unless a profile was named on the command line.
pub(super) fn in_variables(call: &Call<'_, '_>) -> Option<Identity> {
    if call.is_explicit() {
        return None;
    }
    let environment = call.environment;
    let key_id = environment.filled("AWS_ACCESS_KEY_ID")?;
    let identity = Identity {
        account: account(call, &key_id),
        keys: keys(environment, &key_id),
        access_key_id: Some(key_id.into_owned()),
        ..Identity::new(Kind::Environment, Source::variable("AWS_ACCESS_KEY_ID"))
    };
    let identity = identity.standing(standing_of_variables(environment, call.look.now));
    if let Some(stop) = keys_refused(environment, call.look.now) {
        return Some(Identity { error: Some(stop), ..identity });
    }
    let exporter = Exporter::of(environment, call.look.now, &call.expected());
    Some(exporter.into_iter().fold(identity, exported))
}

/// Returns the parts of the keys; of the token's names the old one wins.
fn keys(environment: &Environment, key_id: &str) -> Option<Keys> {
    let part = |name| Some(Part::found(&environment.filled(name)?, Source::variable(name)));
    Some(Keys {
        id: Part::found(key_id, Source::variable("AWS_ACCESS_KEY_ID")),
        secret: part("AWS_SECRET_ACCESS_KEY")?,
        token: TOKENS.into_iter().find_map(part),
    })
}

/// Returns what the AWS CLI stops at once it has seen a key id in the variables.
pub(super) fn keys_refused(environment: &Environment, now: i64) -> Option<Stop> {
    if environment.filled("AWS_SECRET_ACCESS_KEY").is_none() {
        let message = "AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY";
        return Some(Stop::new(Problem::HalfPair, message, Source::variable("AWS_ACCESS_KEY_ID")));
    }
    let expiration = environment.filled("AWS_CREDENTIAL_EXPIRATION")?;
    let source = Source::variable("AWS_CREDENTIAL_EXPIRATION");
    match seconds_since_epoch(&expiration) {
        None => {
            let message = "AWS_CREDENTIAL_EXPIRATION is no time with a zone";
            Some(Stop::new(Problem::BadExpiration, message, source))
        }
        Some(end) if end <= now => {
            let message = "AWS_CREDENTIAL_EXPIRATION is past";
            Some(Stop::new(Problem::PastExpiration, message, source))
        }
        Some(_) => None,
    }
}

/// Returns how keys in variables stand: without a token they are long-term keys, which have no session.
fn standing_of_variables(environment: &Environment, now: i64) -> Standing {
    let token = TOKENS.into_iter().find_map(|name| environment.filled(name));
    match keys_expire_at(environment) {
        None if token.is_none() => Standing::bare(State::None),
        expires_at => Standing::of_keys(expires_at, now),
    }
}
