//! The shell that started this process, for when no hook names it.

use std::path::Path;

use clap::ValueEnum as _;

use crate::session::CacheFiles;
use crate::shell::ShellKind;

/// Returns the kind of the nearest ancestor that is a known shell.
pub(crate) fn shell() -> Option<ShellKind> {
    let mut process = rustix::process::getppid().map(|id| id.as_raw_nonzero().get());
    // A loop cannot happen, but a bound costs nothing.
    for _ in 0..64 {
        let id = process.filter(|id| *id > 1)?;
        let found = look(id)?;
        if let Some(kind) = found.names.iter().find_map(|name| kind(name)) {
            return Some(kind);
        }
        process = Some(found.parent);
    }
    None
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
}
