//! Variables that were there before the shell.

mod origin;

use crate::diagnostic::code::INHERITED;
use crate::display::{escaped, listed, masked};
use crate::environment::{Role, Variable};
use crate::finding::Finding;
use crate::source::Source;

use super::{Examination, Patient};

use origin::{Origin, Program};

/// Notes which program handed on the variables that say who one is: unsetting them in its child helps nothing.
pub(super) struct Inherited;

impl Examination for Inherited {
    fn name(&self) -> &'static str {
        "inherited"
    }

    fn about(&self) -> &'static str {
        "Which program that led to this shell began with the keys or the profile that are set."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        if is_service(patient) {
            return Vec::new();
        }
        let groups = groups(patient).into_iter();
        let stray = groups.filter(|(_, variables)| is_worth_a_note(patient, variables));
        stray.map(|(origin, variables)| note(patient, &origin, &variables)).collect()
    }
}

/// Returns whether a service runs all this, which sets variables on purpose.
fn is_service(patient: &Patient<'_, '_>) -> bool {
    let names = ["CI", "GITHUB_ACTIONS", "CODEBUILD_BUILD_ID", "JENKINS_URL", "TF_BUILD"];
    names.iter().any(|name| patient.environment().filled(name).is_some())
}

/// Returns the variables that came from somewhere, by where.
fn groups<'a>(patient: &Patient<'a, '_>) -> Vec<(Origin<'a>, Vec<&'static Variable>)> {
    let mut groups: Vec<(Origin<'a>, Vec<&'static Variable>)> = Vec::new();
    let is_exported = patient.situation.identity.exported_by.is_some();
    for variable in Variable::identities() {
        let Some(value) = patient.environment().raw(variable.name) else { continue };
        let found = origin::find(patient.ancestors, variable.name, value);
        // A tool that replaces itself with the shell leaves only its marks.
        let found = found.filter(|origin| !(is_exported && origin.is_outer_shell));
        let Some(origin) = found else { continue };
        match groups.iter_mut().find(|(other, _)| other.process.id == origin.process.id) {
            Some((_, variables)) => variables.push(variable),
            None => groups.push((origin, vec![variable])),
        }
    }
    groups
}

/// Returns whether somebody may wonder about them: a profile that is handed on is mostly meant.
fn is_worth_a_note(patient: &Patient<'_, '_>, variables: &[&Variable]) -> bool {
    let environment = patient.environment();
    let is_nowhere = |variable: &&Variable| {
        environment.text(variable.name).is_some_and(|name| patient.is_nowhere(&name))
    };
    variables.iter().any(|variable| variable.role != Role::Profile)
        || variables.iter().any(is_nowhere)
        || ["TMUX", "STY", "TERMINAL_EMULATOR"].iter().any(|name| environment.has(name))
        || environment.text("TERM_PROGRAM").is_some_and(|program| program == "vscode")
}

fn note(patient: &Patient<'_, '_>, origin: &Origin<'_>, variables: &[&Variable]) -> Finding {
    let names: Vec<&str> = variables.iter().map(|variable| variable.name).collect();
    let (were, come) = if names.len() == 1 { ("was", "it comes") } else { ("were", "they come") };
    let (program, id) = (escaped(origin.name()), origin.process.id);
    let finding = INHERITED.finding(format!(
        "{} {were} there before this shell: {come} with `{program}` (PID {id})",
        listed(&names)
    ));
    let seen = |finding: Finding, variable: &&Variable| {
        finding.seen(Source::variable(variable.name), shown(patient, variable))
    };
    let finding = variables.iter().fold(finding, seen).why(why(origin, &program));
    let commands = names.iter().filter_map(|name| unset(origin.program(), name));
    commands.fold(finding, Finding::fix).fix("awsp clean")
}

/// Returns the command that takes a variable from a program for its next child, if there is any.
fn unset(program: Program, name: &str) -> Option<String> {
    match program {
        Program::Tmux => {
            Some(format!(r"tmux set-environment -gu {name} \; set-environment -u {name}"))
        }
        Program::Screen => Some(format!("screen -X unsetenv {name}")),
        Program::UserManager => Some(format!("systemctl --user unset-environment {name}")),
        Program::SignIn | Program::Other => None,
    }
}

