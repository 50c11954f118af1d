//! The environment `awsp` was started in, and the change it asks the shell to make.

mod change;
mod variable;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::process::Command;

pub(crate) use change::Change;
pub(crate) use variable::{Clean, Role, Variable};

/// A snapshot of environment variables: taken once when the process starts, or as a change would leave it.
///
/// Values are bytes: a shell may hold text that is not UTF-8.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Environment(BTreeMap<OsString, OsString>);

/// Shows the names alone: values may be secrets, also of variables that awsp does not know.
impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Environment {
    /// Reads the process environment.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    pub(crate) fn from_process() -> Self {
        Self(std::env::vars_os().collect())
    }

    /// Returns the raw value of `name`: `None` is unset, empty is set.
    pub(crate) fn raw(&self, name: &str) -> Option<&OsStr> {
        self.0.get(OsStr::new(name)).map(OsString::as_os_str)
    }

    /// Returns whether `name` is set, to anything.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.raw(name).is_some()
    }

    /// Returns the value of `name` as text, empty or not; bytes that are no UTF-8 become U+FFFD.
    pub(crate) fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        self.raw(name).map(OsStr::to_string_lossy)
    }

    /// Returns the value of `name` as text if it is set and not empty.
    pub(crate) fn filled(&self, name: &str) -> Option<Cow<'_, str>> {
        self.text(name).filter(|value| !value.is_empty())
    }

    /// Returns every variable of the table that is set, in the table's order.
    pub(crate) fn present(&self) -> impl Iterator<Item = (&'static Variable, &OsStr)> {
        Variable::ALL.iter().filter_map(|variable| Some((variable, self.raw(variable.name)?)))
    }

    /// Returns the environment that `change` leaves behind.
    pub(crate) fn after(&self, change: &Change) -> Self {
        let mut variables = self.0.clone();
        for (name, value) in change.iter() {
            match value {
                Some(value) => variables.insert(name.into(), value.into()),
                None => variables.remove(OsStr::new(name)),
            };
        }
        Self(variables)
    }

    /// Gives `command` this environment and nothing else.
    pub(crate) fn apply(&self, command: &mut Command) {
        command.env_clear().envs(&self.0);
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Environment {
    fn from(pairs: [(&str, &str); N]) -> Self {
        Self(pairs.iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}
