//! Who signs the next call of the AWS CLI, version 2.

use crate::dialect;

use super::botocore::{self, REGION_OF_PROFILE};
use super::endpoint::ENDPOINT;
use super::{Find, Place, Rules};

/// The rules of the AWS CLI (spec: aws-semantics 2.1 and 2.4).
pub(super) const RULES: Rules = Rules {
    dialect: &dialect::BOTO,
    keeps_roles: true,
    profile: &[
        Place { rule: "--profile comes first", find: Find::Flag },
        Place {
            rule: "AWS_PROFILE comes before AWS_DEFAULT_PROFILE",
            find: Find::Variable("AWS_PROFILE"),
        },
        Place {
            rule: "AWS_DEFAULT_PROFILE counts where AWS_PROFILE is not set",
            find: Find::Variable("AWS_DEFAULT_PROFILE"),
        },
    ],
    refuses: botocore::refuses,
    credentials: &botocore::PROVIDERS,
    region: &[
        Place { rule: "AWS_REGION comes first", find: Find::Variable("AWS_REGION") },
        Place {
            rule: "AWS_DEFAULT_REGION comes before the profile",
            find: Find::Variable("AWS_DEFAULT_REGION"),
        },
        REGION_OF_PROFILE,
    ],
    endpoint: &ENDPOINT,
};

#[cfg(test)]
mod tests;
