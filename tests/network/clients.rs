//! The real clients that awsp is held against.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::support::{Output, Sandbox, file};

/// Debian's AWS CLI, version 2.
const AWS: &str = "/usr/bin/aws";

/// Prints a profile's keys as `aws configure export-credentials` does.
const BOTOCORE: &str = "\
import json, sys, botocore.session
found = botocore.session.Session(profile=sys.argv[1]).get_credentials()
keys = found.get_frozen_credentials()
named = {'AccessKeyId': keys.access_key, 'SecretAccessKey': keys.secret_key, 'SessionToken': keys.token}
print(json.dumps({name: value for name, value in named.items() if value}))
";

/// Returns the AWS CLI with `words`, if it is here; more words and an input may follow.
pub(super) fn aws(sandbox: &Sandbox, words: &[&str]) -> Option<Command> {
    let mut command = sandbox.command(file(AWS)?);
    command.args(words).env("AWS_PAGER", "").env("AWS_MAX_ATTEMPTS", "1");
    Some(command)
}

/// Returns the Python that has botocore and moto.
pub(super) fn venv_python() -> Option<PathBuf> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/target")),
        PathBuf::from,
    );
    file(target.join("venv/bin/python").to_str()?)
}

/// Returns the keys that the AWS CLI finds for a profile, with `typed` on its standard input.
pub(super) fn cli_keys(sandbox: &Sandbox, profile: &str, typed: &str) -> Option<Value> {
    let words = ["configure", "export-credentials", "--profile", profile];
    let mut command = aws(sandbox, &words)?;
    Some(printed(&Sandbox::run_with_input(&mut command, typed.as_bytes().to_vec())))
}

/// Returns the keys that botocore finds for a profile.
pub(super) fn botocore_keys(sandbox: &Sandbox, profile: &str) -> Option<Value> {
    let mut command = sandbox.command(venv_python()?);
    // Its own models are newer than those rules, and it knows the variables.
    command.env_remove("AWS_DATA_PATH").args(["-c", BOTOCORE, profile]);
    Some(printed(&sandbox.run(&mut command)))
}

/// Returns the JSON that a client printed.
pub(super) fn printed(output: &Output) -> Value {
    assert_eq!(output.code, 0, "{output:?}");
    serde_json::from_str(&output.stdout).unwrap_or_else(|fault| panic!("{fault}: {output:?}"))
}
