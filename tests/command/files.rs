//! Files that are no files, cannot be read, or make no sense: a clear word, never a hang.

use std::fs;
use std::os::unix::fs::symlink;

use crate::support::{Sandbox, tool};

use super::sandbox;

/// Puts something else in the place of the config file.
fn with_config(make: impl Fn(&std::path::Path)) -> Sandbox {
    let sandbox = sandbox().with("AWS_PROFILE", "dev");
    let path = sandbox.config("");
    fs::remove_file(&path).unwrap();
    make(&path);
    sandbox
}

fn broken() -> Vec<(&'static str, Sandbox)> {
    vec![
        ("is a directory", with_config(|path| fs::create_dir(path).unwrap())),
        ("circle", with_config(|path| symlink(path, path).unwrap())),
        ("is no UTF-8", with_config(|path| fs::write(path, b"[profile dev]\n\xff\n").unwrap())),
        ("256 KiB", with_config(|path| fs::write(path, vec![b'a'; 5_000_000]).unwrap())),
        (
            "byte order mark",
            with_config(|path| fs::write(path, "\u{feff}[profile dev]\n").unwrap()),
        ),
        ("is a device", with_config(|path| symlink("/dev/zero", path).unwrap())),
        (
            "is a pipe",
            with_config(|path| {
                let mkfifo = std::process::Command::new(tool("mkfifo").unwrap()).arg(path).status();
                assert!(mkfifo.unwrap().success());
            }),
        ),
    ]
}

#[test]
fn every_command_ends_and_list_says_what_is_wrong() {
    for (expected, sandbox) in broken() {
        for words in [
            &["--shell=bash/1", "prompt"][..],
            &["current"],
            &["--shell=bash", "clean"],
            &["--shell=bash", "off"],
        ] {
            assert_eq!(sandbox.awsp(words).code, 0, "{expected}: {words:?}");
        }
        let list = sandbox.awsp(&["list"]);
        let hides_every_profile = list.stdout.is_empty();
        assert_eq!(list.code, if hides_every_profile { 3 } else { 0 }, "{expected}");
        let said = list.stderr;
        assert!(said.contains(expected) && said.contains("/.aws/config"), "{expected}: {said}");
    }
}
