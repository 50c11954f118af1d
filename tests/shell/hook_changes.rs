//! What the hooks of fish and PowerShell notice without starting a program.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::stand_in::{StandIn, State, prompt_call};
use crate::support::{Pty, Sandbox, Shell};

const MISSING: i64 = 504_911_232_000_000_000;

fn here() -> impl Iterator<Item = Shell> {
    [Shell::Fish, Shell::PowerShell].into_iter().filter(|shell| shell.is_here())
}

/// Sets the time of `path` to `seconds` and `nanoseconds` after 2020 began.
fn date(path: &Path, seconds: u64, nanoseconds: u32) {
    let time = UNIX_EPOCH + Duration::new(1_577_836_800 + seconds, nanoseconds);
    File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

/// Returns what the hook compares `file` with: a stamp of the same time, or the time itself.
fn seen(shell: Shell, sandbox: &Sandbox, file: &Path) -> String {
    let time = fs::metadata(file).map(|data| data.modified().unwrap());
    if shell == Shell::PowerShell {
        return time.map_or(MISSING, ticks).to_string();
    }
    let Ok(time) = time else { return String::new() };
    let since = time.duration_since(UNIX_EPOCH).unwrap();
    let stamp = sandbox.file(&format!(".stamps/{}", since.as_nanos()), "");
    File::options().write(true).open(&stamp).unwrap().set_modified(time).unwrap();
    stamp.to_str().unwrap().to_owned()
}

fn ticks(time: SystemTime) -> i64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap();
    621_355_968_000_000_000 + i64::try_from(since.as_nanos() / 100).unwrap()
}

#[test]
fn every_change_of_a_watched_file_is_noticed_at_the_next_prompt_and_asked_about_once() {
    for shell in here() {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox, shell);
        let config = sandbox.config("[default]\n");
        let folder = config.parent().unwrap().to_owned();
        let at = |name: &str| folder.join(name);
        fs::write(at("older"), "").unwrap();
        date(&at("older"), 10, 0);
        date(&config, 100, 5_000);
        let state = || {
            let files = [config.clone(), at("credentials")];
            let files = files.map(|file| (file.clone(), seen(shell, &sandbox, &file))).to_vec();
            State { files, ..State::of("dev") }
        };
        stand_in.prompts(&state());
        let mut pty = Pty::start(&sandbox, shell);
        stand_in.calls();
        let steps: [(&str, &dyn Fn()); 10] = [
            ("newer", &|| date(&config, 101, 5_000)),
            ("older", &|| date(&config, 99, 0)),
            ("a moment newer", &|| date(&config, 99, 100)),
            ("a second edit in the same second", &|| date(&config, 99, 200)),
            ("credentials created", &|| fs::write(at("credentials"), "").unwrap()),
            ("credentials removed", &|| fs::remove_file(at("credentials")).unwrap()),
            ("config moved away", &|| fs::rename(&config, at("away")).unwrap()),
            ("config moved back", &|| fs::rename(at("away"), &config).unwrap()),
            ("replaced by an older one", &|| fs::rename(at("older"), &config).unwrap()),
            ("folder moved away", &|| fs::rename(&folder, folder.with_extension("x")).unwrap()),
        ];
        for (what, step) in steps {
            step();
            stand_in.prompts(&state());

            pty.run("cd .");

            assert_eq!(stand_in.calls(), [prompt_call(shell)], "{shell:?}: {what}");
            pty.run("cd .");
            assert_eq!(stand_in.calls().len(), 0, "{shell:?}: after {what}");
        }
    }
}

#[test]
fn fish_follows_links_to_watched_files() {
    if !Shell::Fish.is_here() {
        return;
    }
    let sandbox = Sandbox::new();
    let stand_in = StandIn::new(&sandbox, Shell::Fish);
    let [one, two] = ["one", "two"].map(|name| sandbox.file(name, ""));
    date(&one, 50, 0);
    date(&two, 20, 0);
    let link = sandbox.home().join("link");
    symlink(&one, &link).unwrap();
    let state = || {
        let stamp = seen(Shell::Fish, &sandbox, &link);
        State { files: vec![(link.clone(), stamp)], ..State::of("dev") }
    };
    stand_in.prompts(&state());
    let mut pty = Pty::start(&sandbox, Shell::Fish);
    stand_in.calls();
    let turn = || {
        fs::remove_file(&link).unwrap();
        symlink(&two, &link).unwrap();
    };
    let steps: [(&str, &dyn Fn()); 2] =
        [("target edited", &|| date(&one, 51, 0)), ("turned to an older file", &turn)];
    for (what, step) in steps {
        step();
        stand_in.prompts(&state());

        pty.run("cd .");
        pty.run("cd .");

        assert_eq!(stand_in.calls(), [prompt_call(Shell::Fish)], "{what}");
    }
}

