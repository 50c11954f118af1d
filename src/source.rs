//! Where a value comes from.

use std::fmt::{self, Display, Formatter};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

/// The place a value was taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// An environment variable.
    Variable(String),
    /// A key of a section of an AWS file; `key` is empty for the section itself.
    File {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The section, as its header names it.
        section: String,
        /// The key.
        key: String,
    },
    /// A cache file.
    Cache(PathBuf),
    /// A `credential_process`: the program alone, for its arguments may hold secrets.
    Process(String),
    /// A web identity token.
    WebIdentity {
        /// The role it is exchanged for; empty if there is none.
        role_arn: String,
        /// The file it is read from, as it is named.
        token_file: String,
    },
    /// A role, and what its call is signed with.
    AssumeRole {
        /// The role's ARN.
        role_arn: String,
        /// What signs the call.
        source: Box<Self>,
    },
    /// A role of IAM Identity Center.
    Sso {
        /// The session's name or, in the old format, its start URL.
        session: String,
        /// The account; empty if the profile lacks it.
        account_id: String,
        /// The role; empty if the profile lacks it.
        role_name: String,
    },
    /// An `aws login` session, by its ARN.
    Login(String),
    /// A container's endpoint, by the variable that names it.
    Container(String),
    /// The instance metadata service.
    Imds,
    /// A word of the command line.
    Flag(&'static str),
    /// The access key id, whose letters hold the account.
    AccessKeyId,
    /// What the tools take when nothing says otherwise.
    Default,
}

impl Source {
    /// Returns a variable.
    pub(crate) fn variable(name: &str) -> Self {
        Self::Variable(name.to_owned())
    }

    /// Returns what signs the first call of a chain of roles.
    pub(crate) fn signer(&self) -> &Self {
        if let Self::AssumeRole { source, .. } = self { source.signer() } else { self }
    }

    /// Returns the same chain of roles with another signer of its first call.
    pub(crate) fn signed_by(self, signer: Self) -> Self {
        let Self::AssumeRole { role_arn, source } = self else { return signer };
        Self::AssumeRole { role_arn, source: Box::new(source.signed_by(signer)) }
    }

    /// Returns the line of a file.
    pub(crate) fn place(&self) -> Option<(&Path, usize)> {
        if let Self::File { path, line, .. } = self { Some((path, *line)) } else { None }
    }

    /// Returns whether both are the same line of the same file.
    pub(crate) fn is_at(&self, other: &Self) -> bool {
        self.place().is_some() && self.place() == other.place()
    }

    /// Returns the source in the shape that `awsp help json` documents.
    pub(crate) fn to_json(&self) -> Value {
        match self {
            Self::Variable(name) => json!({"kind": "variable", "name": name}),
            Self::File { path, line, section, key } => json!({
                "kind": "file", "path": path.to_string_lossy(), "line": line, "section": section, "key": key,
            }),
            Self::Cache(path) => json!({"kind": "cache", "path": path.to_string_lossy()}),
            Self::Process(command) => json!({"kind": "process", "command": command}),
            Self::WebIdentity { role_arn, token_file } => {
                json!({"kind": "web-identity", "role_arn": role_arn, "token_file": token_file})
            }
            Self::AssumeRole { role_arn, source } => {
                json!({"kind": "assume-role", "role_arn": role_arn, "source": source.to_json()})
            }
            Self::Sso { session, account_id, role_name } => json!({
                "kind": "sso", "session": session, "account_id": account_id, "role_name": role_name,
            }),
            Self::Login(session) => json!({"kind": "login", "session": session}),
            Self::Container(variable) => json!({"kind": "container", "variable": variable}),
            Self::Imds => json!({"kind": "imds"}),
            Self::Flag(name) => json!({"kind": "flag", "name": name}),
            Self::AccessKeyId => json!({"kind": "access-key-id"}),
            Self::Default => json!({"kind": "default"}),
        }
    }
}

/// The source as a person reads it: `AWS_PROFILE`, `~/.aws/config:12 role_arn`.
impl Display for Source {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(name) => f.write_str(name),
            // What concerns the whole file has no line.
            Self::Cache(path) | Self::File { path, line: 0, .. } => {
                write!(f, "{}", path.display())
            }
            Self::File { path, line, key, .. } => {
                write!(f, "{}:{line}", path.display())?;
                if key.is_empty() { Ok(()) } else { write!(f, " {key}") }
            }
            Self::Process(command) => write!(f, "credential_process {command}"),
            Self::WebIdentity { .. } => f.write_str("a web identity token"),
            Self::AssumeRole { role_arn, .. } => write!(f, "assumes {role_arn}"),
            Self::Sso { session, .. } => write!(f, "IAM Identity Center, {session}"),
            Self::Login(_) => f.write_str("aws login"),
            Self::Container(_) => f.write_str("the container's endpoint"),
            Self::Imds => f.write_str("the instance metadata service"),
            Self::Flag(name) => f.write_str(name),
            Self::AccessKeyId => f.write_str("decoded from the access key id"),
            Self::Default => f.write_str("by default"),
        }
    }
}
