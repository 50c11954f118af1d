//! The hooks for bash and zsh, with a stand-in for awsp that can also misbehave.

mod answers;
mod bent;
mod function;
mod hostile;
mod keys;
mod neighbours;
mod noticing;
mod place;
mod quiet;
mod segment;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use crate::support::{Pty, Sandbox, Shell};

const BASH: &[Shell] = &[Shell::Bash];
const ZSH: &[Shell] = &[Shell::Zsh];
const BOTH: &[Shell] = &[Shell::Bash, Shell::Zsh];

/// Returns those of the two shells that are installed.
fn here() -> impl Iterator<Item = Shell> {
    BOTH.iter().copied().filter(|shell| shell.is_here())
}

/// A program that speaks the hooks' protocol, and keeps a record of how it was called.
struct StandIn {
    folder: PathBuf,
}

impl StandIn {
    fn new(sandbox: &Sandbox) -> Self {
        let program = sandbox.file("stand-in/awsp", include_str!("hook_posix/stand_in.sh"));
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        for shell in BOTH {
            sandbox.file(&format!("hook.{}", shell.program()), hook(sandbox, *shell, "auto"));
        }
        Self { folder: sandbox.home().join("stand-in") }
    }

    /// Lays a file beside the program that says what it does.
    fn set(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.folder.join(name), content).unwrap();
    }

    /// Returns the words of every call since the last time somebody asked.
    fn calls(&self) -> Vec<String> {
        let calls = fs::read_to_string(self.folder.join("calls")).unwrap_or_default();
        self.set("calls", "");
        calls.lines().map(str::to_owned).collect()
    }
}

/// Returns what `awsp init` would print, with the stand-in in awsp's place.
fn hook(sandbox: &Sandbox, shell: Shell, place: &str) -> String {
    let (awsp, stand_in) = (sandbox.awsp_path(), sandbox.home().join("stand-in/awsp"));
    let mut command = sandbox.command(&awsp);
    let output = sandbox.run(command.args(["init", shell.program(), "--prompt", place]));
    assert_eq!(output.code, 0, "{output:?}");
    let text = |path: &Path| path.display().to_string();
    let bin = |path: &Path| format!("__awsp_bin={} ", text(path));
    assert!(output.stdout.contains(&bin(&awsp)), "{output:?}");
    output.stdout.replacen(&bin(&awsp), &bin(&stand_in), 1)
}

/// Returns the line that loads the hook, as often as one likes.
fn load(shell: Shell) -> String {
    format!(". ~/hook.{}", shell.program())
}

/// One thing a person may do to a shell, and what comes of it.
struct Scenario {
    situation: &'static str,
    shells: &'static [Shell],
    /// Start-up lines in front of the hook.
    before: &'static str,
    /// Start-up lines behind it.
    behind: &'static str,
    /// What is typed, and what is said to it.
    steps: &'static [(&'static str, &'static str)],
    /// The prompt in the end.
    prompt: &'static str,
}

/// What holds unless a scenario says something else.
const PLAIN: Scenario = Scenario {
    situation: "",
    shells: BOTH,
    before: "",
    behind: "",
    steps: &[],
    prompt: "none READY>",
};

impl Scenario {
    fn play(&self) {
        for &shell in self.shells.iter().filter(|shell| shell.is_here()) {
            let sandbox = Sandbox::new();
            let _stand_in = StandIn::new(&sandbox);
            let startup = [self.before, &load(shell), self.behind].join("\n");
            let mut pty = Pty::with_startup(&sandbox, shell, &shell.startup(&startup));
            for (typed, said) in self.steps {
                assert_eq!(pty.run(typed), *said, "{}, {shell:?}: {typed}", self.situation);
            }
            assert_eq!(pty.prompt(), self.prompt, "{}, {shell:?}", self.situation);
            let made: Vec<_> = fs::read_dir(sandbox.work()).unwrap().collect();
            assert!(made.is_empty(), "{}, {shell:?}: {made:?}", self.situation);
        }
    }
}

fn play(scenarios: &[Scenario]) {
    for scenario in scenarios {
        scenario.play();
    }
}

/// Presses a key that makes the shell prompt again without a new line being typed, such as Ctrl-C.
fn press(pty: &mut Pty, key: &str) {
    pty.send(key);
    pty.wait_until("a prompt", |screen| screen.trim_end().ends_with("READY>"));
}
