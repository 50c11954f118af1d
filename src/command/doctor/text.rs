//! The report for people.

use crate::cli::DoctorArgs;
use crate::finding::Severity;
use crate::inputs::Inputs;
use crate::inquiry;
use crate::outlook;
use crate::report::Report;
use crate::report::text::{in_brief, in_full};

/// Returns the whole report: the first finding in full, the others below it, and at the end who one is.
pub(super) fn whole(report: &Report, args: &DoctorArgs, inputs: &Inputs) -> String {
    let mut parts: Vec<Vec<String>> = Vec::new();
    if let Some((first, others)) = report.findings.split_first() {
        parts.push(in_full(first, inputs));
        parts.extend(others.iter().map(|finding| in_brief(finding, inputs)));
    }
    parts.push(last_lines(report, args));
    let parts: Vec<String> = parts.into_iter().map(|lines| lines.join("\n")).collect();
    parts.join("\n\n")
}

fn last_lines(report: &Report, args: &DoctorArgs) -> Vec<String> {
    let mut lines = vec![format!("identity: {}", who(report))];
    lines.push(format!("checked:  {}", summary(report)));
    if args.ask {
        lines.extend(skipped(report));
    } else {
        lines.push("not asked: AWS (awsp doctor --online)".to_owned());
    }
    if let Some(first) = report.findings.first() {
        lines.push(format!("more:     awsp explain-code {}", first.code));
    }
    lines
}

/// Returns what could not be asked, one line for each reason.
fn skipped(report: &Report) -> Vec<String> {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for (name, why) in report.skipped.iter().filter(|(name, _)| inquiry::is_asked(name)) {
        match reasons.iter_mut().find(|(reason, _)| reason == why) {
            Some((_, names)) => names.push(name),
            None => reasons.push((why, vec![name])),
        }
    }
    let line = |(why, names): (&str, Vec<&str>)| format!("skipped:  {}: {why}", names.join(", "));
    reasons.into_iter().map(line).collect()
}

fn who(report: &Report) -> String {
    let known = outlook::line(&report.identity);
    let arn = report.caller.as_ref().map(|caller| caller.arn.clone());
    let parts = [Some(known), arn].into_iter().flatten().filter(|part| !part.is_empty());
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() {
        "nobody: the call ends before it is signed".to_owned()
    } else {
        parts.join(" · ")
    }
}

/// Returns `26 checks: 1 error, 2 warnings, 1 note`.
fn summary(report: &Report) -> String {
    let counts = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| (report.count(severity), severity.word()));
    let told: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
        .collect();
    let told = if told.is_empty() { "nothing found".to_owned() } else { told.join(", ") };
    format!("{} checks: {told}", report.checked.len())
}
