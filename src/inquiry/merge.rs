//! One list of what files and variables show and what AWS says.

use crate::finding::{Finding, Severity};

/// Returns both lists as one, what AWS says first; where both name the same cause, the place that is to blame tells more than
/// AWS's word, which becomes its evidence.
pub(crate) fn merged(local: Vec<Finding>, said: Vec<Finding>) -> Vec<Finding> {
    let mut rest = local;
    let mut findings: Vec<Finding> = Vec::new();
    for said in said {
        let is_same = |local: &Finding| {
            local.cause == said.cause
                && local.severity > Severity::Note
                && said.severity > Severity::Note
        };
        match rest.iter().position(is_same) {
            Some(place) => findings.push(confirmed(rest.remove(place), said)),
            None => findings.push(said),
        }
    }
    findings.extend(rest);
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings
}

fn confirmed(local: Finding, said: Finding) -> Finding {
    let severity = local.severity.max(said.severity);
    let new = said.evidence.into_iter().filter(|seen| !local.evidence.contains(seen));
    let evidence = local.evidence.iter().cloned().chain(new).collect();
    Finding { severity, evidence, ..local }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::code::{
        KEY_IS_GONE, NO_HOOK, OPEN_FILE, TOKEN_BESIDE_LONG_TERM_KEYS, TOKEN_IS_NOT_TAKEN,
    };
    use crate::source::Source;

    fn codes(findings: &[Finding]) -> Vec<&str> {
        findings.iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn what_aws_says_comes_before_what_may_be_wrong() {
        let local = vec![OPEN_FILE.finding("open"), NO_HOOK.finding("none")];

        let merged = merged(local, vec![KEY_IS_GONE.finding("gone")]);

        assert_eq!(codes(&merged), ["AWSP-O001", "AWSP-W020", "AWSP-N017"]);
    }

    #[test]
    fn a_cause_that_is_seen_here_is_confirmed_and_not_said_twice() {
        let here = TOKEN_BESIDE_LONG_TERM_KEYS.finding("beside").seen(Source::variable("X"), "x");
        let said = TOKEN_IS_NOT_TAKEN.finding("not taken").seen(Source::Default, "AWS says so");

        let merged = merged(vec![here], vec![said]);

        assert_eq!(codes(&merged), ["AWSP-E012"]);
        assert_eq!(merged[0].evidence.len(), 2);
    }
}
