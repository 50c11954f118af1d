//! Set-ups that nothing is wrong with, each a folder of `tests/data/healthy`.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;

/// The folder of one set-up.
struct SetUp(PathBuf);

impl SetUp {
    /// Returns the text of a file; one that is not there is empty, as it is to every tool.
    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_default()
    }

    /// Returns the variables: a line each, `NAME=VALUE`.
    fn variables(&self) -> Vec<(&'static str, &'static str)> {
        let text: &'static str = self.text("environment").leak();
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.map(|line| line.split_once('=').unwrap_or_else(|| panic!("{line}"))).collect()
    }

    /// Returns the sign-in tokens, by the name of their session or start URL, and the web identity tokens, by their path.
    fn sessions(&self, mut fake: Fake<'_>) -> Vec<Finding> {
        let text = self.text("sessions");
        for line in text.lines() {
            fake = match line.split_once(' ').unwrap_or_else(|| panic!("{line}")) {
                ("sso", key) => fake.with_token(key, TOKEN),
                ("file", path) => fake.with_file(path, "token"),
                ("program", path) => {
                    let disk = fake.disk.clone().with(path, 0o755);
                    Fake { disk, ..fake.with_file(path, "") }
                }
                (other, _) => panic!("{other}"),
            };
        }
        fake.patient(findings)
    }

    /// Adds what stands in its folder `home`.
    fn start_up_files(&self, disk: FakeDisk) -> FakeDisk {
        let entries = fs::read_dir(self.0.join("home")).into_iter().flatten();
        entries.fold(disk, |disk, entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            disk.with_text(&format!("/home/ann/{name}"), &fs::read_to_string(&path).unwrap())
        })
    }

    fn findings(&self) -> Vec<Finding> {
        let (config, credentials) = (self.text("config"), self.text("credentials"));
        let variables = self.variables();
        let disk = FakeDisk::default()
            .with("/home/ann/.aws/", 0o755)
            .with("/home/ann/.aws/config", 0o644)
            .with("/home/ann/.aws/credentials", 0o600)
            .with_head("/home/ann/.aws/config", config.as_bytes());
        let disk = self.start_up_files(disk);
        self.sessions(Fake {
            variables: &variables,
            config: &config,
            credentials: &credentials,
            disk,
            ..Fake::default()
        })
    }
}

/// A token that stands for six hours more and is renewed by itself.
const TOKEN: &str = r#"{"startUrl": "u", "region": "r", "accessToken": "t", "expiresAt": "2026-01-02T09:00:00Z",
    "clientId": "c", "clientSecret": "s", "refreshToken": "r", "registrationExpiresAt": "2026-03-02T00:00:00Z"}"#;

#[test]
fn a_healthy_set_up_has_no_error_and_no_warning() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/healthy");
    let (mut count, mut wrong) = (0, Vec::new());
    for entry in fs::read_dir(folder).unwrap() {
        let set_up = SetUp(entry.unwrap().path());
        count += 1;

        let mut findings = set_up.findings();
        findings.retain(|finding| finding.severity > Severity::Note);

        wrong.extend(findings.iter().map(|finding| format!("{}: {finding:?}", set_up.0.display())));
    }
    assert_eq!(wrong, [""; 0]);
    assert!(count >= 20, "{count}");
}
