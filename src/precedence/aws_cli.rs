//! Who signs the next call of the AWS CLI, version 2.

use crate::dialect;
use crate::identity::Known;
use crate::source::Source;

use super::botocore::{self, REGION_OF_PROFILE};
use super::call::Call;
use super::common::is_metadata_off;
use super::endpoint::ENDPOINT;
use super::{Find, Place, Rules};

/// The rules of the AWS CLI (spec: aws-semantics 2.1 and 2.4).
pub(super) const RULES: Rules = Rules {
    dialect: &dialect::BOTO,
    sessions: |sessions, _| sessions,
    looks_on: false,
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
    client: &botocore::CLIENT,
    client_of_sts: &botocore::STS_OF_AWS_CLI,
    credentials: &botocore::PROVIDERS,
    region: &[
        Place { rule: "AWS_REGION comes first", find: Find::Variable("AWS_REGION") },
        Place {
            rule: "AWS_DEFAULT_REGION comes before the profile",
            find: Find::Variable("AWS_DEFAULT_REGION"),
        },
        REGION_OF_PROFILE,
        Place {
            rule: "nothing names a Region, so the instance metadata service is asked",
            find: Find::Other(of_machine),
        },
    ],
    endpoint: &ENDPOINT,
};

/// Returns where the Region comes from on EC2; only the machine knows which.
fn of_machine(call: &Call<'_, '_>) -> Option<Known<String>> {
    (!is_metadata_off(call)).then(|| Known::new("", Source::Imds))
}

#[cfg(test)]
mod tests;
