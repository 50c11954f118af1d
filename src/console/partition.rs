//! Which of AWS's separate clouds somebody is in, and where its console is.

use crate::error::Error;
use crate::region::is_host_label;

/// The start of the Regions of each partition but the first (spec: aws-semantics 7.1).
const PREFIXES: [(&str, &str); 7] = [
    ("cn-", "aws-cn"),
    ("us-gov-", "aws-us-gov"),
    ("eusc-", "aws-eusc"),
    ("us-iso-", "aws-iso"),
    ("us-isob-", "aws-iso-b"),
    ("eu-isoe-", "aws-iso-e"),
    ("us-isof-", "aws-iso-f"),
];

/// The areas that Regions of the first partition are named after.
const AREAS: [&str; 9] = ["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"];

/// The console of a partition.
pub(super) struct Partition {
    name: &'static str,
    /// The host that signs people in.
    pub(super) signin: &'static str,
    /// The host of the pages.
    pub(super) console: &'static str,
    /// The Region that stands in front of the sign-in host if none is known; where there is none, the host stands alone.
    pub(super) signin_region: Option<&'static str>,
    /// Whether a Region may stand in front of the host of the pages.
    pub(super) is_regional: bool,
}

const ALL: [Partition; 4] = [
    Partition {
        name: "aws",
        signin: "signin.aws.amazon.com",
        console: "console.aws.amazon.com",
        signin_region: None,
        is_regional: true,
    },
    Partition {
        name: "aws-cn",
        signin: "signin.amazonaws.cn",
        console: "console.amazonaws.cn",
        signin_region: None,
        is_regional: false,
    },
    Partition {
        name: "aws-us-gov",
        signin: "signin.amazonaws-us-gov.com",
        console: "console.amazonaws-us-gov.com",
        signin_region: None,
        is_regional: false,
    },
    Partition {
        name: "aws-eusc",
        signin: "signin.amazonaws-eusc.eu",
        console: "console.amazonaws-eusc.eu",
        signin_region: Some("eusc-de-east-1"),
        is_regional: false,
    },
];

impl Partition {
    /// Returns whether the Region is one of this partition.
    pub(super) fn has(&self, region: &str) -> bool {
        of_region(region) == Some(self.name)
    }
}

/// Returns the partition of a Region or, if that tells none, of an ARN.
pub(super) fn of(region: Option<&str>, arn: Option<&str>) -> Result<&'static Partition, Error> {
    let name = region.and_then(of_region).or_else(|| arn.and_then(of_arn)).unwrap_or("aws");
    ALL.iter().find(|partition| partition.name == name).ok_or_else(|| Error::Profile {
        message: format!("the partition {name} has no public console"),
        hint: "its console is reached from inside that network alone".to_owned(),
    })
}

/// Returns the partition of a Region, as ARNs name it; `None` for what is named like no Region.
pub(crate) fn of_region(region: &str) -> Option<&'static str> {
    let of_prefix = PREFIXES.iter().find(|(prefix, _)| region.starts_with(prefix));
    of_prefix.map(|(_, name)| *name).or_else(|| is_in_the_first(region).then_some("aws"))
}

/// Returns whether a Region is named as those of the first partition: an area, a direction, a number.
fn is_in_the_first(region: &str) -> bool {
    let parts: Vec<&str> = region.split('-').collect();
    let [area, direction, number] = *parts.as_slice() else { return false };
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit()) && !number.is_empty();
    AREAS.contains(&area) && is_number && is_host_label(direction)
}

fn of_arn(arn: &str) -> Option<&str> {
    let mut fields = arn.split(':');
    let is_arn = fields.next() == Some("arn");
    fields.next().filter(|name| is_arn && is_host_label(name))
}
