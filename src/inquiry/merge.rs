//! One list of what files and variables show and what AWS says.

use crate::finding::{Finding, Severity};

/// Returns both lists as one, what AWS says first; where both name the same cause they become one.
pub(crate) fn merged(local: Vec<Finding>, said: Vec<Finding>) -> Vec<Finding> {
    let mut rest = local;
    let mut findings: Vec<Finding> = Vec::new();
    for said in said {
        let is_same = |local: &Finding| local.cause == said.cause && said.severity > Severity::Note;
        match rest.iter().position(is_same) {
            Some(place) => findings.push(confirmed(rest.remove(place), said)),
            None => findings.push(said),
        }
    }
    findings.extend(rest);
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings
}

/// Returns the graver of the two, with what the other one has seen, and the command that mends the place first.
fn confirmed(local: Finding, said: Finding) -> Finding {
    if local.severity >= said.severity {
        return Finding { evidence: both(&local.evidence, &said.evidence), ..local };
    }
    let fix = both(&local.fix, &said.fix);
    Finding { evidence: both(&said.evidence, &local.evidence), fix, ..said }
}

fn both<T: Clone + PartialEq>(first: &[T], second: &[T]) -> Vec<T> {
    let new = second.iter().filter(|one| !first.contains(one));
    first.iter().chain(new).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::code::{
        ENDPOINT, KEY_IS_GONE, NO_HOOK, OPEN_FILE, TOKEN_BESIDE_LONG_TERM_KEYS, TOKEN_IS_NOT_TAKEN,
        UNREACHABLE,
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

    #[test]
    fn what_only_may_be_wrong_becomes_the_evidence_of_what_is() {
        let here = ENDPOINT.finding("elsewhere").seen(Source::variable("X"), "x").fix("unset X");
        let said = UNREACHABLE.finding("nobody answers").fix("awsp explain");

        let merged = merged(vec![here], vec![said]);

        assert_eq!(codes(&merged), ["AWSP-O013"]);
        assert_eq!((merged[0].evidence.len(), merged[0].fix[0].as_str()), (1, "unset X"));
    }
}
