//! What a section header names in the SDK.

use super::super::section_name::{Role, SectionName};
use super::super::text::FileKind;
use super::{SPACE, is_identifier};

/// Returns what `header` names.
pub(super) fn section_name(header: &str, kind: FileKind) -> SectionName<'_> {
    let text = header.trim_matches(SPACE);
    let (prefix, name) = match text.split_once(SPACE) {
        Some((prefix, name)) => (Some(prefix.trim()), name.trim()),
        None => (None, text.trim()),
    };
    let role = match kind {
        FileKind::Config => in_config(prefix, name),
        FileKind::Credentials if prefix.is_none() => Role::Profile,
        FileKind::Credentials => Role::Unknown,
    };
    if role == Role::Unknown || !is_identifier(name) {
        return SectionName::new(Role::Unknown, header);
    }
    SectionName::new(role, name)
}

fn in_config(prefix: Option<&str>, name: &str) -> Role {
    match (prefix, name) {
        (None, "default") => Role::PlainDefault,
        (Some("profile"), _) => Role::Profile,
        (Some("sso-session"), _) => Role::SsoSession,
        (Some("services"), _) => Role::Services,
        (Some(_) | None, _) => Role::Unknown,
    }
}
