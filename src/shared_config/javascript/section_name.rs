//! What a section header names in the SDK.

use std::borrow::Cow;

use super::super::section_name::{Role, SectionName};
use super::super::text::FileKind;
use super::is_space;

/// The words that make a section more than a name.
const PREFIXES: [(&str, Role); 3] =
    [("profile", Role::Profile), ("sso-session", Role::SsoSession), ("services", Role::Services)];

/// Returns what `header` names.
pub(super) fn section_name(header: &str, kind: FileKind) -> SectionName<'_> {
    let name = match (parts(header), kind) {
        (None, FileKind::Config) => of_dotted(header),
        (None, FileKind::Credentials) if header.is_empty() => None,
        (None, FileKind::Credentials) => Some(SectionName::new(Role::Profile, header)),
        (Some((prefix, name)), _) => of_prefixed(prefix, name, kind),
    };
    name.unwrap_or(SectionName::new(Role::Unknown, header))
}

/// Names a section of the config file that has no prefix, unless a dot stands where the SDK puts one behind a prefix.
fn of_dotted(header: &str) -> Option<SectionName<'_>> {
    if header == "default" {
        return Some(SectionName::new(Role::PlainDefault, header));
    }
    let (prefix, name) = header.split_once('.')?;
    of_prefixed(prefix, name, FileKind::Config)
}

/// Names a section with a prefix, which the credentials file makes a part of a profile's name.
fn of_prefixed<'t>(prefix: &str, name: &'t str, kind: FileKind) -> Option<SectionName<'t>> {
    let (_, role) = PREFIXES.into_iter().find(|(known, _)| *known == prefix)?;
    if kind == FileKind::Config {
        return Some(SectionName::new(role, name));
    }
    Some(SectionName { role: Role::Profile, name: Cow::Owned(format!("{prefix}.{name}")) })
}

/// Splits a header at its one white space into a prefix and a name, which may stand in quotes.
fn parts(header: &str) -> Option<(&str, &str)> {
    let (prefix, name) = header.split_once(is_space)?;
    let quoted = ['"', '\'']
        .into_iter()
        .find_map(|quote| name.strip_prefix(quote).and_then(|name| name.strip_suffix(quote)));
    let name = quoted.unwrap_or(name);
    let is_name = |byte| is_word(byte) || b"@+.%:/".contains(&byte);
    let fits = !prefix.is_empty() && prefix.bytes().all(is_word);
    (fits && !name.is_empty() && name.bytes().all(is_name)).then_some((prefix, name))
}

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}
