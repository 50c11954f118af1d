//! The AWS config and credentials files: where they are, what stands in them, and what each tool makes of it.
//!
//! A file is looked through once, and a large one stays on the disk. Each tool has its own [`Profiles`], found by its own rules.

#[cfg(test)]
mod cases;

mod body;
mod boto;
mod calm;
mod contents;
mod fault;
mod go;
mod grammar;
mod index;
mod java;
mod javascript;
mod line;
mod lint;
mod location;
mod model;
mod names;
mod on_disk;
mod outline;
mod plain;
mod profiles;
mod read;
mod reading;
mod scan;
mod sdk;
mod section_name;
mod survey;
mod text;
mod token;
mod window;

use std::cell::OnceCell;

use crate::finding::Finding;
use crate::source::Source;

use boto::Boto;
use go::Go;
use grammar::Grammar;
use index::Index;
use java::Java;
use javascript::JavaScript;
use scan::{scan, scan_for_boto};
use sdk::Sdk;

pub(crate) use body::Setting;
pub(crate) use boto::words;
pub(crate) use contents::Contents;
pub(crate) use fault::Fault;
pub(crate) use lint::rules;
pub(crate) use location::{Locations, at_variable, home};
pub(crate) use model::{Found, Model, section_of};
pub(crate) use names::{Names, Noted};
pub(crate) use profiles::{Profile, Profiles, Section};
pub(crate) use reading::{LARGEST_FILE, Reading};
pub(crate) use section_name::Role;
pub(crate) use text::{FileKind, Text, Texts};
pub(crate) use token::Reason;

/// Whose eyes to look through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    /// The AWS CLI and boto3.
    Boto,
    /// The AWS SDK for Rust.
    Sdk,
    /// The AWS SDK for JavaScript.
    JavaScript,
    /// The AWS SDK for Go.
    Go,
    /// The AWS SDK for Java.
    Java,
}

/// Both files, as every tool sees them.
#[derive(Debug)]
pub(crate) struct SharedConfig<'t> {
    texts: &'t Texts,
    /// Each view is found when somebody asks for it.
    boto: OnceCell<Profiles<'t>>,
    sdk: OnceCell<Profiles<'t>>,
    javascript: OnceCell<Profiles<'t>>,
    go: OnceCell<Profiles<'t>>,
    java: OnceCell<Profiles<'t>>,
}

impl<'t> SharedConfig<'t> {
    /// Returns what the tools see in these files.
    pub(crate) const fn parse(texts: &'t Texts) -> Self {
        Self {
            texts,
            boto: OnceCell::new(),
            sdk: OnceCell::new(),
            javascript: OnceCell::new(),
            go: OnceCell::new(),
            java: OnceCell::new(),
        }
    }

    /// Returns what one tool sees.
    pub(crate) fn view(&self, view: View) -> &Profiles<'t> {
        match view {
            View::Boto => self.boto.get_or_init(|| self.look::<Boto>(view, scan_for_boto)),
            View::Sdk => self.sdk.get_or_init(|| self.look::<Sdk>(view, scan::<Sdk>)),
            View::JavaScript => {
                self.javascript.get_or_init(|| self.look::<JavaScript>(view, scan::<JavaScript>))
            }
            View::Go => self.go.get_or_init(|| self.look::<Go>(view, scan::<Go>)),
            View::Java => self.java.get_or_init(|| self.look::<Java>(view, scan::<Java>)),
        }
    }

    /// Looks at both files by the rules of `G`.
    fn look<G: Grammar>(
        &self,
        view: View,
        scan: fn(FileKind, Option<&'t Contents>) -> Index<'t>,
    ) -> Profiles<'t> {
        let index = |text: &'t Text| scan(text.kind, text.seen_by::<G>());
        let (config, credentials) = (index(&self.texts.config), index(&self.texts.credentials));
        let fault = self.texts.fault::<G>(view, &config, &credentials);
        Profiles::new(view, config, credentials, fault)
    }

    /// Returns the files that were read.
    pub(crate) const fn texts(&self) -> &'t Texts {
        self.texts
    }

    /// Returns where the config file has `[name]`, which no tool takes for a profile.
    pub(crate) fn line_without_prefix(&self, name: &str) -> Option<usize> {
        self.view(View::Boto).line_without_prefix(name)
    }

    /// Returns what makes the tools see different things, or nothing at all.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        let kinds = [FileKind::Config, FileKind::Credentials].into_iter();
        kinds.flat_map(|kind| lint::findings(self, kind)).collect()
    }

    /// Returns where a setting stands.
    pub(crate) fn setting_source(&self, setting: &Setting<'t>) -> Source {
        Source::File {
            path: self.texts.of(setting.file).path_of_settings(),
            line: setting.line,
            section: setting.section.to_owned(),
            key: setting.key.clone().into_owned(),
        }
    }
}

/// Returns the sections of a file of another kind, as botocore reads it.
pub(crate) fn lone_file(contents: &Contents) -> Profiles<'_> {
    let own = scan_for_boto(FileKind::Credentials, Some(contents));
    Profiles::new(View::Boto, scan_for_boto(FileKind::Config, None), own, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIG: &str = "[default]\nregion = eu-west-1\n\n[profile dev]\nsource_profile = base\ns3 =\n  addressing_style = path\n[sso-session corp]\nsso_region = eu-west-1\n";
    const CREDENTIALS: &str = "[base]\naws_access_key_id = AKIA\n[dev]\nregion = us-east-1\n";

    #[test]
    fn ordinary_files_are_the_same_to_both_tools() {
        let texts = Texts::from_strings(CONFIG, CREDENTIALS);
        let shared_config = SharedConfig::parse(&texts);

        for view in [View::Boto, View::Sdk] {
            let profiles = shared_config.view(view);
            let names = profiles.names();
            let dev = profiles.profile("dev").unwrap();

            assert_eq!(profiles.fault(), None);
            assert_eq!(names, ["default", "dev", "base"]);
            assert_eq!(dev.place(), (FileKind::Config, 4));
            assert_eq!(dev.value("source_profile"), Some("base"));
            assert_eq!(
                dev.get("region").map(|setting| (setting.file, setting.line)),
                Some((FileKind::Credentials, 4))
            );
            assert_eq!(
                dev.get("s3").unwrap().nested(View::Boto),
                Some(vec![("addressing_style", "path")])
            );
            assert!(profiles.profile("nope").is_none());
            assert_eq!(
                &*profiles.sso_session("corp").unwrap().get("sso_region").unwrap().value,
                "eu-west-1"
            );
        }
    }
}
