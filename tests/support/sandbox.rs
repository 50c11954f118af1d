//! A HOME of its own, and processes that see nothing else.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;

use rustix::process::{Pid, Signal, kill_process};
use sha2::Digest as _;
use tempfile::TempDir;

use super::PATIENCE;

/// A HOME of its own, with awsp on PATH and no variable of the machine's.
pub(crate) struct Sandbox {
    root: TempDir,
    variables: BTreeMap<OsString, OsString>,
}

/// What a process said.
#[derive(Debug)]
pub(crate) struct Output {
    /// Standard output as text.
    pub(crate) stdout: String,
    /// Standard error as text.
    pub(crate) stderr: String,
    /// Standard output as it was.
    pub(crate) bytes: Vec<u8>,
    /// The exit code; 128 and the number for a signal, as shells count.
    pub(crate) code: i32,
}

impl Sandbox {
    /// Returns a new one, with an empty HOME and the program on PATH.
    pub(crate) fn new() -> Self {
        let root = tempfile::Builder::new().prefix("awsp-").tempdir().unwrap();
        let sandbox = Self { variables: variables(root.path()), root };
        for folder in ["home", "work", "bin", "tmp"] {
            fs::create_dir(sandbox.root.path().join(folder)).unwrap();
        }
        // Without its folder every first fish reads all manual pages of the machine, in the background.
        for folder in [".local/share/fish", ".cache/fish"] {
            fs::create_dir_all(sandbox.home().join(folder).join("generated_completions")).unwrap();
        }
        install(&sandbox.awsp_path());
        sandbox
    }

    /// Returns the sandbox with `name` set for every process.
    pub(crate) fn with(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.variables.insert(name.as_ref().into(), value.as_ref().into());
        self
    }

    /// Returns the HOME.
    pub(crate) fn home(&self) -> PathBuf {
        self.root.path().join("home")
    }

    /// Returns the folder that processes start in; empty as long as nothing was executed by mistake.
    pub(crate) fn work(&self) -> PathBuf {
        self.root.path().join("work")
    }

    /// Returns the folder that stands first in PATH.
    pub(crate) fn bin(&self) -> PathBuf {
        self.root.path().join("bin")
    }

    /// Returns the `awsp` that stands in PATH.
    pub(crate) fn awsp_path(&self) -> PathBuf {
        self.bin().join("awsp")
    }

