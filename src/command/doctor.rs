//! `awsp doctor`: finds out why AWS refuses, and mends what can be mended safely.

mod account;
mod examine;
mod fix;
mod list;
mod text;

use crate::cli::DoctorArgs;
use crate::error::Error;
use crate::inputs::Inputs;
use crate::report::Report;
use crate::terminal::Reply;

/// Runs `awsp doctor`.
pub(crate) fn run(args: &DoctorArgs, inputs: &Inputs) -> Result<Reply, Error> {
    if args.list {
        return Ok(list::reply(args.json));
    }
    if let Some(account) = &args.account {
        account::check(account)?;
    }
    // The inputs are its own: a command whose inputs were changed while they were read is run again, and neither a question
    // nor a call to AWS should come twice.
    let mut fresh = inputs.again();
    if args.fix {
        let done = fix::run(args, &fresh)?;
        return Ok(done.followed_by(shown(&examine::report(args, &fresh.again())?, args, &fresh)));
    }
    let mut report = examine::report(args, &fresh)?;
    if fresh.reads_again() {
        report = examine::report(args, &fresh)?;
    }
    Ok(shown(&report, args, &fresh))
}

fn shown(report: &Report, args: &DoctorArgs, inputs: &Inputs) -> Reply {
    let reply = if args.json {
        Reply::data(crate::json::text(&report.to_json()))
    } else {
        Reply::text(&inputs.tilde_in_report(&text::whole(report, args, inputs)))
    };
    Reply { code: report.code(), ..reply }
}
