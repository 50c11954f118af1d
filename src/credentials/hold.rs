//! Where a session is kept between commands, and how it is renewed by one process at a time.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::Value;

use crate::error::Error;
use crate::inputs::Inputs;
use crate::lock::Lock;
use crate::replace;
use crate::session::CacheFiles;

use super::own::Own;
use super::resolver::Resolver;
use super::{Credentials, kept};

/// A session is renewed when no more than this is left, in seconds, as the AWS CLI does it.
const WINDOW: i64 = 15 * 60;

/// Where a session is kept.
pub(super) enum Hold {
    /// In a file of the AWS CLI.
    Shared(PathBuf),
    /// Among awsp's own, by this name: the AWS CLI has no name for it, or one that others share.
    Own(String),
    /// Nowhere: there is no home.
    Nowhere,
}

impl Hold {
    /// Returns the file of the AWS CLI, if there is a place for it.
    pub(super) fn shared(path: Option<PathBuf>) -> Self {
        path.map_or(Self::Nowhere, Self::Shared)
    }

    /// Returns where it is, for people.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Shared(path) => path.display().to_string(),
            Self::Own(_) => "awsp's cache".to_owned(),
            Self::Nowhere => "any file".to_owned(),
        }
    }

    /// Returns the session as it lies there now, if it lasts for `window` more seconds.
    fn read(&self, inputs: &Inputs, window: i64) -> Option<Credentials> {
        let until = inputs.now + window;
        match self {
            Self::Shared(path) => kept::read(&CacheFiles::new(inputs.now).text(path)?, until),
            Self::Own(key) => Own::of(&inputs.environment).read(key, inputs.now),
            Self::Nowhere => None,
        }
    }

    fn write(&self, inputs: &Inputs, credentials: &Credentials, entry: &Value) -> io::Result<()> {
        match self {
            Self::Shared(path) => replace::private(path, &entry.to_string()),
            Self::Own(key) => Own::of(&inputs.environment).write(key, credentials),
            Self::Nowhere => Ok(()),
        }
    }

    fn name(&self) -> String {
        match self {
            Self::Shared(path) => path.display().to_string(),
            Self::Own(key) => key.clone(),
            Self::Nowhere => String::new(),
        }
    }
}

/// A session that was just made, and how the AWS CLI writes it down.
pub(super) type Made = (Credentials, Value);

impl Resolver<'_, '_> {
    /// Returns the session that is kept, or makes and keeps one. Of several processes one makes it, and the others wait.
    pub(super) fn held(
        &self,
        hold: &Hold,
        make: impl FnOnce() -> Result<Made, Error>,
    ) -> Result<Credentials, Error> {
        let is_wanted_new = self.renews.take();
        let before = hold.read(self.inputs, WINDOW);
        if let Some(kept) = before.as_ref().filter(|_| !is_wanted_new) {
            return Ok(kept.clone());
        }
        let _lock = self.locked(&hold.name())?;
        let now = hold.read(self.inputs, WINDOW);
        if let Some(kept) = now.filter(|now| !is_wanted_new || Some(now) != before.as_ref()) {
            return Ok(kept);
        }
        match make() {
            Ok((credentials, entry)) => {
                if !(self.only_looks && matches!(hold, Hold::Shared(_))) {
                    self.keep(hold, hold.write(self.inputs, &credentials, &entry));
                }
                Ok(credentials)
            }
            Err(error) => self.until_its_end(hold, error),
        }
    }

    /// Returns a session that has a little time left, where only the network keeps it from being renewed.
    fn until_its_end(&self, hold: &Hold, error: Error) -> Result<Credentials, Error> {
        let is_unreachable = matches!(error, Error::Network { .. });
        match hold.read(self.inputs, 0).filter(|_| is_unreachable) {
            Some(kept) => {
                self.warn(format!("{error}; the session that is kept is used to its end"));
                Ok(kept)
            }
            None => Err(error),
        }
    }

    /// Has other processes wait that want the same.
    pub(super) fn locked(&self, what: &str) -> Result<Option<Lock>, Error> {
        let patience = Duration::from_secs(self.options.timeout.into());
        Lock::take(&self.inputs.environment, what, patience)
    }
}
