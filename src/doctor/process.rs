//! Programs that a profile names for its credentials; none is run here.

use std::path::Path;

use crate::diagnostic::code::{
    PROCESS_WORDS, PROGRAM_MISSING, PROGRAM_NOT_EXECUTABLE, RELATIVE_PROGRAM,
};
use crate::diagnostic::words::word;
use crate::display::escaped;
use crate::finding::Finding;
use crate::identity::Kind;
use crate::profile_kind;
use crate::shared_config::{Profile, Setting, words};

use super::{Examination, Patient, profiles};

/// Reports a `credential_process` whose program is not there, may not be started, or is not to be found from everywhere.
pub(super) struct Process;

impl Examination for Process {
    fn name(&self) -> &'static str {
        "credential-process"
    }

    fn about(&self) -> &'static str {
        "Whether the program of every credential_process is there and may be started; it is not run."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        profiles::each(patient, |profile| {
            let setting = profile.get("credential_process");
            let used = setting.filter(|_| profile_kind::of(profile) == Kind::Process);
            used.and_then(|setting| judge(patient, profile, setting)).into_iter().collect()
        })
    }
}

fn judge<'t>(
    patient: &Patient<'_, 't>,
    profile: &Profile<'t>,
    setting: &Setting<'t>,
) -> Option<Finding> {
    let owner = escaped(profile.name());
    let found = match words(&setting.value) {
        None => Some(
            PROCESS_WORDS
                .finding(format!("the credential_process of profile {owner} has a quote without an end"))
                .why("the AWS CLI splits it into words as a shell would, and stops: `No closing quotation`"),
        ),
        Some(words) => {
            let program = words.first()?;
            of_program(patient, program).map(|(code, what)| {
                let shown = escaped(program);
                code.finding(format!("the credential_process of profile {owner} {what}"))
                    .fix(format!("type -a {}", word(&shown)))
                    .why("every tool that uses the profile stops there: `Error when retrieving credentials from custom-process`, or the file is not found")
            })
        }
    }?;
    // The program alone: its arguments may be secrets.
    let program = words(&setting.value).and_then(|words| words.first().map(|first| escaped(first)));
    let source = patient.source(setting);
    let edit = profiles::edit(&source);
    Some(found.seen(source, program.unwrap_or_else(|| "set".to_owned())).fix(edit))
}

type Fault = (crate::diagnostic::code::Code, String);

fn of_program(patient: &Patient<'_, '_>, program: &str) -> Option<Fault> {
    let shown = escaped(program);
    if program.starts_with("~/") || program.starts_with('$') {
        let what = format!(
            "begins with `{shown}`: the AWS CLI runs it without a shell, and ~ and $NAME stay as they are"
        );
        return Some((PROGRAM_MISSING, what));
    }
    if !program.contains('/') {
        return of_name(patient, program);
    }
    let Some(facts) = patient.disk.facts(Path::new(program)) else {
        let what = format!("names {shown}, which is not there");
        return Some((PROGRAM_MISSING, what));
    };
    if !facts.is_file() || !facts.may_run {
        return Some((PROGRAM_NOT_EXECUTABLE, format!("names {shown}, which cannot be started")));
    }
    let what = format!("names {shown}, which is there only from this folder");
    (!program.starts_with('/')).then_some((RELATIVE_PROGRAM, what))
}

/// Returns what is wrong with a program that is looked for on PATH.
fn of_name(patient: &Patient<'_, '_>, program: &str) -> Option<Fault> {
    let found = patient.on_path(program);
    let may_run =
        |path: &&std::path::PathBuf| patient.disk.facts(path).is_some_and(|facts| facts.may_run);
    match (found.iter().find(may_run), found.first()) {
        (Some(_), _) => None,
        (None, Some(path)) => {
            let path = escaped(&path.to_string_lossy());
            Some((PROGRAM_NOT_EXECUTABLE, format!("names {path}, which cannot be started")))
        }
        (None, None) => {
            let what = format!("names {}, which is not on PATH", escaped(program));
            Some((PROGRAM_MISSING, what))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::disk::fake::FakeDisk;
    use super::super::tests::{Fake, lines};
    use super::*;

    fn found(command: &str) -> Vec<Finding> {
        let config = format!("[profile a]\ncredential_process = {command}\n");
        let disk = FakeDisk::default()
            .with("/opt/bin/helper", 0o755)
            .with("/opt/bin/text", 0o644)
            .with("/opt/bin/", 0o755)
            .with("./helper", 0o755);
        let variables = [("AWS_PROFILE", "a"), ("PATH", "/usr/bin:/opt/bin:")];
        let fake = Fake { variables: &variables, config: &config, disk, ..Fake::default() };
        fake.patient(|patient| Process.run(patient))
    }

    #[test]
    fn programs_that_can_be_started_are_fine() {
        for command in ["helper --secret s", "/opt/bin/helper", "\"/opt/bin/helper\" 'a b'"] {
            assert_eq!(lines(&found(command)), [""; 0], "{command}");
        }
    }

    #[test]
    fn what_keeps_a_program_from_starting_is_said() {
        for (command, expected) in [
            (
                "nope --x",
                "AWSP-E041 the credential_process of profile a names nope, which is not on PATH",
            ),
            (
                "/opt/bin/nope",
                "AWSP-E041 the credential_process of profile a names /opt/bin/nope, which is not there",
            ),
            (
                "~/bin/helper",
                "AWSP-E041 the credential_process of profile a begins with `~/bin/helper`: the AWS CLI runs it without a shell, and ~ and $NAME stay as they are",
            ),
            (
                "text",
                "AWSP-E042 the credential_process of profile a names /opt/bin/text, which cannot be started",
            ),
            (
                "/opt/bin",
                "AWSP-E042 the credential_process of profile a names /opt/bin, which cannot be started",
            ),
            ("'helper", "AWSP-E043 the credential_process of profile a has a quote without an end"),
            (
                "./helper",
                "AWSP-W027 the credential_process of profile a names ./helper, which is there only from this folder",
            ),
        ] {
            assert_eq!(lines(&found(command)), [expected]);
        }
    }

    #[test]
    fn arguments_are_never_shown() {
        let shown = format!("{:?}", found("nope --password top-secret"));

        assert!(shown.contains("nope") && !shown.contains("secret\""), "{shown}");
        assert!(!shown.contains("top-secret"), "{shown}");
    }
}
