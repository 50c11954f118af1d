//! Switches AWS profiles in the current shell, and says who the next `aws` call will be.

mod access_key_id;
mod ancestor;
mod browser;
mod chain;
mod clean;
mod cli;
mod clock;
mod code;
mod codes;
mod command;
mod completion;
mod console;
mod credentials;
mod demo;
mod diagnostic;
mod dialect;
mod display;
mod doctor;
mod duration;
mod edit;
mod environment;
mod error;
mod examination;
mod file;
mod finding;
mod fix;
mod identity;
mod inputs;
mod inquiry;
mod json;
mod lock;
mod mfa;
mod network;
mod outlook;
mod own_folder;
mod percent;
mod precedence;
mod profile_kind;
mod profile_lookup;
mod prompt;
mod region;
mod replace;
mod report;
mod segment;
mod session;
mod settings;
mod shared_config;
mod shell;
mod source;
mod spinner;
mod stamp;
mod suggest;
mod table;
mod terminal;
mod time;
mod usage;
mod why;

use std::ffi::OsString;
use std::process::ExitCode;

use environment::Environment;
use error::Error;
use inputs::Inputs;
use terminal::Reply;

/// Runs the command line and returns the exit code of the process.
#[must_use]
pub fn run() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let line = usage::Line::of(&arguments);
    if line.verb() == "prompt" {
        command::guard_prompt();
        _ = answer(&arguments, &line).write_stdout();
        return ExitCode::SUCCESS;
    }
    if terminal::stdout_was_closed() {
        return finish(&failure(&Error::Stdout, &line));
    }
    finish(&answer(&arguments, &line))
}

/// Returns what the command line asks for, or why not.
fn answer(arguments: &[OsString], line: &usage::Line) -> Reply {
    let cli = match line.read(arguments) {
        Ok(cli) => cli,
        Err(error) => return usage::reply(&error, line),
    };
    let Some(command) = &cli.command else { return usage::bare(line) };
    let mut inputs = Inputs::new(Environment::from_process(), clock::now(), cli.shell());
    let mut reply = command::run(command, &inputs);
    if inputs.reads_again() {
        reply = command::run(command, &inputs);
    }
    reply.unwrap_or_else(|error| failure(&error, line))
}

/// Returns the message of a failure, and the code that makes an `eval` of it fail, too.
fn failure(error: &Error, line: &usage::Line) -> Reply {
    let reply =
        Reply { stdout: line.failure().into(), code: error.exit_code(), ..Reply::default() };
    let reply = reply.note(&format!("error: {error}"));
    let hint = error.hint();
    if hint.is_empty() { reply } else { reply.note(&format!("hint: {hint}")) }
}

/// Writes `reply` and returns its exit code, or 74 if nobody could read it.
fn finish(reply: &Reply) -> ExitCode {
    let written = reply.write_stdout();
    terminal::write_stderr(&reply.stderr);
    match written {
        Ok(()) => ExitCode::from(reply.code),
        Err(_) => ExitCode::from(Error::Stdout.exit_code()),
    }
}
