//! A change to the shell's environment, as data.

use std::ffi::{OsStr, OsString};

/// Variables to set or unset, in order; each name at most once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Change(Vec<(&'static str, Option<OsString>)>);

impl Change {
    /// Returns a change that does nothing.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Also sets `name` to `value`.
    pub(crate) fn set(self, name: &'static str, value: impl Into<OsString>) -> Self {
        self.with(name, Some(value.into()))
    }

    /// Also unsets `name`.
    pub(crate) fn unset(self, name: &'static str) -> Self {
        self.with(name, None)
    }

    fn with(mut self, name: &'static str, value: Option<OsString>) -> Self {
        self.0.retain(|(other, _)| *other != name);
        self.0.push((name, value));
        self
    }

    /// Returns the names with their new values; `None` unsets.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static str, Option<&OsStr>)> {
        self.0.iter().map(|(name, value)| (*name, value.as_deref()))
    }

    /// Returns the names that will be set, with their values.
    pub(crate) fn sets(&self) -> impl Iterator<Item = (&'static str, &OsStr)> {
        self.iter().filter_map(|(name, value)| Some((name, value?)))
    }

    /// Returns the names that will be unset.
    pub(crate) fn unsets(&self) -> impl Iterator<Item = &'static str> {
        self.iter().filter_map(|(name, value)| value.is_none().then_some(name))
    }
}
