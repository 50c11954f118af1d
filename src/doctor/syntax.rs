//! What in the files makes tools see different things, or nothing at all.

use crate::finding::Finding;

use super::encoding::Encoding;
use super::hidden_setting::HiddenSetting;
use super::profiles::edit;
use super::{Examination, MEND, Patient};

/// Reports what the reader of AWS files has to say about every line.
pub(super) struct Syntax;

impl Examination for Syntax {
    fn name(&self) -> &'static str {
        "syntax"
    }

    fn about(&self) -> &'static str {
        "Lines and headers of both files that a tool rejects, ignores, or reads differently from the others."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        let mut nearer = HiddenSetting.run(patient);
        let encodings = Encoding.run(patient);
        nearer.extend(crate::diagnostic::findings(patient.situation));
        let findings = patient.config().findings().into_iter();
        findings
            .filter(|finding| {
                !encodings.iter().any(|other| super::shares_file(finding, other))
                    || !is_of_encoding(finding)
            })
            .filter(|finding| !has_said(&nearer, finding))
            .map(with_fix)
            .collect()
    }
}

/// Returns whether it speaks of the bytes of the file.
fn is_of_encoding(finding: &Finding) -> bool {
    matches!(
        finding.code,
        "AWSP-F004" | "AWSP-F005" | "AWSP-F006" | "AWSP-F008" | "AWSP-F010" | "AWSP-F012"
    )
}

/// Returns whether every place of `finding` is in another one already that speaks of the same kind of trouble.
fn has_said(others: &[Finding], finding: &Finding) -> bool {
    let is_file = |cause| matches!(cause, "file-syntax" | "hidden-characters");
    let seen =
        || others.iter().filter(|other| is_file(other.cause)).flat_map(|other| &other.evidence);
    is_file(finding.cause)
        && finding
            .evidence
            .iter()
            .all(|place| seen().any(|other| other.source.is_at(&place.source)))
}

/// Returns the finding with a command, and with what it leads to: the reader names none.
fn with_fix(mut finding: Finding) -> Finding {
    if finding.why.is_empty() {
        "a tool that rejects one line finds no profile at all, and stops even beside keys in variables"
            .clone_into(&mut finding.why);
    }
    let Some(source) = finding.evidence.first().map(|seen| seen.source.clone()) else {
        return finding;
    };
    if !finding.fix.is_empty() {
        return finding;
    }
    let path = source.place().map(|(path, _)| path.to_string_lossy().into_owned());
    let name = crate::diagnostic::words::word(&path.unwrap_or_default());
    match (finding.cause, finding.code) {
        ("file-permissions", _) => {
            finding.fix(format!("ls -lL {name}; sudo chown \"$USER\" {name}; chmod 600 {name}"))
        }
        (_, "AWSP-F007") => finding.fix("awsp explain"),
        (_, _) => finding.fix(MEND).fix(edit(&source)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fake, codes};
    use super::*;

    fn found(config: &str) -> Vec<Finding> {
        Fake { config, ..Fake::default() }.patient(|patient| Syntax.run(patient))
    }

    #[test]
    fn every_finding_of_the_reader_comes_with_a_command() {
        let found = found("[dev]\nregion = x # here\n[profile a]\nregion = eu-west-1\u{200b}\n");

        assert_eq!(codes(&found), ["AWSP-F020", "AWSP-F030"]);
        assert_eq!(found[0].fix, ["awsp doctor --fix", "${EDITOR:-vi} +1 /home/ann/.aws/config"]);
    }

    #[test]
    fn what_a_nearer_look_finds_is_not_said_twice() {
        assert_eq!(codes(&found("[default\n")), [""; 0]);
        assert_eq!(codes(&found("[profile a]\naws_access_key_id = AK\u{200b}IA\n")), [""; 0]);
    }
}
