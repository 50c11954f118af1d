//! What awsp costs, counted and never timed: processes, system calls, instructions.
//!
//! The limits hold on any machine, however busy it is. Where a figure has to change, the change says why.

mod binary;
mod callgrind;
mod instructions;
mod often;
mod processes;
mod processor;
mod prompts;
mod system_calls;

use std::fs;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

/// Makes a file too old to be asked about again.
fn age(file: &Path) {
    let time = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    fs::File::options().append(true).open(file).unwrap().set_modified(time).unwrap();
}
