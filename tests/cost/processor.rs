//! That no usual command asks the processor what it can do: in a virtual machine each such question goes to the host, and
//! a few of them take as long as reading the AWS files.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use super::callgrind::executed;
use super::often::{COMMANDS, sandbox};
use crate::support::{release, tool};

#[test]
fn no_usual_command_asks_the_processor_what_it_can_do() {
    if tool("valgrind").is_none() || tool("objdump").is_none() || !cfg!(target_arch = "x86_64") {
        return;
    }
    let questions = questions(release());
    // TLS has some, for whoever comes to the network.
    assert!(!questions.is_empty(), "objdump shows none in all of the program");
    let sandbox = sandbox();
    for words in COMMANDS {
        let executed = executed(&sandbox, release(), words);
        let asked: Vec<&u64> = questions.intersection(&executed).collect();

        assert!(asked.is_empty(), "{words:?} asks at {asked:x?}; see `line_ends` in calm.rs");
    }
}

/// Returns where in a program the processor is asked.
fn questions(program: &Path) -> BTreeSet<u64> {
    let output = Command::new("objdump")
        .args(["--disassemble", "--no-show-raw-insn"])
        .arg(program)
        .output()
        .unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let questions = lines.lines().filter_map(|line| {
        let (address, instruction) = line.split_once(':')?;
        let address = u64::from_str_radix(address.trim(), 16).ok()?;
        (instruction.trim() == "cpuid").then_some(address)
    });
    questions.collect()
}
