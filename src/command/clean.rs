//! `awsp clean`: unsets what nobody chose on purpose.

use crate::clean::{self, Verdict};
use crate::cli::CleanArgs;
use crate::code;
use crate::environment::Change;
use crate::error::Error;
use crate::inputs::Inputs;
use crate::outlook::Outlook;
use crate::shared_config::SharedConfig;
use crate::terminal::{self, Reply};

/// Runs `awsp clean`.
pub(crate) fn run(args: &CleanArgs, inputs: &Inputs) -> Result<Reply, Error> {
    let verdicts = verdicts(args.all, inputs);
    if args.dry_run && terminal::stdout_is_terminal() {
        return Ok(listed(Reply::default(), &verdicts, true));
    }
    let shell = code::listener(inputs)?;
    let change = if args.dry_run { Change::new() } else { clean::change(&verdicts) };
    let outlook = Outlook::after(inputs, &change);
    let reply = code::reply(inputs, shell, &change, &outlook)?;
    let reply = listed(reply, &verdicts, args.dry_run);
    Ok(if args.dry_run { reply } else { code::say(reply, &outlook, inputs) })
}

fn verdicts(all: bool, inputs: &Inputs) -> Vec<Verdict> {
    let texts = inputs.texts(&inputs.environment);
    let config = SharedConfig::parse(&texts);
    let outlook = Outlook::over(inputs, inputs.environment.clone(), &texts, &config);
    clean::verdicts(&inputs.environment, &config, &outlook.identity, all)
}

/// Says what happens to each variable; only a dry run names those that nothing happens to.
fn listed(reply: Reply, verdicts: &[Verdict], dry_run: bool) -> Reply {
    let shown: Vec<&Verdict> =
        verdicts.iter().filter(|verdict| dry_run || verdict.is_worth_saying()).collect();
    if shown.is_empty() {
        return reply.note(if dry_run { "no AWS variable is set" } else { "nothing to clean" });
    }
    let width = shown.iter().map(|verdict| verdict.variable.name.len()).max().unwrap_or(0);
    shown.iter().fold(reply, |reply, verdict| reply.note(&verdict.line(width, dry_run)))
}
