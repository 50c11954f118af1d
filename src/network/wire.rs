//! One HTTP client for all calls: it has a bound for every answer, and looks at each before anybody believes it.

use std::sync::{Arc, OnceLock};

use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use aws_smithy_http_client::{Connector, ConnectorBuilder};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;

use crate::clock;
use crate::session::seconds_since_epoch;

use super::CONNECT;
use super::answer;
use super::notes::Notes;
use super::trust::Trust;

/// The client; its copies share connections.
#[derive(Clone, Debug)]
pub(super) struct Wire(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// Without TLS and with it, each once through the proxies that the variables name and once past them.
    connectors: [[OnceLock<Connector>; 2]; 2],
    trust: Trust,
    notes: Arc<Notes>,
}

impl Wire {
    /// Returns a client that trusts `trust` and notes what it sees; certificates are parsed when the first call needs them.
    pub(super) fn new(trust: Trust, notes: Arc<Notes>) -> Self {
        Self(Arc::new(Inner { connectors: Default::default(), trust, notes }))
    }
}

impl HttpClient for Wire {
    fn http_connector(
        &self,
        _settings: &HttpConnectorSettings,
        _components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Wire {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let inner = Arc::clone(&self.0);
        HttpConnectorFuture::new(async move { inner.exchange(request).await })
    }
}

impl Inner {
    async fn exchange(&self, request: HttpRequest) -> Result<HttpResponse, ConnectorError> {
        let mut response = self.connector(&request).call(request).await?;
        if let Some(server) = response.headers().get("date").and_then(seconds_since_epoch) {
            self.notes.answered(server, clock::now());
        }
        answer::check_head(&response)?;
        let body = answer::collect(response.take_body()).await?;
        answer::check_body(&response, &body)?;
        answer::wait(&response).await;
        *response.body_mut() = SdkBody::from(body);
        Ok(response)
    }

    /// Returns what carries a request: TLS and its certificates cost nothing where the URL does without, and what belongs
    /// to this machine never goes through a proxy.
    fn connector(&self, request: &HttpRequest) -> &Connector {
        let (scheme, host) = place(request.uri());
        self.notes.asks(&scheme, &host);
        let [[plain, plain_past], [secure, secure_past]] = &self.connectors;
        match (scheme == "http", super::proxy::is_own(&host)) {
            (true, false) => plain.get_or_init(|| builder(true).build_http()),
            (true, true) => plain_past.get_or_init(|| builder(false).build_http()),
            (false, false) => secure.get_or_init(|| self.with_tls(true)),
            (false, true) => secure_past.get_or_init(|| self.with_tls(false)),
        }
    }

    fn with_tls(&self, has_proxy: bool) -> Connector {
        let provider = Provider::Rustls(CryptoMode::Ring);
        builder(has_proxy).tls_provider(provider).tls_context(self.trust.context()).build()
    }
}

fn builder(has_proxy: bool) -> ConnectorBuilder {
    let settings = HttpConnectorSettings::builder().connect_timeout(CONNECT).build();
    let builder = Connector::builder().connector_settings(settings);
    if has_proxy { builder.proxy_config(ProxyConfig::from_env()) } else { builder }
}

/// Returns scheme and host of a URL.
fn place(uri: &str) -> (String, String) {
    let (scheme, rest) = uri.split_once("://").unwrap_or(("https", uri));
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    (scheme.to_ascii_lowercase(), authority.to_owned())
}
