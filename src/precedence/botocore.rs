//! What the AWS CLI and boto3 share: both are botocore.

mod behind_profile;
mod container;
mod keys;
mod login;
mod machine;
mod of_profile;
mod role;
mod settings;
mod web_identity;

use crate::identity::{Problem, Stop};
use crate::shared_config::View;

use super::call::Call;

pub(super) use settings::{CLIENT, CLIENT_OF_BOTO3, STS_OF_AWS_CLI, STS_OF_BOTO3};

use super::{Find, Place, Provider};

/// The last place of a Region that can be seen from here.
pub(super) const REGION_OF_PROFILE: Place = Place {
    rule: "no variable names a Region, so the profile does",
    find: Find::Setting("region"),
};

/// Everything that is asked for credentials, in order.
pub(super) const PROVIDERS: [Provider; 12] = [
    Provider {
        rule: "keys in variables come before every profile, unless one is named on the command line",
        offer: |call| keys::in_variables(call).into(),
    },
    Provider {
        rule: "a profile with role_arn comes before everything but keys in variables",
        offer: |call| of_profile::role_of_profile(call).into(),
    },
    Provider {
        rule: "a web identity, each part from its variable or else from the profile, comes before all but roles",
        offer: |call| web_identity::web_identity(call).into(),
    },
    Provider {
        rule: "in a profile without a role, IAM Identity Center comes before keys",
        offer: |call| of_profile::sso(call).into(),
    },
    Provider {
        rule: "keys in the credentials file come before those in the config file, login_session and credential_process",
        offer: |call| of_profile::keys_in_credentials_file(call).into(),
    },
    Provider {
        rule: "login_session comes before credential_process and keys in the config file",
        offer: |call| of_profile::login(call).into(),
    },
    Provider {
        rule: "credential_process comes before keys in the config file",
        offer: |call| of_profile::process(call).into(),
    },
    Provider {
        rule: "keys in the config file are the last thing that a profile is asked for",
        offer: |call| of_profile::keys_in_config_file(call).into(),
    },
    Provider {
        rule: "the profile has no credentials, so the file of AWS_CREDENTIAL_FILE is asked",
        offer: |call| behind_profile::credential_file(call).into(),
    },
    Provider {
        rule: "nothing before it has credentials, so the settings of boto 2 are asked",
        offer: |call| behind_profile::boto_config(call).into(),
    },
    Provider {
        rule: "nothing before it has credentials, so the container is asked",
        offer: |call| container::container(call).into(),
    },
    Provider {
        rule: "nothing before it has credentials, so the instance metadata service is asked",
        offer: |call| machine::machine(call).into(),
    },
];

/// Returns what botocore stops at before it looks for any credentials.
pub(super) fn refuses(call: &Call<'_, '_>) -> Option<Stop> {
    let profiles = call.look.config.view(View::Boto);
    if let Some(fault) = profiles.fault() {
        return Some(Stop::new(Problem::File, fault.to_string(), fault.source()));
    }
    missing_profile(call)
        .or_else(|| settings::BEFORE_CREDENTIALS.into_iter().find_map(|check| check(call)))
}

fn missing_profile(call: &Call<'_, '_>) -> Option<Stop> {
    let named = call.named.as_ref().filter(|_| call.profile.is_none())?;
    let source = named.source.clone();
    if named.value.is_empty() {
        let message = "the name of the profile is empty, which is no name";
        return Some(Stop::new(Problem::EmptyProfileName, message, source));
    }
    let message = format!("no profile named `{}`", named.value);
    Some(Stop::new(Problem::MissingProfile, message, source))
}
