//! What an error means on this machine.

mod case;
mod denied;
mod elsewhere;

use crate::finding::{Finding, Severity};
use crate::identity::{Identity, arn};
use crate::network::Caller;
use crate::source::Source;

use super::mention;
use super::placeholder::{Known, is_plain};
use super::recognise::{Named, Recognised};
use super::table;

use case::Case;

/// Where an error's own words come from.
pub(crate) const SOURCE: Source = Source::Flag("TEXT");

/// The most errors that are spoken of besides the first.
const MOST_OTHERS: usize = 3;

/// What is not the cause where AWS takes the credentials at this moment.
const REFUTED: [&str; 8] = [
    "not-configured",
    "expired",
    "deactivated-or-deleted",
    "malformed-key",
    "wrong-secret",
    "missing-session-token",
    "stale-session-token",
    "clock-skew",
];

/// Returns the causes of an error, the most likely first: those that `local`, what was found on this machine, speaks for come
/// before the others, and those that `caller`, whom AWS has just answered, speaks against behind them.
pub(crate) fn verdict(
    seen: &Recognised,
    local: &[Finding],
    identity: &Identity,
    caller: Option<&Caller>,
) -> Vec<Finding> {
    let known = known(seen, identity);
    let mut cases: Vec<Case> =
        seen.error.row.candidates.iter().map(|candidate| Case::of(candidate, &known)).collect();
    denied::tell(&mut cases, seen, identity);
    elsewhere::tell(&mut cases, seen, &known);
    for case in &mut cases {
        case.supported_by(local);
        case.is_refuted = caller.is_some() && REFUTED.contains(&case.cause);
    }
    cases.sort_by_key(Case::rank);
    let mut findings = in_order(seen, cases);
    findings.extend(seen.others.iter().take(MOST_OTHERS).filter_map(|other| also(other, &known)));
    findings.extend(unexplained(local, &findings));
    findings
}

/// Returns the cases as findings, the first as an error.
fn in_order(seen: &Recognised, cases: Vec<Case>) -> Vec<Finding> {
    let mut cases = cases.into_iter();
    let first = cases.next().map(|case| case.first(&seen.error));
    let others = cases.map(|case| case.finding(seen.error.row.code, Severity::Note));
    first.into_iter().chain(others).collect()
}

/// Returns the most likely cause of another error in the same text.
fn also(other: &Named, known: &Known) -> Option<Finding> {
    let case = Case::of(other.row.candidates.first()?, known);
    Some(Finding { severity: Severity::Note, ..case.first(other) })
}

/// Returns the errors of this machine that are behind none of the cases: the next call fails of them.
fn unexplained(local: &[Finding], findings: &[Finding]) -> Vec<Finding> {
    let is_told = |finding: &&Finding| {
        findings
            .iter()
            .any(|told| told.cause == finding.cause && told.title.ends_with(&finding.title))
    };
    local
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .filter(|finding| !is_told(finding))
        .cloned()
        .collect()
}

/// Returns what the fixes may name.
fn known(seen: &Recognised, identity: &Identity) -> Known {
    let mentions = &seen.mentions;
    let plain = |text: &Option<String>| text.clone().filter(|text| is_plain(text));
    let is_there = seen.error.row.code != table::PROFILE_NOT_FOUND;
    let mentioned = plain(&mentions.profile).filter(|_| is_there);
    let region = plain(&mentions.region).filter(|region| mention::zone_in(region).is_none());
    let resource = seen.denial.as_ref().and_then(|denial| denial.resource.as_deref());
    let is_about_role =
        seen.denial.as_ref().is_some_and(|denial| denial.action.starts_with("sts:AssumeRole"));
    let own = if let Source::AssumeRole { role_arn, .. } = &identity.source {
        Some(role_arn.as_str()).filter(|_| is_about_role)
    } else {
        None
    };
    let role = resource.or(own).and_then(arn::role_name).map(str::to_owned);
    Known {
        profile: mentioned.or_else(|| own_profile(identity)).filter(|_| is_there),
        region: region.or_else(|| identity.region.as_ref().map(|region| region.value.clone())),
        role: plain(&role),
    }
}

/// Returns the profile that somebody has selected, or whose credentials are used.
fn own_profile(identity: &Identity) -> Option<String> {
    let chosen = identity.selected.as_ref().filter(|chosen| chosen.source != Source::Default);
    chosen.or(identity.profile.as_ref()).map(|profile| profile.value.clone())
}

#[cfg(test)]
mod tests;
