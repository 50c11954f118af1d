//! One binary for every test that runs awsp from outside.
//!
//! Each file under `tests/` is a module of this one; `every_file_is_listed` fails for a file that nobody declares.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test may fail loudly, and reads the environment it was started in"
)]

mod command;
mod completion;
mod cost;
mod network;
mod shell;
mod support;

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_file_is_listed() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");

    let forgotten: Vec<PathBuf> = rust_files(&tests)
        .into_iter()
        .filter(|file| *file != tests.join("main.rs") && !is_declared(file, &tests))
        .collect();

    assert!(forgotten.is_empty(), "no `mod` line for {forgotten:?}");
}

/// Returns the files below `folder`, without those of a package of its own.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    if folder.join("Cargo.toml").is_file() {
        return Vec::new();
    }
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        // A folder with its own Cargo.toml is another program.
        .filter(|path| !path.join("Cargo.toml").exists())
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

fn is_declared(file: &Path, tests: &Path) -> bool {
    let folder = file.parent().unwrap();
    let parent = if folder == tests { tests.join("main.rs") } else { folder.with_extension("rs") };
    let declaration = format!("mod {};", file.file_stem().unwrap().display());
    fs::read_to_string(parent).unwrap().lines().any(|line| line.ends_with(&declaration))
}
