//! What strace sees of a program and of all that it starts.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use super::Sandbox;

/// The record of a traced program.
pub(crate) struct Trace {
    log: PathBuf,
}

impl Trace {
    /// Returns an empty one, kept in HOME.
    pub(crate) fn new(sandbox: &Sandbox) -> Self {
        Self { log: sandbox.home().join("trace") }
    }

    /// Returns the words that stand in front of the program; `calls` are those to record, as `strace -e` knows them.
    pub(crate) fn words<'t>(&'t self, calls: &'t str) -> [&'t str; 7] {
        ["strace", "-f", "-qq", "-e", calls, "-o", self.log.to_str().unwrap()]
    }

    /// Returns every call so far, in the order of their beginnings.
    pub(crate) fn calls(&self) -> Vec<Call> {
        let text = fs::read_to_string(&self.log).unwrap_or_default();
        let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
        let (mut calls, mut unfinished) = (Vec::<Call>::new(), BTreeMap::<&str, usize>::new());
        for line in whole.lines() {
            let (process, call) = line.split_once(' ').unwrap_or_default();
            let call = call.trim_start();
            if let Some((_, rest)) = call.split_once(" resumed>") {
                if let Some(begun) = unfinished.remove(process) {
                    calls[begun].0.push_str(rest);
                }
            } else if let Some(beginning) = call.strip_suffix(" <unfinished ...>") {
                unfinished.insert(process, calls.len());
                calls.push(Call(beginning.to_owned()));
            } else if !call.starts_with(['-', '+']) {
                calls.push(Call(call.to_owned()));
            }
        }
        calls
    }
}

/// One system call, as strace writes it.
#[derive(Debug)]
pub(crate) struct Call(String);

impl Call {
    /// Returns the name.
    pub(crate) fn name(&self) -> &str {
        self.0.split('(').next().unwrap()
    }

    /// Returns the first text among its arguments, which is the path of a call that takes one.
    pub(crate) fn path(&self) -> Option<&str> {
        self.0.split('"').nth(1)
    }

    /// Returns whether it started a program.
    pub(crate) fn is_program(&self) -> bool {
        self.name() == "execve" && self.0.ends_with("= 0")
    }

    /// Returns whether it made a process; a thread is none.
    pub(crate) fn is_process(&self) -> bool {
        let made = self.0.rsplit("= ").next().is_some_and(|end| end.parse::<u32>().is_ok());
        made && ["clone", "clone3", "fork", "vfork"].contains(&self.name())
            && !self.0.contains("CLONE_THREAD")
    }
}

/// Returns how many of `calls` made a process, and how many started a program.
pub(crate) fn started(calls: &[Call]) -> (usize, usize) {
    let count = |wanted: fn(&Call) -> bool| calls.iter().filter(|call| wanted(call)).count();
    (count(Call::is_process), count(Call::is_program))
}
