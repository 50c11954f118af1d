//! The processes that started this one.

use std::path::Path;

use clap::ValueEnum as _;

use crate::environment::Environment;
#[cfg(target_os = "linux")]
use crate::environment::{Change, Variable};
use crate::session::CacheFiles;
use crate::shell::ShellKind;

/// How far up a shell is looked for.
const FARTHEST: usize = 64;

/// How many ancestors are told of.
const MOST: usize = 32;

/// The number of the first process of a machine or container.
pub(crate) const FIRST: i32 = 1;

/// A process that led to this one.
#[derive(Clone, Debug)]
pub(crate) struct Ancestor {
    /// Its number.
    pub(crate) id: i32,
    /// The names it goes by, the surest first.
    pub(crate) names: Vec<String>,
    /// The variables of the table that it was started with; `None` if that cannot be read.
    pub(crate) began_with: Option<Environment>,
}

impl Ancestor {
    /// Returns which shell it is, if it is one.
    pub(crate) fn shell(&self) -> Option<ShellKind> {
        self.names.iter().find_map(|name| kind(name))
    }
}

/// Returns the kind of the nearest ancestor that is a known shell, for when no hook names it.
pub(crate) fn shell() -> Option<ShellKind> {
    let mut processes = walk(parent(), look).take(FARTHEST).take_while(|(id, _)| *id != FIRST);
    processes.find_map(|(_, process)| process.names.iter().find_map(|name| kind(name)))
}

/// Returns the ancestors, the parent first.
pub(crate) fn all() -> Vec<Ancestor> {
    let ancestor = |(id, process): (i32, Process)| Ancestor {
        id,
        names: process.names,
        began_with: began_with(id),
    };
    walk(parent(), look).take(MOST).map(ancestor).collect()
}

fn parent() -> Option<i32> {
    rustix::process::getppid().map(|id| id.as_raw_nonzero().get())
}

/// Returns process after process from `id` up; callers bound it.
fn walk(
    id: Option<i32>,
    look: impl Fn(i32) -> Option<Process>,
) -> impl Iterator<Item = (i32, Process)> {
    let mut next = id;
    std::iter::from_fn(move || {
        let id = next.filter(|id| *id >= FIRST)?;
        let process = look(id)?;
        next = Some(process.parent);
        Some((id, process))
    })
}

/// A process: its parent, and the names it goes by, the surest first.
struct Process {
    parent: i32,
    names: Vec<String>,
}

/// Returns the kind of shell a program's name stands for; a login shell's begins with a dash.
fn kind(name: &str) -> Option<ShellKind> {
    let name = name.trim_start_matches('-').trim_end_matches(".exe");
    match name {
        "ksh93" | "mksh" | "lksh" | "oksh" | "yash" | "busybox" => Some(ShellKind::Posix),
        "rbash" => Some(ShellKind::Bash),
        "pwsh-preview" => Some(ShellKind::PowerShell),
        _ => ShellKind::from_str(name, true).ok().filter(|_| name != "posix"),
    }
}

#[cfg(target_os = "linux")]
fn look(id: i32) -> Option<Process> {
    let stat = CacheFiles::new(0).text(Path::new(&format!("/proc/{id}/stat")))?;
    let (before, after) = stat.rsplit_once(')')?;
    let parent = after.split_whitespace().nth(1)?.parse().ok()?;
    let executable = std::fs::read_link(format!("/proc/{id}/exe")).ok();
    let comm = before.split_once('(').map(|(_, comm)| comm.to_owned());
    let names = executable.as_deref().and_then(file_name).into_iter().chain(comm).collect();
    Some(Process { parent, names })
}

#[cfg(not(target_os = "linux"))]
fn look(id: i32) -> Option<Process> {
    let output = std::process::Command::new("ps")
        .args(["-o", "ppid=,comm=", "-p", &id.to_string()])
        .stdin(std::process::Stdio::null())
        .output()
        .ok()?;
    let line = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let (parent, program) = line.split_once(char::is_whitespace)?;
    Some(Process {
        parent: parent.parse().ok()?,
        names: file_name(Path::new(program.trim())).into_iter().collect(),
    })
}

