//! Profiles and sessions of both files, as one tool sees them.

#[cfg(test)]
mod inspect;

use std::borrow::Cow;

use super::View;
use super::body::{self, Setting};
use super::boto::{Boto, DEFAULTS};
use super::fault::Fault;
use super::go::{self, Go};
use super::grammar::Grammar;
use super::index::{Index, Segment};
use super::java::Java;
use super::javascript::JavaScript;
use super::names::Names;
use super::sdk::Sdk;
use super::section_name::Role;
use super::text::FileKind;
use super::token::Reason;

/// Everything one tool sees in both files.
#[derive(Debug)]
pub(crate) struct Profiles<'t> {
    view: View,
    config: Index<'t>,
    credentials: Index<'t>,
    fault: Option<Fault>,
}

impl<'t> Profiles<'t> {
    pub(super) const fn new(
        view: View,
        config: Index<'t>,
        credentials: Index<'t>,
        fault: Option<Fault>,
    ) -> Self {
        Self { view, config, credentials, fault }
    }

    /// Returns why the tool rejects both files, if it does; then it has no profile at all.
    pub(crate) const fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }

    /// Returns the line and the reason for which botocore rejects a file of another kind.
    pub(crate) fn fault_of_lone_file(&self) -> Option<(usize, Reason)> {
        self.credentials.fault
    }

    /// Returns whether there is a profile of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.indexes().any(|index| index.has(Role::Profile, name))
    }

    /// Returns the profile of that name.
    pub(crate) fn profile(&self, name: &str) -> Option<Profile<'t>> {
        let mut sections = self.indexes().map(|index| self.section(index, Role::Profile, name));
        let (config, credentials) = (sections.next()?, sections.next()?);
        let place = config.as_ref().or(credentials.as_ref())?;
        let (name, place) = (place.name.clone(), (place.file, place.line));
        let is_in_both = config.is_some() && credentials.is_some();
        let settings = |section: Option<Section<'t>>| section.map(|section| section.settings);
        let mut config = settings(config).unwrap_or_default();
        let mut credentials = settings(credentials).unwrap_or_default();
        if is_in_both && self.view == View::Go {
            go::merge(&mut config, &mut credentials);
        }
        Some(Profile { name, place, config, credentials })
    }

    /// Hands over the names of all profiles: those of the config file, then the rest, each in its file's order.
    pub(crate) fn each_name(&self, mut take: impl FnMut(&str)) {
        self.each_names(|names| names.each(&mut take));
    }

    /// Hands over the same names, as many as there are at once.
    pub(crate) fn each_names(&self, take: impl FnMut(Names<'_>)) {
        self.each_names_of(false, take);
    }

    /// Hands over the names of the profiles that `other` does not have, in that order.
    pub(crate) fn each_name_beside(&self, other: &Self, mut take: impl FnMut(&str)) {
        // What no tool has to look at itself is in every view, unless the tool rejects the file.
        self.each_names_of(other.fault.is_none(), |names| {
            names.each(|name| {
                if !other.has(name) {
                    take(name);
                }
            });
        });
    }

    fn each_names_of(&self, own_alone: bool, mut take: impl FnMut(Names<'_>)) {
        for index in self.indexes() {
            index.each_names(Role::Profile, own_alone, |names| match index.kind {
                FileKind::Config => take(names),
                FileKind::Credentials => names.each(|name| {
                    if !self.config.has(Role::Profile, name) {
                        take(Names::One(name));
                    }
                }),
            });
        }
    }

    /// Returns the names of all profiles, in that order.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        self.each_name(|name| names.push(name.to_owned()));
        names
    }

    /// Returns all profiles in the order of their names.
    pub(crate) fn profiles(&self) -> impl Iterator<Item = Profile<'t>> {
        self.names().into_iter().filter_map(|name| self.profile(&name))
    }

    /// Returns `[sso-session NAME]`.
    pub(crate) fn sso_session(&self, name: &str) -> Option<Section<'t>> {
        let mut sections = self.indexes().map(|index| self.section(index, Role::SsoSession, name));
        let (config, credentials) = (sections.next()?, sections.next()?);
        match self.view {
            View::Go => go::merged_session(config, credentials),
            View::Boto | View::Sdk | View::JavaScript | View::Java => config.or(credentials),
        }
    }

    /// Returns `[services NAME]`.
    pub(crate) fn services_section(&self, name: &str) -> Option<Section<'t>> {
        self.indexes().find_map(|index| self.section(index, Role::Services, name))
    }

    /// Returns the line at which the config file has `[name]`, which no tool takes for a profile.
    pub(crate) fn line_without_prefix(&self, name: &str) -> Option<usize> {
        let bare = self.config.own.iter().find(|segment| segment.header == name);
        bare.map(|segment| segment.line)
    }

    /// Returns the sections of one file, also when the tool rejects it.
    pub(super) const fn index(&self, kind: FileKind) -> &Index<'t> {
        match kind {
            FileKind::Config => &self.config,
            FileKind::Credentials => &self.credentials,
        }
    }

    /// Returns the config file, then the credentials file; neither when the tool rejects them.
    fn indexes(&self) -> impl Iterator<Item = &Index<'t>> {
        let indexes =
            if self.fault.is_none() { Some([&self.config, &self.credentials]) } else { None };
        indexes.into_iter().flatten()
    }

    /// Returns what the tool makes of the sections of one name in one file.
    fn section(&self, index: &Index<'t>, role: Role, name: &str) -> Option<Section<'t>> {
        let segments = index.named(role, name);
        let last = segments.first()?;
        let settings = match self.view {
            View::Boto => with_defaults(index, body::settings::<Boto>(last)),
            View::Sdk => merged::<Sdk>(&segments),
            View::JavaScript => merged::<JavaScript>(&segments),
            View::Go => merged::<Go>(&segments),
            View::Java => merged::<Java>(&segments),
        };
        Some(Section { name: last.name.clone(), file: index.kind, line: last.line, settings })
    }
}

