//! What the calls so far have shown.

use std::sync::{Mutex, PoisonError};

/// What the calls so far have shown.
#[derive(Debug, Default)]
pub(super) struct Notes(Mutex<Seen>);

#[derive(Clone, Debug, Default)]
struct Seen {
    host: String,
    scheme: String,
    skew: Option<i64>,
}

impl Notes {
    /// Notes whom a request is for.
    pub(super) fn asks(&self, scheme: &str, host: &str) {
        let mut seen = self.lock();
        host.clone_into(&mut seen.host);
        scheme.clone_into(&mut seen.scheme);
    }

    /// Notes the time on the server's clock, and on this one.
    pub(super) fn answered(&self, server: i64, here: i64) {
        self.lock().skew = Some(server - here);
    }

    /// Returns the host of the last request; empty before the first.
    pub(super) fn host(&self) -> String {
        self.lock().host.clone()
    }

    /// Returns the URL of the last request, without its path.
    pub(super) fn origin(&self) -> String {
        let seen = self.lock();
        format!("{}://{}", seen.scheme, seen.host)
    }

    /// Returns how far the server's clock is ahead, in seconds.
    pub(super) fn skew(&self) -> Option<i64> {
        self.lock().skew
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
