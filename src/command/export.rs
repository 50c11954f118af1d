//! `awsp export`: prints the credentials of a profile.

mod format;

use crate::cli::ExportArgs;
use crate::credentials::{self, ProcessChain};
use crate::error::Error;
use crate::inputs::Inputs;
use crate::profile_lookup;
use crate::shared_config::SharedConfig;
use crate::terminal::Reply;

pub(crate) use format::Format;

/// Runs `awsp export`.
pub(crate) fn run(args: &ExportArgs, inputs: &Inputs) -> Result<Reply, Error> {
    let texts = inputs.texts(&inputs.environment);
    let config = SharedConfig::parse(&texts);
    let found = profile_lookup::find(&config, &inputs.settings().aliases, &args.profile)?;
    ProcessChain::of(&inputs.environment).with(&found.name)?;
    let (credentials, _) = credentials::of_profile(inputs, &config, &found.name)?;
    Ok(Reply::data(args.format.text(&credentials)?))
}
