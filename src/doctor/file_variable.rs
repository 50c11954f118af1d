//! Variables that name a file which is not there.

use crate::diagnostic::code::FILE_NOWHERE;
use crate::display::escaped;
use crate::finding::Finding;
use crate::shared_config::FileKind;
use crate::source::Source;

use super::{Examination, Patient};

/// Reports `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE` that lead nowhere.
pub(super) struct FileVariable;

impl Examination for FileVariable {
    fn name(&self) -> &'static str {
        "file-variables"
    }

    fn about(&self) -> &'static str {
        "Whether AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE lead to files."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        let kinds = [FileKind::Config, FileKind::Credentials].into_iter();
        kinds.filter_map(|kind| nowhere(patient, kind)).collect()
    }
}

fn nowhere(patient: &Patient<'_, '_>, kind: FileKind) -> Option<Finding> {
    let name = kind.variable();
    patient.environment().filled(name)?;
    let path = patient.path(kind)?;
    // The usual way to say "no file".
    if path == std::path::Path::new("/dev/null") || patient.disk.facts(path).is_some() {
        return None;
    }
    let shown = escaped(&path.to_string_lossy());
    let finding = FILE_NOWHERE
        .finding(format!("{name} names {shown}, which is not there"))
        .seen(Source::variable(name), shown)
        .why("to every tool the file is empty: its profiles and keys do not exist, and the usual file is not read instead")
        .fix(format!("unset {name}"));
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::super::disk::fake::FakeDisk;
    use super::super::tests::{Fake, lines};
    use super::*;

    fn found(variables: &[(&'static str, &'static str)], disk: FakeDisk) -> Vec<String> {
        let fake = Fake { variables, disk, ..Fake::default() };
        fake.patient(|patient| lines(&FileVariable.run(patient)))
    }

    #[test]
    fn files_that_are_there_or_were_not_asked_for_are_fine() {
        let there = FakeDisk::default().with("/home/ann/.aws/config", 0o600);

        assert_eq!(found(&[("AWS_CONFIG_FILE", "/home/ann/.aws/config")], there), [""; 0]);
        for variables in [&[] as &[_], &[("AWS_CONFIG_FILE", "")]] {
            assert_eq!(found(variables, FakeDisk::default()), [""; 0]);
        }
    }

    #[test]
    fn a_file_that_is_not_there_is_reported() {
        let variables = [("AWS_SHARED_CREDENTIALS_FILE", "/home/ann/.aws/credentials")];

        let expected = "AWSP-W022 AWS_SHARED_CREDENTIALS_FILE names /home/ann/.aws/credentials, which is not there";
        assert_eq!(found(&variables, FakeDisk::default()), [expected]);
    }
}
