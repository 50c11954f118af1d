//! Keys in the shell: gets them for whoever they are asked for, and puts them there.

use crate::cli::{OnlineArgs, ShellOption};
use crate::code;
use crate::credentials::{AdHocRole, Credentials, Resolver, Signs};
use crate::duration::Seconds;
use crate::error::Error;
use crate::identity::Kind;
use crate::inputs::Inputs;
use crate::outlook::Outlook;
use crate::profile_lookup;
use crate::shared_config::SharedConfig;
use crate::source::Source;
use crate::terminal::Reply;

use super::exported::Exported;
use super::use_profile::{REGIONS, is_claimed};

/// Whose keys go into the shell.
#[derive(Debug)]
pub(super) enum Whose {
    /// Those of a profile.
    Profile(String),
    /// Those of a role that no profile names.
    Role(AdHocRole),
}

/// What is asked for.
pub(super) struct Wish<'a> {
    /// Whose keys.
    pub(super) whose: Whose,
    /// The Region, if not the profile's own.
    pub(super) region: Option<String>,
    /// How long the session is to last, if not as the profile says.
    pub(super) duration: Option<Seconds>,
    /// Whether a session that is kept will not do.
    pub(super) is_new: bool,
    /// How AWS is asked.
    pub(super) online: &'a OnlineArgs,
}

/// Puts keys into the shell.
pub(super) fn put(wish: &Wish<'_>, shell: ShellOption, inputs: &Inputs) -> Result<Reply, Error> {
    let texts = inputs.texts(&inputs.environment);
    let config = SharedConfig::parse(&texts);
    let signs = signs(&wish.whose, inputs, &config)?;
    check_duration(wish, &signs)?;
    let resolver = Resolver::new(inputs, &config, signs.services.clone(), wish.online);
    let resolver = resolver.lasting(wish.duration);
    let resolver = if wish.is_new { resolver.renewing() } else { resolver };
    let credentials = credentials(&wish.whose, &resolver, &signs)?;
    let (profile, of_signer) = match &wish.whose {
        Whose::Profile(_) => {
            let name = signs.profile_name();
            (name, name.and_then(|name| region_of(inputs, &config, name)))
        }
        Whose::Role(_) => (None, region_now(&signs, inputs)),
    };
    let region = wish.region.clone().or(of_signer);
    let exported = Exported { credentials: &credentials, profile, region };
    let change = exported.change(&inputs.environment);
    let outlook = Outlook::over(inputs, inputs.environment.after(&change), &texts, &config);
    let reply = code::reply(inputs, shell, &change, &outlook)?;
    Ok(resolver.say(code::say(reply, &outlook, inputs)))
}

/// Refuses a length for what is no session of a role.
fn check_duration(wish: &Wish<'_>, signs: &Signs<'_>) -> Result<(), Error> {
    let is_role = matches!(wish.whose, Whose::Role(_)) || signs.identity.kind == Kind::Role;
    if is_role || wish.duration.is_none() {
        return Ok(());
    }
    Err(Error::Usage {
        message: format!(
            "--duration is for roles, and this profile is of another kind ({})",
            signs.identity.kind.word()
        ),
        hint: "leave it out: these keys last as long as they last".to_owned(),
    })
}

fn signs<'t>(
    whose: &Whose,
    inputs: &Inputs,
    config: &SharedConfig<'t>,
) -> Result<Signs<'t>, Error> {
    match whose {
        Whose::Profile(name) | Whose::Role(AdHocRole { source_profile: Some(name), .. }) => {
            Signs::named(inputs, config, name)
        }
        Whose::Role(_) => Ok(Signs::next_call(inputs, config)),
    }
}

fn credentials<'t>(
    whose: &Whose,
    resolver: &Resolver<'_, 't>,
    signs: &Signs<'t>,
) -> Result<Credentials, Error> {
    match whose {
        Whose::Profile(_) => resolver.credentials(signs),
        Whose::Role(role) => resolver.ad_hoc(signs, role),
    }
}

/// Returns the Region of a profile, unless somebody has set another one for the shell.
fn region_of(inputs: &Inputs, config: &SharedConfig<'_>, name: &str) -> Option<String> {
    let is_foreign = |variable: &&str| {
        inputs.environment.filled(variable).is_some() && !is_claimed(&inputs.environment, variable)
    };
    let is_free = inputs.settings().region_follows_profile || !REGIONS.iter().any(is_foreign);
    let region = is_free.then(|| profile_lookup::region(config, name)).flatten();
    region.filter(|region| !region.is_empty())
}

/// Returns the Region of whoever signs, which may have come with the name of a profile that goes.
fn region_now(signs: &Signs<'_>, inputs: &Inputs) -> Option<String> {
    let region = signs.identity.region.as_ref().filter(|region| !region.value.is_empty())?;
    let is_kept =
        matches!(&region.source, Source::Variable(name) if !is_claimed(&inputs.environment, name));
    (!is_kept).then(|| region.value.clone())
}
