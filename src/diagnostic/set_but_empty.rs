//! Variables that are set and empty: to some tools that is a value.

use crate::environment::{Role, Variable};
use crate::finding::Finding;
use crate::source::Source;

use super::code::{EMPTY_CA_BUNDLE, SET_BUT_EMPTY};
use super::{Check, Situation};

/// Reports what the AWS CLI stops at, and notes the rest; what other checks report is left to them.
pub(super) struct SetButEmpty;

impl Check for SetButEmpty {
    fn run(&self, situation: &Situation<'_, '_>) -> Vec<Finding> {
        let environment = situation.environment;
        let empty: Vec<&str> = environment
            .present()
            .filter(|(variable, value)| value.is_empty() && is_left(variable))
            .map(|(variable, _)| variable.name)
            .collect();
        let is_bundle_empty = environment.text("AWS_CA_BUNDLE").is_some_and(|path| path.is_empty());
        is_bundle_empty.then(empty_bundle).into_iter().chain(note(&empty)).collect()
    }
}

fn empty_bundle() -> Finding {
    EMPTY_CA_BUNDLE
        .finding("AWS_CA_BUNDLE is set but empty, so the AWS CLI cannot trust any server")
        .seen(Source::variable("AWS_CA_BUNDLE"), "empty")
        .why("the AWS CLI and boto3 look for a file of that name and stop; the SDK for Rust does not read it")
        .fix("unset AWS_CA_BUNDLE")
}

fn note(empty: &[&str]) -> Option<Finding> {
    empty.first()?;
    let verb = if empty.len() == 1 { "is" } else { "are" };
    let finding = SET_BUT_EMPTY
        .finding(format!("{} {verb} set but empty", empty.join(", ")))
        .why("some tools take them for unset, others for a value: unset is safer than empty")
        .fix(format!("unset {}", empty.join(" ")));
    Some(empty.iter().fold(finding, |finding, name| finding.seen(Source::variable(name), "empty")))
}

/// Returns whether no other check speaks of the variable when it is empty.
fn is_left(variable: &Variable) -> bool {
    match variable.role {
        Role::Key | Role::WebIdentity | Role::Bearer | Role::Marker | Role::Endpoint => true,
        Role::File => variable.name.starts_with("AWS_"),
        Role::Setting => variable.name == "AWS_MAX_ATTEMPTS",
        Role::Profile | Role::Container | Role::Region | Role::Claim => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fake::{Variables, found};
    use super::*;

    #[test]
    fn set_and_unset_variables_are_fine() {
        for variables in [&[("AWS_ACCESS_KEY_ID", "a")] as Variables, &[("AWS_PROFILE", "")], &[]] {
            assert_eq!(found(&SetButEmpty, variables, ""), [""; 0], "{variables:?}");
        }
    }

    #[test]
    fn empty_variables_are_reported_by_what_they_do() {
        for (variables, expected) in [
            (
                &[("AWS_SESSION_TOKEN", ""), ("AWS_ENDPOINT_URL", "")] as Variables,
                "AWSP-N003 AWS_SESSION_TOKEN, AWS_ENDPOINT_URL are set but empty",
            ),
            (&[("AWS_MAX_ATTEMPTS", "")], "AWSP-N003 AWS_MAX_ATTEMPTS is set but empty"),
            (
                &[("AWS_CA_BUNDLE", "")],
                "AWSP-E014 AWS_CA_BUNDLE is set but empty, so the AWS CLI cannot trust any server",
            ),
        ] {
            assert_eq!(found(&SetButEmpty, variables, ""), [expected], "{variables:?}");
        }
    }
}
