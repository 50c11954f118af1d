//! The one place that writes.

pub(crate) mod confirm;
#[cfg(test)]
pub(crate) mod person;
pub(crate) mod secret_line;
pub(crate) mod signals;

use std::io::{self, IsTerminal as _, Write as _};

use crate::display;
use crate::shared_config::Noted;

/// What a command has to say, complete before anything is written.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Reply {
    /// Names of profiles, which come first.
    pub(crate) names: Vec<Noted>,
    /// Code or data.
    pub(crate) stdout: Vec<u8>,
    /// Talk, line by line.
    pub(crate) stderr: String,
    /// The exit code.
    pub(crate) code: u8,
}

impl Reply {
    /// Returns a reply that prints `stdout`.
    pub(crate) fn data(stdout: impl Into<Vec<u8>>) -> Self {
        Self { stdout: stdout.into(), ..Self::default() }
    }

    /// Returns a reply that prints `text` for a person, with nothing in it that acts on a terminal.
    pub(crate) fn text(text: &str) -> Self {
        text.lines().fold(Self::default(), |mut reply, line| {
            reply.stdout.extend_from_slice(display::escaped(line).as_bytes());
            reply.stdout.push(b'\n');
            reply
        })
    }

    /// Also gives the answer of `next`, behind an empty line, and ends with its code.
    pub(crate) fn followed_by(mut self, next: Self) -> Self {
        if !self.stdout.is_empty() && !next.stdout.is_empty() {
            self.stdout.push(b'\n');
        }
        self.stdout.extend(next.names.iter().flat_map(|names| names.iter()));
        self.stdout.extend(next.stdout);
        self.stderr.push_str(&next.stderr);
        Self { code: next.code, ..self }
    }

    /// Writes what belongs on standard output: at once, but for names that are very many.
    pub(crate) fn write_stdout(&self) -> io::Result<()> {
        self.names.iter().try_for_each(|names| write_stdout(names))?;
        write_stdout(&self.stdout)
    }

    /// Also says `text` on a line of its own, with nothing in it that acts on a terminal.
    pub(crate) fn note(mut self, text: &str) -> Self {
        for line in text.lines() {
            self.stderr.push_str(&display::escaped(line));
            self.stderr.push('\n');
        }
        self
    }
}

/// Returns whether code printed now would be seen instead of evaluated.
pub(crate) fn stdout_is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Returns whether somebody could answer a question.
pub(crate) fn stdin_is_terminal() -> bool {
    io::stdin().is_terminal()
}

/// Returns whether standard error is a terminal that is ours at the moment: not one that a shell has put us behind.
pub(crate) fn stderr_is_watched() -> bool {
    let holder = rustix::termios::tcgetpgrp(io::stderr());
    holder.is_ok_and(|group| group == rustix::process::getpgrp())
}

/// How many columns a terminal has that does not say.
const WIDTH: usize = 80;

/// Returns the columns of the terminal that standard error is.
pub(crate) fn width() -> usize {
    let size = rustix::termios::tcgetwinsize(io::stderr()).map(|size| usize::from(size.ws_col));
    size.ok().filter(|columns| *columns > 0).unwrap_or(WIDTH)
}

/// Returns whether standard output was closed when the process started.
///
/// Rust opens /dev/null, for reading and writing, on a descriptor that it finds closed.
pub(crate) fn stdout_was_closed() -> bool {
    use rustix::fs::{OFlags, fcntl_getfl, fstat, stat};
    let Ok(flags) = fcntl_getfl(io::stdout()) else { return true };
    if flags & OFlags::RWMODE != OFlags::RDWR {
        return false;
    }
    let (Ok(open), Ok(null)) = (fstat(io::stdout()), stat("/dev/null")) else { return false };
    open.st_rdev == null.st_rdev && open.st_ino == null.st_ino
}

/// Writes standard output, whole and at once.
pub(crate) fn write_stdout(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()
}

/// Writes standard error; nobody can be told when that fails.
pub(crate) fn write_stderr(text: &str) {
    _ = io::stderr().lock().write_all(text.as_bytes());
}
