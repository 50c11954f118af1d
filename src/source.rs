//! Where a value comes from.

use std::path::PathBuf;

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
    WebIdentity,
    /// A role, and what its call is signed with.
    AssumeRole {
        /// The role's ARN.
        role_arn: String,
        /// What signs the call.
        source: Box<Source>,
    },
    /// An IAM Identity Center session: the session's name or, in the old format, its start URL.
    Sso(String),
    /// An `aws login` session.
    Login,
    /// A container's endpoint.
    Container,
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
    /// Returns the source in the shape that `awsp help json` documents.
    pub(crate) fn to_json(&self) -> Value {
        match self {
            Self::Variable(name) => json!({"kind": "variable", "name": name}),
            Self::File { path, line, section, key } => json!({
                "kind": "file", "path": path.to_string_lossy(), "line": line, "section": section, "key": key,
            }),
            Self::Cache(path) => json!({"kind": "cache", "path": path.to_string_lossy()}),
            Self::Process(command) => json!({"kind": "process", "command": command}),
            Self::WebIdentity => json!({"kind": "web-identity"}),
            Self::AssumeRole { role_arn, source } => {
                json!({"kind": "assume-role", "role_arn": role_arn, "source": source.to_json()})
            }
            Self::Sso(session) => json!({"kind": "sso", "session": session}),
            Self::Login => json!({"kind": "login"}),
            Self::Container => json!({"kind": "container"}),
            Self::Imds => json!({"kind": "imds"}),
            Self::Flag(name) => json!({"kind": "flag", "name": name}),
            Self::AccessKeyId => json!({"kind": "access-key-id"}),
            Self::Default => json!({"kind": "default"}),
        }
    }
}
