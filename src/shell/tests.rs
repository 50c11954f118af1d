//! Values that have hurt other programs, and random ones, written as code and read back by the real shells.

mod real_shell;

use std::collections::hash_map::RandomState;
use std::ffi::OsStr;
use std::hash::BuildHasher as _;
use std::os::unix::ffi::OsStrExt as _;

use clap::ValueEnum as _;
use real_shell::{Reader, installed};

use super::{Change, ShellKind, is_shell_s_own};

const RANDOM_VALUES: usize = 100_000;

#[test]
fn hostile_values_reach_every_shell_byte_for_byte_and_run_nothing() {
    for reader in installed() {
        let values: Vec<Vec<u8>> =
            hostile().into_iter().filter(|value| reader.can_hold(value)).collect();

        check(reader, &values, change_of);
    }
}

#[test]
fn random_bytes_reach_every_shell_byte_for_byte() {
    let seed = RandomState::new().hash_one(0) | 1;
    eprintln!("seed {seed}");

    std::thread::scope(|threads| {
        for reader in installed() {
            threads.spawn(move || {
                let mut random = Random(seed);
                let values: Vec<Vec<u8>> =
                    (0..RANDOM_VALUES / reader.share).map(|_| random.value(reader.kind)).collect();

                check(reader, &values, assignment_of);
            });
        }
    });
}

#[test]
fn code_for_one_shell_runs_nothing_in_another() {
    for reader in installed() {
        for kind in ShellKind::value_variants() {
            let codes: Vec<Vec<u8>> = hostile()
                .iter()
                .filter(|value| kind.shell().can_hold(OsStr::from_bytes(value)))
                .map(|value| change_of(*kind, value))
                .collect();

            reader.run_and_expect_no_trace(&codes, kind.name());
        }
    }
}

fn check(reader: &Reader, expected: &[Vec<u8>], code_of: fn(ShellKind, &[u8]) -> Vec<u8>) {
    let codes: Vec<Vec<u8>> = expected.iter().map(|value| code_of(reader.kind, value)).collect();

    let seen = reader.read_back(&codes);

    for (expected, seen) in expected.iter().zip(&seen) {
        let (wanted, got) = (expected.escape_ascii(), seen.escape_ascii());
        assert!(expected == seen, "{}: {wanted} became {got}", reader.name);
    }
    assert_eq!(expected.len(), seen.len(), "{}", reader.name);
}

/// Returns the whole of what `awsp use` prints for a profile of this name.
fn change_of(kind: ShellKind, value: &[u8]) -> Vec<u8> {
    let change = Change::new().set("AWS_PROFILE", OsStr::from_bytes(value)).unset("AWS_REGION");
    kind.shell().change(&change, None)
}

/// Returns the assignment alone: without the guard's fork a shell takes 100,000 of them in seconds.
fn assignment_of(kind: ShellKind, value: &[u8]) -> Vec<u8> {
    let set = match kind {
        ShellKind::Bash | ShellKind::Zsh | ShellKind::Posix => "export AWS_PROFILE=",
        ShellKind::Fish => "set -gx AWS_PROFILE ",
        ShellKind::PowerShell => "$env:AWS_PROFILE = ",
    };
    [set.as_bytes(), &kind.shell().quote(OsStr::from_bytes(value))].concat()
}

/// Returns every value of the corpus that a variable can hold: a zero byte ends it.
fn hostile() -> Vec<Vec<u8>> {
    let entries: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("../../tests/data/hostile.json")).unwrap();
    let bytes = |entry: &serde_json::Value| match entry["hex"].as_str() {
        Some(hex) => hex.as_bytes().chunks(2).map(byte_of_hex).collect(),
        None => entry["value"].as_str().unwrap().as_bytes().to_vec(),
    };
    entries.iter().map(bytes).filter(|value: &Vec<u8>| !value.contains(&0)).collect()
}

fn byte_of_hex(digits: &[u8]) -> u8 {
    u8::from_str_radix(str::from_utf8(digits).unwrap(), 16).unwrap()
}

/// A xorshift generator: enough to choose bytes.
struct Random(u64);

impl Random {
    /// Returns a number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    /// Returns up to 24 bytes, half of them characters that mean something to a shell; text where only text will do.
    fn value(&mut self, kind: ShellKind) -> Vec<u8> {
        let bytes: Vec<u8> = (0..self.below(25)).map(|_| self.byte()).collect();
        if kind.shell().can_hold(OsStr::from_bytes(&bytes)) {
            bytes
        } else {
            String::from_utf8_lossy(&bytes).into_owned().into_bytes()
        }
    }

    fn byte(&mut self) -> u8 {
        const SPECIAL: &[u8] = b"'\"`$\\(){}[]<>|&;#*?~!%^= \t\n\r-+,@:x0";
        if self.below(2) == 0 {
            SPECIAL[self.below(SPECIAL.len())]
        } else {
            u8::try_from(self.below(255) + 1).unwrap()
        }
    }
}

#[test]
fn an_empty_word_stays_a_word_in_the_oldest_zsh() {
    for kind in [ShellKind::Bash, ShellKind::Zsh, ShellKind::Posix] {
        assert_eq!(kind.shell().quote(OsStr::new("")), b"''", "{kind:?}: zsh 5.1 drops a $''");
    }
}

#[test]
fn fish_erases_one_variable_at_a_time() {
    let change = Change::new().unset("AWS_PROFILE").unset("AWS_REGION");
    let code = String::from_utf8(ShellKind::Fish.shell().change(&change, None)).unwrap();
    assert!(code.contains("; set -eg AWS_PROFILE; set -eg AWS_REGION;"), "for fish 3.1: {code}");
}

#[test]
fn a_command_of_a_finding_is_one_that_the_shell_knows() {
    let (unset, edit, other) = ("unset A B", "${EDITOR:-vi} +3 /c", "awsp clean");
    for (kind, expected) in [
        (ShellKind::Bash, [unset, edit]),
        (ShellKind::Zsh, [unset, edit]),
        (ShellKind::Posix, [unset, edit]),
        (ShellKind::Fish, ["set -e A B", "vi +3 /c"]),
        (ShellKind::PowerShell, ["$env:A = $null; $env:B = $null", "vi +3 /c"]),
    ] {
        assert_eq!([unset, edit].map(|fix| kind.in_own_words(fix)), expected, "{kind:?}");
        assert_eq!(kind.in_own_words(other), other);
    }
    assert!(is_shell_s_own(unset) && is_shell_s_own(edit) && !is_shell_s_own(other));
}
