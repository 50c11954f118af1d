//! What a section header names in the SDK.

use super::super::section_name::{Role, SectionName};
use super::super::text::FileKind;
use super::{is_identifier, is_space};

/// The words that make a section more than a name.
const PREFIXES: [(&str, Role); 3] =
    [("profile", Role::Profile), ("sso-session", Role::SsoSession), ("services", Role::Services)];

/// Returns what `header` names.
pub(super) fn section_name(header: &str, kind: FileKind) -> SectionName<'_> {
    let text = header.trim_matches(is_space);
    let (role, name) = match kind {
        FileKind::Config => in_config(text),
        FileKind::Credentials => (Role::Profile, text),
    };
    if role == Role::Unknown || !is_identifier(name) {
        return SectionName::new(Role::Unknown, header);
    }
    SectionName::new(role, name)
}

fn in_config(text: &str) -> (Role, &str) {
    if text == "default" {
        return (Role::PlainDefault, text);
    }
    let mut found = PREFIXES.into_iter().filter_map(|(prefix, role)| {
        let name = text.strip_prefix(prefix)?.strip_prefix([' ', '\t'])?;
        Some((role, name.trim_matches(is_space)))
    });
    found.next().unwrap_or((Role::Unknown, text))
}
