//! What the doctor writes.

use serde_json::json;

use super::super::fake::Fake;
use super::super::home::{SESSION, home, write_sso_token};
use crate::support::{Sandbox, tool};

const CONFIG: &str = "\
[profile role]
role_arn = arn:aws:iam::222222222222:role/R
source_profile = base
[profile sso]
sso_session = s
sso_account_id = 111122223333
sso_role_name = R
";

/// Returns every file below HOME but those of awsp's own cache, with its text.
fn files(sandbox: &Sandbox) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![sandbox.home().clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.display().to_string();
            if name.ends_with(".cache/awsp") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn a_session_that_is_made_for_a_question_is_forgotten() {
    let Some(fake) = Fake::start() else { return };
    let sandbox = home(&fake, &(CONFIG.to_owned() + SESSION));
    write_sso_token(&sandbox, "s", 7200);
    let before = files(&sandbox);
    for (profile, asked) in [("role", "AssumeRole"), ("sso", "/federation/credentials")] {
        let output = sandbox.awsp(&["doctor", profile, "--online"]);

        assert!(fake.asked().contains(&asked.to_owned()), "{output:?}");
        assert_eq!(files(&sandbox), before, "{profile}");
    }
}

/// The system calls that make, change or remove a file.
const WRITING: &str = "openat,open,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,link,linkat,symlink,symlinkat,chmod,fchmod,fchmodat,truncate,ftruncate,utimensat,chown,fchown,fchownat";

/// Returns whether a line of strace is about awsp's cache, the folder that it stands in, or no file at all.
fn is_own(line: &str) -> bool {
    ["/.cache/awsp", "/.cache\"", "/dev/"].iter().any(|own| line.contains(own))
}

/// Returns the calls that write outside awsp's own cache, as strace sees them.
fn writes(sandbox: &Sandbox, words: &[&str]) -> Option<Vec<String>> {
    let trace = sandbox.home().with_file_name("trace");
    let mut command = sandbox.command(tool("strace")?);
    command.args(["-f", "-qq", "-y", "-e", &format!("trace={WRITING}"), "-o"]).arg(&trace);
    let output = sandbox.run(command.arg(sandbox.awsp_path()).args(words));
    assert!(output.code <= 1, "{output:?}");
    let text = std::fs::read_to_string(&trace).unwrap();
    let is_write = |line: &&str| {
        let opens = line.contains("open");
        let reads = opens
            && !line.contains("O_WRONLY")
            && !line.contains("O_RDWR")
            && !line.contains("O_CREAT");
        line.contains('(') && !reads && !is_own(line)
    };
    Some(text.lines().filter(is_write).map(str::to_owned).collect())
}

#[test]
fn without_fix_nothing_is_written_outside_the_cache() {
    let Some(fake) = Fake::start() else { return };
    let sandbox =
        home(&fake, &(CONFIG.to_owned() + SESSION + "[profile open]\nregion = x \u{200b}\n"));
    write_sso_token(&sandbox, "s", 7200);
    fake.rule(&json!({"path": "/nothing"}), &json!({}));
    for words in [
        &["doctor"][..],
        &["doctor", "role"],
        &["doctor", "--json"],
        &["doctor", "--list"],
        &["doctor", "role", "--online"],
        &["doctor", "sso", "--online"],
        &["why", "AccessDenied"],
        &["why", "--online", "AccessDenied"],
    ] {
        let Some(writes) = writes(&sandbox, words) else { return };

        assert_eq!(writes, [""; 0], "{words:?}");
    }
    // The look itself is not blind.
    assert_ne!(writes(&sandbox, &["doctor", "--fix", "--yes"]).unwrap(), [""; 0]);
}
