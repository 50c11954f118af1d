//! `[x]` in the config file, where every tool looks for `[profile x]`.

use crate::edit::Edit;

use super::Plan;
use super::text::{FileText, Section};

/// Headers that mean something without the word `profile`.
const MEANT: [&str; 5] = ["default", "DEFAULT", "plugins", "preview", "awsp"];

/// Keys that decide who one is: a profile that has keys already must not become somebody else.
const IDENTITY: [&str; 7] = [
    "role_arn",
    "source_profile",
    "credential_source",
    "credential_process",
    "web_identity_token_file",
    "login_session",
    "services",
];

/// Returns which sections can be renamed.
pub(super) fn plans(config: &FileText<'_>, credentials: &FileText<'_>) -> Vec<Plan> {
    let bare = config.sections.iter().filter(|section| is_bare_name(section.header));
    let free = bare.filter(|section| is_free(section, config, credentials));
    free.map(renamed).collect()
}

fn renamed(section: &Section<'_>) -> Plan {
    let (line, header) = (section.line.number, format!("profile {}", section.header));
    let title = format!("line {line}: rename [{}] to [{header}]", section.header);
    Plan { title, edits: vec![Edit::Header { line, header }] }
}

/// Returns whether a header is nothing but a name, the same to every tool.
fn is_bare_name(header: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let has_prefix =
        ["profile", "sso-session", "services"].iter().any(|prefix| header.starts_with(prefix));
    !header.is_empty()
        && header.bytes().all(is_plain)
        && !header.starts_with("__")
        && !has_prefix
        && !MEANT.contains(&header)
}

/// Returns whether no other section has the name, and the profile does not become somebody else.
fn is_free(section: &Section<'_>, config: &FileText<'_>, credentials: &FileText<'_>) -> bool {
    let words = |header: &str| -> Vec<String> {
        header.split(|character: char| !is_part(character)).map(str::to_owned).collect()
    };
    let others = config.sections.iter().filter(|other| other.line.number != section.line.number);
    let is_named =
        |other: &Section<'_>| words(other.header).iter().any(|word| word == section.header);
    let has_keys = credentials.sections.iter().any(|other| other.header == section.header);
    let decides =
        |key: &str| IDENTITY.contains(&key) || key.starts_with("sso_") || key.starts_with("aws_");
    let is_harmless = !section.keys().any(|key| decides(&key.to_ascii_lowercase()));
    !others.into_iter().any(is_named) && (!has_keys || is_harmless)
}

/// Returns whether a character can be a part of a name, so that quotes and spaces around it are none.
fn is_part(character: char) -> bool {
    !character.is_whitespace() && !matches!(character, '"' | '\'' | '\\')
}
