//! The same look at every profile.

use crate::diagnostic::code::OTHER_PROFILE;
use crate::diagnostic::words::word;
use crate::finding::{Finding, Severity};
use crate::shared_config::Profile;

use super::patient::Patient;

pub(super) use crate::diagnostic::words::edit;

/// How many places one finding lists.
const LISTED: usize = 20;

/// Returns what `look` finds in every profile: of those that the next call needs one by one, of the others each kind once.
pub(super) fn each<'t>(
    patient: &Patient<'_, 't>,
    look: impl Fn(&Profile<'t>) -> Vec<Finding>,
) -> Vec<Finding> {
    let in_use = patient.in_use();
    let (mut near, mut far) = (Vec::new(), Vec::new());
    for profile in patient.profiles() {
        let is_in_use = in_use.iter().any(|name| name == profile.name());
        if is_in_use { &mut near } else { &mut far }.extend(look(profile));
    }
    near.extend(grouped(far));
    near
}

/// Returns findings about what the next call does not need, each kind once.
pub(super) fn grouped(findings: Vec<Finding>) -> Vec<Finding> {
    let mut groups: Vec<(Finding, usize)> = Vec::new();
    for finding in findings {
        match groups.iter_mut().find(|(first, _)| first.code == finding.code) {
            Some((first, more)) => {
                *more += 1;
                let room = LISTED.saturating_sub(first.evidence.len());
                first.evidence.extend(finding.evidence.into_iter().take(room));
            }
            None => groups.push((finding, 0)),
        }
    }
    groups.into_iter().map(|(first, more)| elsewhere(first, more)).collect()
}

/// Returns the finding without its weight: the next call does not fail for it.
fn elsewhere(finding: Finding, more: usize) -> Finding {
    let title = match more {
        0 => finding.title,
        more => format!("{} (and {more} more like it)", finding.title),
    };
    match finding.severity {
        Severity::Error => Finding {
            code: OTHER_PROFILE.name(),
            severity: Severity::Warning,
            title,
            why: format!("whoever uses it finds that {}", finding.why),
            ..finding
        },
        Severity::Warning | Severity::Note => Finding { title, ..finding },
    }
}

/// Returns the command that gives a setting of a profile another value.
pub(super) fn configure(profile: &str, key: &str, value: &str) -> String {
    format!("aws configure set {key} {} --profile {}", word(value), word(profile))
}

/// Returns the command that asks for the keys of a profile once more.
pub(super) fn enter_keys(profile: &str) -> String {
    format!("aws configure --profile {}", word(profile))
}

#[cfg(test)]
mod tests {
    use crate::source::Source;

    use super::super::tests::{Fake, codes};
    use super::*;
    use crate::diagnostic::code::{LEGACY_SSO, ZONE_AS_REGION};

    const FILES: &str = "[profile a]\nregion = x\nsource_profile = b\nrole_arn = r\n[profile b]\n[profile c]\nregion = z\n[profile d]\n";

    fn look(variables: &[(&'static str, &'static str)]) -> Vec<String> {
        let found = Fake { variables, config: FILES, ..Fake::default() }.patient(|patient| {
            each(patient, |profile| {
                vec![ZONE_AS_REGION.finding(profile.name()), LEGACY_SSO.finding(profile.name())]
            })
        });
        found.iter().map(|finding| format!("{} {}", finding.code, finding.title)).collect()
    }

    #[test]
    fn a_chain_in_use_is_told_apart_from_the_other_profiles() {
        let expected = [
            "AWSP-E032 a",
            "AWSP-N011 a",
            "AWSP-E032 b",
            "AWSP-N011 b",
            "AWSP-W013 c (and 1 more like it)",
            "AWSP-N011 c (and 1 more like it)",
        ];

        assert_eq!(look(&[("AWS_PROFILE", "a")]), expected);
    }

    #[test]
    fn no_profile_is_in_use_beside_keys_in_variables() {
        let variables = [
            ("AWS_PROFILE", "a"),
            ("AWS_ACCESS_KEY_ID", "AKIARZPUZDIKGFADW22Y"),
            ("AWS_SECRET_ACCESS_KEY", "s"),
        ];

        let expected = ["AWSP-W013 a (and 3 more like it)", "AWSP-N011 a (and 3 more like it)"];
        assert_eq!(look(&variables), expected);
    }

    #[test]
    fn one_finding_lists_only_so_many_places() {
        let findings = (0..50).map(|line| {
            ZONE_AS_REGION.finding("zone").seen(Source::variable(&format!("V{line}")), "x")
        });

        let grouped = grouped(findings.collect());

        assert_eq!(codes(&grouped), ["AWSP-W013"]);
        assert_eq!(grouped[0].title, "zone (and 49 more like it)");
        assert_eq!(grouped[0].evidence.len(), LISTED);
    }
}