/// Returns `settings`, and what the `[DEFAULT]` of their file adds.
fn with_defaults<'t>(index: &Index<'t>, mut settings: Vec<Setting<'t>>) -> Vec<Setting<'t>> {
    for segment in index.named(Role::Defaults, DEFAULTS).iter().rev() {
        for inherited in body::settings::<Boto>(segment) {
            if find(&settings, &inherited.key).is_none() {
                settings.push(inherited);
            }
        }
    }
    settings
}

/// Returns the settings of every section of one name: the last value of a key wins.
fn merged<'t, G: Grammar>(segments: &[Segment<'t>]) -> Vec<Setting<'t>> {
    let mut settings: Vec<Setting<'t>> = Vec::new();
    for setting in segments.iter().rev().flat_map(body::settings::<G>) {
        match settings.iter_mut().find(|known| known.key == setting.key) {
            Some(known) => *known = setting,
            None => settings.push(setting),
        }
    }
    settings
}

fn find<'a, 't>(settings: &'a [Setting<'t>], key: &str) -> Option<&'a Setting<'t>> {
    settings.iter().find(|setting| setting.key == key)
}

/// A profile: the keys of both files.
#[derive(Clone, Debug)]
pub(crate) struct Profile<'t> {
    name: Cow<'t, str>,
    place: (FileKind, usize),
    config: Vec<Setting<'t>>,
    credentials: Vec<Setting<'t>>,
}

impl<'t> Profile<'t> {
    /// Returns its name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Returns the file and line of its header, that of the config file if it is in both.
    pub(crate) const fn place(&self) -> (FileKind, usize) {
        self.place
    }

    /// Returns the setting of that key: the credentials file wins.
    pub(crate) fn get(&self, key: &str) -> Option<&Setting<'t>> {
        find(&self.credentials, key).or_else(|| find(&self.config, key))
    }

    /// Returns the value of that key, empty or not.
    pub(crate) fn value(&self, key: &str) -> Option<&str> {
        self.get(key).map(|setting| &*setting.value)
    }

    /// Returns the setting of that key in one of the files.
    pub(crate) fn get_in(&self, file: FileKind, key: &str) -> Option<&Setting<'t>> {
        find(self.settings_in(file), key)
    }

    /// Returns the profile as it would be without the other file.
    pub(crate) fn only_in(&self, file: FileKind) -> Self {
        let mut profile = self.clone();
        match file {
            FileKind::Config => profile.credentials.clear(),
            FileKind::Credentials => profile.config.clear(),
        }
        profile
    }

    /// Returns what one of the files says.
    pub(crate) fn settings_in(&self, file: FileKind) -> &[Setting<'t>] {
        match file {
            FileKind::Config => &self.config,
            FileKind::Credentials => &self.credentials,
        }
    }
}

/// A section other than a profile.
#[derive(Clone, Debug)]
pub(crate) struct Section<'t> {
    /// Its name.
    pub(crate) name: Cow<'t, str>,
    /// Its file.
    pub(crate) file: FileKind,
    /// The line of its header.
    pub(crate) line: usize,
    /// Its keys.
    pub(crate) settings: Vec<Setting<'t>>,
}

impl<'t> Section<'t> {
    /// Returns the setting of that key.
    pub(crate) fn get(&self, key: &str) -> Option<&Setting<'t>> {
        find(&self.settings, key)
    }
}
