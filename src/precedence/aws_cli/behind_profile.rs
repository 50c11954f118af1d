//! What the AWS CLI asks when the profile has no credentials.

use crate::identity::{Exporter, Identity, Kind, Problem, State, Stop, account_of_keys};
use crate::session::Standing;
use crate::shared_config::Locations;
use crate::source::Source;

use super::super::Call;
use super::keys::exported;

/// The variables of which one has to be set, be it empty, for a container's credentials to be asked for.
pub(super) const CONTAINER: [&str; 2] =
    ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"];

/// Reads the ancient file of `AWSAccessKeyId=` and `AWSSecretKey=`.
pub(super) fn credential_file(call: &Call<'_, '_>) -> Option<Identity> {
    const NAME: &str = "AWS_CREDENTIAL_FILE";
    call.environment.raw(NAME)?;
    let path = Locations::from_environment(call.environment).at_variable(call.environment, NAME);
    let text = path.and_then(|path| call.look.sessions?.text(&path));
    let identity = Identity::new(Kind::CredentialFile, Source::variable(NAME));
    let Some(text) = text else {
        let stop =
            Stop::new(Problem::File, "AWS_CREDENTIAL_FILE cannot be read", Source::variable(NAME));
        return Some(identity.stopped(stop));
    };
    let value = |key| {
        text.lines()
            .filter_map(|line| line.split_once('='))
            .find_map(|(name, value)| (name.trim() == key).then(|| value.trim().to_owned()))
    };
    let key_id = value("AWSAccessKeyId")?;
    let identity = Identity {
        account: account_of_keys(None, Some(&key_id)),
        access_key_id: Some(key_id),
        ..identity
    };
    if value("AWSSecretKey").is_some() {
        return Some(identity);
    }
    let message = "the file of AWS_CREDENTIAL_FILE lacks AWSSecretKey";
    Some(identity.stopped(Stop::new(Problem::HalfPairInFile, message, Source::variable(NAME))))
}

/// Returns the endpoint of a container: its presence counts, even when it is empty.
pub(super) fn container(call: &Call<'_, '_>) -> Option<Identity> {
    CONTAINER.into_iter().find(|name| call.environment.has(name))?;
    let identity =
        Identity::new(Kind::Container, Source::Container).standing(Standing::bare(State::Unknown));
    Some(Exporter::of_container(call.environment).into_iter().fold(identity, exported))
}
