//! The examination itself: offline first, and AWS asked where the user wants it.

use std::cell::OnceCell;

use crate::cli::DoctorArgs;
use crate::credentials::Signs;
use crate::diagnostic::Situation;
use crate::doctor::{self, EXAMINATIONS, Patient, edge};
use crate::error::Error;
use crate::finding::Finding;
use crate::identity::{Identity, verified};
use crate::inputs::Inputs;
use crate::inquiry::{self, ASKED, Answers, Question};
use crate::precedence::{self, Facts};
use crate::profile_lookup;
use crate::report::Report;
use crate::session::Sessions;
use crate::shared_config::SharedConfig;

use super::account;

/// Examines the set-up, as it is or as the named profile sees it.
pub(super) fn report(args: &DoctorArgs, inputs: &Inputs) -> Result<Report, Error> {
    let texts = inputs.whole_texts();
    let config = SharedConfig::parse(&texts);
    let name = named(args, inputs, &config)?;
    let (mut findings, identity) = offline(args, inputs, &config, name.as_deref());
    let mut checked: Vec<&str> =
        EXAMINATIONS.iter().map(|examination| examination.name()).collect();
    let answers =
        if args.ask { online(args, inputs, &config, name.as_deref())? } else { offline_only() };
    findings = inquiry::merged(findings, answers.findings);
    checked.extend(answers.checked);
    let never = doctor::SKIPPED.iter().map(|(name, why)| (*name, (*why).to_owned()));
    let skipped = answers.skipped.into_iter().chain(never).collect();
    Ok(Report { findings, identity, caller: answers.caller, checked, skipped })
}

/// Returns the name of the profile that is meant; one that no file has is what the doctor is asked about, as long as it stands in
/// a variable.
fn named(
    args: &DoctorArgs,
    inputs: &Inputs,
    config: &SharedConfig<'_>,
) -> Result<Option<String>, Error> {
    let Some(name) = &args.profile else { return Ok(None) };
    profile_lookup::find(config, &inputs.settings().aliases, name).map(|found| Some(found.name))
}

fn offline(
    args: &DoctorArgs,
    inputs: &Inputs,
    config: &SharedConfig<'_>,
    name: Option<&str>,
) -> (Vec<Finding>, Identity) {
    let facts = Facts {
        environment: &inputs.environment,
        config,
        caches: &inputs.caches,
        now: inputs.now,
        profile_flag: name,
    };
    let tool = inputs.settings().tool;
    let (identity, others) = precedence::identify_all(tool, &facts);
    let identity = verified::completed(identity, &inputs.environment, &inputs.caches, || {
        precedence::endpoint(tool, &facts)
    });
    let situation = Situation {
        environment: &inputs.environment,
        config,
        tool,
        identity: &identity,
        others: &others,
        now: inputs.now,
    };
    let program = edge::program();
    let patient = Patient {
        situation: &situation,
        sessions: &Sessions::of(&inputs.environment, &inputs.caches),
        disk: &edge::Machine,
        named: name.is_some(),
        shell: inputs.shell,
        program: program.as_deref(),
        user: edge::user(),
        profiles: OnceCell::new(),
    };
    let mut findings = doctor::findings(&patient);
    if let Some(meant) = &args.account {
        findings.extend(account::finding(&situation, meant));
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    }
    (findings, identity)
}

fn online(
    args: &DoctorArgs,
    inputs: &Inputs,
    config: &SharedConfig<'_>,
    name: Option<&str>,
) -> Result<Answers, Error> {
    let signs = match name {
        Some(name) => Signs::named(inputs, config, name)?,
        None => Signs::next_call(inputs, config),
    };
    let account = args.account.as_deref();
    Ok(Question { inputs, config, options: &args.online, account }.ask(&signs))
}

fn offline_only() -> Answers {
    let skipped =
        ASKED.iter().map(|(name, _)| (*name, "AWS is asked only with --online".to_owned()));
    Answers { skipped: skipped.collect(), ..Answers::default() }
}
