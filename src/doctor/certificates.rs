//! Files of certificates that are not there.

use std::path::Path;

use crate::diagnostic::code::MISSING_CA_BUNDLE;
use crate::display::escaped;
use crate::finding::Finding;
use crate::source::Source;

use super::{Examination, Patient, profiles};

/// The variables that name a file of certificates; the first that is set wins.
const VARIABLES: [&str; 2] = ["AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE"];

/// Reports a file of certificates that cannot be read.
pub(super) struct Certificates;

impl Examination for Certificates {
    fn name(&self) -> &'static str {
        "certificates"
    }

    fn about(&self) -> &'static str {
        "Whether AWS_CA_BUNDLE, REQUESTS_CA_BUNDLE and ca_bundle lead to a file that can be read."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        let environment = patient.environment();
        let set = VARIABLES.iter().filter_map(|name| Some((*name, environment.filled(name)?)));
        let of_variables = set.filter_map(|(name, path)| {
            let finding = judge(patient, name, &path, Source::variable(name))?;
            Some(finding.fix(format!("unset {name}")))
        });
        let profile = patient.selected();
        let setting = profile.as_ref().and_then(|profile| profile.get("ca_bundle"));
        let of_profile = setting.filter(|setting| !setting.value.is_empty()).and_then(|setting| {
            let source = patient.source(setting);
            let fix = profiles::edit(&source);
            Some(judge(patient, "ca_bundle", &setting.value, source)?.fix(fix))
        });
        of_variables.chain(of_profile).collect()
    }
}

fn judge(patient: &Patient<'_, '_>, name: &str, path: &str, source: Source) -> Option<Finding> {
    let shown = escaped(path);
    let what = match patient.disk.facts(Path::new(path)) {
        None => "which is not there",
        Some(facts) if !facts.may_read => "which cannot be read",
        Some(_) => return None,
    };
    let finding = MISSING_CA_BUNDLE
        .finding(format!("{name} names {shown}, {what}"))
        .seen(source, shown)
        .why("the AWS CLI and boto3 make no connection without it: `Could not find a suitable TLS CA certificate bundle`, CERTIFICATE_VERIFY_FAILED");
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::super::disk::fake::FakeDisk;
    use super::super::tests::{Fake, lines};
    use super::*;

    fn found(variables: &[(&'static str, &'static str)], config: &str) -> Vec<String> {
        let disk = FakeDisk::default().with("/etc/ca.pem", 0o644).with("/root/ca.pem", 0o000);
        let fake = Fake { variables, config, disk, ..Fake::default() };
        fake.patient(|patient| lines(&Certificates.run(patient)))
    }

    #[test]
    fn a_bundle_is_there_or_reported() {
        for (variables, config, expected) in [
            (&[("AWS_CA_BUNDLE", "/etc/ca.pem")] as &[_], "", vec![]),
            (&[("AWS_CA_BUNDLE", "")], "", vec![]),
            (
                &[("AWS_CA_BUNDLE", "/gone.pem")],
                "",
                vec!["AWSP-E047 AWS_CA_BUNDLE names /gone.pem, which is not there"],
            ),
            (
                &[("REQUESTS_CA_BUNDLE", "/root/ca.pem")],
                "",
                vec!["AWSP-E047 REQUESTS_CA_BUNDLE names /root/ca.pem, which cannot be read"],
            ),
            (
                &[],
                "[default]\nca_bundle = /gone.pem\n",
                vec!["AWSP-E047 ca_bundle names /gone.pem, which is not there"],
            ),
        ] {
            assert_eq!(found(variables, config), expected, "{variables:?}");
        }
    }
}
