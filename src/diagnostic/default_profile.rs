//! The second variable that names a profile.

use crate::display::escaped;
use crate::finding::Finding;
use crate::source::Source;

use super::code::{DEFAULT_PROFILE_ALONE, TWO_PROFILES};
use super::{Check, Situation};

const FIRST: &str = "AWS_PROFILE";
const SECOND: &str = "AWS_DEFAULT_PROFILE";

/// Reports an `AWS_DEFAULT_PROFILE` by which tools come to different profiles.
pub(super) struct DefaultProfile;

impl Check for DefaultProfile {
    fn run(&self, situation: &Situation<'_, '_>) -> Vec<Finding> {
        let environment = situation.environment;
        let Some(second) = environment.text(SECOND) else { return Vec::new() };
        let shown = escaped(&second);
        let finding = match environment.text(FIRST) {
            Some(first) if first == second => return Vec::new(),
            Some(first) => TWO_PROFILES
                .finding(format!(
                    "{FIRST} is {}, but {SECOND}, which boto3 asks first, is {}",
                    or_empty(&escaped(&first)),
                    or_empty(&shown)
                ))
                .seen(Source::variable(FIRST), escaped(&first)),
            None if second.is_empty() => return Vec::new(),
            None => DEFAULT_PROFILE_ALONE.finding(format!(
                "profile {shown} is named by {SECOND} alone, which the SDKs do not read"
            )),
        };
        vec![
            finding
                .seen(Source::variable(SECOND), shown)
                .why("the AWS CLI reads AWS_PROFILE first, boto3 AWS_DEFAULT_PROFILE first, the SDK for Rust only AWS_PROFILE")
                .fix(format!("unset {SECOND}")),
        ]
    }
}

fn or_empty(name: &str) -> &str {
    if name.is_empty() { "empty" } else { name }
}

#[cfg(test)]
mod tests {
    use super::super::fake::{Variables, found};
    use super::*;

    const FILE: &str = "[profile a]\n[profile b]\n";

    #[test]
    fn one_name_is_fine() {
        for variables in
            [&[(FIRST, "a")] as Variables, &[(FIRST, "a"), (SECOND, "a")], &[(SECOND, "")], &[]]
        {
            assert_eq!(found(&DefaultProfile, variables, FILE), [""; 0], "{variables:?}");
        }
    }

    #[test]
    fn names_by_which_tools_part_are_reported() {
        for (variables, expected) in [
            (
                &[(FIRST, "a"), (SECOND, "b")] as Variables,
                "AWSP-W005 AWS_PROFILE is a, but AWS_DEFAULT_PROFILE, which boto3 asks first, is b",
            ),
            (
                &[(FIRST, "a"), (SECOND, "")],
                "AWSP-W005 AWS_PROFILE is a, but AWS_DEFAULT_PROFILE, which boto3 asks first, is empty",
            ),
            (
                &[(SECOND, "a")],
                "AWSP-N006 profile a is named by AWS_DEFAULT_PROFILE alone, which the SDKs do not read",
            ),
        ] {
            assert_eq!(found(&DefaultProfile, variables, FILE), [expected], "{variables:?}");
        }
    }
}
