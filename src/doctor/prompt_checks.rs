//! What the prompt's own checks find.

use crate::diagnostic;
use crate::diagnostic::code::{FILE_REJECTED_BY_SDKS, REJECTED_FILE, UNKNOWN_PROFILE};
use crate::diagnostic::words::use_profile;
use crate::finding::Finding;
use crate::shared_config::{FileKind, Profile};
use crate::source::Source;
use crate::suggest;

use super::{Examination, MEND, Patient, permissions, profiles};

/// Runs every check of the prompt: who calls, with which credentials, and what stands in the way.
pub(super) struct PromptChecks;

impl Examination for PromptChecks {
    fn name(&self) -> &'static str {
        "identity"
    }

    fn about(&self) -> &'static str {
        "Who the next call is, which source of credentials wins, and which variables stand in the way."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        let encoding = super::encoding::Encoding.run(patient);
        let mut findings = diagnostic::findings(patient.situation);
        // A file in the wrong encoding is rejected for that alone.
        findings.retain(|finding| {
            finding.cause != "file-syntax"
                || !encoding.iter().any(|other| super::shares_file(finding, other))
        });
        findings.into_iter().map(|finding| with_more_to_type(patient, finding)).collect()
    }
}

/// Returns a finding with commands that take a look at all that stands in the files.
fn with_more_to_type(patient: &Patient<'_, '_>, finding: Finding) -> Finding {
    if finding.code == UNKNOWN_PROFILE.name() {
        return missing(patient, finding);
    }
    if [REJECTED_FILE.name(), FILE_REJECTED_BY_SDKS.name()].contains(&finding.code) {
        let fix = std::iter::once(MEND.to_owned()).chain(finding.fix).collect();
        return Finding { fix, ..finding };
    }
    let place = finding.evidence.first().map(|seen| &seen.source);
    match place.filter(|place| place.place().is_some()) {
        Some(place) if finding.fix == ["awsp list --long"] => {
            Finding { fix: vec![profiles::edit(place)], ..finding }
        }
        Some(_) | None => finding,
    }
}

/// Returns what may be meant by a name that no file has, and the files in which it was looked for.
fn missing(patient: &Patient<'_, '_>, finding: Finding) -> Finding {
    let name = patient.situation.identity.selected.as_ref().map(|known| known.value.as_str());
    let name = name.unwrap_or_default();
    let header = patient.config().line_without_prefix(name).zip(patient.path(FileKind::Config));
    let mut fix = Vec::new();
    fix.extend(header.map(|_| MEND.to_owned()));
    let names = patient.profiles().iter().map(Profile::name);
    fix.extend(suggest::nearest(name, names).into_iter().map(use_profile));
    fix.extend(finding.fix.iter().cloned());
    let files = [FileKind::Config, FileKind::Credentials];
    let read = files.into_iter().filter_map(|kind| patient.path(kind));
    let finding = Finding { fix, ..finding };
    let finding = header.into_iter().fold(finding, |finding, (line, path)| {
        let (section, key) = (name.to_owned(), String::new());
        let source = Source::File { path: path.to_owned(), line, section, key };
        finding.seen(source, "lacks the word `profile`")
    });
    read.fold(finding, |finding, path| {
        let is_there = patient.disk.facts(path).is_some();
        let what = if is_there { "has no such profile" } else { "is not there" };
        finding.seen(permissions::place(path), what)
    })
}
