//! Variables that a start-up file sets for good.

use crate::diagnostic::code::{
    Code, KEYS_IN_START_UP_FILE, PROFILE_IN_START_UP_FILE, START_UP_FILE,
};
use crate::display::{escaped, listed, masked};
use crate::environment::{Role, Variable};
use crate::finding::Finding;
use crate::source::Source;

use super::super::start_up::{StartUpFile, Statement};
use super::super::{Patient, profiles};

/// What a file leaves a variable with.
#[derive(Clone, Debug)]
struct Setting {
    variable: &'static Variable,
    line: usize,
    /// `None` if the line alone does not tell it.
    value: Option<String>,
    exported: bool,
}

/// What is to be said of settings.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trouble {
    Keys,
    MissingProfile,
    Standing,
}

/// How the environment stands to a setting.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Now {
    /// The variable may have its value from here.
    Same,
    Different,
    Unset,
}

/// Returns what a file sets for good, one finding for each kind of trouble.
pub(super) fn findings(patient: &Patient<'_, '_>, file: &StartUpFile) -> Vec<Finding> {
    let settings = settings(file);
    let of = |trouble| {
        let is_it = |setting: &&Setting| judge(patient, setting) == Some(trouble);
        let settings: Vec<&Setting> = settings.iter().filter(is_it).collect();
        finding(patient, file, &settings, trouble)
    };
    [Trouble::Keys, Trouble::MissingProfile, Trouble::Standing].into_iter().filter_map(of).collect()
}

/// Returns what programs get from a file: the last line about a variable counts.
fn settings(file: &StartUpFile) -> Vec<Setting> {
    let mut settings: Vec<Setting> = Vec::new();
    let mut exports_all = false;
    for (line, statement) in file.statements() {
        match statement {
            Statement::Set { name, value, exported } => {
                let old = take(&mut settings, name);
                let exported = exported || exports_all || old.is_some_and(|old| old.exported);
                let variable = Variable::ALL.iter().find(|variable| variable.name == name);
                let setting = variable.map(|variable| Setting { variable, line, value, exported });
                settings.extend(setting);
            }
            Statement::Export(name) => {
                for setting in settings.iter_mut().filter(|one| one.variable.name == name) {
                    setting.exported = true;
                }
            }
            Statement::Unset(name) => _ = take(&mut settings, name),
            Statement::ExportAll => exports_all = true,
            Statement::Define(_) => {}
        }
    }
    settings.retain(|setting| setting.exported);
    settings
}

fn take(settings: &mut Vec<Setting>, name: &str) -> Option<Setting> {
    let index = settings.iter().position(|setting| setting.variable.name == name)?;
    Some(settings.remove(index))
}

fn judge(patient: &Patient<'_, '_>, setting: &Setting) -> Option<Trouble> {
    let now = now(patient, setting);
    let is_known = setting.value.is_some();
    match setting.variable.role {
        Role::Key | Role::Bearer if is_key(setting.variable) => {
            (is_known || now == Now::Same).then_some(Trouble::Keys)
        }
        Role::Profile if setting.value.as_ref().is_some_and(|name| patient.is_nowhere(name)) => {
            Some(Trouble::MissingProfile)
        }
        Role::Profile | Role::Key | Role::WebIdentity => {
            (is_known && now == Now::Same).then_some(Trouble::Standing)
        }
        Role::Bearer
        | Role::Container
        | Role::Marker
        | Role::Region
        | Role::Endpoint
        | Role::File
        | Role::Claim
        | Role::Setting => None,
    }
}

/// Returns whether it is a part of what signs.
fn is_key(variable: &Variable) -> bool {
    variable.secret || matches!(variable.name, "AWS_ACCESS_KEY_ID" | "AWS_ACCESS_KEY")
}

fn now(patient: &Patient<'_, '_>, setting: &Setting) -> Now {
    match patient.environment().text(setting.variable.name) {
        Some(value) if setting.value.as_ref().is_none_or(|known| *known == value) => Now::Same,
        Some(_) => Now::Different,
        None => Now::Unset,
    }
}

