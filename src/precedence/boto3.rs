//! Who signs the next call of boto3, and of everything that is built on botocore.

use crate::dialect;

use super::botocore::{self, REGION_OF_PROFILE};
use super::endpoint::ENDPOINT;
use super::{Find, Place, Rules};

/// The rules of boto3 (spec: aws-semantics 2.1 and 2.4).
pub(super) const RULES: Rules = Rules {
    dialect: &dialect::BOTO,
    sessions: |sessions, _| sessions.without_roles(),
    looks_on: false,
    profile: &[
        Place { rule: "profile_name comes first", find: Find::FlagOrEmpty },
        Place {
            rule: "AWS_DEFAULT_PROFILE comes before AWS_PROFILE",
            find: Find::Variable("AWS_DEFAULT_PROFILE"),
        },
        Place {
            rule: "AWS_PROFILE counts where AWS_DEFAULT_PROFILE is not set",
            find: Find::Variable("AWS_PROFILE"),
        },
    ],
    refuses: botocore::refuses,
    client: &botocore::CLIENT_OF_BOTO3,
    client_of_sts: &botocore::STS_OF_BOTO3,
    credentials: &botocore::PROVIDERS,
    region: &[
        Place {
            rule: "AWS_DEFAULT_REGION comes first; AWS_REGION is not read",
            find: Find::Variable("AWS_DEFAULT_REGION"),
        },
        REGION_OF_PROFILE,
    ],
    endpoint: &ENDPOINT,
};
