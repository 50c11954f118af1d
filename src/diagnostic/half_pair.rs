//! Half a key pair in the variables.

use crate::display::masked;
use crate::finding::Finding;
use crate::identity::Problem;
use crate::source::Source;

use super::code::{HALF_PAIR, SECRET_ALONE};
use super::{Check, Situation};

/// Reports a key id without its secret, and notes a secret alone.
pub(super) struct HalfPair;

impl Check for HalfPair {
    fn run(&self, situation: &Situation<'_, '_>) -> Vec<Finding> {
        let identity = situation.identity;
        if identity.error.as_ref().is_some_and(|stop| stop.problem == Problem::HalfPair) {
            let key_id = identity.access_key_id.as_deref().map(masked).unwrap_or_default();
            return vec![
                HALF_PAIR
                    .finding(format!("AWS_ACCESS_KEY_ID ({key_id}) is set without AWS_SECRET_ACCESS_KEY"))
                    .seen(Source::variable("AWS_ACCESS_KEY_ID"), key_id)
                    .why("the AWS CLI and boto3 stop here instead of using the profile; the SDK for Rust uses the profile")
                    .fix("awsp clean"),
            ];
        }
        let environment = situation.environment;
        let has = |name| environment.filled(name).is_some();
        if has("AWS_SECRET_ACCESS_KEY") && !has("AWS_ACCESS_KEY_ID") {
            return vec![
                SECRET_ALONE
                    .finding("AWS_SECRET_ACCESS_KEY is set without AWS_ACCESS_KEY_ID")
                    .seen(Source::variable("AWS_SECRET_ACCESS_KEY"), "set")
                    .why("no tool uses a secret without its key id")
                    .fix("awsp clean"),
            ];
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::super::fake::{Variables, found};
    use super::*;

    const ID: (&str, &str) = ("AWS_ACCESS_KEY_ID", "AKIARZPUZDIKGFADW22Y");

    #[test]
    fn whole_and_absent_pairs_are_fine() {
        for variables in
            [&[ID, ("AWS_SECRET_ACCESS_KEY", "s")] as Variables, &[("AWS_ACCESS_KEY_ID", "")], &[]]
        {
            assert_eq!(found(&HalfPair, variables, "[profile dev]\n"), [""; 0], "{variables:?}");
        }
    }

    #[test]
    fn half_a_pair_is_reported_by_what_it_does() {
        let half = "AWSP-E004 AWS_ACCESS_KEY_ID (…W22Y) is set without AWS_SECRET_ACCESS_KEY";
        for (variables, expected) in [
            (&[ID] as Variables, half),
            (&[ID, ("AWS_SECRET_ACCESS_KEY", "")], half),
            (&[ID, ("AWS_PROFILE", "dev")], half),
            (
                &[("AWS_SECRET_ACCESS_KEY", "s")],
                "AWSP-N001 AWS_SECRET_ACCESS_KEY is set without AWS_ACCESS_KEY_ID",
            ),
        ] {
            assert_eq!(found(&HalfPair, variables, "[profile dev]\n"), [expected], "{variables:?}");
        }
    }
}
