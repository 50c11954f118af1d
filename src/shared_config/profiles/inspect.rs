//! Everything that a view holds, for the tests that compare it whole.

use super::*;

impl<'t> Profiles<'t> {
    /// Returns the names of all `[sso-session NAME]`.
    pub(crate) fn sso_sessions(&self) -> Vec<String> {
        self.indexes().flat_map(|index| names(index, Role::SsoSession)).collect()
    }

    /// Returns all `[services NAME]`.
    pub(crate) fn services(&self) -> impl Iterator<Item = Section<'t>> {
        self.indexes().flat_map(|index| {
            let names = names(index, Role::Services).into_iter();
            names.filter_map(|name| self.section(index, Role::Services, &name))
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

fn names(index: &Index<'_>, role: Role) -> Vec<String> {
    let mut names = Vec::new();
    index.each_names(role, false, |some| some.each(|name| names.push(name.to_owned())));
    names
}
