//! `awsp refresh`: renews what the shell holds.

use crate::cli::{RefreshArgs, ShellOption};
use crate::code;
use crate::credentials::{AdHocRole, Resolver, Signs, origin};
use crate::environment::{Change, Environment};
use crate::error::Error;
use crate::identity::Kind;
use crate::inputs::Inputs;
use crate::outlook::Outlook;
use crate::shared_config::SharedConfig;
use crate::terminal::Reply;

use super::shell_keys::{self, Whose, Wish};
use super::use_profile::is_claimed;

/// Runs `awsp refresh`.
pub(crate) fn run(args: &RefreshArgs, inputs: &Inputs) -> Result<Reply, Error> {
    let shell = code::listener(inputs)?;
    let Some(whose) = held(&inputs.environment)? else { return selected(args, shell, inputs) };
    let claimed = inputs.environment.filled("AWSP_REGION");
    let region = claimed.filter(|_| is_claimed(&inputs.environment, "AWS_REGION"));
    let region = region.map(std::borrow::Cow::into_owned);
    let duration = None;
    let wish = Wish { whose, region, duration, is_new: true, online: &args.online };
    shell_keys::put(&wish, shell, inputs)
}

/// Returns whose keys the shell holds, if it holds any.
fn held(environment: &Environment) -> Result<Option<Whose>, Error> {
    let Some(key_id) = environment.filled("AWS_ACCESS_KEY_ID") else { return Ok(None) };
    if environment.filled("AWSP_KEY_ID").as_ref() != Some(&key_id) {
        return Err(Error::Credentials {
            message: "the keys in this shell are not awsp's".to_owned(),
            hint: "whoever set them renews them; `awsp clean` unsets them".to_owned(),
        });
    }
    if let Some(role) = origin::recall(environment, &key_id) {
        return by_profile(role).map(Some);
    }
    match environment.filled("AWSP_PROFILE") {
        Some(profile) => Ok(Some(Whose::Profile(profile.into_owned()))),
        None => Err(unknown()),
    }
}

/// Refuses a role whose signer was nobody but the keys that it has replaced in the shell.
fn by_profile(role: AdHocRole) -> Result<Whose, Error> {
    if role.source_profile.is_none() { Err(unknown()) } else { Ok(Whose::Role(role)) }
}

fn unknown() -> Error {
    Error::Credentials {
        message: "nothing says any more what these keys were made with".to_owned(),
        hint: "run the `awsp use` that set them once more".to_owned(),
    }
}

/// Renews the session of the profile that is selected, which lies where the tools look for it.
fn selected(args: &RefreshArgs, shell: ShellOption, inputs: &Inputs) -> Result<Reply, Error> {
    let texts = inputs.texts(&inputs.environment);
    let config = SharedConfig::parse(&texts);
    let signs = Signs::next_call(inputs, &config);
    let resolver = Resolver::new(inputs, &config, signs.services.clone(), &args.online).renewing();
    let is_lasting =
        matches!(signs.identity.kind, Kind::Static | Kind::Session | Kind::CredentialFile);
    if !is_lasting {
        resolver.credentials(&signs)?;
    }
    // What was read of the sessions is out of date now.
    let fresh = inputs.again();
    let outlook = Outlook::of(&fresh, fresh.environment.clone());
    let reply = code::reply(&fresh, shell, &Change::new(), &outlook)?;
    let reply = resolver.say(code::say(reply, &outlook, &fresh));
    Ok(if is_lasting {
        reply.note("note: keys in a file are not renewed, they are replaced")
    } else {
        reply
    })
}
