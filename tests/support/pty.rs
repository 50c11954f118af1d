//! An interactive shell on a terminal, and the eyes and hands of the person before it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::{PATIENCE, Sandbox, Shell};

const ROWS: u16 = 200;
const COLUMNS: u16 = 200;

/// A terminal with a program in it.
pub(crate) struct Pty<'s> {
    sandbox: &'s Sandbox,
    shell: Shell,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    chunks: Receiver<Vec<u8>>,
    terminal: vt100::Parser<Answers>,
    raw: Vec<u8>,
    prompt: String,
    master: Box<dyn MasterPty + Send>, // dropping it hangs up
}

/// What a terminal notices and answers by itself.
#[derive(Default)]
struct Answers {
    scrolled: usize,
    pending: Vec<u8>,
}

impl vt100::Callbacks for Answers {
    fn on_scroll(&mut self, _row: vt100::capture::RowContents<'_>, alternate_screen: bool) {
        self.scrolled += usize::from(!alternate_screen);
    }

    fn unhandled_csi(
        &mut self,
        screen: &mut vt100::Screen,
        mark: Option<u8>,
        _second: Option<u8>,
        words: &[&[u16]],
        kind: char,
    ) {
        let (row, column) = screen.cursor_position();
        match (kind, mark, words) {
            ('n', None, [[6]]) => {
                self.pending.extend(format!("\x1b[{};{}R", row + 1, column + 1).bytes());
            }
            ('c', None, _) => self.pending.extend(b"\x1b[?62;22c"),
            _ => {}
        }
    }
}

impl<'s> Pty<'s> {
    /// Starts `shell` with the hook loaded by its start-up file, and waits for the first prompt.
    pub(crate) fn start(sandbox: &'s Sandbox, shell: Shell) -> Self {
        Self::with_startup(sandbox, shell, &shell.startup(shell.hook_line()))
    }

    /// Starts `shell` without the hook, and waits for the first prompt.
    pub(crate) fn bare(sandbox: &'s Sandbox, shell: Shell) -> Self {
        Self::with_startup(sandbox, shell, &shell.startup(""))
    }

    /// Starts `shell` with `text` as its start-up file, and waits for the first prompt, which has to end in `READY>`.
    pub(crate) fn with_startup(sandbox: &'s Sandbox, shell: Shell, text: &str) -> Self {
        sandbox.file(shell.startup_path(), text);
        let mut pty = Self::spawn(sandbox, shell, shell.interactive());
        pty.wait_for_prompt(0);
        pty
    }

    /// Starts any program; `shell` says what the lines typed later are written for.
    pub(crate) fn spawn(sandbox: &'s Sandbox, shell: Shell, words: &[&str]) -> Self {
        let size = PtySize { rows: ROWS, cols: COLUMNS, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::from_argv(words.iter().map(Into::into).collect());
        command.env_clear();
        for (name, value) in sandbox.variables() {
            command.env(name, value);
        }
        if sandbox.variables()["TERM".as_ref() as &std::ffi::OsStr] == "dumb" {
            command.env("TERM", "xterm-256color");
        }
        command.cwd(sandbox.work());
        let child = pair.slave.spawn_command(command).unwrap();
        let cells = |count| NonZeroU16::new(count).unwrap();
        Self {
            sandbox,
            shell,
            child,
            keys: pair.master.take_writer().unwrap(),
            chunks: chunks(pair.master.try_clone_reader().unwrap()),
            terminal: vt100::Parser::new_with_callbacks(
                cells(ROWS),
                cells(COLUMNS),
                0,
                Answers::default(),
            ),
            raw: Vec::new(),
            prompt: "READY>".to_owned(),
            master: pair.master,
        }
    }

    /// Says what the last line of a prompt ends with; `READY>` if nobody says.
    pub(crate) fn expect_prompt(&mut self, end: &str) {
        end.clone_into(&mut self.prompt);
    }

    /// Types `line`, waits until the next prompt is there, and returns what was shown in between.
    pub(crate) fn run(&mut self, line: &str) -> String {
        let start = self.cursor_line();
        self.send(&format!("{line}\r"));
        self.wait_for_prompt(start + 1);
        let said = self.text_between(start + 1, self.cursor_line());
        // .NET repeats a line that arrived before it began to read.
        format!("{said}\n")
            .strip_prefix(&format!("{line}\n"))
            .unwrap_or(&said)
            .trim_end()
            .to_owned()
    }

    /// Types `line`, which starts `shell` in this one or goes back to it, and waits for its prompt.
    pub(crate) fn run_shell(&mut self, shell: Shell, line: &str) -> String {
        self.shell = shell;
        self.run(line)
    }

    /// Types `keys` as they are: `\r` is Enter, `\t` Tab, `\u{3}` Ctrl-C.
    pub(crate) fn send(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Waits until `text` stands on the screen.
    pub(crate) fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |screen| screen.contains(text));
    }

