//! Regions in variables.

use std::borrow::Cow;

use crate::display::escaped;
use crate::environment::Environment;
use crate::finding::Finding;
use crate::identity::Known;
use crate::region;
use crate::shared_config::View;
use crate::source::Source;

use super::code::{EMPTY_REGION, REGION_OVERRIDES_PROFILE, TWO_REGIONS};
use super::{Check, Situation};

const FIRST: &str = "AWS_REGION";
const SECOND: &str = "AWS_DEFAULT_REGION";

/// Reports Regions that are empty, differ, or win over the profile's; not those that awsp or another tool set on purpose.
pub(super) struct Region;

impl Check for Region {
    fn run(&self, situation: &Situation<'_, '_>) -> Vec<Finding> {
        let Some(region) = &situation.identity.region else { return Vec::new() };
        if region.value.is_empty() {
            return vec![empty(region)];
        }
        if situation.identity.exported_by.is_some() {
            return Vec::new();
        }
        two(situation.environment).or_else(|| overriding(situation, region)).into_iter().collect()
    }
}

fn empty(region: &Known<String>) -> Finding {
    let (what, fix) = if let Source::Variable(name) = &region.source {
        (name.as_str(), format!("unset {name}"))
    } else {
        ("the Region of the profile", "aws configure set region".to_owned())
    };
    EMPTY_REGION
        .finding(format!("{what} is set but empty, which hides every other Region"))
        .seen(region.source.clone(), "empty")
        .why("the tools take an empty Region for a Region and find no endpoint in it")
        .fix(fix)
}

/// Returns a finding where two variables disagree.
fn two(environment: &Environment) -> Option<Finding> {
    let (first, second) = (environment.text(FIRST)?, environment.text(SECOND)?);
    if first == second {
        return None;
    }
    let second = if second.is_empty() { Cow::from("empty") } else { second };
    let (first, second) = (escaped(&first), escaped(&second));
    let title = format!("{FIRST} is {first}, but {SECOND}, which boto3 reads, is {second}");
    let finding = TWO_REGIONS
        .finding(title)
        .seen(Source::variable(FIRST), first)
        .seen(Source::variable(SECOND), second)
        .why("the AWS CLI and the SDK for Rust read AWS_REGION first, boto3 reads only AWS_DEFAULT_REGION")
        .fix(format!("unset {SECOND}"));
    Some(finding)
}

fn overriding(situation: &Situation<'_, '_>, region: &Known<String>) -> Option<Finding> {
    let Source::Variable(name) = &region.source else { return None };
    let claimed = situation.environment.filled("AWSP_REGION");
    if claimed.is_some_and(|claimed| claimed == region.value) {
        return None;
    }
    let selected = situation.identity.selected.as_ref()?;
    let profile = situation.config.view(View::Boto).profile(&selected.value)?;
    let own = region::of_profile(situation.config, &profile)?;
    if own.value == region.value {
        return None;
    }
    let (value, own_value) = (escaped(&region.value), escaped(&own.value));
    let title = format!(
        "{name} ({value}) overrides the Region of profile {} ({own_value})",
        escaped(&selected.value)
    );
    let finding = REGION_OVERRIDES_PROFILE
        .finding(title)
        .seen(region.source.clone(), value)
        .seen(own.source, own_value)
        .why("a Region in a variable wins over every profile")
        .fix(format!("unset {FIRST} {SECOND}"));
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::super::fake::{Variables, found};
    use super::*;

    const FILE: &str = "[profile dev]\nregion = eu-west-1\n[profile bare]\n";
    const DEV: (&str, &str) = ("AWS_PROFILE", "dev");

    #[test]
    fn a_region_that_nobody_contradicts_is_fine() {
        for variables in [
            &[DEV] as Variables,
            &[("AWS_PROFILE", "bare"), (FIRST, "us-east-1")],
            &[(FIRST, "us-east-1"), (SECOND, "us-east-1")],
            &[DEV, (FIRST, "eu-west-1"), (SECOND, "eu-west-1")],
            &[DEV, (FIRST, "us-east-1"), (SECOND, "us-east-1"), ("AWSP_REGION", "us-east-1")],
            &[
                ("AWS_VAULT", "dev"),
                ("AWS_ACCESS_KEY_ID", "ASIAY34FZKBOKMUTVV7A"),
                ("AWS_SECRET_ACCESS_KEY", "s"),
                ("AWS_SESSION_TOKEN", "t"),
                (FIRST, "us-east-1"),
                (SECOND, "us-west-1"),
            ],
        ] {
            assert_eq!(found(&Region, variables, FILE), [""; 0], "{variables:?}");
        }
    }

    #[test]
    fn regions_that_get_in_the_way_are_reported() {
        for (variables, expected) in [
            (
                &[DEV, (FIRST, "us-east-1")] as Variables,
                "AWSP-W006 AWS_REGION (us-east-1) overrides the Region of profile dev (eu-west-1)",
            ),
            (
                &[DEV, (SECOND, "us-east-1")],
                "AWSP-W006 AWS_DEFAULT_REGION (us-east-1) overrides the Region of profile dev (eu-west-1)",
            ),
            (
                &[DEV, (FIRST, "us-east-1"), ("AWSP_REGION", "us-east-2")],
                "AWSP-W006 AWS_REGION (us-east-1) overrides the Region of profile dev (eu-west-1)",
            ),
            (
                &[(FIRST, "us-east-1"), (SECOND, "us-west-2")],
                "AWSP-W007 AWS_REGION is us-east-1, but AWS_DEFAULT_REGION, which boto3 reads, is us-west-2",
            ),
            (
                &[(FIRST, "us-east-1"), (SECOND, "")],
                "AWSP-W007 AWS_REGION is us-east-1, but AWS_DEFAULT_REGION, which boto3 reads, is empty",
            ),
            (
                &[DEV, (FIRST, ""), (SECOND, "us-east-1")],
                "AWSP-E010 AWS_REGION is set but empty, which hides every other Region",
            ),
            (
                &[DEV, (SECOND, "")],
                "AWSP-E010 AWS_DEFAULT_REGION is set but empty, which hides every other Region",
            ),
        ] {
            assert_eq!(found(&Region, variables, FILE), [expected], "{variables:?}");
        }
    }
}
