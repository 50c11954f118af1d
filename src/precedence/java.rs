//! Who signs the next call of a program that uses the AWS SDK for Java, version 2.
//!
//! Whatever fails, the SDK asks the next source: a program may end up with the role of its machine.

mod client;
mod dialect;
mod endpoint;
mod machine;
mod of_profile;
mod settings;
mod sign_in;
mod variables;

use crate::identity::Known;
use crate::source::Source;

use super::common::sessions_of_sdk;
use super::{Find, Place, Provider, Rules};

/// The rules of the SDK for Java.
pub(super) const RULES: Rules = Rules {
    dialect: &dialect::DIALECT,
    sessions: sessions_of_sdk,
    looks_on: true,
    profile: &[
        Place { rule: "a profile that is named in code comes first", find: Find::Flag },
        Place {
            rule: "AWS_PROFILE is the only variable",
            find: Find::Other(|call| settings::variable(call, "AWS_PROFILE")),
        },
    ],
    refuses: settings::refuses,
    client: &[],
    client_of_sts: &[],
    credentials: &PROVIDERS,
    region: &[
        Place {
            rule: "AWS_REGION comes first; AWS_DEFAULT_REGION is never read",
            find: Find::Other(|call| named(settings::filled(call, "AWS_REGION"))),
        },
        Place {
            rule: "AWS_REGION is not set, so the profile names the Region",
            find: Find::Other(|call| named(call.setting("region"))),
        },
        Place {
            rule: "nothing names a Region, so the instance metadata service is asked",
            find: Find::Other(machine::region),
        },
    ],
    endpoint: &endpoint::PLACES,
};

const PROVIDERS: [Provider; 5] = [
    Provider {
        rule: "keys in variables come first, even when a profile is named in code",
        offer: |call| variables::keys(call).into(),
    },
    Provider {
        rule: "a web identity in variables comes before every profile",
        offer: variables::web_identity,
    },
    Provider {
        rule: "neither keys nor a web identity in variables, so the profile is asked",
        offer: of_profile::offer,
    },
    Provider {
        rule: "nothing before it has credentials that work, so the container is asked",
        offer: machine::container,
    },
    Provider {
        rule: "nothing before it has credentials that work, so the instance metadata service is asked",
        offer: machine::metadata,
    },
];

/// Returns a Region unless it is blank, in the way in which the SDK writes it: as a part of a URL.
fn named(region: Option<Known<String>>) -> Option<Known<String>> {
    let Known { value, source } = region.filter(|region| !settings::is_blank(&region.value))?;
    Some(Known { value: encoded(&value), source })
}

fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let parts = text.bytes().map(|byte| {
        if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    });
    parts.collect()
}

/// Returns a variable as the place of a value.
fn at_variable(name: &str) -> Source {
    Source::variable(name)
}

#[cfg(test)]
mod tests;