#[test]
fn a_young_file_is_asked_about_until_it_is_old_enough() {
    for shell in here() {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox, shell);
        let config = sandbox.config("");
        let young = if shell == Shell::PowerShell { "-1" } else { "" };
        let of = |seen: String| State { files: vec![(config.clone(), seen)], ..State::of("dev") };
        stand_in.prompts(&of(young.to_owned()));
        let mut pty = Pty::start(&sandbox, shell);
        stand_in.calls();
        pty.run("cd .");
        pty.run("cd .");
        stand_in.prompts(&of(seen(shell, &sandbox, &config)));
        pty.run("cd .");
        pty.run("cd .");
        pty.run("cd .");

        assert_eq!(stand_in.calls(), vec![prompt_call(shell); 3], "{shell:?}");
    }
}

const FISH_LINES: &[(&str, bool)] = &[
    ("set -gx AWS_PROFILE dev", true),
    ("set -gx AWS_PROFILE dev", false),
    ("set -gx AWS_PROFILE ''", true),
    ("set -eg AWS_PROFILE", true),
    ("set -gu AWS_REGION eu-west-1", true),
    ("set -gx AWS_REGION $AWS_REGION", true), // only now do other programs see it
    ("set -Ux AWSP_PROFILE x", true),
    ("set -eU AWSP_PROFILE", true),
    ("set -gx AWS_ROLE_ARN one", true),
    ("set -gx AWS_ROLE_ARN one", false),
    ("set -gu AWS_ROLE_ARN one", true),
    ("set -eg AWS_ROLE_ARN; set -gu AWS_ACCESS_KEY_ID one", true),
    ("set -gx AWS_SECRET_ACCESS_KEY abc", true),
    ("set -gx AWS_SECRET_ACCESS_KEY abcd", true),
    ("set -gx AWS_SECRET_ACCESS_KEY ''", true),
    ("set -e AWS_SECRET_ACCESS_KEY", true),
    ("set -gx AWS_ACCESS_KEY_ID two", true),
    ("set -eg AWS_ACCESS_KEY_ID", true),
    ("set -gx AWS_PAGER less", false),
    ("set -gx UNRELATED 1", false),
    ("env AWS_PROFILE=other true", false),
];

const POWERSHELL_LINES: &[(&str, bool)] = &[
    ("$env:AWS_PROFILE = 'dev'", true),
    ("$env:AWS_PROFILE = 'dev'", false),
    ("$env:AWS_PROFILE = ''", true),
    ("$env:AWS_PROFILE = $null", true),
    ("$env:aws_region = 'x'", true), // another variable here, the same one on Windows
    ("$env:AWS_SECRET_ACCESS_KEY = 'abc'", true),
    ("$env:AWS_SECRET_ACCESS_KEY = 'abcd'", true),
    ("$env:AWS_SECRET_ACCESS_KEY = $null", true),
    ("$env:AWS_PAGER = 'less'", false),
    ("$env:UNRELATED = '1'", false),
    ("$AWS_PROFILE = 'a shell variable'", false),
];

#[test]
fn every_change_of_a_watched_variable_is_noticed_and_no_other() {
    for (shell, rows) in [(Shell::Fish, FISH_LINES), (Shell::PowerShell, POWERSHELL_LINES)] {
        if !shell.is_here() {
            continue;
        }
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox, shell);
        stand_in.prompts(&State::of("dev"));
        let mut pty = Pty::start(&sandbox, shell);
        for (line, noticed) in rows {
            stand_in.calls();

            pty.run(line);

            assert_eq!(stand_in.calls().len(), usize::from(*noticed), "{shell:?}: {line}");
        }
    }
}

#[test]
fn a_change_brings_its_own_state_so_that_nothing_is_asked_for_after_it() {
    for shell in here() {
        let sandbox = Sandbox::new();
        let stand_in = StandIn::new(&sandbox, shell);
        stand_in.prompts(&State::of("before"));
        let config = sandbox.config("");
        let files = vec![(config.clone(), seen(shell, &sandbox, &config))];
        let state =
            State { files, ..State::of("dev 111122223333").warns("! region", "said by use") };
        stand_in.changes("use", &[("AWS_PROFILE", "dev"), ("AWSP_PROFILE", "dev")], &state);
        let mut pty = Pty::start(&sandbox, shell);
        stand_in.calls();

        let said = pty.run("awsp use dev");
        pty.run("cd .");

        assert_eq!(said, "", "{shell:?}: the hook does not say it once more");
        assert_eq!(pty.prompt(), "dev 111122223333 ! region READY>", "{shell:?}");
        assert_eq!(stand_in.calls(), [format!("--shell={}/1 use dev", shell.awsp_name())]);
        date(&config, 0, 0);
        pty.run("cd .");
        assert_eq!(
            pty.prompt(),
            "before READY>",
            "{shell:?}: the files that came with it are watched"
        );
    }
}
