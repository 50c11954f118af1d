//! The shells of this machine.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use super::{Output, Sandbox};

/// A shell that may be installed here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::enum_variant_names, reason = "PowerShell is called so")]
pub(crate) enum Shell {
    /// GNU Bash
    Bash,
    /// Z shell
    Zsh,
    /// fish
    Fish,
    /// PowerShell
    PowerShell,
    /// The Debian Almquist shell
    Dash,
    /// `KornShell` 93
    Ksh,
    /// The `MirBSD` Korn shell
    Mksh,
    /// The shell of busybox
    Busybox,
}

impl Shell {
    /// Every shell.
    pub(crate) const ALL: [Self; 8] = [
        Self::Bash,
        Self::Zsh,
        Self::Fish,
        Self::PowerShell,
        Self::Dash,
        Self::Ksh,
        Self::Mksh,
        Self::Busybox,
    ];

    /// Returns every shell that is installed.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|shell| shell.is_here())
    }

    /// Returns the installed ones among those with a hook.
    pub(crate) fn hooked() -> impl Iterator<Item = Self> {
        Self::all().filter(|shell| !shell.is_posix())
    }

    /// Returns whether the shell has no hook and takes `--shell=posix`.
    pub(crate) const fn is_posix(self) -> bool {
        match self {
            Self::Bash | Self::Zsh | Self::Fish | Self::PowerShell => false,
            Self::Dash | Self::Ksh | Self::Mksh | Self::Busybox => true,
        }
    }

    /// Returns the name of the program.
    pub(crate) const fn program(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::Zsh => "zsh",
            Self::Fish => "fish",
            Self::PowerShell => "pwsh",
            Self::Dash => "dash",
            Self::Ksh => "ksh",
            Self::Mksh => "mksh",
            Self::Busybox => "busybox",
        }
    }

    /// Returns what `--shell=` and `awsp init` call it.
    pub(crate) const fn awsp_name(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::Zsh => "zsh",
            Self::Fish => "fish",
            Self::PowerShell => "powershell",
            Self::Dash | Self::Ksh | Self::Mksh | Self::Busybox => "posix",
        }
    }

    /// Returns the program's words for a script without start-up files.
    pub(crate) const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Bash => &["--norc", "--noprofile", "-c"],
            Self::Zsh => &["-f", "-c"],
            // Not --no-config, which makes universal variables global; HOME has none of it anyway.
            Self::Fish | Self::Dash | Self::Ksh | Self::Mksh => &["-c"],
            Self::PowerShell => &["-NoProfile", "-NonInteractive", "-Command"],
            Self::Busybox => &["sh", "-c"],
        }
    }

    /// Returns the words that start it as a person would, with a prompt and its start-up file.
    pub(crate) const fn interactive(self) -> &'static [&'static str] {
        match self {
            Self::Bash => &["bash", "-i"],
            Self::Zsh => &["zsh", "-i"],
            Self::Fish => &["fish", "-i"],
            Self::PowerShell => &["pwsh", "-NoLogo"],
            // ksh shows a prompt before it reads keys, so nobody can tell when a line is done.
            Self::Dash | Self::Ksh | Self::Mksh | Self::Busybox => panic!("no hook"),
        }
    }

    /// Returns whether the shell is installed; says so once if it is not, and fails where it has to be.
    pub(crate) fn is_here(self) -> bool {
        tool(self.program()).is_some()
    }

    /// Returns a command that runs `script` without start-up files.
    pub(crate) fn command(self, sandbox: &Sandbox, script: &str) -> Command {
        let mut command = sandbox.command(self.program());
        command.args(self.words()).arg(script);
        command
    }

    /// Runs `script` without start-up files.
    pub(crate) fn script(self, sandbox: &Sandbox, script: &str) -> Output {
        sandbox.run(&mut self.command(sandbox, script))
    }

    /// Returns the version of bash or zsh: 502 for 5.2.
    pub(crate) fn version(self) -> u32 {
        let script = "version=${BASH_VERSION-$ZSH_VERSION}; minor=${version#*.}
            echo $((${version%%.*} * 100 + ${minor%%[!0-9]*}))";
        self.script(&Sandbox::new(), script).stdout.trim().parse().unwrap()
    }

    /// Returns the line that a user puts into the start-up file.
    pub(crate) fn hook_line(self) -> &'static str {
        match self {
            Self::Bash => r#"eval "$(command awsp init bash)""#,
            Self::Zsh => r#"eval "$(command awsp init zsh)""#,
            Self::Fish => "command awsp init fish | source",
            Self::PowerShell => {
                r#". ([scriptblock]::Create((& @(Get-Command awsp -CommandType Application)[0] init powershell) -join "`n"))"#
            }
            Self::Dash | Self::Ksh | Self::Mksh | Self::Busybox => "",
        }
    }

    /// Returns the line that evaluates what `awsp WORDS` prints, without the hook.
    pub(crate) fn evaluation(self, words: &str) -> String {
        let call = format!("awsp --shell={} {words}", self.awsp_name());
        match self {
            Self::Fish => format!("{call} | source"),
            Self::PowerShell => format!("{call} | Invoke-Expression"),
            Self::Bash | Self::Zsh | Self::Dash | Self::Ksh | Self::Mksh | Self::Busybox => {
                format!("eval \"$({call})\"")
            }
        }
    }

    /// Returns the text of a start-up file: a prompt that a test can recognise, and `then` behind it.
    pub(crate) fn startup(self, then: &str) -> String {
        let prompt = match self {
            Self::Fish => {
                "function fish_greeting; end; function fish_prompt; printf 'READY> '; end"
            }
            Self::PowerShell => "function prompt { 'READY> ' }",
            Self::Bash | Self::Zsh | Self::Dash | Self::Ksh | Self::Mksh | Self::Busybox => {
                "PS1='READY> '"
            }
        };
        format!("{prompt}\n{then}\n")
    }

    /// Returns where under HOME an interactive shell with a hook looks for its start-up file.
    pub(crate) const fn startup_path(self) -> &'static str {
        match self {
            Self::Bash => ".bashrc",
            Self::Zsh => ".zshrc",
            Self::Fish => ".config/fish/config.fish",
            Self::PowerShell => ".config/powershell/Microsoft.PowerShell_profile.ps1",
            Self::Dash | Self::Ksh | Self::Mksh | Self::Busybox => "",
        }
    }

    /// Returns a line that writes the shell variable `name`, exported or not, to the file `path`.
    pub(crate) fn write_variable(self, name: &str, path: &Path) -> String {
        let path = path.display();
        match self {
            Self::PowerShell => format!("[IO.File]::WriteAllText('{path}', \"$global:{name}\")"),
            Self::Fish
            | Self::Bash
            | Self::Zsh
            | Self::Dash
            | Self::Ksh
            | Self::Mksh
            | Self::Busybox => {
                format!("printf %s \"${name}\" >'{path}'")
            }
        }
    }

    /// Returns a line that writes the exit code of the line before to the file `path`.
    pub(crate) fn write_code(self, path: &Path) -> String {
        let path = path.display();
        match self {
            Self::PowerShell => format!(
                "[IO.File]::WriteAllText('{path}', $(if ($?) {{ 0 }} elseif ($LASTEXITCODE) {{ $LASTEXITCODE }} else {{ 1 }}))"
            ),
            Self::Fish => format!("printf %s $status >'{path}'"),
            Self::Bash | Self::Zsh | Self::Dash | Self::Ksh | Self::Mksh | Self::Busybox => {
                format!("printf %s $? >'{path}'")
            }
        }
    }
}

/// Returns the path of a program that a test needs; says so once if it is missing, and fails where it has to be there.
pub(crate) fn tool(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let found =
        std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file());
    needed(name, found)
}

/// Returns the path of a file that a test needs, in the same way.
pub(crate) fn file(path: &str) -> Option<PathBuf> {
    needed(path, Some(PathBuf::from(path)).filter(|path| path.is_file()))
}

fn needed(name: &str, found: Option<PathBuf>) -> Option<PathBuf> {
    if found.is_none() {
        skip(&format!("{name} not found"));
    }
    found
}

/// Says once why a test does not run, and fails where every one has to.
pub(crate) fn skip(reason: &str) {
    static SAID: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    assert!(
        std::env::var_os("AWSP_TEST_STRICT").is_none_or(|strict| strict != "1"),
        "{reason}, and AWSP_TEST_STRICT=1 wants every test to run"
    );
    if SAID.lock().unwrap().insert(reason.to_owned()) {
        eprintln!("skipped: {reason}");
    }
}
