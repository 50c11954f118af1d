//! Makes sure that no tool loses anything by a fix.

use std::collections::HashMap;

use crate::edit::bare;
use crate::shared_config::{FileKind, Found, Model, Role, View};

const VIEWS: [View; 5] = [View::Boto, View::Sdk, View::JavaScript, View::Go, View::Java];

/// The keys and values of each section that a tool knows.
type Sections = HashMap<(Role, String), HashMap<String, String>>;

/// Returns whether every tool sees in `after` all that it sees in `before`, with the same values but for odd characters.
pub(super) fn is_no_worse(kind: FileKind, before: &str, after: &str) -> bool {
    VIEWS.into_iter().all(|view| {
        let (before, after) = (Model::new(kind, before, view), Model::new(kind, after, view));
        before.fault.is_some() || (after.fault.is_none() && has_all(&before, &after))
    })
}

fn has_all(before: &Model, after: &Model) -> bool {
    let (before, after) = (sections(before), sections(after));
    before.iter().filter(|((role, _), _)| *role != Role::Unknown).all(|(section, old)| {
        after.get(section).is_some_and(|new| old.iter().all(|setting| has(new, setting)))
    })
}

fn has(new: &HashMap<String, String>, (key, value): (&String, &String)) -> bool {
    let found = new.get(key).or_else(|| new.get(&bare(key)));
    found.is_some_and(|found| bare(found) == bare(value))
}

/// Returns what a tool makes of the sections of a file: the last value of a key wins.
fn sections(model: &Model) -> Sections {
    let mut names = HashMap::new();
    let mut sections = Sections::new();
    for (line, founds) in &model.lines {
        for found in founds {
            match found {
                Found::Section { role, name } => {
                    sections.entry((*role, name.clone())).or_default();
                    names.insert(*line, (*role, name.clone()));
                }
                Found::Setting { section, key, value } => {
                    let settings = names.get(section).and_then(|name| sections.get_mut(name));
                    settings.map(|settings| settings.insert(key.clone(), value.clone()));
                }
            }
        }
    }
    sections
}
