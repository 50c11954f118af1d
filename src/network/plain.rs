//! Calls to what no SDK speaks for.

use aws_smithy_runtime_api::client::http::HttpConnector as _;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;

use super::fault::Slow;
use super::{ATTEMPT, ATTEMPTS, Fault, Network, PAUSES};

/// A request: its method, address, headers and body.
pub(super) struct Request {
    /// `GET` or `POST`.
    pub(super) method: &'static str,
    /// The whole address.
    pub(super) url: String,
    /// Names and values.
    pub(super) headers: Vec<(&'static str, String)>,
    /// The body; empty for none.
    pub(super) body: String,
}

/// An answer.
pub(super) struct Answer {
    /// The status.
    pub(super) status: u16,
    /// The body.
    pub(super) body: Vec<u8>,
    /// What AWS calls the request.
    pub(super) request_id: Option<String>,
}

/// Why one attempt failed.
enum Failed {
    Slow,
    Wire(ConnectorError),
}

impl From<Slow> for Failed {
    fn from(_: Slow) -> Self {
        Self::Slow
    }
}

impl Network {
    /// Sends a request, and again after a failure that may pass.
    pub(super) fn send(&self, request: &Request) -> Result<Answer, Fault> {
        let answer = self.run(self.attempts(request)).map_err(|failed| match failed {
            Failed::Slow => self.slow(),
            Failed::Wire(error) if error.is_timeout() => self.slow(),
            Failed::Wire(error) => self.of_wire(&error),
        })?;
        if answer.status >= 500 {
            let (host, status) = (self.notes.host(), answer.status);
            return Err(Fault::Broken { host, status, request_id: answer.request_id });
        }
        Ok(answer)
    }

    async fn attempts(&self, request: &Request) -> Result<Answer, Failed> {
        let mut pause = PAUSES.0;
        for _ in 1..ATTEMPTS {
            match self.attempt(request).await {
                Ok(answer) if answer.status < 500 && answer.status != 429 => return Ok(answer),
                Err(Failed::Wire(error)) if !(error.is_io() || error.is_timeout()) => {
                    return Err(Failed::Wire(error));
                }
                Ok(_) | Err(_) => tokio::time::sleep(pause).await,
            }
            pause = (pause * 3).min(PAUSES.1);
        }
        self.attempt(request).await
    }

    async fn attempt(&self, request: &Request) -> Result<Answer, Failed> {
        let call = self.wire.call(http_request(request));
        let ended = tokio::time::timeout(ATTEMPT, call).await.map_err(|_| Failed::Slow)?;
        let response = ended.map_err(Failed::Wire)?;
        let request_id = super::fault::request_id(&response);
        let body = response.body().bytes().unwrap_or_default().to_vec();
        Ok(Answer { status: response.status().as_u16(), body, request_id })
    }
}

fn http_request(request: &Request) -> HttpRequest {
    let mut made = HttpRequest::new(SdkBody::from(request.body.clone()));
    // A method that is none stays GET, an address that is none reaches nobody: both are awsp's own.
    _ = made.set_method(request.method);
    _ = made.set_uri(request.url.clone());
    for (name, value) in &request.headers {
        _ = made.headers_mut().try_insert(*name, value.clone());
    }
    made
}
