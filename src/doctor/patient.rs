//! What an examination looks at.

use std::cell::OnceCell;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::ancestor::Ancestor;
use crate::cli::ShellOption;
use crate::diagnostic::Situation;
use crate::environment::Environment;
use crate::profile_lookup;
use crate::session::Sessions;
use crate::shared_config::{FileKind, Profile, Setting, SharedConfig, View};
use crate::source::Source;

use super::disk::Disk;

/// How many profiles stand in a chain that is looked at.
const LONGEST_CHAIN: usize = 300;

/// A set-up to examine.
pub(crate) struct Patient<'a, 't> {
    /// Variables, both files (all that stands in them: `Inputs::whole_texts`), and who the next call is. A profile that
    /// was named is the one that is selected there.
    pub(crate) situation: &'a Situation<'a, 't>,
    /// The sessions on disk.
    pub(crate) sessions: &'a Sessions<'a>,
    /// The rest of the disk.
    pub(crate) disk: &'a dyn Disk,
    /// Whether a profile was named.
    pub(crate) named: bool,
    /// The shell, as its hook names it.
    pub(crate) shell: Option<ShellOption>,
    /// The program that runs, with all links resolved.
    pub(crate) program: Option<&'a Path>,
    /// The processes that led to it, its parent first: `edge::ancestors()`.
    pub(crate) ancestors: &'a [Ancestor],
    /// The user that it runs as.
    pub(crate) user: u32,
    /// Every profile, found when the first examination asks; begins empty.
    pub(crate) profiles: OnceCell<Vec<Profile<'t>>>,
}

impl<'t> Patient<'_, 't> {
    /// Returns the variables.
    pub(super) fn environment(&self) -> &Environment {
        self.situation.environment
    }

    /// Returns both files.
    pub(super) fn config(&self) -> &SharedConfig<'t> {
        self.situation.config
    }

    /// Returns where a setting stands.
    pub(super) fn source(&self, setting: &Setting<'t>) -> Source {
        self.config().setting_source(setting)
    }

    /// Returns the profile of that name, as the AWS CLI sees it.
    pub(super) fn profile(&self, name: &str) -> Option<Profile<'t>> {
        self.config().view(View::Boto).profile(name)
    }

    /// Returns whether no tool finds a profile of that name, as far as the files can be read.
    pub(super) fn is_nowhere(&self, name: &str) -> bool {
        let config = self.config();
        let is_there = [View::Boto, View::Sdk].iter().any(|view| config.view(*view).has(name));
        name != "default" && !is_there && profile_lookup::unreadable(config).is_empty()
    }

    /// Returns every profile, as the AWS CLI sees them.
    pub(super) fn profiles(&self) -> &[Profile<'t>] {
        self.profiles.get_or_init(|| self.config().view(View::Boto).profiles().collect())
    }

    /// Returns the path of a file, if the environment leaves it any.
    pub(super) fn path(&self, kind: FileKind) -> Option<&Path> {
        self.config().texts().of(kind).path.as_deref()
    }

    /// Returns the profile that the next call takes anything from: credentials, or the Region alone.
    pub(super) fn selected(&self) -> Option<Profile<'t>> {
        self.profile(&self.situation.identity.selected.as_ref()?.value)
    }

    /// Returns the names of the profiles that the next call needs: the one in use, and those that sign for it.
    pub(super) fn in_use(&self) -> Vec<String> {
        let identity = self.situation.identity;
        let fallback = identity.selected.as_ref().filter(|_| {
            self.named || (identity.error.is_some() && !self.situation.uses_variables())
        });
        let mut names: Vec<String> = Vec::new();
        let mut next = identity.profile.as_ref().or(fallback).map(|known| known.value.clone());
        while let Some(name) = next
            && !names.contains(&name)
            && names.len() < LONGEST_CHAIN
        {
            let profile = self.profile(&name);
            next = profile.and_then(|profile| Some(profile.value("source_profile")?.to_owned()));
            names.push(name);
        }
        names
    }

    /// Returns where a program of that name is found on PATH, the first place first.
    pub(super) fn on_path(&self, name: &str) -> Vec<PathBuf> {
        let path = self.environment().raw("PATH").unwrap_or(OsStr::new("/usr/bin:/bin"));
        let folders = std::env::split_paths(path).filter(|folder| folder.is_absolute());
        let is_file = |path: &PathBuf| self.disk.facts(path).is_some_and(|facts| facts.is_file());
        folders.map(|folder| folder.join(name)).filter(is_file).collect()
    }
}
