//! The credentials of one profile or of the next call, and what else a command says about them.

use crate::cli::OnlineArgs;
use crate::error::Error;
use crate::identity::Identity;
use crate::inputs::Inputs;
use crate::shared_config::SharedConfig;
use crate::terminal::Reply;

use super::{Credentials, Resolver, Signs};

/// Credentials, and whose they are.
pub(crate) struct Found {
    /// The credentials.
    pub(crate) credentials: Credentials,
    /// Who signs with them.
    pub(crate) identity: Identity,
    warnings: Vec<String>,
}

impl Found {
    /// Gets the credentials of the profile that a user means.
    pub(crate) fn of_profile(
        inputs: &Inputs,
        name: &str,
        options: &OnlineArgs,
    ) -> Result<Self, Error> {
        let texts = inputs.texts(&inputs.environment);
        let config = SharedConfig::parse(&texts);
        let signs = Signs::named(inputs, &config, name)?;
        let resolver = Resolver::new(inputs, &config, signs.services.clone(), options);
        let credentials = resolver.credentials(&signs)?;
        Ok(Self { credentials, identity: signs.identity, warnings: resolver.warnings() })
    }

    /// Also says what could not be done on the side.
    pub(crate) fn say(&self, reply: Reply) -> Reply {
        warned(&self.warnings, reply)
    }
}

/// Also says what could not be done on the side.
pub(super) fn warned(warnings: &[String], reply: Reply) -> Reply {
    warnings.iter().fold(reply, |reply, text| reply.note(&format!("warning: {text}")))
}
