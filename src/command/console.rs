//! `awsp console`: signs in to the AWS console.

use crate::browser;
use crate::cli::ConsoleArgs;
use crate::console::Console;
use crate::credentials::{Credentials, Resolver, Secret, Signs};
use crate::error::Error;
use crate::inputs::Inputs;
use crate::network::{Sts, federation};
use crate::shared_config::SharedConfig;
use crate::terminal::Reply;

/// Runs `awsp console`.
pub(crate) fn run(args: &ConsoleArgs, inputs: &Inputs) -> Result<Reply, Error> {
    let texts = inputs.texts(&inputs.environment);
    let config = SharedConfig::parse(&texts);
    let signs = match &args.profile {
        Some(name) => Signs::named(inputs, &config, name)?,
        None => Signs::next_call(inputs, &config),
    };
    let resolver = Resolver::new(inputs, &config, signs.services.clone(), &args.online);
    let url = url(args, &resolver, &signs)?;
    let reply = if args.print { printed(&url) } else { open(&url, inputs) };
    Ok(resolver.say(reply))
}

/// Returns the address that signs in whoever opens it.
fn url<'t>(
    args: &ConsoleArgs,
    resolver: &Resolver<'_, 't>,
    signs: &Signs<'t>,
) -> Result<Secret, Error> {
    let region = signs.identity.region.as_ref().map(|region| region.value.as_str());
    let console = Console::of(args.region.as_deref().or(region), signs.arn())?;
    let destination = console.destination(args.service.as_deref())?;
    let credentials = session(resolver, resolver.credentials(signs)?)?;
    let console = match resolver.signin()? {
        Some(endpoint) => console.with_signin(&endpoint),
        None => console,
    };
    let asked = console.signin_request(&credentials, None)?;
    let token = federation::token(resolver.network()?, &asked);
    let token = token.map_err(|fault| resolver.refused(fault, "the sign-in to the console"))?;
    Ok(console.login_url("awsp", &destination, &token))
}

/// Returns a session: of long-term keys one is made first.
fn session(resolver: &Resolver<'_, '_>, credentials: Credentials) -> Result<Credentials, Error> {
    if credentials.session_token.is_some() {
        return Ok(credentials);
    }
    let target = resolver.sts(None)?;
    let made = Sts::new(resolver.network()?, &target).federation_token(&credentials);
    made.map_err(|fault| resolver.refused(fault, "a session for the console"))
}

fn printed(url: &Secret) -> Reply {
    Reply::data(format!("{}\n", url.reveal()))
}

fn open(url: &Secret, inputs: &Inputs) -> Reply {
    match browser::open(url.reveal(), &inputs.environment) {
        Ok(()) => Reply::default().note("the console opens in your browser"),
        Err(_) => printed(url).note(
            "note: no browser can be started here; the address signs in whoever opens it, for 15 minutes",
        ),
    }
}