fn finding(
    patient: &Patient<'_, '_>,
    file: &StartUpFile,
    settings: &[&Setting],
    trouble: Trouble,
) -> Option<Finding> {
    let first = file.line(settings.first()?.line);
    let names: Vec<&str> = settings.iter().map(|setting| setting.variable.name).collect();
    let (names, place) = (listed(&names), escaped(&first.to_string()));
    let shell = file.reader.shell();
    let finding = match trouble {
        Trouble::MissingProfile => {
            let profile = settings.iter().find_map(|setting| setting.value.as_deref());
            let profile = escaped(profile.unwrap_or_default());
            code(trouble).finding(format!(
                "every new {shell} gets {names} from {place}, but no file defines {profile}"
            ))
        }
        Trouble::Keys | Trouble::Standing => {
            code(trouble).finding(format!("every new {shell} gets {names} from {place}"))
        }
    };
    let seen = |finding: Finding, setting: &&Setting| {
        let finding = finding.seen(file.line(setting.line), shown(setting));
        match now(patient, setting) {
            Now::Same => finding.seen(Source::variable(setting.variable.name), live(setting)),
            Now::Different | Now::Unset => finding,
        }
    };
    let finding = settings.iter().fold(finding, seen);
    Some(finding.why(why(trouble)).fix(profiles::edit(&first)))
}

const fn code(trouble: Trouble) -> Code {
    match trouble {
        Trouble::Keys => KEYS_IN_START_UP_FILE,
        Trouble::MissingProfile => PROFILE_IN_START_UP_FILE,
        Trouble::Standing => START_UP_FILE,
    }
}

const fn why(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Keys => {
            "keys in variables win over every profile; `awsp clean` unsets them in this shell only, and the next one has them again"
        }
        Trouble::MissingProfile => {
            "the AWS CLI stops with `The config profile could not be found` until another one is chosen, in every new shell"
        }
        Trouble::Standing => {
            "`awsp off` and `awsp clean` change this shell only, and the next one has it again"
        }
    }
}

/// Returns what a line sets, of keys no more than the end of their id.
fn shown(setting: &Setting) -> String {
    let name = setting.variable.name;
    match (&setting.value, setting.variable.role) {
        (Some(value), Role::Profile) => format!("{name}={}", escaped(value)),
        (Some(value), Role::Key) if name == "AWS_ACCESS_KEY_ID" => {
            format!("{name}={}", masked(value))
        }
        (Some(_), _) => format!("sets {name}"),
        (None, _) => format!("sets {name} to what only the shell can tell"),
    }
}

const fn live(setting: &Setting) -> &'static str {
    if setting.value.is_some() { "has this value now" } else { "is set now" }
}

#[cfg(test)]
mod tests {
    use super::super::super::disk::fake::FakeDisk;
    use super::super::super::tests::{Fake, lines};
    use super::super::*;

    const BASHRC: &str = "/home/ann/.bashrc";
    const ID: &str = "AKIARZPUZDIKGFADW22Y";

    fn findings_of(
        variables: &[(&'static str, &'static str)],
        path: &str,
        text: &str,
    ) -> Vec<Finding> {
        let disk = FakeDisk::default().with_text(path, text);
        let config = "[profile dev]\nregion = eu-west-1\n";
        let fake = Fake { variables, config, disk, ..Fake::default() };
        fake.patient(|patient| StartUpFiles.run(patient))
    }

    fn found(variables: &[(&'static str, &'static str)], text: &str) -> Vec<String> {
        lines(&findings_of(variables, BASHRC, text))
    }

    #[test]
    fn keys_are_reported_with_their_file_and_line_whether_they_are_set_now_or_not() {
        let text = "# mine\nexport AWS_ACCESS_KEY_ID=AKIARZPUZDIKGFADW22Y\nexport AWS_SECRET_ACCESS_KEY='hush-hush'\n";
        let expected = "AWSP-W030 every new bash gets AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY from /home/ann/.bashrc:2";
        for variables in
            [&[] as &[_], &[("AWS_ACCESS_KEY_ID", ID)], &[("AWS_ACCESS_KEY_ID", "other")]]
        {
            assert_eq!(found(variables, text), [expected], "{variables:?}");
        }
    }

    #[test]
    fn the_evidence_tells_what_is_set_now_and_no_secret() {
        let variables = [("AWS_ACCESS_KEY_ID", ID), ("AWS_SECRET_ACCESS_KEY", "hush")];
        let text = "export AWS_ACCESS_KEY_ID=AKIARZPUZDIKGFADW22Y\nexport AWS_SECRET_ACCESS_KEY=$(pass x)\n";

        let found = findings_of(&variables, BASHRC, text);

        let evidence: Vec<String> = found[0]
            .evidence
            .iter()
            .map(|seen| format!("{}: {}", seen.source, seen.text))
            .collect();
        let expected = [
            "/home/ann/.bashrc:1: AWS_ACCESS_KEY_ID=…W22Y",
            "AWS_ACCESS_KEY_ID: has this value now",
            "/home/ann/.bashrc:2: sets AWS_SECRET_ACCESS_KEY to what only the shell can tell",
            "AWS_SECRET_ACCESS_KEY: is set now",
        ];
        assert_eq!(evidence, expected);
        assert_eq!(found[0].fix, ["${EDITOR:-vi} +1 /home/ann/.bashrc"]);
    }

