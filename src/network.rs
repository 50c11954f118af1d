//! The edge to AWS: the only part of awsp that opens sockets.
//!
//! Everything is stated: Region, endpoint, credentials, limits of time and size. Nothing is read from the environment behind
//! awsp's back, and no redirect is followed.

mod answer;
pub(crate) mod clock_skew;
mod fault;
pub(crate) mod federation;
pub(crate) mod iam;
mod issuer;
mod notes;
mod proxy;
mod target;
mod trust;
mod wire;

pub(crate) mod machine;
mod plain;
pub(crate) mod signin;
pub(crate) mod sso;
mod sts;

use std::cell::Cell;
use std::sync::Arc;
use std::time::{Duration, Instant};

use aws_config::BehaviorVersion;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use tokio::runtime::Runtime;

use crate::environment::Environment;
use crate::error::Error;
use crate::spinner;

use notes::Notes;
use trust::Trust;
use wire::Wire;

pub(crate) use fault::Fault;
pub(crate) use proxy::is_good as is_proxy;
pub(crate) use sts::{AssumeRole, Caller, Sts};
pub(crate) use target::Target;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(3);

/// How long one attempt may take, from the connection to the last byte.
const ATTEMPT: Duration = Duration::from_secs(10);

/// How often a call is tried.
const ATTEMPTS: u32 = 3;

/// The pauses between attempts begin and end with about these.
const PAUSES: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(2));

/// A connection to AWS's services, for one command.
pub(crate) struct Network {
    runtime: Option<Runtime>,
    http: SharedHttpClient,
    wire: Wire,
    notes: Arc<Notes>,
    environment: Environment,
    left: Cell<Duration>,
    patience: Duration,
}

impl Network {
    /// Prepares for calls that all together take no longer than `patience`; `ca_bundle` is a file of certificates to trust
    /// instead of the system's. No socket is opened yet.
    pub(crate) fn new(
        environment: &Environment,
        ca_bundle: Option<&std::path::Path>,
        patience: Duration,
    ) -> Result<Self, Error> {
        proxy::check(environment)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Error::Network {
            message: format!("no network: {error}"),
            hint: "see whether this machine lets a process open sockets and threads".to_owned(),
        })?;
        let notes = Arc::new(Notes::default());
        let wire = Wire::new(Trust::of(ca_bundle)?, Arc::clone(&notes));
        Ok(Self {
            runtime: Some(runtime),
            http: SharedHttpClient::new(wire.clone()),
            wire,
            notes,
            environment: environment.clone(),
            left: Cell::new(patience),
            patience,
        })
    }

    /// Returns how many seconds AWS's clock is ahead of this machine's, as the last answer told.
    pub(crate) fn skew(&self) -> Option<i64> {
        self.notes.skew()
    }

    /// Runs a call to its end or to the end of the patience.
    fn run<T, F: From<fault::Slow>>(
        &self,
        call: impl Future<Output = Result<T, F>>,
    ) -> Result<T, F> {
        let (left, start) = (self.left.get(), Instant::now());
        let slow = || F::from(fault::Slow { host: self.notes.host(), patience: self.patience });
        let Some(runtime) = &self.runtime else { return Err(slow()) };
        let ended = spinner::during("waiting for AWS", &self.environment, || {
            runtime.block_on(async { tokio::time::timeout(left, call).await })
        });
        // The time that a person takes to answer a question does not count.
        self.left.set(left.saturating_sub(start.elapsed()));
        ended.unwrap_or_else(|_| Err(slow()))
    }

    fn retries() -> RetryConfig {
        RetryConfig::standard()
            .with_max_attempts(ATTEMPTS)
            .with_initial_backoff(PAUSES.0)
            .with_max_backoff(PAUSES.1)
    }

    fn timeouts() -> TimeoutConfig {
        TimeoutConfig::builder().connect_timeout(CONNECT).operation_attempt_timeout(ATTEMPT).build()
    }

    fn behavior() -> BehaviorVersion {
        BehaviorVersion::v2026_01_12()
    }
}

/// Ends without waiting: a resolver that never answers would hold up the end of the process.
impl Drop for Network {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
