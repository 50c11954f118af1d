//! Regions that are none.

use crate::completion::regions::regions;
use crate::console::partition;
use crate::diagnostic::code::{Code, OPT_IN_REGION, REGION_SHAPE, UNKNOWN_REGION, ZONE_AS_REGION};
use crate::display::escaped;
use crate::finding::Finding;
use crate::identity::Known;
use crate::region::is_host_label;
use crate::shared_config::{Profile, View};
use crate::source::Source;
use crate::suggest;

use super::characters::{self, Spaces};
use super::{Examination, Patient, profiles};

/// Names that the tools take for a Region, and that are none.
const GLOBAL: [&str; 4] = ["aws-global", "aws-cn-global", "aws-us-gov-global", "us-gov-global"];

/// Reports zones, made-up names and misspelled names that stand where a Region belongs.
pub(super) struct Region;

impl Examination for Region {
    fn name(&self) -> &'static str {
        "region"
    }

    fn about(&self) -> &'static str {
        "Whether the Region in use and those of every profile and session are Regions of AWS."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        let used = patient.situation.identity.region.as_ref().filter(|_| !has_endpoint(patient));
        let of_call = used.and_then(|region| judge(region, None));
        let opt_in = used.and_then(opt_in);
        let of_profiles = profiles::each(patient, |profile| {
            let regions = stated(patient, profile).into_iter();
            let others =
                regions.filter(|known| used.is_none_or(|used| used.source != known.source));
            others.filter_map(|known| judge(&known, Some(profile.name()))).collect()
        });
        of_call.into_iter().chain(of_profiles).chain(opt_in).collect()
    }
}

/// Returns whether the profile in use is for something else than AWS, which may have Regions of its own.
fn has_endpoint(patient: &Patient<'_, '_>) -> bool {
    patient.selected().is_some_and(|profile| profile.get("endpoint_url").is_some())
}

/// Returns the Regions that a profile and its session name.
fn stated<'t>(patient: &Patient<'_, 't>, profile: &Profile<'t>) -> Vec<Known<String>> {
    if profile.get("endpoint_url").is_some() {
        return Vec::new();
    }
    let view = patient.config().view(View::Boto);
    let session = profile.value("sso_session").and_then(|name| view.sso_session(name));
    let own = ["region", "sso_region"].iter().filter_map(|key| profile.get(key));
    let of_session = session.iter().filter_map(|session| session.get("sso_region"));
    own.chain(of_session)
        .map(|setting| Known::new(&*setting.value, patient.source(setting)))
        .collect()
}

fn judge(region: &Known<String>, profile: Option<&str>) -> Option<Finding> {
    let value = region.value.as_str();
    let is_said = characters::odd(value, Spaces::Inside).is_some() || characters::is_quoted(value);
    if value.is_empty() || is_said || is_known(value) {
        return None;
    }
    let (code, what, right) = if let Some(whole) = region_of_zone(value) {
        (ZONE_AS_REGION, format!("a zone of the Region {whole}, not a Region"), Some(whole))
    } else if is_host_label(value) {
        let near = nearest(value);
        (UNKNOWN_REGION, format!("no Region that awsp knows{}", did_you_mean(near)), near)
    } else {
        let near = nearest(value);
        (REGION_SHAPE, format!("no name of a Region{}", did_you_mean(near)), near)
    };
    Some(finding(code, region, &what).fix(fix(region, right, profile)))
}

fn finding(code: Code, region: &Known<String>, what: &str) -> Finding {
    let value = escaped(&region.value);
    code.finding(format!("{} is {value}, {what}", place(&region.source)))
        .seen(region.source.clone(), value)
        .why("the tools make a host's name of it that does not exist: `Could not connect to the endpoint URL`, or they refuse it")
}

fn place(source: &Source) -> String {
    if let Source::File { section, key, .. } = source {
        return format!("{key} of [{}]", escaped(section));
    }
    source.to_string()
}

fn is_known(value: &str) -> bool {
    let is_secret = partition::of_region(value).is_some_and(|name| name.starts_with("aws-iso"));
    regions().any(|region| region == value)
        || GLOBAL.contains(&value)
        || opt_in_regions().any(|region| region == value)
        || is_secret
}

/// Returns the Region whose availability zone, local zone or wavelength zone this is.
fn region_of_zone(value: &str) -> Option<&'static str> {
    regions().find(|region| {
        value.strip_prefix(region).is_some_and(|rest| {
            let is_letter = rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_lowercase());
            let is_local =
                rest.starts_with('-') && rest.ends_with(|end: char| end.is_ascii_lowercase());
            is_letter || (is_local && rest.len() > 2)
        })
    })
}

fn nearest(value: &str) -> Option<&'static str> {
    let plain = value.to_lowercase().replace(['_', ' '], "-");
    suggest::nearest(&plain, regions()).first().copied()
}

fn did_you_mean(near: Option<&str>) -> String {
    near.map(|near| format!("; the nearest is {near}")).unwrap_or_default()
}

