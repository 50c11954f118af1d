//! What can stand at a place: the names of profiles, Regions, shells, topics.

use std::collections::HashSet;

use clap::ValueEnum as _;

use super::regions::regions as all_regions;
use crate::codes;
use crate::display::{brief, is_hidden};
use crate::environment::Environment;
use crate::inputs::Inputs;
use crate::shared_config::{SharedConfig, View};
use crate::shell::ShellKind;

/// Something that can stand at a place, and what it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Offer {
    /// The text.
    pub(super) value: String,
    /// A line about it; may be empty.
    pub(super) help: String,
}

impl From<&str> for Offer {
    fn from(value: &str) -> Self {
        Self { value: value.to_owned(), help: String::new() }
    }
}

/// Returns whether a terminal shows `text` as it is; what it does not is never offered.
pub(super) fn is_shown_as_it_is(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(is_hidden)
}

/// Returns the profiles that begin with `typed`, in the order of the files, then the aliases.
pub(super) fn profiles(inputs: &Inputs, typed: &str) -> Vec<Offer> {
    let texts = inputs.texts_with_names(typed);
    let config = SharedConfig::parse(&texts);
    let aliases = inputs.settings().aliases.iter().map(|(name, target)| Offer {
        value: name.clone(),
        help: format!("alias of {}", brief(target)),
    });
    let [boto, sdk] = [View::Boto, View::Sdk].map(|view| config.view(view));
    let mut offers = Vec::new();
    let mut offer = |name: &str| {
        if name.starts_with(typed) && is_shown_as_it_is(name) {
            offers.push(Offer::from(name));
        }
    };
    boto.each_name(&mut offer);
    sdk.each_name_beside(boto, &mut offer);
    let aliases = distinct(aliases, typed);
    offers.extend(aliases.into_iter().filter(|alias| {
        let name = &alias.value;
        !boto.has(name) && !sdk.has(name)
    }));
    offers
}

/// Returns `-` if there is a profile to go back to.
pub(super) fn previous(environment: &Environment, typed: &str) -> Option<Offer> {
    let previous = environment.filled("AWSP_PREVIOUS").filter(|_| "-".starts_with(typed))?;
    Some(Offer { value: "-".to_owned(), help: format!("back to {}", brief(&previous)) })
}

/// Returns the Regions that begin with `typed`: those of the profiles, then all the others.
pub(super) fn regions(inputs: &Inputs, typed: &str) -> Vec<Offer> {
    let texts = inputs.whole_texts();
    let config = SharedConfig::parse(&texts);
    let used: Vec<String> = [View::Boto, View::Sdk]
        .into_iter()
        .flat_map(|view| config.view(view).profiles())
        .filter_map(|profile| profile.value("region").map(str::to_owned))
        .collect();
    let used = used.iter().map(|name| Offer::from(name.as_str()));
    distinct(used.chain(all_regions().map(Offer::from)), typed)
}

/// Returns the shells that have a hook.
pub(super) fn shells() -> Vec<Offer> {
    ShellKind::value_variants()
        .iter()
        .filter(|kind| !kind.shell().hook().is_empty())
        .filter_map(ShellKind::to_possible_value)
        .map(|value| Offer {
            value: value.get_name().to_owned(),
            help: value.get_help().map(ToString::to_string).unwrap_or_default(),
        })
        .collect()
}

/// Returns the codes of findings.
pub(super) fn codes() -> Vec<Offer> {
    codes::all()
        .map(|code| Offer { value: code.name.to_owned(), help: code.cause.to_owned() })
        .collect()
}

/// Returns what begins with `typed` and can be shown, each once.
fn distinct(offers: impl Iterator<Item = Offer>, typed: &str) -> Vec<Offer> {
    let mut seen = HashSet::new();
    offers
        .filter(|offer| offer.value.starts_with(typed) && is_shown_as_it_is(&offer.value))
        .filter(|offer| seen.insert(offer.value.clone()))
        .collect()
}
