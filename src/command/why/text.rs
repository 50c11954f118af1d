//! The report for people: what is wrong and what to type in the first lines, the rest below.

use crate::finding::{Finding, Severity};
use crate::inputs::Inputs;
use crate::report::text::{headline, hints};
use crate::why::SOURCE;

use super::Explained;

/// What is said where the text holds no error that awsp knows.
const NOTHING: &str = "note: no AWS error is recognised in this text";

/// Returns the whole report.
pub(super) fn whole(explained: &Explained, inputs: &Inputs) -> String {
    let report = &explained.report;
    let mut lines: Vec<String> = Vec::new();
    match report.findings.split_first().filter(|_| explained.is_recognised) {
        Some((first, others)) => {
            lines.extend(main(first, inputs));
            lines.extend(others.iter().flat_map(|finding| other(finding, inputs)));
        }
        None => lines.extend(unrecognised(&report.findings, inputs)),
    }
    if let Some(caller) = &report.caller {
        lines.push(format!("\nasked: AWS takes the credentials of this shell, as {}", caller.arn));
    }
    lines.join("\n")
}

/// Returns the lines of the most likely cause.
fn main(finding: &Finding, inputs: &Inputs) -> Vec<String> {
    let mut lines = vec![headline(finding)];
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
    let (head, reason) = match finding.severity {
        Severity::Note => (format!("or: {}", finding.title), "tell:"),
        Severity::Warning | Severity::Error => (headline(finding), "why: "),
    };
    let mut lines = vec![String::new(), head];
    if !finding.why.is_empty() {
        lines.push(format!("{reason} {}", finding.why));
    }
    lines.extend(hints(finding, inputs));
    lines
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
        lines.push(headline(finding));
        lines.extend(hints(finding, inputs).into_iter().take(1));
    }
    lines
}