fn fix(region: &Known<String>, right: Option<&str>, profile: Option<&str>) -> String {
    match (&region.source, right, profile) {
        (Source::Variable(name), Some(right), _) => format!("export {name}={right}"),
        (Source::Variable(name), None, _) => format!("unset {name}"),
        (Source::File { key, .. }, Some(right), Some(profile)) if key == "region" => {
            profiles::configure(profile, key, right)
        }
        (source, _, _) => profiles::edit(source),
    }
}

/// Returns the Regions that a new account does not have before somebody switches them on.
fn opt_in_regions() -> impl Iterator<Item = &'static str> {
    include_str!("opt_in_regions.txt").lines()
}

/// Notes a Region that the account may not have.
fn opt_in(region: &Known<String>) -> Option<Finding> {
    let name = opt_in_regions().find(|name| *name == region.value)?;
    let finding = OPT_IN_REGION
        .finding(format!("{name} is a Region that an account has to switch on"))
        .seen(region.source.clone(), name)
        .why("in an account that has not, every service but STS's global endpoint answers InvalidClientTokenId, UnrecognizedClientException, AuthFailure or InvalidToken, as if the keys were wrong")
        .fix(format!("aws account get-region-opt-status --region-name {name} --region us-east-1"));
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fake, lines};
    use super::*;

    fn found(variables: &[(&'static str, &'static str)], config: &str) -> Vec<String> {
        let fake = Fake { variables, config, ..Fake::default() };
        fake.patient(|patient| lines(&Region.run(patient)))
    }

    #[test]
    fn every_region_is_fine() {
        for region in regions().chain(["us-iso-east-1", "aws-global", "us-isob-east-1"]) {
            let found = found(&[("AWS_REGION", region)], "");

            assert!(found.iter().all(|line| line.starts_with("AWSP-N012")), "{region} {found:?}");
        }
    }

    #[test]
    fn what_is_no_region_is_told_with_the_right_one() {
        for (region, expected) in [
            (
                "us-east-1a",
                "AWSP-E032 AWS_REGION is us-east-1a, a zone of the Region us-east-1, not a Region",
            ),
            (
                "us-west-2-lax-1a",
                "AWSP-E032 AWS_REGION is us-west-2-lax-1a, a zone of the Region us-west-2, not a Region",
            ),
            (
                "us-gov-west-1b",
                "AWSP-E032 AWS_REGION is us-gov-west-1b, a zone of the Region us-gov-west-1, not a Region",
            ),
            (
                "eu-wset-1",
                "AWSP-W019 AWS_REGION is eu-wset-1, no Region that awsp knows; the nearest is eu-west-1",
            ),
            (
                "EU-WEST-1",
                "AWSP-W019 AWS_REGION is EU-WEST-1, no Region that awsp knows; the nearest is eu-west-1",
            ),
            (
                "eu_west_1",
                "AWSP-E034 AWS_REGION is eu_west_1, no name of a Region; the nearest is eu-west-1",
            ),
            ("Ireland (EU)", "AWSP-E034 AWS_REGION is Ireland (EU), no name of a Region"),
            ("eu-south-2", "AWSP-N012 eu-south-2 is a Region that an account has to switch on"),
        ] {
            assert_eq!(found(&[("AWS_REGION", region)], ""), [expected]);
        }
    }

    #[test]
    fn regions_of_profiles_and_sessions_are_looked_at_once() {
        let config = "[profile a]\nregion = eu-west-1a\nsso_session = s\n[sso-session s]\nsso_region = eu-west-1b\nsso_start_url = u\n[profile b]\nregion = eu-west-1c\n[profile local]\nregion = here\nendpoint_url = http://localhost\n";
        let expected = [
            "AWSP-E032 region of [profile a] is eu-west-1a, a zone of the Region eu-west-1, not a Region",
            "AWSP-E032 sso_region of [sso-session s] is eu-west-1b, a zone of the Region eu-west-1, not a Region",
            "AWSP-W013 region of [profile b] is eu-west-1c, a zone of the Region eu-west-1, not a Region",
        ];

        assert_eq!(found(&[("AWS_PROFILE", "a")], config), expected);
    }

    #[test]
    fn the_fix_names_the_region_where_it_stands() {
        let known = |source| Known::new("eu-west-1a", source);
        let in_file = Source::File {
            path: "/c".into(),
            line: 2,
            section: "profile a".into(),
            key: "region".into(),
        };

        assert_eq!(
            fix(&known(Source::variable("AWS_REGION")), Some("eu-west-1"), None),
            "export AWS_REGION=eu-west-1"
        );
        assert_eq!(
            fix(&known(in_file.clone()), Some("eu-west-1"), Some("a")),
            "aws configure set region eu-west-1 --profile a"
        );
        assert_eq!(fix(&known(in_file), None, None), "${EDITOR:-vi} +2 /c");
    }
}
