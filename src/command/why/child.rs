//! A command that runs as if nobody looked on.

use std::ffi::OsString;
use std::io::{self, Read, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;

use crate::error::Error;
use crate::terminal;

use super::Tail;

/// What came of a command.
pub(super) struct Ended {
    /// Its exit code, as shells count.
    pub(super) code: u8,
    /// The end of what it has said, standard error last.
    pub(super) said: Vec<u8>,
}

/// Runs the command, and passes on what it says while it says it.
pub(super) fn run(program: &OsString, words: &[OsString]) -> Result<Ended, Error> {
    let mut command = Command::new(program);
    command.args(words).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| Error::not_started(program, &error))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let (mut said, errors) = thread::scope(|scope| {
        let stdout = scope.spawn(|| passed_on(stdout, terminal::write_stdout));
        let stderr = passed_on(stderr, |bytes| io::stderr().lock().write_all(bytes));
        (stdout.join().unwrap_or_default(), stderr)
    });
    said.push(b'\n');
    said.extend(errors);
    let status = child.wait().map_err(|error| Error::not_started(program, &error))?;
    Ok(Ended { code: code(status), said })
}

/// Hands every piece to `write` at once, and returns the end of them all; stops where nobody takes any more, so that the
/// command notices, too.
fn passed_on(from: Option<impl Read>, mut write: impl FnMut(&[u8]) -> io::Result<()>) -> Vec<u8> {
    let mut tail = Tail::default();
    let Some(mut from) = from else { return tail.bytes };
    let mut piece = vec![0; 1 << 16];
    loop {
        let length = match from.read(&mut piece) {
            Ok(0) => return tail.bytes,
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => return tail.bytes,
        };
        let piece = piece.get(..length).unwrap_or_default();
        tail.push(piece);
        if write(piece).is_err() {
            return tail.bytes;
        }
    }
}

fn code(status: ExitStatus) -> u8 {
    let code = status.code().or_else(|| status.signal().map(|signal| 128 + signal));
    code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1)
}
