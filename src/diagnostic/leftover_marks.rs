//! What other tools left when their keys went.

use crate::finding::Finding;
use crate::identity::Tool;
use crate::source::Source;

use super::code::LEFTOVER_MARKS;
use super::{Check, Situation};

/// Notes marks of tools whose keys are gone.
pub(super) struct LeftoverMarks;

impl Check for LeftoverMarks {
    fn run(&self, situation: &Situation<'_, '_>) -> Vec<Finding> {
        let environment = situation.environment;
        let has_keys = environment.filled("AWS_ACCESS_KEY_ID").is_some();
        if has_keys || situation.identity.exported_by.is_some() {
            return Vec::new();
        }
        let is_mark = |name: &&&str| environment.filled(name).is_some();
        let finding = |tool: Tool| {
            let mark = tool.markers().iter().find(is_mark)?;
            let name = tool.name();
            let finding = LEFTOVER_MARKS
                .finding(format!("{mark} is left from {name}, whose keys are gone"))
                .seen(Source::variable(mark), "set")
                .why("some prompts show it as the profile, and the tool may refuse to start again")
                .fix("awsp clean");
            Some(finding)
        };
        Tool::ALL.into_iter().filter(|tool| *tool != Tool::Awsp).filter_map(finding).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::fake::{Variables, found};
    use super::*;

    #[test]
    fn marks_beside_their_keys_are_fine() {
        for variables in [
            &[("AWS_VAULT", "dev"), ("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "s")]
                as Variables,
            &[
                ("AWS_VAULT", "dev"),
                ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:9099/"),
            ],
            &[("AWS_VAULT", "")],
            &[("AWSP_KEY_ID", "a")],
        ] {
            assert_eq!(found(&LeftoverMarks, variables, ""), [""; 0], "{variables:?}");
        }
    }

    #[test]
    fn marks_without_keys_are_noted_by_tool() {
        for (name, tool) in [
            ("AWS_VAULT", "aws-vault"),
            ("GRANTED_SSO", "granted"),
            ("AWSUME_PROFILE", "awsume"),
            ("AWS_SSO_PROFILE", "aws-sso-cli"),
        ] {
            let variables: Variables = Box::leak(Box::new([(name, "dev")]));
            let expected = format!("AWSP-N004 {name} is left from {tool}, whose keys are gone");

            assert_eq!(found(&LeftoverMarks, variables, ""), [expected]);
        }
    }
}
