//! The report for people: what is wrong and what to type in the first lines, the rest below.

use crate::code;
use crate::finding::{Finding, Severity};
use crate::inputs::Inputs;
use crate::why::SOURCE;

use super::Report;

/// What is said where the text holds no error that awsp knows.
const NOTHING: &str = "note: no AWS error is recognised in this text";

/// Returns the whole report.
pub(super) fn whole(report: &Report, inputs: &Inputs) -> String {
    let lines: Vec<String> = if report.is_recognised {
        let (first, others) = split(&report.findings);
        let others = others.into_iter().flat_map(|finding| other(finding, inputs));
        first.into_iter().flat_map(|finding| main(finding, inputs)).chain(others).collect()
    } else {
        unrecognised(&report.findings, inputs)
    };
    lines.join("\n")
}

fn split(findings: &[Finding]) -> (Option<&Finding>, Vec<&Finding>) {
    let mut findings = findings.iter();
    (findings.next(), findings.collect())
}

/// Returns the lines of the most likely cause.
fn main(finding: &Finding, inputs: &Inputs) -> Vec<String> {
    let mut lines = vec![format!("{}: {}", finding.severity.word(), finding.title)];
    lines.extend(hints(finding, inputs));
    for seen in &finding.evidence {
        lines.push(if seen.source == SOURCE {
            format!("said: {}", seen.text)
        } else {
            format!("seen: {}: {}", seen.source, seen.text)
        });
    }
    // What was seen on this machine brings its own reason; the table tells the causes apart.
    let word = if finding.evidence.len() > 1 { "why: " } else { "tell:" };
    lines.push(format!("{word} {}", finding.why));
    lines
}

/// Returns the lines of another cause.
fn other(finding: &Finding, inputs: &Inputs) -> Vec<String> {
    let (word, reason) = match finding.severity {
        Severity::Note => ("or", "tell:"),
        Severity::Warning | Severity::Error => (finding.severity.word(), "why: "),
    };
    let mut lines = vec![String::new(), format!("{word}: {}", finding.title)];
    if !finding.why.is_empty() {
        lines.push(format!("{reason} {}", finding.why));
    }
    lines.extend(hints(finding, inputs));
    lines
}

fn hints(finding: &Finding, inputs: &Inputs) -> Vec<String> {
    finding.fix.iter().map(|fix| format!("hint: {}", code::own_words(fix, inputs))).collect()
}

/// Returns what the offline checks find, where the text says nothing.
fn unrecognised(findings: &[Finding], inputs: &Inputs) -> Vec<String> {
    let serious: Vec<&Finding> =
        findings.iter().filter(|finding| finding.severity > Severity::Note).collect();
    let mut lines = vec![NOTHING.to_owned()];
    if serious.is_empty() {
        lines.push("hint: `awsp whoami` asks AWS who this shell is; `awsp why -- COMMAND…` explains a command (PowerShell: '--')".to_owned());
    }
    for finding in serious {
        lines.push(format!("{}: {}", finding.severity.word(), finding.title));
        lines.extend(hints(finding, inputs).into_iter().take(1));
    }
    lines
}
