//! What a section is to a tool.

use std::borrow::Cow;

/// What a section is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// A profile.
    Profile,
    /// `[default]` in the config file of the SDKs, where `[profile default]` hides it.
    PlainDefault,
    /// `[sso-session NAME]`.
    SsoSession,
    /// `[services NAME]`.
    Services,
    /// Python's `[DEFAULT]`, whose keys every section of its file inherits.
    Defaults,
    /// Nothing the tool knows.
    Unknown,
}

/// What a section is, and its name as such.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SectionName<'t> {
    /// What it is.
    pub(super) role: Role,
    /// Its name; the header's text when the tool does not know it.
    pub(super) name: Cow<'t, str>,
}

impl<'t> SectionName<'t> {
    /// Names a section by a part of its header.
    pub(super) const fn new(role: Role, name: &'t str) -> Self {
        Self { role, name: Cow::Borrowed(name) }
    }
}
