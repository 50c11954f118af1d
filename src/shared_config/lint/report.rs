//! Turns lines that rules speak of into findings.

use crate::display::escaped;
use crate::finding::{Evidence, Finding};
use crate::source::Source;

use super::super::SharedConfig;
use super::super::text::Text;
use super::{Hit, name, readers, rule};

/// How many lines a finding lists.
const LISTED: usize = 20;

/// Returns one finding for all lines that one rule speaks of.
pub(super) fn grouped(config: &SharedConfig<'_>, text: &Text, hits: Vec<Hit<'_>>) -> Vec<Finding> {
    let mut groups: Vec<Vec<Hit<'_>>> = Vec::new();
    for hit in hits {
        let is_same = |group: &&mut Vec<Hit<'_>>| {
            let first = group.first();
            first.is_some_and(|first| {
                first.rule.code == hit.rule.code && first.rejected == hit.rejected
            })
        };
        match groups.iter_mut().find(is_same) {
            Some(group) => group.push(hit),
            None => groups.push(vec![hit]),
        }
    }
    groups.iter().filter_map(|group| finding(config, text, group)).collect()
}

fn finding(config: &SharedConfig<'_>, text: &Text, group: &[Hit<'_>]) -> Option<Finding> {
    let first = group.first()?;
    let evidence = group.iter().take(LISTED).map(|hit| evidence(text, hit)).collect();
    Some(Finding {
        code: first.rule.code,
        severity: first.rule.severity,
        cause: first.rule.cause,
        mark: "",
        title: title(config, text, group, first),
        evidence,
        why: first.rule.why.to_owned(),
        fix: Vec::new(),
    })
}

/// Returns `/home/ann/.aws/config:12, 40 and 7 more`.
fn place(text: &Text, group: &[Hit<'_>]) -> String {
    let path = path(text);
    let mut lines = group.iter().map(|hit| hit.line).filter(|line| *line > 0);
    let Some(first) = lines.next() else { return path };
    match (lines.next(), lines.count()) {
        (None, _) => format!("{path}:{first}"),
        (Some(second), 0) => format!("{path}:{first} and {second}"),
        (Some(second), more) => format!("{path}:{first}, {second} and {more} more"),
    }
}

fn title(config: &SharedConfig<'_>, text: &Text, group: &[Hit<'_>], first: &Hit<'_>) -> String {
    match &text.content {
        Err(fault) if first.rule.code != rule::ELSEWHERE.code => {
            format!("{} {}", path(text), escaped(&fault.to_string()))
        }
        Err(_) | Ok(_) => {
            let readers = readers::words(config, text.kind, first.line);
            let readers = if readers.is_empty() { readers } else { format!(" ({readers})") };
            format!("{}: {}{readers}", place(text, group), first.rule.title)
        }
    }
}

fn path(text: &Text) -> String {
    let path = text.path.as_deref().map(|path| escaped(&path.to_string_lossy()));
    path.unwrap_or_else(|| name(text.kind).to_owned())
}

/// Says where, and never what: a line may hold a secret.
fn evidence(text: &Text, hit: &Hit<'_>) -> Evidence {
    let path = text.path.clone().unwrap_or_default();
    let (section, key) = (hit.section.to_owned(), hit.key.to_owned());
    Evidence {
        source: Source::File { path, line: hit.line, section, key },
        text: hit.rule.title.to_owned(),
    }
}
