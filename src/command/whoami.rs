//! `awsp whoami`: asks AWS who the next call is signed as.

mod answer;
mod json;
mod text;

use crate::cli::WhoamiArgs;
use crate::credentials::{Resolver, Signs};
use crate::error::Error;
use crate::inputs::Inputs;
use crate::shared_config::SharedConfig;
use crate::terminal::Reply;

use answer::Answer;

/// Runs `awsp whoami`.
pub(crate) fn run(args: &WhoamiArgs, inputs: &Inputs) -> Result<Reply, Error> {
    let texts = inputs.texts(&inputs.environment);
    let config = SharedConfig::parse(&texts);
    let signs = Signs::next_call(inputs, &config);
    let resolver = Resolver::new(inputs, &config, signs.services.clone(), &args.online);
    let own = Answer::of(&resolver, &signs)?;
    let chosen = signs.chosen(inputs, &config).map(|signs| {
        let resolver = Resolver::new(inputs, &config, signs.services.clone(), &args.online);
        Answer::of(&resolver, &signs)
    });
    let skew = resolver.skew();
    let reply = if args.json {
        let chosen = chosen.as_ref().and_then(|chosen| chosen.as_ref().ok());
        Reply::data(crate::json::text(&json::whole(&own, chosen, skew)))
    } else {
        text::whole(&own, inputs)
    };
    let reply = text::skew(resolver.say(reply), skew);
    Ok(match chosen {
        None => reply,
        Some(chosen) => text::beside(reply, &own, &signs, chosen),
    })
}
