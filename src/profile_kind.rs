//! What kind of credentials a profile holds.

/// Where credentials come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Long-term keys in a file.
    Static,
    /// Temporary keys in a file.
    Session,
    /// A role, signed for by another profile or by the machine.
    Role,
    /// A role, taken with a web identity token.
    WebIdentity,
    /// A role of IAM Identity Center, over an `[sso-session]`.
    Sso,
    /// A role of IAM Identity Center, in the old format.
    SsoLegacy,
    /// An `[sso-session]` alone, which gives no credentials.
    SsoToken,
    /// The output of a program.
    Process,
    /// A session of `aws login`.
    Login,
    /// Keys in environment variables.
    Environment,
    /// Keys in the file that `AWS_CREDENTIAL_FILE` names.
    CredentialFile,
    /// The endpoint of a container.
    Container,
    /// Nothing that can be seen from here.
    None,
}

impl Kind {
    /// Returns the word used in JSON and tables.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Static => "static",
            Self::Session => "session",
            Self::Role => "role",
            Self::WebIdentity => "web-identity",
            Self::Sso => "sso",
            Self::SsoLegacy => "sso-legacy",
            Self::SsoToken => "sso-token",
            Self::Process => "process",
            Self::Login => "login",
            Self::Environment => "environment",
            Self::CredentialFile => "credential-file",
            Self::Container => "container",
            Self::None => "none",
        }
    }
}
