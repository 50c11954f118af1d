//! Somebody before a terminal in which one test of this program runs: for what only a terminal can show.

use std::fs;
use std::io::{Read as _, Write};
use std::num::NonZeroU16;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{
    Child, CommandBuilder, MasterPty, PtyPair, PtySize, SlavePty, native_pty_system,
};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
use tempfile::TempDir;

use crate::environment::Environment;
use crate::file;

/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(90);

/// The variable that tells a test which part it has to play in the terminal.
const ROLE: &str = "ROLE";

/// Runs a program with standard output in a file, as in `$(…)`.
const CAPTURED: &str = r#"exec "$@" >"$0""#;

/// Returns the part that this process has to play.
pub(crate) fn role() -> Option<String> {
    Environment::from_process().filled(ROLE).map(std::borrow::Cow::into_owned)
}

/// Runs the test named `test` without any terminal.
pub(crate) fn without_terminal(test: &str, role: &str) -> ExitStatus {
    let mut command = Command::new("setsid");
    command.arg("--wait").arg(std::env::current_exe().unwrap()).args(words(test));
    command.env(ROLE, role).env("TERM", "xterm").env_remove("CI");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap()
}

/// Returns the words with which this program runs one test alone.
fn words(test: &str) -> [&str; 4] {
    [test, "--exact", "--nocapture", "--quiet"]
}

/// The person, and what the terminal has shown.
pub(crate) struct Person {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    chunks: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    raw: Vec<u8>,
    folder: TempDir,
    master: Box<dyn MasterPty + Send>,
    slave: Option<Box<dyn SlavePty + Send>>, // while it is open the terminal keeps its modes
    had_echo: bool,
}

impl Person {
    /// Starts the test named `test`, and no other, in a terminal.
    pub(crate) fn at(columns: u16, variables: &[(&str, &str)], test: &str, role: &str) -> Self {
        let size = PtySize { rows: 24, cols: columns, pixel_width: 0, pixel_height: 0 };
        let PtyPair { slave, master } = native_pty_system().openpty(size).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut command = CommandBuilder::new("sh");
        command.env_clear();
        command.args(["-c", CAPTURED]);
        command.arg(folder.path().join("stdout"));
        command.arg(std::env::current_exe().unwrap());
        command.args(words(test));
        for (name, value) in [("PATH", "/usr/bin:/bin"), ("TERM", "xterm"), (ROLE, role)] {
            command.env(name, value);
        }
        for (name, value) in variables {
            command.env(name, value);
        }
        let cells = |count| NonZeroU16::new(count).unwrap();
        Self {
            child: slave.spawn_command(command).unwrap(),
            keys: master.take_writer().unwrap(),
            chunks: chunks(&*master),
            screen: vt100::Parser::new(cells(24), cells(columns), 0),
            raw: Vec::new(),
            folder,
            master,
            slave: Some(slave),
            had_echo: true,
        }
    }

    /// Types `keys` as they are.
    pub(crate) fn types(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Sends the process a signal from elsewhere.
    pub(crate) fn sends(&self, signal: Signal) {
        let id = self.child.process_id().and_then(|id| Pid::from_raw(id.try_into().unwrap()));
        kill_process(id.unwrap(), signal).unwrap();
    }

    /// Stops the process as Ctrl-Z does, puts back the echo as a shell does, and has it go on.
    pub(crate) fn stops_and_resumes(&self) {
        self.sends(Signal::STOP);
        let (terminal, _) = file::open(&self.master.tty_name().unwrap()).unwrap();
        let mut modes = tcgetattr(&terminal).unwrap();
        modes.local_modes.insert(LocalModes::ECHO);
        tcsetattr(&terminal, OptionalActions::Now, &modes).unwrap();
        self.sends(Signal::CONT);
    }

    /// Waits until `text` stands on the screen.
    pub(crate) fn wait_for(&mut self, text: &str) {
        assert!(self.sees_within(PATIENCE, text), "no {text:?} on\n{}", self.screen());
    }

    /// Returns whether `text` comes to stand on the screen in that time.
    pub(crate) fn sees_within(&mut self, time: Duration, text: &str) -> bool {
        let start = Instant::now();
        while !self.screen().contains(text) {
            let left = time.saturating_sub(start.elapsed());
            let Ok(chunk) = self.chunks.recv_timeout(left) else { return false };
            self.see(&chunk);
        }
        true
    }

    /// Returns whether the terminal shows what is typed, or did when the program ended.
    pub(crate) fn has_echo(&self) -> bool {
        if self.slave.is_none() {
            return self.had_echo;
        }
        let (terminal, _) = file::open(&self.master.tty_name().unwrap()).unwrap();
        tcgetattr(&terminal).unwrap().local_modes.contains(LocalModes::ECHO)
    }

    /// Waits for the end and returns the exit code.
    pub(crate) fn code(&mut self) -> u32 {
        let code = self.child.wait().unwrap().exit_code();
        self.had_echo = self.has_echo();
        drop(self.slave.take());
        while let Ok(chunk) = self.chunks.recv_timeout(PATIENCE) {
            self.see(&chunk);
        }
        code
    }

    /// Returns the screen as text.
    pub(crate) fn screen(&self) -> String {
        self.screen.screen().contents()
    }

    /// Returns all that the terminal was sent.
    pub(crate) fn raw(&self) -> String {
        String::from_utf8_lossy(&self.raw).into_owned()
    }

    /// Returns what standard output has got.
    pub(crate) fn stdout(&self) -> String {
        fs::read_to_string(self.folder.path().join("stdout")).unwrap()
    }

    fn see(&mut self, chunk: &[u8]) {
        self.raw.extend(chunk);
        self.screen.process(chunk);
    }
}

impl Drop for Person {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

fn chunks(master: &dyn MasterPty) -> Receiver<Vec<u8>> {
    let mut reader = master.try_clone_reader().unwrap();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            if sender.send(buffer[..count].to_vec()).is_err() {
                break;
            }
        }
    });
    receiver
}
