//! What the program as users get it costs before it does anything: its size, and what the loader has to correct in it.

use std::fs;
use std::path::Path;

use crate::support::{Sandbox, release, tool};

/// What every download and every cold start reads.
const MOST_BYTES: u64 = 7_000_000;

/// Addresses that the loader writes before `main`; each page of them is a fault.
const MOST_ADDRESSES: usize = 12_000;

/// Packages that cost as much again when a second version of them is linked.
const ONCE: [&str; 10] = [
    "rustls",
    "hyper",
    "hyper-util",
    "h2",
    "http",
    "tokio",
    "rustls-webpki",
    "aws-config",
    "aws-smithy-runtime",
    "aws-sdk-sts",
];

/// Packages that do the work of TLS: one of them is enough.
const CRYPTOGRAPHY: [&str; 5] = ["ring", "aws-lc-rs", "openssl", "native-tls", "graviola"];

#[test]
fn the_program_is_small() {
    let bytes = fs::metadata(release()).unwrap().len();

    assert!(bytes <= MOST_BYTES, "{bytes} bytes, at most {MOST_BYTES}");
}

#[test]
fn the_loader_has_few_addresses_to_correct() {
    if tool("readelf").is_none() {
        return;
    }
    let sandbox = Sandbox::new();
    let mut command = sandbox.command("readelf");
    let output = sandbox.run(command.args(["--relocs", "--wide"]).arg(release()));

    let addresses = output.stdout.lines().map(addresses).sum::<usize>();

    assert_eq!(output.code, 0, "{output:?}");
    assert!(addresses > 0, "{output:?}"); // what readelf says is understood
    assert!(addresses <= MOST_ADDRESSES, "{addresses} addresses, at most {MOST_ADDRESSES}");
}

/// Returns how many addresses a line of readelf stands for: one, or of a packed table the number in its heading.
fn addresses(line: &str) -> usize {
    if line.contains("_RELATIV") {
        return 1;
    }
    line.strip_suffix(" offsets").and_then(|number| number.trim().parse().ok()).unwrap_or(0)
}

#[test]
fn there_is_at_most_one_stack_for_tls_and_one_for_http() {
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock");
    let lock = fs::read_to_string(lock).unwrap();
    let versions =
        |name: &str| lock.lines().filter(|line| *line == format!("name = \"{name}\"")).count();

    for name in ONCE {
        assert!(versions(name) <= 1, "{} versions of {name}", versions(name));
    }
    let cryptography: Vec<&str> =
        CRYPTOGRAPHY.into_iter().filter(|name| versions(name) > 0).collect();
    assert!(cryptography.len() <= 1, "{cryptography:?}");
    assert!(versions("serde_json") == 1, "the file is written in another way");
}
