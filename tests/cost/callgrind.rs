//! Commands under callgrind: how many instructions they take, and which code of the program they run.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::{Output, Sandbox};

/// Returns how many instructions a command takes.
pub(super) fn count(sandbox: &Sandbox, program: &Path, words: &[&str]) -> u64 {
    let report = callgrind(sandbox, "/dev/null", program, words).stderr;
    let instructions = report.split_once("Collected : ").expect(&report).1;
    instructions.lines().next().unwrap().trim().parse().unwrap()
}

/// Returns the addresses of the instructions of `program` that it executes with `words`, as the file has them.
pub(super) fn executed(sandbox: &Sandbox, program: &Path, words: &[&str]) -> BTreeSet<u64> {
    let report = sandbox.work().join("callgrind").display().to_string();
    callgrind(sandbox, &report, program, words);
    addresses(&fs::read_to_string(report).unwrap(), &program.display().to_string())
}

/// Runs a command that says what it says without callgrind, which reports into a file.
fn callgrind(sandbox: &Sandbox, report: &str, program: &Path, words: &[&str]) -> Output {
    let expected = sandbox.run(sandbox.command(program).args(words));
    assert_eq!(expected.code, 0, "{words:?}: {expected:?}");
    let run = |_| {
        let mut command = sandbox.command("valgrind");
        command.args(["--tool=callgrind", "--dump-instr=yes"]);
        command.arg(format!("--callgrind-out-file={report}")).arg(program).args(words);
        sandbox.run(&mut command)
    };
    // A prompt gives up after two seconds, which a busy machine may need for it under callgrind.
    let found = (0..20).map(run).find(|output| output.stdout == expected.stdout);
    found.unwrap_or_else(|| panic!("{words:?}: {expected:?} only without callgrind"))
}

/// Returns the addresses that a report of callgrind has for one of the objects.
///
/// An object is named at its first mention, `ob=(4) /lib/x.so`, and then by its number, `ob=(4)`; an address is a
/// number, or how far it is from the one before.
fn addresses(report: &str, program: &str) -> BTreeSet<u64> {
    let (mut number, mut is_here, mut address) = ("", false, 0_u64);
    let mut found = BTreeSet::new();
    for line in report.lines() {
        if let Some(object) = line.strip_prefix("ob=").or_else(|| line.strip_prefix("cob=")) {
            let (id, name) = object.split_once(' ').unwrap_or((object, ""));
            number = if name == program { id } else { number };
            is_here = if line.starts_with("ob=") { id == number } else { is_here };
        }
        let Some(next) = moved(address, line.split(' ').next().unwrap_or_default()) else {
            continue;
        };
        address = next;
        if is_here {
            found.insert(address);
        }
    }
    found
}

/// Returns the address that a position says, if it is one.
fn moved(from: u64, position: &str) -> Option<u64> {
    match position.split_at_checked(1)? {
        ("*", "") => Some(from),
        ("+", distance) => Some(from + distance.parse::<u64>().ok()?),
        ("-", distance) => Some(from - distance.parse::<u64>().ok()?),
        _ => u64::from_str_radix(position.strip_prefix("0x")?, 16).ok(),
    }
}

#[test]
fn a_report_of_callgrind_is_understood() {
    let report = "positions: instr line\n\nob=(1) /lib/c.so\nfn=(1)\n0x10 0 1\n\nob=(2) /awsp\nfn=(2) main\n\
        0x1000 0 3\n+4 0 1\ncob=(1)\ncfn=(1)\ncalls=1 0x10 0\n* 0 9\n-2 0 1\n\nob=(1)\n0x20 0 1\n\nob=(2)\n+8 0 1\n";

    let found = addresses(report, "/awsp");

    assert_eq!(found, BTreeSet::from([0x28, 0x1000, 0x1002, 0x1004]));
}
