//! Set-ups of other tools that nothing is wrong with, each a folder of `tests/data/healthy`.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use serde_json::Value;

use crate::support::Sandbox;

/// The day on which the set-ups stand.
const DAY: &str = "2026-01-02";

/// Returns the text of a file of the folder as it would be today and on this machine.
fn text(folder: &Path, name: &str, sandbox: &Sandbox) -> String {
    let text = fs::read_to_string(folder.join(name)).unwrap_or_default();
    let tomorrow = jiff::Zoned::now().tomorrow().unwrap().strftime("%Y-%m-%d").to_string();
    let (home, bin) = (sandbox.home(), sandbox.bin());
    text.replace(DAY, &tomorrow)
        .replace("/home/ann", home.to_str().unwrap())
        .replace("/opt/bin", bin.to_str().unwrap())
        .replace("/usr/local/bin", bin.to_str().unwrap())
}

/// Returns a sandbox that is set up like the folder.
fn set_up(folder: &Path) -> Sandbox {
    let mut sandbox = Sandbox::new();
    for name in ["config", "credentials"] {
        let path = sandbox.file(&format!(".aws/{name}"), text(folder, name, &sandbox));
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    }
    for line in text(folder, "sessions", &sandbox).lines() {
        match line.split_once(' ').unwrap() {
            ("sso", key) => write_token(&sandbox, key),
            ("file", path) => write_file(path),
            ("program", path) => {
                let name = Path::new(path).file_name().unwrap().to_str().unwrap();
                sandbox.program(name, "#!/bin/sh\nexit 1\n");
            }
            (other, _) => panic!("{other}"),
        }
    }
    let variables = text(folder, "environment", &sandbox);
    for line in variables.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.split_once('=').unwrap() {
            // The programs are those of the sandbox.
            ("PATH", _) => {}
            (name, value) => sandbox = sandbox.with(name, value),
        }
    }
    sandbox
}

fn write_file(path: &str) {
    if let Some(folder) = Path::new(path).parent().filter(|folder| folder.starts_with("/tmp")) {
        fs::create_dir_all(folder).unwrap();
        fs::write(path, "token").unwrap();
    }
}

fn write_token(sandbox: &Sandbox, key: &str) {
    use sha1::Digest as _;
    let end = (jiff::Timestamp::now() + jiff::SignedDuration::from_hours(6))
        .strftime("%Y-%m-%dT%H:%M:%SZ");
    let name = sha1::Sha1::digest(key)
        .iter()
        .fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    let token = format!(
        "{{\"startUrl\": \"u\", \"region\": \"r\", \"accessToken\": \"t\", \"expiresAt\": \"{end}\", \"clientId\": \"c\", \"clientSecret\": \"s\", \"refreshToken\": \"r\", \"registrationExpiresAt\": \"{end}\"}}"
    );
    let path = sandbox.file(&format!(".aws/sso/cache/{name}.json"), token);
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}

/// Returns whether a set-up has files in places that a test may not write to.
fn is_elsewhere(folder: &Path, sandbox: &Sandbox) -> bool {
    let sessions = text(folder, "sessions", sandbox);
    sessions
        .lines()
        .filter_map(|line| line.strip_prefix("file "))
        .any(|path| !path.starts_with("/tmp"))
}

#[test]
fn the_doctor_has_no_error_and_no_warning_for_them() {
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/healthy");
    let (mut count, mut wrong) = (0, Vec::new());
    for entry in fs::read_dir(folders).unwrap() {
        let folder = entry.unwrap().path();
        let sandbox = set_up(&folder);
        if is_elsewhere(&folder, &sandbox) {
            continue;
        }
        count += 1;
        let output = sandbox.awsp(&["doctor", "--json"]);
        let report: Value = serde_json::from_str(&output.stdout)
            .unwrap_or_else(|fault| panic!("{fault}: {output:?}"));
        let findings = report["findings"].as_array().unwrap();
        let serious = findings.iter().filter(|finding| finding["severity"] != "note");
        wrong.extend(serious.map(|finding| format!("{}: {finding:#}", folder.display())));
    }
    assert_eq!(wrong, [""; 0]);
    assert!(count >= 30, "{count}");
}
