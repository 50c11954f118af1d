//! Switches AWS profiles in the current shell, and says who the next `aws` call will be.

mod access_key_id;
mod display;
mod environment;
mod error;
mod finding;
mod identity;
mod profile_kind;
mod prompt;
mod session;
mod shared_config;
mod shell;
mod source;
mod terminal;

use std::process::ExitCode;

/// Runs the command line and returns the exit code of the process.
#[must_use]
pub fn run() -> ExitCode {
    ExitCode::SUCCESS
}
