//! Cache files that were written in part.

use std::path::PathBuf;

use crate::diagnostic::code::TORN_CACHE;
use crate::diagnostic::words::word;
use crate::display::escaped;
use crate::finding::Finding;
use crate::source::Source;

use super::{Examination, Patient, permissions};

/// How many files are looked into, and how many of the torn ones are named.
const MOST: usize = 500;
const LISTED: usize = 20;

/// Reports files among the sessions that are no JSON.
pub(super) struct TornCache;

impl Examination for TornCache {
    fn name(&self) -> &'static str {
        "torn-caches"
    }

    fn about(&self) -> &'static str {
        "Whether the files of the AWS CLI's caches are whole."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        let files = permissions::cached(patient).into_iter().take(MOST);
        let torn: Vec<PathBuf> = files.filter(|path| is_torn(patient, path)).collect();
        let Some(first) = torn.first() else { return Vec::new() };
        let more =
            if torn.len() > 1 { format!(" and {} more", torn.len() - 1) } else { String::new() };
        let names: Vec<String> =
            torn.iter().take(LISTED).map(|path| word(&path.to_string_lossy())).collect();
        let finding = TORN_CACHE
            .finding(format!("{} is no whole JSON{more}", escaped(&first.to_string_lossy())))
            .why("the AWS CLI and the SDK for Rust stop with a JSON error as soon as a profile needs the file, and never mend it")
            .fix(format!("rm {}", names.join(" ")));
        vec![
            torn.into_iter()
                .take(LISTED)
                .fold(finding, |finding, path| finding.seen(Source::Cache(path), "no JSON")),
        ]
    }
}

/// Returns whether a file has text that is no JSON; what cannot be read is another matter.
fn is_torn(patient: &Patient<'_, '_>, path: &std::path::Path) -> bool {
    let text = patient.sessions.text(path);
    text.is_some_and(|text| serde_json::from_str::<serde_json::Value>(&text).is_err())
}

#[cfg(test)]
mod tests {
    use super::super::disk::fake::FakeDisk;
    use super::super::tests::{Fake, lines};
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let disk = FakeDisk::default().with("/home/ann/.aws/sso/cache/any.json", 0o600);
        let fake = Fake { disk, ..Fake::default() };
        let fake = fake.with_file("/home/ann/.aws/sso/cache/any.json", text);
        fake.patient(|patient| lines(&TornCache.run(patient)))
    }

    #[test]
    fn a_file_is_whole_or_torn() {
        let expected = "AWSP-W028 /home/ann/.aws/sso/cache/any.json is no whole JSON";

        assert_eq!(found("{}"), [""; 0]);
        for text in ["", "{\"accessToken\": \"t", "{} {}"] {
            assert_eq!(found(text), [expected], "{text}");
        }
    }
}
