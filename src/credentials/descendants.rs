//! The processes that a program has started, and those that they have started.
//!
//! A process group of its own would be easier to end, but its programs could not ask anything on the terminal.

use rustix::process::{Pid, Signal, kill_process};

/// Ends a process and all that has come of it.
pub(super) fn end(process: u32) {
    let Ok(process) = i32::try_from(process) else { return };
    for id in family(process).into_iter().filter_map(Pid::from_raw) {
        // One that has ended by itself needs no end.
        _ = kill_process(id, Signal::KILL);
    }
}

/// Returns a process and all that has come of it.
fn family(process: i32) -> Vec<i32> {
    let mut ids = vec![process];
    let all = parents();
    // Children come behind their parents, so one look at each finds all of them.
    let mut looked_at = 0;
    while let Some(parent) = ids.get(looked_at).copied() {
        ids.extend(all.iter().filter(|(_, of)| *of == parent).map(|(id, _)| *id));
        looked_at += 1;
    }
    ids
}

/// Returns every process with its parent.
#[cfg(target_os = "linux")]
fn parents() -> Vec<(i32, i32)> {
    let Ok(folder) = std::fs::read_dir("/proc") else { return Vec::new() };
    let names = folder.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    names.filter_map(|name| Some((name.parse().ok()?, parent(&name)?))).collect()
}

#[cfg(target_os = "linux")]
fn parent(id: &str) -> Option<i32> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (_, behind) = stat.rsplit_once(')')?;
    behind.split_whitespace().nth(1)?.parse().ok()
}

#[cfg(not(target_os = "linux"))]
fn parents() -> Vec<(i32, i32)> {
    let mut command = std::process::Command::new("ps");
    let output =
        command.args(["-A", "-o", "pid=,ppid="]).stdin(std::process::Stdio::null()).output();
    let text = output.map(|output| output.stdout).unwrap_or_default();
    let numbers = |line: &str| {
        let (id, parent) = line.trim().split_once(char::is_whitespace)?;
        Some((id.parse().ok()?, parent.trim().parse().ok()?))
    };
    String::from_utf8_lossy(&text).lines().filter_map(numbers).collect()
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};
    use std::thread::sleep;
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_program_is_ended_with_all_that_it_has_started() {
        let mut command = Command::new("sh");
        command.args(["-c", "sh -c 'sleep 1000; :' & sleep 1000 & wait"]).stdin(Stdio::null());
        let mut child = command.spawn().unwrap();
        let process = i32::try_from(child.id()).unwrap();
        while family(process).len() < 4 {
            sleep(Duration::from_millis(2));
        }
        let others: Vec<i32> = family(process).into_iter().skip(1).collect();

        end(child.id());

        assert!(!child.wait().unwrap().success());
        // They wait for nobody but the system, which takes note of their end in its own time.
        while others.iter().any(|id| is_alive(*id)) {
            sleep(Duration::from_millis(2));
        }
    }

    fn is_alive(id: i32) -> bool {
        let mut command = Command::new("ps");
        let shown = command.args(["-o", "stat=", "-p", &id.to_string()]).output().unwrap().stdout;
        let state = shown.trim_ascii();
        !state.is_empty() && !state.starts_with(b"Z")
    }
}
