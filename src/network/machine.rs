//! What AWS's own machines sign with: containers and instances.

use std::time::Duration;

use aws_config::ecs::EcsCredentialsProvider;
use aws_config::imds;
use aws_config::imds::credentials::ImdsCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_credential_types::provider::ProvideCredentials;
use aws_credential_types::provider::error::CredentialsError;

use crate::credentials::Credentials;

use super::fault::Slow;
use super::{Fault, Network};

/// How long an instance's own service may take to answer: it is next door, or not there.
const NEXT_DOOR: Duration = Duration::from_secs(1);

/// How often an instance's own service is asked.
const TRIES: u32 = 2;

/// Why a machine has no credentials for us.
enum Failed {
    Slow,
    Said(CredentialsError),
}

impl From<Slow> for Failed {
    fn from(_: Slow) -> Self {
        Self::Slow
    }
}

/// Asks the endpoint that the variables of a container name.
pub(crate) fn container(network: &Network) -> Result<Credentials, Fault> {
    let provider = EcsCredentialsProvider::builder().configure(&settings(network)).build();
    credentials(network, &provider)
}

/// Asks the instance metadata service, at `endpoint` if that is not the usual one.
pub(crate) fn instance(network: &Network, endpoint: Option<&str>) -> Result<Credentials, Fault> {
    let client = imds::Client::builder()
        .configure(&settings(network))
        .connect_timeout(NEXT_DOOR)
        .read_timeout(NEXT_DOOR)
        .max_attempts(TRIES);
    let client = match endpoint {
        Some(endpoint) => client.endpoint(endpoint).map_err(|error| Fault::Unreachable {
            host: crate::display::without_password(endpoint),
            why: error.to_string(),
        })?,
        None => client,
    };
    let settings = settings(network);
    let provider =
        ImdsCredentialsProvider::builder().configure(&settings).imds_client(client.build()).build();
    credentials(network, &provider)
}

fn settings(network: &Network) -> ProviderConfig {
    ProviderConfig::without_region()
        .with_http_client(network.http.clone())
        .with_behavior_version(Some(Network::behavior()))
        .with_retry_config(Network::retries())
        .with_timeout_config(Network::timeouts())
}

fn credentials(
    network: &Network,
    provider: &impl ProvideCredentials,
) -> Result<Credentials, Fault> {
    let call = async { provider.provide_credentials().await.map_err(Failed::Said) };
    let said = network.run(call).map_err(|failed| match failed {
        Failed::Slow => network.slow(),
        Failed::Said(error) => network.of_wire(&error),
    })?;
    let end = said.expiry().and_then(|end| end.duration_since(std::time::UNIX_EPOCH).ok());
    let found = Credentials {
        access_key_id: said.access_key_id().to_owned(),
        secret_access_key: said.secret_access_key().to_owned().into(),
        session_token: said.session_token().map(|token| token.to_owned().into()),
        expires_at: end.and_then(|end| i64::try_from(end.as_secs()).ok()),
        account: said.account_id().map(|account| account.as_str().to_owned()),
    };
    if found.is_well_formed() {
        Ok(found)
    } else {
        Err(network.not_aws("its credentials look like none of AWS's"))
    }
}
