//! What in the AWS files makes tools see different things, or nothing at all.

mod file;
mod header;
mod line;
mod readers;
mod report;
mod rule;
#[cfg(test)]
mod tests;

use crate::finding::{Finding, Severity};

use super::index::Index;
use super::text::FileKind;
use super::{SharedConfig, View};

use rule::Rule;

/// Who rejects a file for a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rejected {
    /// Nobody: the line only means different things.
    No,
    /// Every tool.
    ByAll,
    /// The AWS CLI and boto3.
    ByBoto,
    /// The SDKs.
    BySdks,
}

/// A line that a rule speaks of.
#[derive(Clone, Copy, Debug)]
struct Hit<'t> {
    rule: &'static Rule,
    rejected: Rejected,
    /// 0 for the whole file.
    line: usize,
    section: &'t str,
    key: &'t str,
}

/// Returns what there is to say about a file.
pub(super) fn findings(config: &SharedConfig<'_>, kind: FileKind) -> Vec<Finding> {
    let text = config.texts().of(kind);
    let [boto, sdk] = [View::Boto, View::Sdk].map(|view| config.view(view).index(kind));
    let mut hits =
        text.content.as_ref().map(|contents| line::hits(kind, contents)).unwrap_or_default();
    hits.extend(header::repeated(boto));
    agree(&mut hits, boto, Rejected::ByBoto);
    agree(&mut hits, sdk, Rejected::BySdks);
    let mut all = file::hits(text);
    all.extend(hits);
    report::grouped(config, text, all)
}

/// Returns code, severity, cause and meaning of every rule.
pub(crate) fn rules() -> impl Iterator<Item = (&'static str, Severity, &'static str, String)> {
    rule::ALL.iter().map(|rule| {
        let why = if rule.why.is_empty() { String::new() } else { format!(" {}", rule.why) };
        let about = format!("In a file of AWS: {}.{why}", rule.title);
        (rule.code, rule.severity, rule.cause, about)
    })
}

/// Makes the lines that reject a file agree with the tool's own verdict, which also knows what sections inherit.
fn agree<'t>(hits: &mut Vec<Hit<'t>>, index: &Index<'t>, tool: Rejected) {
    let is_tool = |hit: &Hit<'t>| hit.rejected == tool || hit.rejected == Rejected::ByAll;
    match index.fault {
        None => hits.retain(|hit| !is_tool(hit)),
        Some(_) if hits.iter().any(is_tool) => {}
        Some((line, reason)) => {
            hits.push(Hit { rule: rule::of(reason), rejected: tool, line, section: "", key: "" });
        }
    }
}

/// Returns `key` if it cannot be a secret that was put in the wrong place.
fn harmless(key: &str) -> &str {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    if key.len() <= 40 && key.bytes().all(is_plain) { key } else { "" }
}

/// The name of a file in a sentence.
const fn name(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Config => "config",
        FileKind::Credentials => "credentials",
    }
}
