//! Opens a page in the user's browser.

use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};

use crate::environment::Environment;
use crate::shared_config::words;

/// Why no page was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotOpened {
    /// It is no address that is safe to hand to a browser.
    Address,
    /// No browser can be started.
    NoBrowser,
}

/// Opens `url` and does not wait for the browser.
///
/// An address that signs somebody in stands in the browser's arguments for as long as its starter runs: there is no other way to tell a browser.
pub(crate) fn open(url: &str, environment: &Environment) -> Result<(), NotOpened> {
    if !is_safe(url) {
        return Err(NotOpened::Address);
    }
    let mut commands = commands(url, environment).into_iter();
    let is_open = commands.any(|words| start(&words, environment));
    if is_open { Ok(()) } else { Err(NotOpened::NoBrowser) }
}

/// Returns whether `url` leads to a page whose sender is certain, and cannot be taken for an option.
fn is_safe(url: &str) -> bool {
    const LOOPBACK: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];
    let is_plain = url.bytes().all(|byte| byte.is_ascii_graphic());
    let is_loopback = url.strip_prefix("http://").is_some_and(|rest| {
        let host = LOOPBACK.iter().find_map(|host| rest.strip_prefix(host));
        host.is_some_and(|behind| behind.is_empty() || behind.starts_with([':', '/', '?']))
    });
    // What looks like the host may be the name of a user in front of an `@`.
    is_plain && (url.starts_with("https://") || (is_loopback && !url.contains('@')))
}

/// Returns the commands that may open `url`, the likeliest first.
fn commands(url: &str, environment: &Environment) -> Vec<Vec<String>> {
    if let Some(list) = environment.filled("BROWSER") {
        // Several may stand in it, as in a PATH.
        return list.split(':').filter_map(|command| of_user(command, url)).collect();
    }
    let mut programs = vec!["wslview"];
    if cfg!(target_os = "macos") {
        programs = vec!["open"];
    } else if ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| environment.filled(name).is_some()) {
        programs.push("xdg-open"); // without a display it would start a browser for terminals, which nobody would see
    }
    programs.into_iter().map(|program| vec![program.to_owned(), url.to_owned()]).collect()
}

/// Returns the words of the user's own command with `url` for `%s`, or behind them.
fn of_user(command: &str, url: &str) -> Option<Vec<String>> {
    let mut words = words(command).filter(|words| !words.is_empty())?;
    if words.iter().any(|word| word.contains("%s")) {
        return Some(words.iter().map(|word| word.replace("%s", url)).collect());
    }
    words.push(url.to_owned());
    Some(words)
}

fn start(words: &[String], environment: &Environment) -> bool {
    let [program, arguments @ ..] = words else { return false };
    let mut command = Command::new(program);
    environment.apply(&mut command);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // A Ctrl-C for awsp is none for the browser.
    command.process_group(0).spawn().is_ok()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::process::Command;

    use super::*;

    fn found(url: &str, variables: &[(&'static str, &str)]) -> Vec<Vec<String>> {
        let change =
            variables.iter().fold(crate::environment::Change::new(), |change, (name, value)| {
                change.set(name, value)
            });
        commands(url, &Environment::default().after(&change))
    }

    #[test]
    fn the_users_browser_wins_and_no_shell_reads_it() {
        for (browser, expected) in [
            ("firefox", vec![vec!["firefox", "https://x/?a=1&b=2"]]),
            ("firefox --new-tab", vec![vec!["firefox", "--new-tab", "https://x/?a=1&b=2"]]),
            ("'my browser' -u=%s -q", vec![vec!["my browser", "-u=https://x/?a=1&b=2", "-q"]]),
            ("b; touch y", vec![vec!["b;", "touch", "y", "https://x/?a=1&b=2"]]),
            ("one:two", vec![vec!["one", "https://x/?a=1&b=2"], vec!["two", "https://x/?a=1&b=2"]]),
            ("'unended", vec![]),
            (" ", vec![]),
        ] {
            assert_eq!(found("https://x/?a=1&b=2", &[("BROWSER", browser)]), expected, "{browser}");
        }
    }

    #[test]
    #[cfg(not(target_os = "macos"))]
    fn a_browser_of_the_desktop_takes_a_desktop() {
        for (variables, expected) in [
            (&[][..], &["wslview"][..]),
            (&[("BROWSER", ""), ("DISPLAY", "")], &["wslview"]),
            (&[("DISPLAY", ":0")], &["wslview", "xdg-open"]),
            (&[("WAYLAND_DISPLAY", "wayland-0")], &["wslview", "xdg-open"]),
        ] {
            let programs: Vec<String> =
                found("https://x/", variables).into_iter().map(|words| words[0].clone()).collect();
            assert_eq!(programs, expected, "{variables:?}");
        }
    }

    #[test]
    fn only_safe_addresses_are_opened() {
        for (url, expected) in [
            ("https://signin.aws.amazon.com/federation?Action=login", true),
            ("http://127.0.0.1:8080/x", true),
            ("http://localhost", true),
            ("http://[::1]:1/", true),
            ("http://127.0.0.1.evil.example/", false),
            ("http://127.0.0.1:80@evil.example/", false),
            ("http://localhost@evil.example/", false),
            ("http://signin.aws.amazon.com/", false),
            ("file:///etc/passwd", false),
            ("javascript:alert(1)", false),
            ("--version", false),
            ("", false),
            ("https://x/ y", false),
            ("https://x/\u{1b}[2J", false),
            ("https://x/é", false),
            ("HTTPS://x/", false),
        ] {
            assert_eq!(is_safe(url), expected, "{url}");
        }
        assert_eq!(open("file:///x", &Environment::default()), Err(NotOpened::Address));
    }

    #[test]
    fn the_browser_gets_the_address_as_one_word_and_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let script = folder.path().join("browser");
        fs::write(&script, "printf '%s\\n' \"$@\" >\"$0.said\"; read -r word <\"${0%/*}/pipe\"; : >\"${0%/*}/end\"").unwrap();
        let url = "https://x/?a=$(touch%20y)&b='1'";
        let environment = Environment::from([
            ("PATH", "/usr/bin:/bin"),
            ("BROWSER", &format!("no-such-browser:sh '{}' --", script.display())),
        ]);

        assert_eq!(open(url, &environment), Ok(()));

        assert!(!folder.path().join("end").exists(), "it was waited for");
        fs::write(&pipe, "go\n").unwrap(); // waits until it reads
        let said = fs::read_to_string(folder.path().join("browser.said")).unwrap();
        assert_eq!(said, format!("--\n{url}\n"));
    }

    #[test]
    fn without_a_browser_the_caller_hears_of_it() {
        for environment in [
            Environment::from([("PATH", "/nonexistent"), ("BROWSER", "no-such-browser")]),
            Environment::from([("PATH", "/nonexistent"), ("DISPLAY", ":0")]),
        ] {
            assert_eq!(open("https://x/", &environment), Err(NotOpened::NoBrowser));
        }
    }
}
