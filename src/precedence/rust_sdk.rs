//! Who signs the next call of a program that uses the AWS SDK for Rust.

use crate::dialect::{Dialect, KeySettings};
use crate::identity::Identity;
use crate::profile_kind::{self, Kind};
use crate::shared_config::{Profile, View};

use super::call::Call;
use super::common::VariableKeys;
use super::endpoint::ENDPOINT;
use super::{Find, Offer, Place, Provider, Rules};

/// How the SDK reads a profile.
static DIALECT: Dialect = Dialect {
    view: View::Sdk,
    kinds: profile_kind::BOTO,
    keys,
    problem: profile_kind::problem,
    walk: crate::chain::walk,
};

/// The rules of the SDK for Rust (spec: aws-semantics 2.2 and 2.4).
pub(super) const RULES: Rules = Rules {
    dialect: &DIALECT,
    keeps_roles: false,
    profile: &[
        Place { rule: "a profile that is named in code comes first", find: Find::Flag },
        Place { rule: "AWS_PROFILE is the only variable", find: Find::Variable("AWS_PROFILE") },
    ],
    refuses: |_| None,
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
            rule: "no variable names a Region, so the profile does",
            find: Find::Setting("region"),
        },
    ],
    endpoint: &ENDPOINT,
};

const PROVIDERS: [Provider; 2] = [
    Provider {
        rule: "keys in variables come first, even when a profile is named",
        offer: |call| in_variables(call).into(),
    },
    Provider {
        rule: "no keys in variables, so the profile is asked",
        offer: |call| of_profile(call),
    },
];

fn keys<'a, 't>(profile: &'a Profile<'t>) -> KeySettings<'a, 't> {
    KeySettings {
        id: profile.get("aws_access_key_id"),
        secret: profile.get("aws_secret_access_key"),
        token: profile.get("aws_session_token"),
    }
}

fn in_variables(call: &Call<'_, '_>) -> Option<Identity> {
    let filled = |name| Some((name, call.environment.filled(name)?));
    let keys = VariableKeys {
        id: filled("AWS_ACCESS_KEY_ID")?,
        secret: filled("AWS_SECRET_ACCESS_KEY")?,
        token: filled("AWS_SESSION_TOKEN"),
    };
    Some(keys.identity(call))
}

fn of_profile(call: &Call<'_, '_>) -> Offer {
    let Some(profile) = &call.profile else { return Offer::Nothing };
    match call.look.dialect.kind(profile) {
        Kind::None => Offer::Nothing,
        kind => call.look.at(profile, kind).into(),
    }
}
