//! `awsp export`: prints the credentials of a profile.

mod format;

use crate::cli::ExportArgs;
use crate::credentials::Found;
use crate::error::Error;
use crate::inputs::Inputs;
use crate::terminal::Reply;

pub(crate) use format::Format;

/// Runs `awsp export`.
pub(crate) fn run(args: &ExportArgs, inputs: &Inputs) -> Result<Reply, Error> {
    let found = Found::of_profile(inputs, &args.profile, &args.online)?;
    Ok(found.say(Reply::data(args.format.text(&found.credentials)?)))
}
