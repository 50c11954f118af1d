//! What a section header names in the SDK.

use std::borrow::Cow;

use super::super::section_name::{Role, SectionName};
use super::super::text::FileKind;
use super::SPACE;

const DEFAULT: &str = "default";

/// Returns what `header` names.
pub(super) fn section_name(header: &str, kind: FileKind) -> SectionName<'_> {
    let Some((prefix, name)) = header.split_once(SPACE) else {
        return SectionName::new(of_one_word(header, kind), header);
    };
    let name = name.trim_start_matches(SPACE);
    match (prefix, kind) {
        ("profile", FileKind::Config) => SectionName::new(Role::Profile, name),
        ("sso-session", _) => SectionName::new(Role::SsoSession, name),
        ("services", _) => SectionName::new(Role::Services, name),
        ("profile", FileKind::Credentials) | (_, FileKind::Config) => {
            SectionName::new(Role::Unknown, header)
        }
        (_, FileKind::Credentials) => of_several_words(prefix, name),
    }
}

fn of_one_word(header: &str, kind: FileKind) -> Role {
    match kind {
        FileKind::Config if header == DEFAULT => Role::PlainDefault,
        FileKind::Config if header.eq_ignore_ascii_case(DEFAULT) => Role::Profile,
        FileKind::Config => Role::Unknown,
        FileKind::Credentials if header.is_empty() => Role::Unknown,
        FileKind::Credentials => Role::Profile,
    }
}

/// Names a profile of the credentials file, in which the SDK sees one space behind the first word, however many there are.
fn of_several_words<'t>(prefix: &str, name: &str) -> SectionName<'t> {
    SectionName { role: Role::Profile, name: Cow::Owned(format!("{prefix} {name}")) }
}
