//! `awsp export`: prints the credentials of a profile.

mod format;

use crate::cli::ExportArgs;
use crate::credentials;
use crate::error::Error;
use crate::inputs::Inputs;
use crate::terminal::Reply;

pub(crate) use format::Format;

/// Runs `awsp export`.
pub(crate) fn run(args: &ExportArgs, inputs: &Inputs) -> Result<Reply, Error> {
    let (credentials, _) = credentials::of_profile(inputs, &args.profile)?;
    Ok(Reply::data(args.format.text(&credentials)?))
}
