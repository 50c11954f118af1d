//! Who signs the next call of Terraform or `OpenTofu`: of the AWS provider and the S3 backend, with no more in their blocks
//! than a `profile`. Both use the SDK for Go, over a library of their own.

mod known_region;

use crate::identity::{Identity, Known, Problem, Stop};
use crate::source::Source;

use super::call::Call;
use super::go;
use super::{Find, Offer, Place, Provider, Rules};

/// The rules of Terraform's AWS provider.
pub(super) const RULES: Rules = Rules {
    dialect: &go::DIALECT,
    sessions: go::own_sessions,
    profile: &[
        Place { rule: "`profile` in the provider's block comes first", find: Find::Flag },
        go::PROFILE,
        go::DEFAULT_PROFILE,
    ],
    refuses: go::refuses,
    looks_on: false,
    client: &[],
    client_of_sts: &[|call| {
        // The client that asks for roles has the provider's own endpoint, too.
        go::cannot_reach_sts(call, of_provider(call).or_else(|| go::sts_endpoint(call)))
    }],
    credentials: &[
        Provider {
            rule: "keys in variables come before every profile that the provider's block does not name",
            offer: |call| checked(call, go::in_variables(call)),
        },
        Provider {
            rule: "a web identity in variables comes before every profile that the provider's block does not name",
            offer: |call| checked(call, go::web_identity(call)),
        },
        Provider {
            rule: "no credentials in variables, so the profile is asked",
            offer: |call| checked(call, go::of_profile(call)),
        },
        Provider {
            rule: "neither variables nor profile have credentials, so the container is asked",
            offer: |call| checked(call, go::container(call)),
        },
        Provider {
            rule: "nothing before it has credentials, so the instance metadata service is asked",
            offer: |call| checked(call, Some(go::machine(call))),
        },
    ],
    region: &[
        go::REGION,
        go::DEFAULT_REGION,
        go::REGION_OF_PROFILE,
        Place {
            rule: "the credentials come from the instance metadata service, and so does the Region",
            find: Find::Other(of_machine),
        },
    ],
    endpoint: &[OF_PROVIDER, go::OF_SERVICES, go::FOR_ALL, go::OF_PROFILE],
};

/// What the provider reads by itself, whatever `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` says.
const OF_PROVIDER: Place = Place {
    rule: "AWS_ENDPOINT_URL_STS comes first, then TF_AWS_STS_ENDPOINT and AWS_STS_ENDPOINT",
    find: Find::Other(of_provider),
};

fn of_provider(call: &Call<'_, '_>) -> Option<Known<String>> {
    ["AWS_ENDPOINT_URL_STS", "TF_AWS_STS_ENDPOINT", "AWS_STS_ENDPOINT"]
        .into_iter()
        .find_map(|name| Find::Filled(name).at(call))
}

/// Returns the place of a Region that only the machine knows; its value cannot be told from here.
fn of_machine(call: &Call<'_, '_>) -> Option<Known<String>> {
    let first = RULES.credentials.iter().find_map(|provider| match (provider.offer)(call) {
        Offer::Takes(identity) => Some(identity),
        Offer::Nothing | Offer::Passes(_) => None,
    })?;
    (first.source == Source::Imds).then(|| Known::new("", Source::Imds))
}

/// Stops at a Region that the provider does not know, or at none.
fn checked(call: &Call<'_, '_>, identity: Option<Identity>) -> Offer {
    let Some(identity) = identity else { return Offer::Nothing };
    let is_of_machine = identity.source == Source::Imds && call.region.is_none();
    if identity.error.is_some() || is_of_machine {
        return identity.into();
    }
    match refused_region(call) {
        Some(stop) => identity.stopped(stop).into(),
        None => identity.into(),
    }
}

fn refused_region(call: &Call<'_, '_>) -> Option<Stop> {
    let Some(region) = &call.region else {
        let message = "no Region is configured, without which Terraform does nothing";
        return Some(Stop::new(Problem::NoRegion, message, Source::Default));
    };
    if region.source == Source::Imds || known_region::is_known(&region.value) {
        return None;
    }
    let message = format!("Terraform knows no Region `{}`", region.value);
    Some(Stop::new(Problem::BadSetting, message, region.source.clone()))
}

#[cfg(test)]
mod tests;
