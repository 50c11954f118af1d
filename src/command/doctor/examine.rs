//! The examination itself: offline first, and AWS asked where the user wants it.

use crate::cli::DoctorArgs;
use crate::credentials::Signs;
use crate::doctor;
use crate::error::Error;
use crate::examination::{self, Examined};
use crate::inputs::Inputs;
use crate::inquiry::{self, ASKED, Answers, Question};
use crate::profile_lookup;
use crate::report::Report;
use crate::shared_config::SharedConfig;

use super::account;

/// Examines the set-up, as it is or as the named profile sees it.
pub(super) fn report(args: &DoctorArgs, inputs: &Inputs) -> Result<Report, Error> {
    let texts = inputs.whole_texts();
    let config = SharedConfig::parse(&texts);
    let name = named(args, inputs, &config)?;
    let Examined { findings, identity } =
        examination::examine(inputs, &config, name.as_deref(), |situation| {
            account::finding(situation, args.account.as_ref()?)
        });
    let mut checked: Vec<&str> = examination::names().collect();
    let answers =
        if args.ask { online(args, inputs, &config, name.as_deref())? } else { offline_only() };
    let findings = inquiry::merged(findings, answers.findings);
    checked.extend(answers.checked);
    let never = doctor::SKIPPED.iter().map(|(name, why)| (*name, (*why).to_owned()));
    let skipped = answers.skipped.into_iter().chain(never).collect();
    Ok(Report { findings, identity, caller: answers.caller, checked, skipped })
}

/// Returns the name of the profile that is meant.
fn named(
    args: &DoctorArgs,
    inputs: &Inputs,
    config: &SharedConfig<'_>,
) -> Result<Option<String>, Error> {
    let Some(name) = &args.profile else { return Ok(None) };
    profile_lookup::find(config, &inputs.settings().aliases, name).map(|found| Some(found.name))
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
