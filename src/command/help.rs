//! `awsp help`: the help of a command, or a topic.

use clap::CommandFactory as _;

use crate::cli::{Cli, HelpArgs};
use crate::display::escaped;
use crate::error::Error;
use crate::terminal::Reply;

/// The topics that are no commands.
const TOPICS: [(&str, &str); 1] = [("json", include_str!("json.txt"))];

/// Returns the names of the topics that are no commands.
pub(crate) fn topics() -> impl Iterator<Item = &'static str> {
    TOPICS.iter().map(|(name, _)| *name)
}

/// Runs `awsp help`.
pub(crate) fn run(args: &HelpArgs) -> Result<Reply, Error> {
    let mut cli = Cli::command();
    cli.build();
    let Some(topic) = args.topic.as_deref() else {
        return Ok(Reply::data(cli.render_long_help().to_string()));
    };
    if let Some((_, text)) = TOPICS.iter().find(|(name, _)| *name == topic) {
        return Ok(Reply::data(*text));
    }
    match cli.find_subcommand_mut(topic) {
        Some(command) => Ok(Reply::data(command.render_long_help().to_string())),
        None => Err(Error::Usage {
            message: format!("there is no help on `{}`", escaped(topic)),
            hint: "`awsp help` lists the commands; `awsp help json` documents the JSON".to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use crate::identity::{Kind, State};

    use super::*;

    #[test]
    fn the_help_on_json_knows_every_word_for_a_kind_and_a_state() {
        let (_, text) = TOPICS[0];
        let words: Vec<&str> = text
            .split(|character: char| !character.is_alphanumeric() && character != '-')
            .collect();
        let kinds = [
            Kind::Static,
            Kind::Session,
            Kind::Role,
            Kind::WebIdentity,
            Kind::Sso,
            Kind::SsoLegacy,
            Kind::SsoToken,
            Kind::Process,
            Kind::Login,
            Kind::Environment,
            Kind::CredentialFile,
            Kind::Container,
            Kind::None,
        ];
        let states =
            [State::Valid, State::Refreshable, State::Expired, State::Unknown, State::None];
        for word in kinds.map(Kind::word).into_iter().chain(states.map(State::word)) {
            assert!(words.contains(&word), "{word}");
        }
    }
}
