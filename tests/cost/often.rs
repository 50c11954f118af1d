//! That what the usual commands run stands together: the kernel brings code in by pieces, and each piece is a fault.
//!
//! `src/often.ld` names the functions, and `src/build.rs` hands it to the linker.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use super::age;
use super::callgrind::executed;
use crate::support::{Sandbox, release, tool};

/// What people run all day, by hand or by the hook.
pub(super) const COMMANDS: [&[&str]; 9] = [
    &["--version"],
    &["--shell=bash/1", "use", "role"],
    &["--shell=zsh/1", "use", "sso"],
    &["--shell=fish/1", "use", "keys"],
    &["--shell=bash/1", "prompt"],
    &["--shell=bash/1", "clean"],
    &["--shell=bash", "complete", "--line=awsp use s", "--word=s"],
    &["current"],
    &["list"],
];

const CONFIG: &str = "[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\n\
    [profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Deploy\nregion = eu-west-1\n\
    [profile role]\nrole_arn = arn:aws:iam::111122223333:role/Deploy\nsource_profile = keys\nregion = eu-west-1\n\
    [profile keys]\nregion = us-east-1\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = nothing\n";

/// What only the released program has: on musl it brings its own memory.
const RELEASED: &str = "*4talc*";

/// What Linux brings in at once where a file is mapped: `fault_around_bytes`.
const PIECE: u64 = 65_536;

/// The pieces of its code, of about 75, that a command may touch; `use` touches 49 where the linker is not told.
const MOST_PIECES: usize = 25;

/// Those that it may touch only to start: what every command runs stands in front.
const MOST_OF_A_START: usize = 11;

#[test]
fn what_the_usual_commands_run_stands_together() {
    if tool("valgrind").is_none() {
        return;
    }
    let sandbox = sandbox();
    // Nobody who writes other files anew means this one, which takes minutes.
    if env::var_os("UPDATE").is_some_and(|what| what == "often") {
        return write(&sandbox);
    }

    for words in COMMANDS {
        let touched = executed(&sandbox, release(), words);
        let pieces: BTreeSet<u64> = touched.iter().map(|address| address / PIECE).collect();

        let most = if words == ["--version"] { MOST_OF_A_START } else { MOST_PIECES };
        assert!(!pieces.is_empty(), "{words:?}: callgrind says nothing of the program");
        assert!(
            pieces.len() <= most,
            "{words:?} touches {} pieces of the code, at most {most}: UPDATE=often tests/run often names anew \
             what stands together, if the linker is one that is told",
            pieces.len()
        );
    }
}

pub(super) fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new().with("AWS_PROFILE", "role").with("PATH", "/usr/bin:/bin");
    age(&sandbox.config(CONFIG));
    sandbox
}

/// Writes `src/often.ld`: each function that one of the commands runs, in a program that still has their names.
fn write(sandbox: &Sandbox) {
    let program = with_names();
    let functions = functions(&program);
    let mut commands = BTreeMap::from([(RELEASED.to_owned(), COMMANDS.len())]);
    for words in COMMANDS {
        for name in names(&functions, executed(sandbox, &program, words)) {
            *commands.entry(name).or_default() += 1;
        }
    }
    let names = in_order(&commands, &functions);
    // What is marked as seldom called stands in sections of its own.
    let line = |name: &String| format!("    *(.text.{name} .text.unlikely.{name})\n");
    let lines: Vec<String> = names.iter().map(line).collect();
    fs::write(list(), head() + &lines.concat() + "  }\n}\nINSERT BEFORE .fini;\n").unwrap();
}

/// Returns what fits the functions at these addresses. Functions alike are compiled once, in the section of any of them.
fn names(
    functions: &[(u64, String)],
    addresses: impl IntoIterator<Item = u64>,
) -> BTreeSet<String> {
    let alike = |address| {
        let end = functions.partition_point(|function| function.0 <= address);
        let start = functions[..end].last().map_or(0, |function| function.0);
        functions[..end].iter().rev().take_while(move |function| function.0 == start)
    };
    addresses.into_iter().flat_map(alike).map(|function| pattern(&function.1)).collect()
}

