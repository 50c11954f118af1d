//! Shells that evaluate one piece of code after another in one process, and say what came out.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::super::ShellKind::{self, Bash, Fish, Posix, PowerShell, Zsh};

/// One shell, and one way of evaluating in it.
pub(super) struct Reader {
    pub(super) name: &'static str,
    pub(super) kind: ShellKind,
    /// The program and its words.
    words: &'static [&'static str],
    /// How many times fewer random values it is given.
    pub(super) share: usize,
}

/// Reads codes that end in a zero byte, evaluates each, and prints what the variable then holds.
macro_rules! bourne {
    ($eval:literal) => {
        concat!(
            "while IFS= read -r -d '' code; do ",
            $eval,
            "; printf '%s\\0' \"$AWS_PROFILE\"; done"
        )
    };
}

macro_rules! fish {
    ($eval:literal) => {
        concat!("while read -z code; ", $eval, "; printf '%s\\0' \"$AWS_PROFILE\"; end")
    };
}

const POWERSHELL: &str = "
$out = [IO.MemoryStream]::new()
$codes = [Text.Encoding]::UTF8.GetString([IO.File]::ReadAllBytes('../codes')).TrimEnd([char] 0)
foreach ($code in $codes.Split([char] 0)) {
    try { . ([scriptblock]::Create($code)) } catch { }
    $value = [Text.Encoding]::UTF8.GetBytes(\"$env:AWS_PROFILE\")
    $out.Write($value, 0, $value.Length)
    $out.WriteByte(0)
}
$stdout = [Console]::OpenStandardOutput()
$out.WriteTo($stdout)
$stdout.Flush()";

pub(super) const READERS: &[Reader] = &[
    reader("bash", Bash, &["bash", "-c", bourne!("eval \"$code\"")], 1),
    reader("bash, unquoted", Bash, &["bash", "-c", bourne!("eval $code")], 10),
    reader("bash --posix", Bash, &["bash", "--posix", "-c", bourne!("eval \"$code\"")], 10),
    reader("bash --posix, unquoted", Bash, &["bash", "--posix", "-c", bourne!("eval $code")], 10),
    reader("zsh", Zsh, &["zsh", "-f", "-c", bourne!("eval \"$code\"")], 1),
    reader("zsh, unquoted", Zsh, &["zsh", "-f", "-c", bourne!("eval ${=code}")], 10),
    reader("fish source", Fish, &["fish", "--no-config", "-c", fish!("echo $code | source")], 1),
    reader("fish eval", Fish, &["fish", "--no-config", "-c", fish!("eval (echo $code)")], 10),
    reader(
        "pwsh",
        PowerShell,
        &["pwsh", "-NoProfile", "-NonInteractive", "-Command", POWERSHELL],
        5,
    ),
    reader("dash", Posix, &["dash", "../script"], 1),
    reader("ksh", Posix, &["ksh", "../script"], 1),
    reader("mksh", Posix, &["mksh", "../script"], 1),
    reader("busybox sh", Posix, &["busybox", "sh", "../script"], 1),
];

const fn reader(
    name: &'static str,
    kind: ShellKind,
    words: &'static [&'static str],
    share: usize,
) -> Reader {
    Reader { name, kind, words, share }
}

/// Returns those that are installed; a missing one is printed, and a failure where it has to be there.
pub(super) fn installed() -> impl Iterator<Item = &'static Reader> {
    READERS.iter().filter(|reader| reader.is_here())
}

impl Reader {
    fn is_here(&self) -> bool {
        let program = self.words[0];
        let folders = environment("PATH").unwrap_or_default();
        if folders.split(':').any(|folder| Path::new(folder).join(program).is_file()) {
            return true;
        }
        assert!(environment("AWSP_TEST_STRICT").as_deref() != Some("1"), "{program} not found");
        eprintln!("skipped: {program} not found");
        false
    }

    /// Returns whether the shell can hold `value` in a variable.
    pub(super) fn can_hold(&self, value: &[u8]) -> bool {
        self.kind.shell().can_hold(OsStr::from_bytes(value))
    }

    /// Evaluates each of `codes` and returns what the variable then held.
    pub(super) fn read_back(&self, codes: &[Vec<u8>]) -> Vec<Vec<u8>> {
        let output = self.run(codes, &posix_script(codes, self.words[0]), self.name);
        let mut values: Vec<Vec<u8>> =
            output.split(|byte| *byte == 0).map(<[u8]>::to_vec).collect();
        values.pop();
        values
    }

    /// Evaluates each of `codes`, which may be code for another shell, and looks for anything that was made.
    pub(super) fn run_and_expect_no_trace(&self, codes: &[Vec<u8>], what: &str) {
        let mut script = String::new();
        for code in codes {
            // Alone in a subshell, for an error of syntax ends a POSIX shell; in octal, for the code may hold anything.
            script.push_str("(eval \"$(printf '");
            for byte in code {
                _ = write!(script, "\\{byte:03o}");
            }
            script.push_str("')\") </dev/null 2>/dev/null\n");
        }
        self.run(codes, script.as_bytes(), &format!("{what} in {}", self.name));
    }

    /// Runs the shell in a folder with files that a stray `*` would find, and checks that nothing is added to them.
    fn run(&self, codes: &[Vec<u8>], script: &[u8], name: &str) -> Vec<u8> {
        let root = tempfile::tempdir().unwrap();
        let work = root.path().join("work");
        fs::create_dir(&work).unwrap();
        for decoy in ["a", "b c", "x*", "prod"] {
            fs::write(work.join(decoy), "").unwrap();
        }
        let ended = codes.iter().flat_map(|code| [code.as_slice(), b"\0"].concat());
        fs::write(root.path().join("codes"), ended.collect::<Vec<u8>>()).unwrap();
        fs::write(root.path().join("script"), script).unwrap();
        let before = names(root.path());

        let output = self.output(root.path(), &work);

        assert_eq!(names(root.path()), before, "{name} made or removed files");
        output
    }

    fn output(&self, root: &Path, work: &Path) -> Vec<u8> {
        Command::new(self.words[0])
            .args(&self.words[1..])
            .current_dir(work)
            .env("HOME", root)
            .env("LC_ALL", "C.UTF-8")
            .stdin(File::open(root.join("codes")).unwrap())
            .output()
            .unwrap()
            .stdout
    }
}

/// Returns a script of all codes: a POSIX shell cannot read up to a zero byte.
fn posix_script(codes: &[Vec<u8>], program: &str) -> Vec<u8> {
    let print: &[u8] = match program {
        "mksh" => b"\nprint -rn -- \"$AWS_PROFILE\"; print -n '\\0000'\n",
        _ => b"\nprintf '%s\\0' \"$AWS_PROFILE\"\n",
    };
    codes.iter().flat_map(|code| [code.as_slice(), print].concat()).collect()
}

/// Returns every file below `folder` but those that fish and PowerShell keep under HOME.
fn names(folder: &Path) -> BTreeSet<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .filter(|path| !path.file_name().unwrap().as_bytes().starts_with(b"."))
        .flat_map(|path| {
            let below = if path.is_dir() { names(&path) } else { BTreeSet::new() };
            below.into_iter().chain([path])
        })
        .collect()
}

#[expect(clippy::disallowed_methods, reason = "a test looks for shells where a person would")]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
