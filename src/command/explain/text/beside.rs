//! Who each tool would be, one beside the other.

use crate::display::listed;
use crate::identity::{Known, Stop};
use crate::precedence::{Ranked, Verdict, agree};
use crate::segment;

use super::Page;
use super::row::{shown, trail};

/// Returns one row for each answer, and the tools that give it.
pub(super) fn side_by_side(page: &Page<'_>, verdicts: &[Verdict]) -> String {
    let mut answers: Vec<(Vec<&'static str>, [String; 4])> = Vec::new();
    for verdict in verdicts {
        let answer = answer(verdict);
        match answers.iter_mut().find(|(_, known)| *known == answer) {
            Some((tools, _)) => tools.push(verdict.family.short()),
            None => answers.push((vec![verdict.family.short()], answer)),
        }
    }
    if let [(tools, _)] = answers.as_slice() {
        return format!("All tools agree: {}.\n", listed(tools));
    }
    let mut rows = vec![
        ["TOOLS", "SIGN AS", "ACCOUNT", "REGION", "FROM, OR WHY NOT"].map(str::to_owned).to_vec(),
    ];
    for (tools, [who, account, region, why]) in answers {
        rows.push(vec![tools.join(", "), who, account, region, why]);
    }
    format!("{}\n{}", summary(verdicts), page.table(rows))
}

fn summary(verdicts: &[Verdict]) -> &'static str {
    if verdicts.iter().all(|verdict| verdict.error.is_some()) {
        "No tool gets credentials:"
    } else if agree(verdicts) {
        "The tools agree on who signs:"
    } else {
        "The tools disagree:"
    }
}

/// Returns who a tool signs as, account, Region, and what else there is to say.
fn answer(verdict: &Verdict) -> [String; 4] {
    let text = |known: Option<&Known<String>>| {
        known.map_or_else(|| "-".to_owned(), |known| shown(&known.value))
    };
    let region = verdict.region.as_ref().and_then(Ranked::value);
    let region = region.map_or_else(|| "-".to_owned(), shown);
    if let Some(stop) = &verdict.error {
        return ["nobody".to_owned(), "-".to_owned(), region, located(stop)];
    }
    let identity = &verdict.identity;
    let subject = segment::subject(identity);
    let who = if subject.is_empty() { identity.source.to_string() } else { subject };
    [who, text(identity.account.as_ref()), region, from(verdict)]
}

/// Returns where the keys come from, and where the call goes if not to AWS.
fn from(verdict: &Verdict) -> String {
    let trail = trail(&verdict.identity.source);
    match verdict.endpoint.as_ref().and_then(Ranked::value) {
        Some(endpoint) => format!("{trail}, sent to {endpoint}"),
        None => trail,
    }
}

/// Returns why a tool stops, with the line of a file behind it where it does not say that itself.
pub(super) fn located(stop: &Stop) -> String {
    match stop.source.place() {
        Some((path, line)) if !stop.message.contains(&path.display().to_string()) => {
            format!("{} ({}:{line})", stop.message, path.display())
        }
        Some(_) | None => stop.message.clone(),
    }
}
