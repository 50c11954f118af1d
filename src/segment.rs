//! The segment in the prompt and the sign of trouble behind it.

use unicode_width::UnicodeWidthStr as _;

use crate::display::brief;
use crate::environment::Environment;
use crate::finding::Finding;
use crate::identity::{Identity, Kind};
use crate::settings::FORMAT_WORDS;

/// How many columns a name may take; longer ones lose their middle.
const NAME_WIDTH: usize = 24;

/// Returns the segment: `format` filled in from `identity`, without the gaps that missing parts leave.
pub(crate) fn text(identity: &Identity, format: &str) -> String {
    let subject = subject(identity);
    if subject.is_empty() {
        return String::new();
    }
    let account = identity.account.as_ref().map(|account| account.value.as_str());
    let region = identity.region.as_ref().map(|region| region.value.as_str());
    let values = [
        Some(short(&brief(&subject))),
        account.map(brief),
        identity.principal.as_deref().map(brief),
        region.map(brief),
    ];
    let filled = FORMAT_WORDS.iter().zip(values).fold(format.to_owned(), |text, (word, value)| {
        text.replace(word, &value.unwrap_or_default())
    });
    filled.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns who the next call is signed as, in one word: never the profile while keys override it; nothing for nobody.
pub(crate) fn subject(identity: &Identity) -> String {
    let exported = identity.exported_by.as_ref();
    match (identity.kind, &identity.profile, exported) {
        (Kind::Environment, _, Some(exporter)) => exporter.label(),
        (Kind::Environment, _, None) => {
            let key_id = identity.access_key_id.as_deref().map(crate::display::masked);
            format!("keys:{}", key_id.unwrap_or_default())
        }
        (_, Some(profile), _) => profile.value.clone(),
        (Kind::None, None, _) => String::new(),
        (kind, None, _) => kind.word().to_owned(),
    }
}

/// Returns the sign of the most serious findings that have one: `⚠ keys`, `⚠ keys +1`.
pub(crate) fn mark(findings: &[Finding], environment: &Environment) -> String {
    let mut marks: Vec<&str> =
        findings.iter().map(|finding| finding.mark).filter(|mark| !mark.is_empty()).collect();
    marks.dedup();
    let Some((first, rest)) = marks.split_first() else { return String::new() };
    let sign = if speaks_utf8(environment) { '⚠' } else { '!' };
    if rest.is_empty() {
        format!("{sign} {first}")
    } else {
        format!("{sign} {first} +{}", rest.len())
    }
}

/// Returns the one line that is said about the most serious finding that has a mark.
pub(crate) fn warning(findings: &[Finding]) -> String {
    let Some(finding) = findings.iter().find(|finding| !finding.mark.is_empty()) else {
        return String::new();
    };
    let fix = finding.fix.first().map(|fix| format!(" (try: {fix})")).unwrap_or_default();
    crate::display::escaped(&format!("{}{fix}", finding.title))
}

/// Returns whether the terminal is said to read UTF-8: the first of the three variables that is not empty decides.
fn speaks_utf8(environment: &Environment) -> bool {
    ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| environment.filled(name))
        .is_some_and(|locale| locale.to_ascii_lowercase().replace('-', "").contains("utf8"))
}

/// Returns `name` in at most 24 columns, with `…` for its middle.
fn short(name: &str) -> String {
    if name.width() <= NAME_WIDTH {
        return name.to_owned();
    }
    let head = fitting(name.chars(), NAME_WIDTH / 2);
    let tail: String =
        fitting(name.chars().rev(), NAME_WIDTH - NAME_WIDTH / 2 - 1).chars().rev().collect();
    format!("{head}…{tail}")
}

/// Returns the first characters that fit into `columns`, at most two of no width in a row.
fn fitting(characters: impl Iterator<Item = char>, columns: usize) -> String {
    let mut text = String::new();
    for character in characters {
        text.push(character);
        if text.width() > columns {
            text.pop();
            break;
        }
    }
    text
}