    #[test]
    fn a_profile_is_worth_a_note_while_it_stands_and_a_warning_if_it_is_nowhere() {
        let dev = ("AWS_PROFILE", "dev");
        let note = "AWSP-N030 every new bash gets AWS_PROFILE from /home/ann/.bashrc:1";
        let warning = "AWSP-W031 every new bash gets AWS_PROFILE from /home/ann/.bashrc:1, but no file defines gone";
        for (variables, text, expected) in [
            (&[dev] as &[_], "export AWS_PROFILE=dev\n", vec![note]),
            (&[], "export AWS_PROFILE=dev\n", vec![]),
            (&[("AWS_PROFILE", "x")], "export AWS_PROFILE=dev\n", vec![]),
            (&[dev], "export AWS_PROFILE=$(x)\n", vec![]),
            (&[], "export AWS_PROFILE=gone\n", vec![warning]),
            (&[dev], "export AWS_PROFILE=gone\n", vec![warning]),
            (&[], "export AWS_PROFILE=default\n", vec![]),
        ] {
            assert_eq!(found(variables, text), expected, "{text}");
        }
    }

    #[test]
    fn what_no_program_gets_or_what_harms_nobody_is_left_out() {
        for text in [
            "AWS_ACCESS_KEY_ID=AKIARZPUZDIKGFADW22Y\n",
            "export AWS_REGION=eu-west-1 AWS_ENDPOINT_URL=http://x AWS_CA_BUNDLE=/x\n",
            "export AWS_ACCESS_KEY_ID=x\nunset AWS_ACCESS_KEY_ID\n",
            "export AWS_ACCESS_KEY_ID=\n",
            "export AWS_ACCESS_KEY_ID=$(pass x)\n",
            "work() {\n  export AWS_PROFILE=gone\n}\n",
            "alias work='export AWS_PROFILE=gone'\n",
            "export AWS_ROLE_ARN=x\n",
            "export AWS_VAULT=\n",
        ] {
            assert_eq!(found(&[], text), [""; 0], "{text}");
        }
    }

    #[test]
    fn an_export_before_or_behind_counts() {
        let line = "AWSP-W030 every new bash gets AWS_SECRET_ACCESS_KEY from /home/ann/.bashrc";
        for (text, number) in [
            ("AWS_SECRET_ACCESS_KEY=x\nexport AWS_SECRET_ACCESS_KEY\n", 1),
            ("set -a\nAWS_SECRET_ACCESS_KEY=x\n", 2),
            ("export AWS_SECRET_ACCESS_KEY=x\nAWS_SECRET_ACCESS_KEY=y\n", 2),
        ] {
            assert_eq!(found(&[], text), [format!("{line}:{number}")], "{text}");
        }
    }

    #[test]
    fn each_file_has_a_reader_of_its_own() {
        for (path, text, reader) in [
            ("/etc/environment", "AWS_SECRET_KEY=x\n", "session"),
            ("/home/ann/.pam_environment", "AWS_SECRET_KEY DEFAULT=x\n", "session"),
            ("/home/ann/.config/environment.d/a.conf", "AWS_SECRET_KEY=x\n", "session"),
            ("/home/ann/.profile", "export AWS_SECRET_KEY=x\n", "login shell"),
            ("/home/ann/.zshenv", "typeset -x AWS_SECRET_KEY=x\n", "zsh"),
            (
                "/home/ann/.config/fish/fish_variables",
                "SETUVAR --export AWS_SECRET_KEY:x\n",
                "fish",
            ),
            ("/home/ann/.config/fish/conf.d/a.fish", "set -gx AWS_SECRET_KEY x\n", "fish"),
            (
                "/home/ann/.config/powershell/profile.ps1",
                "$env:AWS_SECRET_KEY = 'x'\n",
                "PowerShell",
            ),
        ] {
            let expected =
                format!("AWSP-W030 every new {reader} gets AWS_SECRET_KEY from {path}:1");

            assert_eq!(lines(&findings_of(&[], path, text)), [expected]);
        }
    }
}
