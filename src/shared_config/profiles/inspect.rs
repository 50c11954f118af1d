//! Everything that a view holds, for the tests that compare it whole.

use super::super::boto;
use super::*;

impl<'t> Profiles<'t> {
    /// Returns the names of all `[sso-session NAME]`.
    pub(crate) fn sso_sessions(&self) -> impl Iterator<Item = &str> {
        self.indexes().flat_map(|index| index.names(Role::SsoSession))
    }

    /// Returns all `[services NAME]`.
    pub(crate) fn services(&self) -> impl Iterator<Item = Section<'t>> {
        self.indexes().flat_map(|index| {
            let names = index.names(Role::Services);
            names.filter_map(|name| self.section(index, Role::Services, name))
        })
    }
}

impl<'t> Profile<'t> {
    /// Returns every setting that counts, the config file's first.
    pub(crate) fn settings(&self) -> impl Iterator<Item = &Setting<'t>> {
        let counts = |setting: &&Setting<'t>| find(&self.credentials, &setting.key).is_none();
        self.config.iter().filter(counts).chain(&self.credentials)
    }
}

impl Setting<'_> {
    /// Returns the keys and values of an indented block below an empty value, such as `s3 =`.
    pub(crate) fn nested(&self, view: View) -> Option<Vec<(&str, &str)>> {
        let space = [' ', '\t'];
        match view {
            View::Boto => {
                let nested = || boto::nested(&self.value).flatten().collect();
                self.value.starts_with('\n').then(nested)
            }
            View::Sdk => {
                let pairs = self.value.split('\n').filter_map(|line| line.split_once('='));
                Some(
                    pairs
                        .map(|(key, value)| (key.trim_matches(space), value.trim_matches(space)))
                        .collect(),
                )
            }
        }
    }
}