/// How many bytes of variables are looked at.
#[cfg(target_os = "linux")]
const MOST_BYTES: u64 = 1024 * 1024;

/// Returns the variables that a process was started with; Linux keeps them, also where it has set others since.
#[cfg(target_os = "linux")]
fn began_with(id: i32) -> Option<Environment> {
    use std::io::Read as _;
    let (file, _) = crate::file::open(Path::new(&format!("/proc/{id}/environ"))).ok()?;
    let mut bytes = Vec::new();
    file.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
    Some(of_table(&bytes))
}

#[cfg(not(target_os = "linux"))]
const fn began_with(_id: i32) -> Option<Environment> {
    None
}

/// Returns the variables of the table among `NAME=VALUE` with a zero byte behind each; the first of a name counts.
#[cfg(target_os = "linux")]
fn of_table(bytes: &[u8]) -> Environment {
    use std::os::unix::ffi::OsStrExt as _;
    let value = |name: &str| {
        let mut entries = bytes.split(|byte| *byte == 0);
        entries.find_map(|entry| entry.strip_prefix(name.as_bytes())?.strip_prefix(b"="))
    };
    let known = Variable::ALL.iter().filter_map(|variable| {
        let value = std::ffi::OsStr::from_bytes(value(variable.name)?);
        Some((variable.name, value))
    });
    Environment::default()
        .after(&known.fold(Change::new(), |change, (name, value)| change.set(name, value)))
}

fn file_name(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_string_lossy();
    // Linux marks a program that was replaced while it runs.
    Some(name.trim_end_matches(" (deleted)").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_programs_tell_the_shell() {
        for (name, expected) in [
            ("bash", Some(ShellKind::Bash)),
            ("-zsh", Some(ShellKind::Zsh)),
            ("dash", Some(ShellKind::Posix)),
            ("sh", Some(ShellKind::Posix)),
            ("pwsh", Some(ShellKind::PowerShell)),
            ("busybox", Some(ShellKind::Posix)),
            ("make", None),
            ("posix", None),
        ] {
            assert_eq!(kind(name), expected, "{name}");
        }
    }

    #[test]
    fn the_way_up_ends_behind_the_first_process_and_at_one_that_is_gone() {
        let look = |id: i32| {
            let parents = [(9, 7), (7, 1), (5, 4), (1, 0)];
            let (_, parent) = parents.into_iter().find(|(child, _)| *child == id)?;
            Some(Process { parent, names: vec![format!("p{id}")] })
        };
        let ids = |id| walk(Some(id), look).map(|(id, _)| id).collect::<Vec<_>>();

        assert_eq!(ids(9), [9, 7, 1]);
        assert_eq!(ids(5), [5]);
        assert_eq!(ids(0), [0; 0]);
        assert!(walk(None, look).next().is_none());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_a_process_began_with_is_read_by_whole_names() {
        let bytes = b"XAWS_PROFILE=a\0AWS_PROFILE=b=c\0AWS_PROFILES=d\0AWS_VAULT=\0AWS_PROFILE=e\0AWS_REGION";

        let environment = of_table(bytes);

        assert_eq!(environment.text("AWS_PROFILE").as_deref(), Some("b=c"));
        assert!(environment.has("AWS_VAULT") && !environment.has("AWS_REGION"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_child_is_seen_with_what_it_was_given() {
        use std::io::{Read as _, Write as _};
        let pipe = || std::process::Stdio::piped();
        let mut command = std::process::Command::new("cat");
        let mut child = command.env("AWS_VAULT", "v").stdin(pipe()).stdout(pipe()).spawn().unwrap();
        // Once it answers the kernel has laid out its variables.
        child.stdin.as_mut().unwrap().write_all(b"x").unwrap();
        child.stdout.as_mut().unwrap().read_exact(&mut [0]).unwrap();

        let id = i32::try_from(child.id()).unwrap();
        let (process, environment) = (look(id), began_with(id));
        child.kill().unwrap();
        child.wait().unwrap();

        assert!(process.unwrap().names.iter().any(|name| name == "cat"));
        assert_eq!(environment.unwrap().text("AWS_VAULT").as_deref(), Some("v"));
        assert!(began_with(id).is_none());
    }
}
