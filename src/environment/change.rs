//! A change to the shell's environment, as data.

use std::ffi::{OsStr, OsString};

/// Variables to set or unset, in order; each name at most once.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Change(Vec<(&'static str, Option<OsString>)>);

/// Shows what is set and what is unset, and no value, which may be a secret.
impl std::fmt::Debug for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sets: Vec<&str> = self.sets().map(|(name, _)| name).collect();
        let unsets: Vec<&str> = self.unsets().collect();
        f.debug_struct("Change").field("sets", &sets).field("unsets", &unsets).finish()
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::Environment;

    #[test]
    fn no_value_is_shown_to_who_debugs() {
        let change = Change::new().set("AWS_SECRET_ACCESS_KEY", "hush").unset("AWS_PROFILE");
        let after = Environment::default().after(&change);

        let shown = format!("{change:?} {after:?}");

        assert!(shown.contains("AWS_SECRET_ACCESS_KEY") && shown.contains("AWS_PROFILE"));
        assert!(!shown.contains("hush"), "{shown}");
    }
}
