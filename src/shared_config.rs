//! The AWS config and credentials files: where they are, what stands in them, and what each tool makes of it.
//!
//! A file is read once and stays as it is. Each tool has its own [`Profiles`], found by its own rules.

#[cfg(test)]
mod cases;

mod body;
mod boto;
mod fault;
mod go;
mod grammar;
mod index;
mod java;
mod javascript;
mod line;
mod lint;
mod location;
mod plain;
mod profiles;
mod read;
mod scan;
mod sdk;
mod section_name;
mod text;
mod token;

use std::cell::OnceCell;
use std::rc::Rc;

use crate::finding::Finding;
use crate::source::Source;

use go::Go;
use grammar::Grammar;
use index::Index;
use java::Java;
use javascript::JavaScript;

pub(crate) use body::Setting;
pub(crate) use boto::words;
pub(crate) use fault::Fault;
pub(crate) use location::Locations;
pub(crate) use profiles::{Profile, Profiles, Section};
pub(crate) use section_name::Role;
pub(crate) use text::{FileKind, Text, Texts};

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
#[derive(Clone, Debug)]
pub(crate) struct SharedConfig<'t> {
    texts: &'t Texts,
    boto: Profiles<'t>,
    sdk: Profiles<'t>,
    /// The other views: each costs a pass over both files, so only those who ask for it pay.
    javascript: OnceCell<Profiles<'t>>,
    go: OnceCell<Profiles<'t>>,
    java: OnceCell<Profiles<'t>>,
}

/// A section of a file, whether a tool knows it or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header<'t> {
    /// Its file.
    pub(crate) file: FileKind,
    /// Its line.
    pub(crate) line: usize,
    /// The text between the brackets.
    pub(crate) text: &'t str,
    /// What it is to the AWS CLI and boto3.
    pub(crate) role: Role,
}

impl<'t> SharedConfig<'t> {
    /// Looks through both files once.
    pub(crate) fn parse(texts: &'t Texts) -> Self {
        let (boto_config, sdk_config) = scan_for_each(&texts.config);
        let (boto_credentials, sdk_credentials) = scan_for_each(&texts.credentials);
        let boto_fault = texts.fault(View::Boto, &boto_config, &boto_credentials);
        let sdk_fault = texts.fault(View::Sdk, &sdk_config, &sdk_credentials);
        Self {
            texts,
            boto: Profiles::new(
                View::Boto,
                Rc::new(boto_config),
                Rc::new(boto_credentials),
                boto_fault,
            ),
            sdk: Profiles::new(View::Sdk, Rc::new(sdk_config), Rc::new(sdk_credentials), sdk_fault),
            javascript: OnceCell::new(),
            go: OnceCell::new(),
            java: OnceCell::new(),
        }
    }

    /// Returns what one tool sees.
    pub(crate) fn view(&self, view: View) -> &Profiles<'t> {
        match view {
            View::Boto => &self.boto,
            View::Sdk => &self.sdk,
            View::JavaScript => self.javascript.get_or_init(|| self.look::<JavaScript>(view)),
            View::Go => self.go.get_or_init(|| self.look::<Go>(view)),
            View::Java => self.java.get_or_init(|| self.look::<Java>(view)),
        }
    }

    /// Looks through both files once more, by the rules of `G`.
    fn look<G: Grammar>(&self, view: View) -> Profiles<'t> {
        let (config, credentials) =
            (self.index_by::<G>(FileKind::Config), self.index_by::<G>(FileKind::Credentials));
        let fault = self.texts.fault_by::<G>(view, &config, &credentials);
        Profiles::new(view, config, credentials, fault)
    }

    /// Returns the sections that `G` sees in a file: those of the SDK for Rust, where every tool sees the same.
    fn index_by<G: Grammar>(&self, kind: FileKind) -> Rc<Index<'t>> {
        let seen = self.texts.of(kind).seen_by::<G>();
        let known = self.sdk.index(kind);
        if known.is_ordinary && std::ptr::eq(seen, known.text) {
            return Rc::clone(known);
        }
        Rc::new(scan::scan_by::<G>(kind, seen))
    }

    /// Returns the files that were read.
    pub(crate) const fn texts(&self) -> &'t Texts {
        self.texts
    }

    /// Returns every section of both files, also those that no tool knows.
    pub(crate) fn sections(&self) -> impl Iterator<Item = Header<'t>> {
        self.boto.headers()
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
pub(crate) fn lone_file(text: &str) -> Profiles<'_> {
    let (boto, _) = scan::scan(FileKind::Credentials, text);
    Profiles::new(View::Boto, Rc::new(Index::new(FileKind::Config, "")), Rc::new(boto), None)
}

/// Returns the sections of a file as each tool sees them: the SDKs see none of a file that they look for elsewhere.
fn scan_for_each(text: &Text) -> (Index<'_>, Index<'_>) {
    let (boto, sdk) = scan::scan(text.kind, text.text());
    match text.in_sdks {
        Some(_) => (boto, Index::new(text.kind, "")),
        None => (boto, sdk),
    }
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
            let names: Vec<&str> = profiles.names().collect();
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
