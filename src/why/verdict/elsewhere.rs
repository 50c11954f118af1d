//! What a message itself says about the clock, about where a request went, or about whose credentials are missing.

use crate::display::escaped;
use crate::why::mention;
use crate::why::placeholder::{Known, filled};
use crate::why::recognise::Recognised;
use crate::why::table::{NO_CREDENTIALS, NOT_REACHED, NOT_TRUSTED};

use super::Case;

/// Has the cases say what only the message knows.
pub(super) fn tell(cases: &mut [Case], seen: &Recognised, known: &Known) {
    for case in cases {
        match case.cause {
            "clock-skew" => clock(case, seen),
            "region" => zone(case, seen, known),
            "endpoint-or-proxy" => stand_in(case, seen),
            "not-configured" => selected(case, seen, known),
            _ => {}
        }
    }
}

fn clock(case: &mut Case, seen: &Recognised) {
    let Some(skew) = seen.skew else { return };
    let way = if skew > 0 { "slow" } else { "fast" };
    case.title = format!("the clock of the machine that signed is {} {way}", length(skew.abs()));
    case.is_said = true;
}

fn zone(case: &mut Case, seen: &Recognised, known: &Known) {
    let Some(zone) = seen.mentions.region.as_deref() else { return };
    let Some(region) = mention::zone_in(zone) else { return };
    case.title = format!("{zone} is a zone and no Region: the Region is {region}");
    case.fix = vec![
        format!("awsp use {} --region {region}", filled("{profile}", known)),
        format!("aws configure set region {region} --profile {}", filled("{profile}", known)),
    ];
    case.is_said = true;
}

fn stand_in(case: &mut Case, seen: &Recognised) {
    let Some(host) = seen.mentions.host.as_deref() else { return };
    let is_reached = matches!(seen.error.row.code, NOT_TRUSTED | NOT_REACHED);
    let mut parts = host.rsplit('.');
    let is_of_aws = host.contains("amazonaws.com")
        || host.contains("awsapps.com")
        || parts.next().is_some_and(|part| part == "aws");
    if !is_reached || is_of_aws {
        return;
    }
    case.title = format!("the request went to {}, which is none of AWS's hosts", escaped(host));
    case.is_said = true;
}

/// Says that the profile has none, where one is selected.
fn selected(case: &mut Case, seen: &Recognised, known: &Known) {
    let Some(profile) = known.profile.as_deref().filter(|_| seen.error.row.code == NO_CREDENTIALS)
    else {
        return;
    };
    case.title = format!("profile {} gave the tool no credentials", escaped(profile));
    "awsp explain shows which tools get credentials from it, and from where"
        .clone_into(&mut case.tell);
    case.fix.insert(0, "awsp explain".to_owned());
}

/// Returns a length of time in its largest unit.
fn length(seconds: i64) -> String {
    match seconds {
        0..120 => format!("{seconds} seconds"),
        120..7200 => format!("{} minutes", seconds / 60),
        7200..172_800 => format!("{} hours", seconds / 3600),
        _ => format!("{} days", seconds / 86_400),
    }
}
