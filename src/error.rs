//! Every way `awsp` can fail.

use std::ffi::OsStr;
use std::fmt::{self, Display, Formatter};
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crate::display::escaped;

/// A failure the user can act on.
#[derive(Debug)]
pub(crate) enum Error {
    /// No file defines the profile.
    ProfileNotFound {
        /// What the user typed.
        name: String,
        /// What to do about it.
        hint: String,
    },
    /// `use -` without a profile to go back to.
    NoPrevious,
    /// A name that no shell could hold, or that would act on a terminal.
    RefusedName {
        /// The name.
        name: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The words of the command line make no sense.
    Usage {
        /// What is wrong.
        message: String,
        /// What to type instead.
        hint: String,
    },
    /// A command that prints code stands in a terminal, where nothing evaluates it.
    NotEvaluated {
        /// The line that installs the hook.
        install: String,
    },
    /// A profile, or what it refers to, cannot be used.
    Profile {
        /// What is wrong.
        message: String,
        /// What to do about it.
        hint: String,
    },
    /// There are no credentials.
    Credentials {
        /// What is missing.
        message: String,
        /// What to do about it.
        hint: String,
    },
    /// AWS, or the way to it, does not answer as it should.
    Network {
        /// What is wrong.
        message: String,
        /// What to do about it.
        hint: String,
    },
    /// AWS knows who asks, and says no.
    Denied {
        /// What it said.
        message: String,
        /// What to do about it.
        hint: String,
    },
    /// A command cannot be started.
    Run {
        /// Its name.
        program: String,
        /// What the system said.
        message: String,
        /// The code that shells give for that.
        code: u8,
    },
    /// A file cannot be used.
    File {
        /// The file.
        path: PathBuf,
        /// The line, if one is to blame.
        line: Option<usize>,
        /// What is wrong with it.
        message: String,
        /// What to do about it.
        hint: String,
    },
    /// A file or folder could not be written.
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        message: String,
    },
    /// A file that could be written, and awsp will not.
    Kept {
        /// The file.
        path: PathBuf,
        /// Why not.
        message: String,
        /// What to do about it.
        hint: String,
    },
    /// Somebody else holds a lock.
    Locked {
        /// The file that is locked.
        path: PathBuf,
        /// How long awsp has waited.
        patience: Duration,
    },
    /// Nobody reads what awsp prints.
    Stdout,
    /// The user has broken it off, and knows that.
    Interrupted,
}

impl Error {
    /// Returns that a command cannot be started, with the code that shells give for it.
    pub(crate) fn not_started(program: &OsStr, error: &io::Error) -> Self {
        let is_missing = error.kind() == io::ErrorKind::NotFound;
        Self::Run {
            program: escaped(&program.to_string_lossy()),
            message: if is_missing { "no such command".to_owned() } else { error.to_string() },
            code: if is_missing { 127 } else { 126 },
        }
    }

    /// Returns what the user can do next; empty where there is nothing to say.
    pub(crate) fn hint(&self) -> String {
        match self {
            Self::ProfileNotFound { hint, .. }
            | Self::Usage { hint, .. }
            | Self::Profile { hint, .. }
            | Self::Credentials { hint, .. }
            | Self::Network { hint, .. }
            | Self::Denied { hint, .. }
            | Self::File { hint, .. }
            | Self::Kept { hint, .. } => hint.clone(),
            Self::NoPrevious => {
                "name a profile: `awsp use NAME`, or see them all: `awsp list`".to_owned()
            }
            Self::RefusedName { .. } => "rename the section in the file that defines it".to_owned(),
            Self::NotEvaluated { install } => install.clone(),
            Self::Write { .. } => {
                "free some space or mend the permissions, then try again".to_owned()
            }
            Self::Locked { path, .. } => {
                format!(
                    "wait for the other awsp to end; `fuser {}` shows which it is",
                    path.display()
                )
            }
            Self::Run { .. } => "give its path, or see what `command -v` says of it".to_owned(),
            Self::Stdout => "nothing was changed".to_owned(),
            Self::Interrupted => String::new(),
        }
    }

    /// Returns the code the process exits with (DESIGN, Command line).
    pub(crate) const fn exit_code(&self) -> u8 {
        match self {
            Self::RefusedName { .. } | Self::Usage { .. } | Self::NotEvaluated { .. } => 2,
            Self::ProfileNotFound { .. }
            | Self::NoPrevious
            | Self::Profile { .. }
            | Self::File { .. } => 3,
            Self::Credentials { .. } => 4,
            Self::Network { .. } => 5,
            Self::Denied { .. } => 6,
            Self::Run { code, .. } => *code,
            Self::Write { .. } | Self::Kept { .. } | Self::Locked { .. } => 7,
            Self::Stdout => 74,
            Self::Interrupted => 130,
        }
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::ProfileNotFound { name, .. } => write!(f, "no profile named `{name}`"),
            Self::NoPrevious => write!(f, "no previous profile in this shell"),
            Self::RefusedName { name, why } => write!(f, "the name `{name}` {why}"),
            Self::Usage { message, .. }
            | Self::Profile { message, .. }
            | Self::Credentials { message, .. }
            | Self::Network { message, .. }
            | Self::Denied { message, .. } => f.write_str(message),
            Self::Run { program, message, .. } => write!(f, "{program}: {message}"),
            Self::NotEvaluated { .. } => {
                write!(f, "nothing here evaluates what awsp prints, so nothing was changed")
            }
            Self::File { path, line: Some(line), message, .. } => {
                write!(f, "{}:{line}: {message}", path.display())
            }
            Self::File { path, line: None, message, .. }
            | Self::Write { path, message }
            | Self::Kept { path, message, .. } => {
                write!(f, "{}: {message}", path.display())
            }
            Self::Locked { path, patience } => {
                let seconds = patience.as_secs();
                write!(f, "{}: locked by another awsp for more than {seconds} s", path.display())
            }
            Self::Stdout => write!(f, "standard output is closed or full"),
            Self::Interrupted => write!(f, "interrupted"),
        }
    }
}