    /// Writes a file under HOME, with the folders it needs, and returns its path.
    pub(crate) fn file(&self, path: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.home().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// Writes `~/.aws/config`.
    pub(crate) fn config(&self, content: impl AsRef<[u8]>) -> PathBuf {
        self.file(".aws/config", content)
    }

    /// Writes `~/.aws/credentials`.
    pub(crate) fn credentials(&self, content: impl AsRef<[u8]>) -> PathBuf {
        self.file(".aws/credentials", content)
    }

    /// Writes down what STS has said about an access key id, as awsp keeps it, and returns the path.
    pub(crate) fn verified(&self, key_id: &str, content: &str) -> PathBuf {
        let caches = if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" };
        let digits = sha2::Sha256::digest(key_id).into_iter().map(|byte| format!("{byte:02x}"));
        let name = digits.collect::<String>();
        self.file(&format!("{caches}/awsp/identities/{name}.json"), content)
    }

    /// Puts an executable script into the folder that stands first in PATH.
    pub(crate) fn program(&self, name: &str, script: &str) -> PathBuf {
        use std::os::unix::fs::PermissionsExt as _;
        let path = self.bin().join(name);
        fs::write(&path, script).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    /// Returns the variables that every process sees.
    pub(crate) fn variables(&self) -> &BTreeMap<OsString, OsString> {
        &self.variables
    }

    /// Returns a command that runs in the sandbox.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear().envs(&self.variables).current_dir(self.work()).stdin(Stdio::null());
        command
    }

    /// Runs awsp.
    pub(crate) fn awsp(&self, words: &[impl AsRef<OsStr>]) -> Output {
        self.run(self.command(self.awsp_path()).args(words))
    }

    /// Runs `command` to its end; standard input is empty.
    #[expect(clippy::unused_self, reason = "the command is the sandbox's")]
    pub(crate) fn run(&self, command: &mut Command) -> Output {
        Self::run_with_input(command, Vec::new())
    }

    /// Runs `command` to its end with `input` on standard input.
    pub(crate) fn run_with_input(command: &mut Command, input: Vec<u8>) -> Output {
        if !input.is_empty() {
            command.stdin(Stdio::piped());
        }
        let shown = format!("{command:?}");
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect(&shown);
        let feeder = child.stdin.take().map(|mut stdin| {
            // A program that stops reading early has said so by its exit code.
            thread::spawn(move || _ = stdin.write_all(&input))
        });
        let (stdout, stderr) =
            (collect(child.stdout.take().unwrap()), collect(child.stderr.take().unwrap()));
        let status = wait(child, &shown);
        if let Some(feeder) = feeder {
            feeder.join().unwrap();
        }
        let bytes = stdout.join().unwrap();
        Output {
            stdout: String::from_utf8_lossy(&bytes).into_owned(),
            stderr: String::from_utf8_lossy(&stderr.join().unwrap()).into_owned(),
            bytes,
            code: code_of(status),
        }
    }

    /// Returns `text` with the sandbox's own folders written as `~` and `[sandbox]`.
    pub(crate) fn redacted(&self, text: &str) -> String {
        text.replace(self.home().to_str().unwrap(), "~")
            .replace(self.root.path().to_str().unwrap(), "[sandbox]")
    }

    /// Returns exit code, standard output and standard error in one block, for a snapshot.
    pub(crate) fn transcript(&self, output: &Output) -> String {
        let text = format!(
            "code: {}\n----- stdout\n{}----- stderr\n{}",
            output.code, output.stdout, output.stderr
        );
        self.redacted(&text)
    }
}

/// Puts the program at `path`, by a link where one file system holds both.
///
/// The copy is made by another process: a descriptor open for writing could reach a child of another test, and then
/// nobody could start the copy.
fn install(path: &Path) {
    let program = env!("CARGO_BIN_EXE_awsp");
    if fs::hard_link(program, path).is_err() {
        assert!(Command::new("cp").arg(program).arg(path).status().unwrap().success());
    }
}

/// Returns whether a folder is the one that `cargo install` puts awsp into, which the README's other command does: where the
/// test's own is gone, no other may answer.
fn holds_another_awsp(folder: &Path) -> bool {
    folder.join("awsp").exists() && !folder.join("sh").exists()
}

fn variables(root: &Path) -> BTreeMap<OsString, OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let others = std::env::split_paths(&path).filter(|folder| !holds_another_awsp(folder));
    let path = std::env::join_paths(std::iter::once(root.join("bin")).chain(others));
    let pairs: [(&str, OsString); 9] = [
        ("HOME", root.join("home").into()),
        ("PATH", path.unwrap()),
        ("TMPDIR", root.join("tmp").into()),
        ("TERM", "dumb".into()),
        ("TZ", "UTC".into()),
        ("LC_ALL", "C.UTF-8".into()),
        ("AWS_EC2_METADATA_DISABLED", "true".into()),
        // What .NET would otherwise do to a machine.
        ("DOTNET_CLI_TELEMETRY_OPTOUT", "1".into()),
        ("POWERSHELL_TELEMETRY_OPTOUT", "1".into()),
    ];
    pairs.into_iter().map(|(name, value)| (name.into(), value)).collect()
}

fn collect(mut from: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).unwrap();
        bytes
    })
}

/// Waits for the end of `child`, or ends it and fails.
pub(super) fn wait(mut child: Child, shown: &str) -> ExitStatus {
    let pid = Pid::from_child(&child);
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(child.wait()));
    receiver.recv_timeout(PATIENCE).map_or_else(
        |_| {
            _ = kill_process(pid, Signal::KILL);
            panic!("still running: {shown}");
        },
        |status| status.unwrap(),
    )
}

fn code_of(status: ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt as _;
    status.code().unwrap_or_else(|| 128 + status.signal().unwrap())
}
