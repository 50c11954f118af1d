//! How many instructions a command takes, against the figures that somebody accepted.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::age;
use super::callgrind::count;
use crate::support::{Sandbox, release, skip, tool};

const COMMANDS: [(&str, &[&str]); 5] = [
    ("prompt", &["--shell=bash/1", "prompt"]),
    ("use", &["--shell=bash/1", "use", "static-9"]),
    ("current", &["current"]),
    ("list", &["list"]),
    ("complete", &["--shell=bash", "complete", "--line=awsp use s", "--word=s"]),
];

/// The profiles of each home.
const PROFILES: [usize; 2] = [10, 1000];

/// The accepted figures, and what they hold for.
#[derive(Debug, PartialEq, Eq)]
struct Figures {
    /// How much more or less may be, in percent
    tolerance: u64,
    /// The tools they were taken with; others give other figures
    tools: String,
    /// A name and the instructions
    lines: Vec<(String, u64)>,
}

#[test]
fn a_command_takes_as_many_instructions_as_it_did() {
    if tool("valgrind").is_none() {
        return;
    }
    let accepted = Figures::read();
    let tools = tools();
    let updating = std::env::var_os("UPDATE").is_some();
    let foreign = format!("instructions were counted with {}, not with {tools}", accepted.tools);
    if accepted.tools != tools && !updating && !is_strict() {
        return skip(&foreign);
    }

    let counted = Figures { tolerance: accepted.tolerance, tools, lines: count_all() };

    let differences = accepted.differences(&counted);
    if updating {
        return accepted.updated(counted).write();
    }
    assert!(
        differences.is_empty(),
        "{}\nIf that is meant: UPDATE=1 tests/run instructions, which writes\n{}",
        differences.join("\n"),
        counted.table()
    );
}

fn is_strict() -> bool {
    std::env::var_os("AWSP_TEST_STRICT").is_some_and(|strict| strict == "1")
}

impl Figures {
    fn path() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cost/instructions.txt")
    }

    fn read() -> Self {
        let text = fs::read_to_string(Self::path()).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let mut figures = Self { tolerance: 0, tools: String::new(), lines: Vec::new() };
        for line in lines {
            let (name, value) = line.split_once(": ").expect(line);
            match name {
                "tolerance in percent" => figures.tolerance = value.trim().parse().unwrap(),
                "counted with" => value.trim().clone_into(&mut figures.tools),
                _ => figures.lines.push((name.to_owned(), value.trim().parse().unwrap())),
            }
        }
        figures
    }

    /// Writes the figures in place of the accepted ones, below the same remarks.
    fn write(&self) {
        let text = fs::read_to_string(Self::path()).unwrap();
        let mut remarks: String =
            text.split_inclusive('\n').take_while(|line| line.starts_with('#')).collect();
        remarks += &self.table();
        fs::write(Self::path(), remarks).unwrap();
    }

    fn table(&self) -> String {
        let mut table =
            format!("tolerance in percent: {}\ncounted with: {}\n\n", self.tolerance, self.tools);
        for (name, instructions) in &self.lines {
            _ = writeln!(table, "{:27}{instructions:>9}", format!("{name}: "));
        }
        table
    }

    /// Returns a line for everything that `counted` has and these have not, or not nearly.
    fn differences(&self, counted: &Self) -> Vec<String> {
        let mut differences = Vec::new();
        if self.tools != counted.tools {
            differences.push(format!("counted with {}, not with {}", counted.tools, self.tools));
        }
        for (name, now) in &counted.lines {
            match self.of(name) {
                None => differences.push(format!("{name}: {now} instructions, and no figure")),
                Some(then) if self.is_near(then, *now) => {}
                Some(then) => {
                    let percent = i128::from(*now) * 100 / i128::from(then) - 100;
                    differences
                        .push(format!("{name}: {now} instructions, {percent:+} % of {then}"));
                }
            }
        }
        differences
    }

    /// Returns what to accept: `counted`, but as they were the figures that are near, so that no small steps add up.
    fn updated(&self, mut counted: Self) -> Self {
        if self.tools == counted.tools {
            for (name, now) in &mut counted.lines {
                *now = self.of(name).filter(|then| self.is_near(*then, *now)).unwrap_or(*now);
            }
        }
        counted
    }

    fn of(&self, name: &str) -> Option<u64> {
        self.lines.iter().find(|line| line.0 == name).map(|line| line.1)
    }

    /// Returns whether the two differ by less than the tolerance; fewer than there were have to be accepted, too, or
    /// they could come back unseen.
    const fn is_near(&self, then: u64, now: u64) -> bool {
        then.abs_diff(now) * 100 <= then * self.tolerance
    }
}

/// Returns the tools that decide on the figures.
fn tools() -> String {
    let first_line = |words: &[&str]| {
        let output = Command::new(words[0]).args(&words[1..]).output().unwrap();
        String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().to_owned()
    };
    let rustc = first_line(&["rustc", "--version"]);
    let rustc = rustc.split(" (").next().unwrap();
    let libc = first_line(&["getconf", "GNU_LIBC_VERSION"]);
    let valgrind = first_line(&["valgrind", "--version"]);
    format!("{rustc}, {libc}, {valgrind}, {}", std::env::consts::ARCH)
}

fn count_all() -> Vec<(String, u64)> {
    let mut lines = Vec::new();
    for profiles in PROFILES {
        let sandbox = Sandbox::new().with("AWS_PROFILE", "sso-0").with("PATH", "/usr/bin:/bin");
        age(&sandbox.config(config(profiles)));
        for (name, words) in COMMANDS {
            lines.push((
                format!("{name} of {profiles} profiles"),
                count(&sandbox, release(), words),
            ));
        }
    }
    lines
}

/// Returns a file as large organisations have it: six of ten profiles sign in by SSO, three assume a role, one has keys.
fn config(profiles: usize) -> String {
    let mut config = "[sso-session corp]\nsso_region = us-east-1\n\
        sso_start_url = https://corp.awsapps.com/start\n"
        .to_owned();
    for number in 0..profiles {
        let keys = number / 10 * 10 + 9;
        _ = match number % 10 {
            0..6 => writeln!(
                config,
                "\n[profile sso-{number}]\nsso_session = corp\nsso_account_id = {number:012}\n\
                 sso_role_name = Deploy\nregion = eu-west-1"
            ),
            6..9 => writeln!(
                config,
                "\n[profile role-{number}]\nrole_arn = arn:aws:iam::{number:012}:role/Deploy\n\
                 source_profile = static-{keys}\nregion = eu-central-1"
            ),
            _ => writeln!(
                config,
                "\n[profile static-{number}]\nregion = us-east-1\n\
                 aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = nothing"
            ),
        };
    }
    config
}
