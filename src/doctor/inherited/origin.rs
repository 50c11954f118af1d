//! The program that a variable comes with.

use std::ffi::OsStr;

use crate::ancestor::{Ancestor, FIRST};

/// Programs that set variables on purpose: switchers, runners of CI, and the first process of a container.
const DELIBERATE: &str = "\
    awsp aws-vault granted assume assumego aws-sso awsume awsumepy saml2aws aws-okta leapp chamber \
    Runner.Worker Runner.Listener gitlab-runner buildkite-agent circleci-agent \
    tini dumb-init docker-init catatonit s6-svscan";

/// What kind of program hands variables on, which decides how they are taken from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Program {
    Tmux,
    Screen,
    /// The systemd of a user.
    UserManager,
    /// What somebody signs in with.
    SignIn,
    Other,
}

/// Where a variable comes from.
pub(super) struct Origin<'a> {
    /// The process.
    pub(super) process: &'a Ancestor,
    /// Whether it is a shell, or was one before a tool took its place, and handed the variable straight to this shell.
    pub(super) is_outer_shell: bool,
}

impl<'a> Origin<'a> {
    /// Returns the name as `ps` has it where that says more than the program's own.
    pub(super) fn name(&self) -> &'a str {
        let mut names = self.process.names.iter().map(String::as_str);
        let first = names.next().unwrap_or("a program without a name");
        names.find(|name| name.starts_with(first)).unwrap_or(first)
    }

    pub(super) fn program(&self) -> Program {
        program(self.process)
    }
}

/// Returns where a variable with that value comes from; nothing if this shell set it, or somebody did on purpose.
///
/// The shell and those above it are looked at as long as they began with the value. The last of them either brought it
/// along, or got it from a parent that did not begin with it and has had it set since.
pub(super) fn find<'a>(ancestors: &'a [Ancestor], name: &str, value: &OsStr) -> Option<Origin<'a>> {
    let shell = ancestors.iter().position(|ancestor| ancestor.shell().is_some()).unwrap_or(0);
    let above = ancestors.get(shell..)?;
    let began_with = |ancestor: &&Ancestor| {
        ancestor.began_with.as_ref().is_some_and(|began| began.raw(name) == Some(value))
    };
    let holders = above.iter().take_while(began_with).count();
    let oldest = above.get(holders.checked_sub(1)?)?;
    let parent = above.get(holders);
    // What a container began with was given to it on purpose.
    if oldest.id == FIRST || above.iter().take(holders + 1).any(is_deliberate) {
        return None;
    }
    let parent = parent.filter(|parent| parent.id != FIRST);
    let handed_on = parent.filter(|parent| holders == 1 || can_be_told(parent));
    let process = handed_on.or((holders > 1).then_some(oldest))?;
    let is_outer_shell = holders == 1 && process.shell().is_some();
    Some(Origin { process, is_outer_shell })
}

/// Returns whether it has variables for its children that it did not begin with.
fn can_be_told(process: &Ancestor) -> bool {
    match program(process) {
        Program::Tmux | Program::Screen | Program::UserManager => true,
        Program::SignIn | Program::Other => false,
    }
}

fn is_deliberate(process: &Ancestor) -> bool {
    let is_one = |name: &String| DELIBERATE.split(' ').any(|one| one == name);
    process.names.iter().any(is_one)
}

fn program(process: &Ancestor) -> Program {
    let bare = |name: &String| name.split(':').next().unwrap_or_default().to_owned();
    let names: Vec<String> = process.names.iter().map(bare).collect();
    let has = |programs: &[&str]| names.iter().any(|name| programs.contains(&name.as_str()));
    if has(&["tmux"]) {
        Program::Tmux
    } else if has(&["screen", "SCREEN"]) {
        Program::Screen
    } else if has(&["systemd"]) {
        Program::UserManager
    } else if has(&["sshd", "sshd-session", "login", "su", "sudo"]) {
        Program::SignIn
    } else {
        Program::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::Environment;

    fn process(id: i32, name: &str, has_it: bool) -> Ancestor {
        let environment =
            if has_it { Environment::from([("AWS_PROFILE", "x")]) } else { Environment::default() };
        Ancestor { id, names: vec![name.to_owned()], began_with: Some(environment) }
    }

    #[test]
    fn the_oldest_that_began_with_it_counts_or_who_was_told_since() {
        for (chain, expected) in [
            (&[("bash", true), ("code", true), ("zsh", false)] as &[_], Some("code")),
            (&[("bash", true), ("sshd", false)], Some("sshd")),
            (&[("bash", true), ("tmux: server", false)], Some("tmux: server")),
            (&[("bash", true), ("zsh", true), ("tmux: server", false)], Some("tmux: server")),
            (&[("bash", true), ("zsh", false), ("code", true)], Some("zsh")),
            (&[("make", true), ("bash", false), ("code", true)], None),
            (&[("make", true), ("code", true)], Some("code")),
            (&[("bash", true)], None),
        ] {
            let ancestors: Vec<Ancestor> =
                (10..).zip(chain).map(|(id, (name, has_it))| process(id, name, *has_it)).collect();

            let found = find(&ancestors, "AWS_PROFILE", OsStr::new("x"));

            assert_eq!(found.map(|origin| origin.name()), expected, "{chain:?}");
        }
    }

    #[test]
    fn what_a_container_began_with_is_meant() {
        for (first, expected) in
            [(process(FIRST, "node", true), None), (process(FIRST, "systemd", false), Some("sh"))]
        {
            let ancestors = [process(9, "bash", true), process(7, "sh", true), first];

            let found = find(&ancestors, "AWS_PROFILE", OsStr::new("x"));

            assert_eq!(found.map(|origin| origin.name()), expected);
        }
    }

    #[test]
    fn the_longer_name_says_more() {
        let mut tmux = process(1, "tmux", true);
        tmux.names.push("tmux: server".to_owned());
        let mut editor = process(1, "node", true);
        editor.names.push("MainThread".to_owned());
        let name = |process| Origin { process, is_outer_shell: false }.name();

        assert_eq!((name(&tmux), name(&editor)), ("tmux: server", "node"));
    }
}
