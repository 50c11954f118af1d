//! Who signs the next call of a program that uses the AWS SDK for JavaScript, version 3, as it comes: with a client that is
//! told nothing but, perhaps, a profile (tried with 3.1174.0).

mod attempt;
mod dialect;
mod endpoint;
mod machine;
mod profile;
mod region;
mod sign_in;
mod url;
mod walk;
mod web_identity;

use crate::identity::{Identity, Problem, Stop};
use crate::source::Source;

use super::call::Call;
use super::common::{VariableKeys, sessions_of_sdk};
use super::{Find, Place, Provider, Rules};

/// The rules of the SDK for JavaScript.
pub(super) const RULES: Rules = Rules {
    dialect: &dialect::DIALECT,
    sessions: sessions_of_sdk,
    looks_on: false,
    profile: &[
        Place { rule: "a profile that is named in code comes first", find: Find::Flag },
        Place {
            rule: "AWS_PROFILE is the only variable, and an empty one names nothing",
            find: Find::Filled("AWS_PROFILE"),
        },
    ],
    refuses,
    client: &[],
    client_of_sts: &[],
    credentials: &PROVIDERS,
    region: &region::REGION,
    endpoint: &endpoint::ENDPOINT,
};

const PROVIDERS: [Provider; 5] = [
    Provider {
        rule: "keys in variables come first, but only while nobody names a profile",
        offer: |call| in_variables(call).into(),
    },
    Provider {
        rule: "no keys in variables count, so the profile is asked",
        offer: profile::of_profile,
    },
    Provider {
        rule: "the profile has credentials that do not work, so its credential_process is asked",
        offer: |call| profile::process_behind(call).into(),
    },
    Provider {
        rule: "the profile has no credentials that work, so the web identity of the variables is taken",
        offer: |call| web_identity::in_variables(call).into(),
    },
    Provider {
        rule: "nothing before it has credentials, so the container is asked or, without one, the instance metadata service",
        offer: |call| machine::of_machine(call).into(),
    },
];

/// Where an attempt to get credentials ends without any.
#[derive(Clone, Debug)]
enum Failure {
    /// The SDK looks elsewhere.
    Passes(Stop),
    /// The SDK stops.
    Stops(Stop),
}

impl Failure {
    /// Returns what went wrong.
    fn stop(self) -> Stop {
        match self {
            Self::Passes(stop) | Self::Stops(stop) => stop,
        }
    }
}

/// Returns who the keys in the variables are, if both are there and no profile is named, be it one that does not exist.
fn in_variables(call: &Call<'_, '_>) -> Option<Identity> {
    let filled = |name| Some((name, call.environment.filled(name)?));
    let keys = VariableKeys {
        id: filled("AWS_ACCESS_KEY_ID")?,
        secret: filled("AWS_SECRET_ACCESS_KEY")?,
        token: filled("AWS_SESSION_TOKEN"),
    };
    call.named.is_none().then(|| keys.identity(call))
}

/// Returns the setting that ends the program as soon as it makes a client.
fn refuses(call: &Call<'_, '_>) -> Option<Stop> {
    const MODES: [&str; 6] = [AUTO, "in-region", "cross-region", "mobile", "standard", "legacy"];
    const AUTO: &str = "auto";
    let mode = Find::Variable("AWS_DEFAULTS_MODE")
        .at(call)
        .or_else(|| endpoint::setting(call, "defaults_mode"))?;
    let name = mode.value.to_lowercase();
    if name == AUTO && !region::is_known_without_code(call) {
        let message = "the defaults mode `auto` needs a Region, and none is set";
        return Some(Stop::new(Problem::NoRegion, message, mode.source));
    }
    let is_known = MODES.contains(&name.as_str());
    (!is_known).then(|| bad_setting("the defaults mode is none that there is", mode.source))
}

fn bad_setting(message: impl Into<String>, source: Source) -> Stop {
    Stop::new(Problem::BadSetting, message, source)
}

#[cfg(test)]
mod tests;
