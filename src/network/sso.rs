//! IAM Identity Center: its portal, and the tokens that open it.

use aws_config::Region;
use aws_sdk_sso as portal;
use aws_sdk_ssooidc as oidc;

use crate::credentials::{Credentials, Secret};

use super::clock_skew::OnceMore;
use super::{Fault, Network, Target};

/// What it takes to renew a token without a browser.
pub(crate) struct Renewal {
    /// The client that was registered.
    pub(crate) client_id: String,
    /// Its secret.
    pub(crate) client_secret: Secret,
    /// The token that is good for one renewal.
    pub(crate) refresh_token: Secret,
}

/// A token that was renewed.
pub(crate) struct Renewed {
    /// The token.
    pub(crate) access_token: Secret,
    /// How long it lasts, in seconds.
    pub(crate) lasts: i64,
    /// What renews it the next time; `None` if the old one still does.
    pub(crate) refresh_token: Option<Secret>,
}

/// Asks the portal for the credentials of a role.
pub(crate) fn role_credentials(
    network: &Network,
    target: &Target,
    token: &Secret,
    account_id: &str,
    role_name: &str,
) -> Result<Credentials, Fault> {
    let config = portal::Config::builder()
        .behavior_version(Network::behavior())
        .http_client(network.http.clone())
        .retry_config(Network::retries())
        .timeout_config(Network::timeouts())
        .retry_classifier(OnceMore::default())
        .region(Region::new(target.region.clone()))
        .use_fips(target.fips)
        .use_dual_stack(target.dual_stack);
    let mut config = config;
    config.set_endpoint_url(target.endpoint.as_ref().map(|url| url.value.clone()));
    let call = portal::Client::from_conf(config.build())
        .get_role_credentials()
        .access_token(token.reveal())
        .account_id(account_id)
        .role_name(role_name);
    let said = network.run(call.send()).map_err(|error| network.fault(&error))?;
    let found = said.role_credentials.and_then(|said| {
        Some(Credentials {
            access_key_id: said.access_key_id?,
            secret_access_key: said.secret_access_key?.into(),
            session_token: Some(said.session_token?.into()),
            expires_at: Some(said.expiration / 1000),
            account: Some(account_id.to_owned()),
        })
    });
    let found = found.filter(Credentials::is_well_formed);
    found.ok_or_else(|| network.not_aws("its credentials look like none of AWS's"))
}

/// Renews a token.
pub(crate) fn renew(network: &Network, target: &Target, with: &Renewal) -> Result<Renewed, Fault> {
    let mut config = oidc::Config::builder()
        .behavior_version(Network::behavior())
        .http_client(network.http.clone())
        .retry_config(Network::retries())
        .timeout_config(Network::timeouts())
        .retry_classifier(OnceMore::default())
        .region(Region::new(target.region.clone()))
        .use_fips(target.fips)
        .use_dual_stack(target.dual_stack);
    config.set_endpoint_url(target.endpoint.as_ref().map(|url| url.value.clone()));
    let call = oidc::Client::from_conf(config.build())
        .create_token()
        .client_id(&with.client_id)
        .client_secret(with.client_secret.reveal())
        .grant_type("refresh_token")
        .refresh_token(with.refresh_token.reveal());
    let said = network.run(call.send()).map_err(|error| network.fault(&error))?;
    let token = said.access_token.filter(|token| !token.is_empty());
    let token = token.ok_or_else(|| network.not_aws("it holds no token"))?;
    Ok(Renewed {
        access_token: token.into(),
        lasts: i64::from(said.expires_in),
        refresh_token: said.refresh_token.map(Secret::from),
    })
}