/// Returns the names in the order in which they stand: first what every command runs, so that a start touches little else.
/// Of those that as many run, the ones that fit much code come last: most of that is other functions of the same name.
fn in_order(commands: &BTreeMap<String, usize>, functions: &[(u64, String)]) -> Vec<String> {
    let mut sizes: BTreeMap<String, u64> = BTreeMap::new();
    for (function, next) in functions.iter().zip(functions.iter().skip(1)) {
        *sizes.entry(pattern(&function.1)).or_default() += next.0 - function.0;
    }
    let mut names: Vec<String> = commands.keys().cloned().collect();
    names.sort_by_key(|name| (Reverse(commands[name]), sizes.get(name).copied()));
    names
}

fn list() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/often.ld")
}

/// Returns the remarks of the list, and the lines before the first function.
fn head() -> String {
    let text = fs::read_to_string(list()).unwrap();
    let (head, _) = text.split_once("\n  {\n").unwrap();
    head.to_owned() + "\n  {\n"
}

/// Returns the program as it is released, but with the names of its functions.
fn with_names() -> PathBuf {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/often");
    let mut build = Command::new(env!("CARGO"));
    build.args([
        "build",
        "--release",
        "--locked",
        "--bin=awsp",
        "--config=profile.release.strip=false",
    ]);
    assert!(build.arg("--target-dir").arg(&target).status().unwrap().success());
    target.join("release/awsp")
}

/// Returns where each function of a program begins, and its name.
fn functions(program: &Path) -> Vec<(u64, String)> {
    let output = Command::new("nm").arg("--numeric-sort").arg(program).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let functions = lines.lines().filter_map(|line| {
        let (address, rest) = line.split_once(' ')?;
        let name = rest.strip_prefix(['t', 'T', 'w', 'W'])?.trim_start();
        Some((u64::from_str_radix(address, 16).ok()?, name.to_owned()))
    });
    functions.collect()
}

/// Returns what fits the name of a function in whatever way it is compiled: without the hashes that name a compilation.
///
/// A name ends with one, `17h0123456789abcdefE`, or has one for each package, `Cs4sm7k8iU0I_`; what LLVM splits off has
/// a number behind a dot.
fn pattern(name: &str) -> String {
    let name = name.split_once(".llvm.").map_or(name, |(name, _)| name);
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let name = match name.rsplit_once("17h") {
        Some((start, hash)) if hash.len() == 17 => format!("{start}17h"),
        _ => name.to_owned(),
    };
    let pieces: Vec<String> = name.split("Cs").map(without_hash).collect();
    let pattern = pieces.join("Cs");
    pattern.replace(|c: char| !c.is_ascii_alphanumeric() && !"_.*".contains(c), "?") + "*"
}

/// Returns what stands behind `Cs`, with a star for the hash of a package if that is what it begins with.
fn without_hash(piece: &str) -> String {
    match piece.split_once('_') {
        Some((hash, rest))
            if !hash.is_empty() && hash.chars().all(|c| c.is_ascii_alphanumeric()) =>
        {
            format!("*_{rest}")
        }
        _ => piece.to_owned(),
    }
}

#[test]
fn a_function_is_named_without_what_names_a_compilation() {
    let legacy = pattern("_ZN4core3ptr28drop_in_place$LT$u8$GT$17h0123456789abcdefE.llvm.17");
    let v0 = pattern("_RNvNtCs2Nb3gJ4iU0I_5alloc3fmt6formatCs8w4ax0dKNtV_5gimli.3025");

    assert_eq!(legacy, "_ZN4core3ptr28drop_in_place?LT?u8?GT?17h*");
    assert_eq!(v0, "_RNvNtCs*_5alloc3fmt6formatCs*_5gimli*");
    assert_eq!(pattern("main"), "main*");
}