fn why(origin: &Origin<'_>, program: &str) -> String {
    match origin.program() {
        Program::Tmux | Program::Screen | Program::UserManager => format!(
            "{program} hands them to all that it starts from now on, so that unsetting them here helps this shell alone"
        ),
        Program::SignIn => format!(
            "{program} sets them for the whole session, from /etc/environment, ~/.ssh/environment, ~/.pam_environment or what the other side sent: unsetting them here helps this shell alone"
        ),
        Program::Other => format!(
            "all that {program} starts has them, so that unsetting them here helps this shell alone: close {program}, and start it from a shell without them"
        ),
    }
}

fn shown(patient: &Patient<'_, '_>, variable: &Variable) -> String {
    let value = patient.environment().text(variable.name).unwrap_or_default();
    match variable.role {
        Role::Profile => escaped(&value),
        Role::Key if variable.name == "AWS_ACCESS_KEY_ID" => masked(&value),
        Role::Key
        | Role::WebIdentity
        | Role::Container
        | Role::Bearer
        | Role::Marker
        | Role::Region
        | Role::Endpoint
        | Role::File
        | Role::Claim
        | Role::Setting => "set".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fake, lines};
    use super::*;
    use crate::ancestor::Ancestor;
    use crate::environment::Environment;

    type Variables = &'static [(&'static str, &'static str)];

    const ID: (&str, &str) = ("AWS_ACCESS_KEY_ID", "AKIARZPUZDIKGFADW22Y");
    const TOKEN: (&str, &str) = ("AWS_SESSION_TOKEN", "t");
    const DEV: (&str, &str) = ("AWS_PROFILE", "dev");
    const TMUX: (&str, &str) = ("TMUX", "/tmp/tmux");

    fn process(id: i32, names: &[&str], began_with: impl Into<Option<Environment>>) -> Ancestor {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        Ancestor { id, names, began_with: began_with.into() }
    }

    fn with_keys() -> Environment {
        Environment::from([ID, TOKEN])
    }

    fn notes(variables: Variables, ancestors: &[Ancestor]) -> Vec<Finding> {
        let config = "[profile dev]\nregion = eu-west-1\n";
        let fake = Fake { variables, config, ancestors, ..Fake::default() };
        fake.patient(|patient| Inherited.run(patient))
    }

    #[test]
    fn keys_that_tmux_began_with_are_unset_there() {
        let ancestors = [
            process(900, &["bash"], with_keys()),
            process(812, &["tmux", "tmux: server"], with_keys()),
        ];

        let found = notes(&[ID, TOKEN], &ancestors);

        let expected = "AWSP-N032 AWS_ACCESS_KEY_ID and AWS_SESSION_TOKEN were there before this shell: they come with `tmux: server` (PID 812)";
        assert_eq!(lines(&found), [expected]);
        let evidence: Vec<&str> = found[0].evidence.iter().map(|seen| seen.text.as_str()).collect();
        assert_eq!(evidence, ["…W22Y", "set"]);
        let expected = [
            r"tmux set-environment -gu AWS_ACCESS_KEY_ID \; set-environment -u AWS_ACCESS_KEY_ID",
            r"tmux set-environment -gu AWS_SESSION_TOKEN \; set-environment -u AWS_SESSION_TOKEN",
            "awsp clean",
        ];
        assert_eq!(found[0].fix, expected);
    }

    #[test]
    fn each_program_has_its_own_command() {
        for (name, first) in [
            ("SCREEN", "screen -X unsetenv AWS_SESSION_TOKEN"),
            ("systemd", "systemctl --user unset-environment AWS_SESSION_TOKEN"),
            ("code", "awsp clean"),
        ] {
            let ancestors = [process(9, &["zsh"], with_keys()), process(8, &[name], with_keys())];

            assert_eq!(notes(&[TOKEN], &ancestors)[0].fix[0], first);
        }
    }

    #[test]
    fn variables_are_told_by_where_they_come_from() {
        let only_id = Some(Environment::from([ID]));
        let ancestors = [
            process(9, &["bash"], with_keys()),
            process(8, &["nvim"], with_keys()),
            process(7, &["zsh"], only_id.clone()),
            process(6, &["code"], only_id),
        ];

        let expected = [
            "AWSP-N032 AWS_ACCESS_KEY_ID was there before this shell: it comes with `code` (PID 6)",
            "AWSP-N032 AWS_SESSION_TOKEN was there before this shell: it comes with `nvim` (PID 8)",
        ];
        assert_eq!(lines(&notes(&[ID, TOKEN], &ancestors)), expected);
    }

    #[test]
    fn what_was_set_in_this_shell_or_on_purpose_is_left_out() {
        let shell = |began_with: Environment| process(9, &["bash"], began_with);
        let above = |name| process(8, &[name], with_keys());
        let other = Environment::from([("AWS_SESSION_TOKEN", "other")]);
        for (variables, ancestors) in [
            (&[TOKEN] as Variables, vec![]),
            (&[TOKEN], vec![shell(with_keys())]),
            (&[TOKEN], vec![shell(Environment::default()), above("tmux: server")]),
            (&[TOKEN], vec![shell(other), above("tmux: server")]),
            (&[TOKEN], vec![process(9, &["bash"], None), above("tmux: server")]),
            (&[TOKEN], vec![shell(with_keys()), above("aws-vault")]),
            (&[TOKEN], vec![shell(with_keys()), process(8, &["awsp"], Environment::default())]),
            (&[TOKEN], vec![shell(with_keys()), above("Runner.Worker")]),
            (&[TOKEN], vec![shell(with_keys()), above("tini")]),
            (&[TOKEN, ("CI", "true")], vec![shell(with_keys()), above("tmux: server")]),
            (&[], vec![shell(with_keys()), above("tmux: server")]),
        ] {
            assert_eq!(lines(&notes(variables, &ancestors)), [""; 0], "{ancestors:?}");
        }
    }

    #[test]
    fn a_shell_of_aws_vault_is_meant_and_a_tmux_of_it_is_not() {
        const VAULT: (&str, &str) = ("AWS_VAULT", "dev");
        const SECRET: (&str, &str) = ("AWS_SECRET_ACCESS_KEY", "s");
        let all = || Some(Environment::from([ID, SECRET, TOKEN, VAULT]));
        let outer = process(7, &["zsh"], Environment::default());
        let variables: Variables = &[ID, SECRET, TOKEN, VAULT];

        let in_shell = notes(variables, &[process(9, &["bash"], all()), outer.clone()]);
        let tmux = process(8, &["tmux"], all());
        let in_tmux = notes(variables, &[process(9, &["bash"], all()), tmux, outer]);

        assert_eq!(lines(&in_shell), [""; 0]);
        assert_eq!(in_tmux.len(), 1);
    }

    #[test]
    fn a_profile_alone_is_noted_where_it_is_nowhere_or_panes_share_it() {
        let of = |profile| {
            let began_with = || Some(Environment::from([("AWS_PROFILE", profile)]));
            [process(9, &["bash"], began_with()), process(8, &["xterm"], began_with())]
        };
        let note =
            "AWSP-N032 AWS_PROFILE was there before this shell: it comes with `xterm` (PID 8)";
        for (variables, profile, expected) in [
            (&[DEV] as Variables, "dev", vec![]),
            (&[DEV, TMUX], "dev", vec![note]),
            (&[DEV, ("TERM_PROGRAM", "vscode")], "dev", vec![note]),
            (&[DEV, ("TERM_PROGRAM", "iTerm.app")], "dev", vec![]),
            (&[("AWS_PROFILE", "gone")], "gone", vec![note]),
        ] {
            assert_eq!(lines(&notes(variables, &of(profile))), expected, "{variables:?}");
        }
    }
}
