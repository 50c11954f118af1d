//! Sends every request to the fake AWS, whatever host it was meant for.

use std::error::Error;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_smithy_async::rt::sleep::{AsyncSleep, Sleep};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;

/// A request as the SDK meant to send it.
#[derive(Clone, Debug)]
pub struct Sent {
    pub url: String,
    pub authorization: String,
}

/// An HTTP client without TLS that remembers the last request.
#[derive(Clone, Debug)]
pub struct FakeAws {
    authority: String,
    last: Arc<Mutex<Option<Sent>>>,
}

impl FakeAws {
    /// Takes `http://host:port`.
    pub fn new(address: &str) -> Self {
        let authority = address.trim_start_matches("http://").trim_end_matches('/').to_string();
        Self { authority, last: Arc::default() }
    }

    /// Returns the last request since the last look.
    pub fn last(&self) -> Option<Sent> {
        self.last.lock().ok()?.take()
    }

    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, Box<dyn Error + Send + Sync>> {
        let authorization = request.headers().get("authorization").unwrap_or_default().to_string();
        if let Ok(mut last) = self.last.lock() {
            *last = Some(Sent { url: request.uri().to_string(), authorization });
        }
        let mut stream = TcpStream::connect(&self.authority)?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        stream.write_all(&written(request, &self.authority))?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        read(&answer)
    }
}

impl HttpConnector for FakeAws {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let answer = self.send(&request).map_err(|error| ConnectorError::other(error, None));
        HttpConnectorFuture::ready(answer)
    }
}

impl HttpClient for FakeAws {
    fn http_connector(
        &self,
        _settings: &HttpConnectorSettings,
        _components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

/// Makes the waits between attempts take no time.
#[derive(Debug)]
pub struct NoSleep;

impl AsyncSleep for NoSleep {
    fn sleep(&self, _duration: Duration) -> Sleep {
        Sleep::new(std::future::ready(()))
    }
}

/// The bytes of a request to the fake AWS.
fn written(request: &HttpRequest, authority: &str) -> Vec<u8> {
    let url = request.uri();
    let body = request.body().bytes().unwrap_or_default();
    let mut head = format!("{} {} HTTP/1.1\r\n", request.method(), target(url));
    for (name, value) in request.headers() {
        if !["host", "content-length", "connection"].contains(&name) {
            head += &format!("{name}: {value}\r\n");
        }
    }
    head += &format!(
        "host: {authority}\r\nconnection: close\r\ncontent-length: {}\r\nx-original-url: {url}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// The path and query of a URL.
fn target(url: &str) -> &str {
    let behind_scheme = url.find("://").map_or(0, |at| at + 3);
    match url[behind_scheme..].find('/') {
        Some(at) => &url[behind_scheme + at..],
        None => "/",
    }
}

/// Reads an answer that ended with the connection.
fn read(answer: &[u8]) -> Result<HttpResponse, Box<dyn Error + Send + Sync>> {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").ok_or("no answer")?;
    let head = std::str::from_utf8(&answer[..end])?;
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).ok_or("no status")?;
    let status = StatusCode::try_from(status.parse::<u16>()?)?;
    let mut response = HttpResponse::new(status, SdkBody::from(answer[end + 4..].to_vec()));
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        response.headers_mut().append(name.to_ascii_lowercase(), value.trim().to_string());
    }
    Ok(response)
}
