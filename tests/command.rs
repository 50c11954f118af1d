//! Each command as a person or a script sees it: standard output, standard error and exit code in one block.

mod changes;
mod control_characters;
mod current;
mod demo;
mod doctor;
mod exec;
mod explain;
mod export;
mod files;
mod list;
mod released;
mod settings;
mod standard_streams;
mod usage;
mod why;

use crate::support::Sandbox;

/// Two profiles that differ in everything that awsp shows.
const CONFIG: &str = "\
[profile dev]
region = eu-west-1

[profile staging]
role_arn = arn:aws:iam::444455556666:role/Deploy
source_profile = dev
region = eu-central-1
";

const CREDENTIALS: &str = "\
[dev]
aws_access_key_id = AKIARTX3GSDSQUISEM2E
aws_secret_access_key = nothing
";

/// Returns a sandbox with the two profiles.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.config(CONFIG);
    sandbox.credentials(CREDENTIALS);
    sandbox
}

/// Runs awsp and returns what came of it.
fn run(sandbox: &Sandbox, words: &[&str]) -> String {
    sandbox.transcript(&sandbox.awsp(words))
}