    /// Waits until `condition` holds for the screen's text.
    pub(crate) fn wait_until(&mut self, what: &str, condition: impl Fn(&str) -> bool) {
        self.wait(what, |pty| condition(&pty.screen()));
    }

    /// Waits for a prompt at `line` of all that was ever shown, or below, with nothing typed behind it.
    fn wait_for_prompt(&mut self, line: usize) {
        self.wait("the next prompt", |pty| {
            pty.cursor_line() >= line && pty.before_cursor().trim_end().ends_with(&pty.prompt)
        });
    }

    fn wait(&mut self, what: &str, condition: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !condition(self) {
            let left = PATIENCE.saturating_sub(start.elapsed());
            let Ok(chunk) = self.chunks.recv_timeout(left) else {
                panic!("{:?}: waited for {what:?} in vain:\n{}", self.shell, self.screen())
            };
            self.see(&chunk);
        }
    }

    fn see(&mut self, chunk: &[u8]) {
        self.raw.extend(chunk);
        self.terminal.process(chunk);
        let answers = std::mem::take(&mut self.terminal.callbacks_mut().pending);
        if !answers.is_empty() {
            self.keys.write_all(&answers).unwrap();
        }
    }

    /// Returns the screen as text.
    pub(crate) fn screen(&self) -> String {
        self.terminal.screen().contents()
    }

    /// Returns every byte the terminal has been sent.
    pub(crate) fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// Returns the line that the cursor is on: at a prompt, the prompt.
    pub(crate) fn prompt(&self) -> String {
        self.before_cursor().trim_end().to_owned()
    }

    /// Returns the variable `name` as a child process sees it.
    pub(crate) fn env(&mut self, name: &str) -> Option<String> {
        self.environment().remove(name)
    }

    /// Returns the whole environment as a child process sees it.
    pub(crate) fn environment(&mut self) -> BTreeMap<String, String> {
        let path = self.sandbox.home().join(".environment");
        self.run(&format!(" sh -c 'env -0 >\"{}\"'", path.display()));
        let bytes = fs::read(&path).unwrap();
        bytes
            .split(|byte| *byte == 0)
            .map(String::from_utf8_lossy)
            .filter_map(|line| {
                line.split_once('=').map(|(name, value)| (name.into(), value.into()))
            })
            .collect()
    }

    /// Returns the variable `name` as the shell itself sees it, exported or not; empty when it is unset.
    pub(crate) fn variable(&mut self, name: &str) -> String {
        let path = self.sandbox.home().join(".variable");
        let line = self.shell.write_variable(name, &path);
        self.run(&format!(" {line}"));
        self.read(&path)
    }

    /// Returns the exit code of the line that was run last.
    pub(crate) fn code(&mut self) -> i32 {
        let path = self.sandbox.home().join(".code");
        let line = self.shell.write_code(&path);
        self.run(&format!(" {line}"));
        self.read(&path).parse().unwrap()
    }

    /// Waits until keys reach a job of the shell, and no longer the shell itself, which says so a moment before.
    pub(crate) fn wait_for_job(&self) {
        let start = Instant::now();
        let shell = self.child.process_id();
        let holder = || self.master.process_group_leader().and_then(|id| u32::try_from(id).ok());
        while holder() == shell {
            assert!(start.elapsed() < PATIENCE, "{:?}: no job\n{}", self.shell, self.screen());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits for the program to end, and returns its exit code.
    pub(crate) fn wait_for_end(&mut self) -> u32 {
        while let Ok(chunk) = self.chunks.recv_timeout(PATIENCE) {
            self.see(&chunk);
        }
        self.child.wait().unwrap().exit_code()
    }

    fn read(&self, path: &Path) -> String {
        let bytes = fs::read(path).unwrap_or_else(|error| {
            panic!("{:?}: {}: {error}\n{}", self.shell, path.display(), self.screen())
        });
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn before_cursor(&self) -> String {
        let (row, column) = self.terminal.screen().cursor_position();
        self.terminal.screen().contents_between(row, 0, row, column)
    }

    /// Returns the line of the cursor, counted from the first one that was ever shown.
    fn cursor_line(&self) -> usize {
        let (row, _) = self.terminal.screen().cursor_position();
        self.terminal.callbacks().scrolled + usize::from(row)
    }

    fn text_between(&self, first: usize, end: usize) -> String {
        let scrolled = self.terminal.callbacks().scrolled;
        let rows = self.terminal.screen().rows(0, COLUMNS);
        let (first, end) = (first.saturating_sub(scrolled), end.saturating_sub(scrolled));
        let lines: Vec<String> = rows.take(end).skip(first).collect();
        lines.join("\n").trim_end().to_owned()
    }
}

impl Drop for Pty<'_> {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

fn chunks(mut reader: Box<dyn Read + Send>) -> Receiver<Vec<u8>> {
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
