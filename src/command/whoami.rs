//! `awsp whoami`: asks AWS who the next call is signed as.

mod answer;
mod json;
mod text;

use crate::cli::WhoamiArgs;
use crate::credentials::{Resolver, Signs};
use crate::error::Error;
use crate::inputs::Inputs;
use crate::shared_config::SharedConfig;
use crate::source::Source;
use crate::terminal::Reply;

use answer::Answer;

/// Runs `awsp whoami`.
pub(crate) fn run(args: &WhoamiArgs, inputs: &Inputs) -> Result<Reply, Error> {
    let texts = inputs.texts(&inputs.environment);
    let config = SharedConfig::parse(&texts);
    let signs = Signs::next_call(inputs, &config);
    let resolver = Resolver::new(inputs, &config, signs.services.clone(), &args.online);
    let own = Answer::of(&resolver, &signs)?;
    let chosen = chosen(inputs, &config, &signs).map(|signs| {
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

/// Returns who the chosen profile is, where something else signs.
fn chosen<'t>(inputs: &Inputs, config: &SharedConfig<'t>, signs: &Signs<'t>) -> Option<Signs<'t>> {
    let chosen = signs.identity.selected.as_ref()?;
    let signer = signs.identity.profile.as_ref();
    let is_another = signer.is_none_or(|signer| signer.value != chosen.value);
    if !is_another || chosen.source == Source::Default {
        return None;
    }
    Signs::named(inputs, config, &chosen.value).ok()
}
