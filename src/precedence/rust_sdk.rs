//! Who signs the next call of a program that uses the AWS SDK for Rust.

mod calls;
mod chain;
mod client_settings;
mod container;
mod endpoint;
mod kinds;
mod metadata;
mod of_profile;
mod region;
mod sessions;
mod variables;
mod web_identity;

use crate::dialect::{Dialect, merged_keys};
use crate::identity::Known;
use crate::shared_config::View;
use crate::source::Source;

use super::common::sessions_of_sdk;
use super::{Find, Place, Provider, Rules};

/// How the SDK reads a profile.
static DIALECT: Dialect = Dialect {
    view: View::Sdk,
    kinds: kinds::KINDS,
    keys: merged_keys,
    problem: kinds::problem,
    walk: chain::walk,
};

/// The rules of the SDK for Rust (spec: aws-semantics 2.2 and 2.4).
pub(super) const RULES: Rules = Rules {
    dialect: &DIALECT,
    sessions: sessions_of_sdk,
    looks_on: false,
    profile: &[
        Place {
            rule: "a profile that is named in code comes first",
            // Even an empty name is one.
            find: Find::Other(|call| Some(Known::new(call.flag?, Source::Flag("--profile")))),
        },
        Place { rule: "AWS_PROFILE is the only variable", find: Find::Variable("AWS_PROFILE") },
    ],
    refuses: client_settings::refuses,
    client: &[],
    client_of_sts: &[],
    credentials: &PROVIDERS,
    region: &[
        Place { rule: "AWS_REGION comes first", find: Find::Variable("AWS_REGION") },
        Place {
            rule: "AWS_DEFAULT_REGION comes before the profile",
            find: Find::Variable("AWS_DEFAULT_REGION"),
        },
        Place {
            rule: "no variable names a Region, so the profile does, or else its source_profile",
            find: Find::Other(region::of_profiles),
        },
        Place {
            rule: "nothing else names a Region, so the instance metadata service is asked",
            find: Find::Other(metadata::region),
        },
    ],
    endpoint: &endpoint::PLACES,
};

const PROVIDERS: [Provider; 5] = [
    Provider {
        rule: "keys in variables come first, even when a profile is named in code",
        offer: variables::offer,
    },
    Provider { rule: "no keys in variables, so the profile is asked", offer: of_profile::offer },
    Provider {
        rule: "the profile has no credentials, so the web identity of the variables is taken",
        offer: web_identity::offer,
    },
    Provider {
        rule: "nothing before it has credentials, so the container is asked",
        offer: container::offer,
    },
    Provider {
        rule: "nothing before it has credentials, so the instance metadata service is asked",
        offer: metadata::offer,
    },
];

#[cfg(test)]
mod tests;
