//! A set-up as the doctor sees it on this machine, without asking anybody.

use std::cell::OnceCell;

use crate::diagnostic::Situation;
use crate::doctor::{self, EXAMINATIONS, Patient, edge};
use crate::finding::Finding;
use crate::identity::Identity;
use crate::inputs::Inputs;
use crate::outlook;
use crate::session::Sessions;
use crate::shared_config::SharedConfig;

/// What was found, and who the next call would be.
pub(crate) struct Examined {
    /// What is wrong, the most serious first.
    pub(crate) findings: Vec<Finding>,
    /// Who the next call would be.
    pub(crate) identity: Identity,
}

/// Returns the names of what is looked at.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    EXAMINATIONS.iter().map(|examination| examination.name())
}

/// Examines the set-up over all that stands in the files (`Inputs::whole_texts`), as it is or as the named profile sees it; `more`
/// adds what somebody wants to know besides.
pub(crate) fn examine(
    inputs: &Inputs,
    config: &SharedConfig<'_>,
    name: Option<&str>,
    more: impl FnOnce(&Situation<'_, '_>) -> Option<Finding>,
) -> Examined {
    let look = |situation: &Situation<'_, '_>| {
        let mut findings = of(situation, inputs, name.is_some());
        findings.extend(more(situation));
        findings
    };
    let (identity, mut findings) =
        outlook::looked_at(inputs, &inputs.environment, config, name, look);
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    Examined { findings, identity }
}

fn of(situation: &Situation<'_, '_>, inputs: &Inputs, named: bool) -> Vec<Finding> {
    let program = edge::program();
    let ancestors = edge::ancestors();
    doctor::findings(&Patient {
        situation,
        sessions: &Sessions::of(&inputs.environment, &inputs.caches),
        disk: &edge::Machine,
        named,
        shell: inputs.shell,
        program: program.as_deref(),
        user: edge::user(),
        ancestors: &ancestors,
        profiles: OnceCell::new(),
    })
}
