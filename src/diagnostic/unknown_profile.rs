//! A profile that is selected but not there.

use crate::display::escaped;
use crate::finding::Finding;
use crate::identity::Problem;
use crate::profile_lookup;
use crate::shared_config::View;
use crate::source::Source;

use super::code::{EMPTY_PROFILE, UNKNOWN_PROFILE};
use super::{Check, Situation};

/// Reports a profile that no file defines, and a variable that names none.
pub(super) struct UnknownProfile;

impl Check for UnknownProfile {
    fn run(&self, situation: &Situation<'_, '_>) -> Vec<Finding> {
        let identity = situation.identity;
        let problem = identity.error.as_ref().map(|stop| stop.problem);
        let Some(selected) = &identity.selected else { return Vec::new() };
        let by = named_by(&selected.source);
        let finding = match problem {
            Some(Problem::MissingProfile) => {
                let name = escaped(&selected.value);
                let where_it_is = whereabouts(situation, &selected.value);
                UNKNOWN_PROFILE.finding(format!("{by} names profile {name}, {where_it_is}"))
            }
            Some(Problem::EmptyProfileName) => EMPTY_PROFILE
                .finding(format!("{by} is set but empty, which the AWS CLI takes for a name")),
            Some(_) | None => return Vec::new(),
        };
        vec![
            finding
                .seen(selected.source.clone(), escaped(&selected.value))
                .why("the AWS CLI and boto3 stop here, even with keys in variables; the SDKs for Rust, JavaScript and Java look on and may find another identity")
                .fix("awsp clean")
                .fix("awsp list"),
        ]
    }
}

/// Returns where the profile is, if it is anywhere at all.
fn whereabouts(situation: &Situation<'_, '_>, name: &str) -> String {
    if situation.config.view(View::Sdk).has(name) {
        return "which the SDKs see and the AWS CLI does not".to_owned();
    }
    if let Some(unreadable) = profile_lookup::unreadable(situation.config).into_iter().next() {
        return format!("and {unreadable}");
    }
    situation.config.line_without_prefix(name).map_or_else(
        || "which no file defines".to_owned(),
        |line| {
            let name = escaped(name);
            format!("but line {line} of the config file says [{name}], not [profile {name}]")
        },
    )
}

fn named_by(source: &Source) -> &str {
    if let Source::Variable(name) = source {
        name
    } else if let Source::Flag(name) = source {
        name
    } else {
        "the selection"
    }
}

#[cfg(test)]
mod tests {
    use super::super::fake::{Variables, found};
    use super::*;

    const FILE: &str = "[profile dev]\nregion = x\n[default]\n";

    #[test]
    fn profiles_that_exist_are_fine() {
        for variables in [
            &[("AWS_PROFILE", "dev")] as Variables,
            &[("AWS_PROFILE", "default")],
            &[("AWS_DEFAULT_PROFILE", "dev")],
            &[("AWS_PROFILE", "dev"), ("AWS_DEFAULT_PROFILE", "nope")],
            &[],
        ] {
            assert_eq!(found(&UnknownProfile, variables, FILE), [""; 0], "{variables:?}");
        }
    }

    #[test]
    fn a_profile_that_is_in_no_file_is_reported_even_beside_keys() {
        for (variables, expected) in [
            (
                &[("AWS_PROFILE", "nope")] as Variables,
                "AWSP-E002 AWS_PROFILE names profile nope, which no file defines",
            ),
            (
                &[("AWS_DEFAULT_PROFILE", "nope")],
                "AWSP-E002 AWS_DEFAULT_PROFILE names profile nope, which no file defines",
            ),
            (
                &[("AWS_PROFILE", " dev")],
                "AWSP-E002 AWS_PROFILE names profile  dev, which no file defines",
            ),
            (
                &[
                    ("AWS_PROFILE", "nope"),
                    ("AWS_ACCESS_KEY_ID", "AKIARZPUZDIKGFADW22Y"),
                    ("AWS_SECRET_ACCESS_KEY", "s"),
                ],
                "AWSP-E002 AWS_PROFILE names profile nope, which no file defines",
            ),
            (
                &[("AWS_PROFILE", ""), ("AWS_DEFAULT_PROFILE", "dev")],
                "AWSP-E003 AWS_PROFILE is set but empty, which the AWS CLI takes for a name",
            ),
        ] {
            assert_eq!(found(&UnknownProfile, variables, FILE), [expected], "{variables:?}");
        }
    }

    #[test]
    fn a_profile_that_is_nearly_there_is_pointed_out() {
        for (file, expected) in [
            (
                "[default]\n[dev]\nregion = x\n",
                "AWSP-E002 AWS_PROFILE names profile dev, but line 2 of the config file says [dev], not [profile dev]",
            ),
            (
                "[ profile dev ]\nregion = x\n",
                "AWSP-E002 AWS_PROFILE names profile dev, which the SDKs see and the AWS CLI does not",
            ),
        ] {
            assert_eq!(found(&UnknownProfile, &[("AWS_PROFILE", "dev")], file), [expected]);
        }
    }

    #[test]
    fn default_by_name_has_to_exist() {
        let found = found(&UnknownProfile, &[("AWS_PROFILE", "default")], "");

        assert_eq!(found, ["AWSP-E002 AWS_PROFILE names profile default, which no file defines"]);
    }
}
