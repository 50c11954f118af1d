//! What a section header names in botocore.

use std::borrow::Cow;

use super::super::section_name::{Role, SectionName};
use super::super::text::FileKind;
use super::shlex;

/// All that stands between words for `shlex`.
const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// The section whose keys every other section of the file inherits.
pub(crate) const DEFAULTS: &str = "DEFAULT";

/// Returns what `header` names.
pub(super) fn section_name(header: &str, kind: FileKind) -> SectionName<'_> {
    if header == DEFAULTS {
        return SectionName::new(Role::Defaults, header);
    }
    match kind {
        FileKind::Credentials => SectionName::new(Role::Profile, header),
        FileKind::Config => in_config(header),
    }
}

/// Returns what `header` names in the config file: botocore looks at the first letters only, then at the second word.
fn in_config(header: &str) -> SectionName<'_> {
    let role = if header.starts_with("profile") {
        Role::Profile
    } else if header.starts_with("sso-session") {
        Role::SsoSession
    } else if header.starts_with("services") {
        Role::Services
    } else if header == "default" {
        return SectionName::new(Role::Profile, header);
    } else {
        return SectionName::new(Role::Unknown, header);
    };
    match second_word(header) {
        Some(name) => SectionName { role, name },
        None => SectionName::new(Role::Unknown, header),
    }
}

/// Returns the second of exactly two words.
fn second_word(header: &str) -> Option<Cow<'_, str>> {
    if header.bytes().any(|byte| matches!(byte, b'\\' | b'\'' | b'"')) {
        let words: [String; 2] = shlex::split(header)?.try_into().ok()?;
        let [_, name] = words;
        return Some(Cow::Owned(name));
    }
    let is_space = |byte: u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    let first = header.bytes().position(is_space)?;
    let name = header.get(first..)?.trim_matches(SPACE);
    let is_one_word = !name.is_empty() && !name.bytes().any(is_space);
    is_one_word.then_some(Cow::Borrowed(name))
}
