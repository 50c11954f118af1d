//! How awsp stands in the shell.

use std::path::PathBuf;

use crate::ancestor::Ancestor;
use crate::diagnostic::code::{NO_HOOK, OTHER_AWSP};
use crate::diagnostic::words::word;
use crate::display::escaped;
use crate::environment::{Role, Variable};
use crate::finding::Finding;
use crate::shell::ShellKind;
use crate::source::Source;

use super::{Examination, Patient, permissions, start_up};

/// The usual line; each shell has its own, which `awsp init --help` shows.
const INSTALL: &str = "awsp init --help";

/// A shell is mostly not older than that, in seconds.
const RECENT: i64 = 24 * 60 * 60;

/// Reports another awsp in front of this one on PATH, and notes that nothing shows the hook.
pub(super) struct ShellWiring;

impl Examination for ShellWiring {
    fn name(&self) -> &'static str {
        "shell-wiring"
    }

    fn about(&self) -> &'static str {
        "Whether the hook is loaded in this shell, and the awsp on PATH is this one."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        other_awsp(patient).into_iter().chain(no_hook(patient)).collect()
    }
}

fn other_awsp(patient: &Patient<'_, '_>) -> Option<Finding> {
    let own = patient.program?;
    let own_id = patient.disk.facts(own)?.id;
    let may_run = |path: &PathBuf| patient.disk.facts(path).filter(|facts| facts.may_run);
    let first = patient.on_path("awsp").into_iter().find(|path| may_run(path).is_some())?;
    if may_run(&first)?.id == own_id {
        return None;
    }
    let [shown, this] = [first.to_string_lossy(), own.to_string_lossy()].map(|path| escaped(&path));
    let finding = OTHER_AWSP
        .finding(format!("the awsp on PATH is {shown}, and this one is {this}"))
        .seen(permissions::place(&first), "first on PATH")
        .seen(permissions::place(own), "runs now")
        .why("a shell without the hook runs the other one, which may be another program of that name: what it prints is no change of the shell")
        .fix(format!("ls -l {} {}", word(&first.to_string_lossy()), word(&own.to_string_lossy())));
    Some(finding)
}

/// Notes that neither the call nor any variable is one that only the hook makes.
fn no_hook(patient: &Patient<'_, '_>) -> Option<Finding> {
    let mut claims = Variable::ALL.iter().filter(|variable| variable.role == Role::Claim);
    let has_claim = claims.any(|claim| patient.environment().has(claim.name));
    if has_claim || patient.shell.is_some_and(|shell| shell.hook) {
        return None;
    }
    let finding = NO_HOOK
        .finding("nothing shows that awsp's hook is loaded in this shell")
        .seen(Source::Default, "no variable that the hook leaves behind");
    let kind = shell_in_use(patient);
    match init_line(patient, kind) {
        // Who has had the line for long has the hook.
        Some((place, _)) if !is_recent(patient, &place) => None,
        Some((place, kind)) => Some(with_line(finding, place, kind)),
        None => Some(without_line(finding, kind)),
    }
}

/// Returns whether a shell that runs may be older than what stands in the file.
fn is_recent(patient: &Patient<'_, '_>, place: &Source) -> bool {
    let facts = place.place().and_then(|(path, _)| patient.disk.facts(path));
    facts.is_none_or(|facts| facts.modified > patient.situation.now - RECENT)
}

fn with_line(finding: Finding, place: Source, kind: Option<ShellKind>) -> Finding {
    let new_shell = match kind {
        Some(ShellKind::PowerShell) => ". $PROFILE".to_owned(),
        Some(kind) => format!("exec {}", kind.name()),
        None => "exec $SHELL".to_owned(),
    };
    finding
        .seen(place, "loads it")
        .why("a shell that is older than this line, or does not read the file, is without it: there `awsp use` changes nothing, and a new shell mends that; before the first `awsp use` a shell with the hook looks the same")
        .fix(new_shell)
}

fn without_line(finding: Finding, kind: Option<ShellKind>) -> Finding {
    let line = kind.map_or_else(String::new, |kind| {
        format!(": {} belongs into {}", kind.shell().install(), kind.start_up_file())
    });
    finding
        .seen(Source::Default, "no start-up file that awsp knows has its line")
        .why(format!(
            "without it `awsp use` can change nothing, and the prompt does not warn{line}"
        ))
        .fix(INSTALL)
}

/// Returns where a start-up file loads the hook of that shell, or of any if it is unknown.
fn init_line(
    patient: &Patient<'_, '_>,
    kind: Option<ShellKind>,
) -> Option<(Source, Option<ShellKind>)> {
    start_up::files(patient).iter().find_map(|file| {
        let line = file.init_line()?;
        let is_of_shell = kind.is_none() || line.kind.is_none() || line.kind == kind;
        is_of_shell.then(|| (file.line(line.line), line.kind.or(kind)))
    })
}

/// Returns the shell as it was named or, for want of that, the one that started this program.
fn shell_in_use(patient: &Patient<'_, '_>) -> Option<ShellKind> {
    let named = patient.shell.map(|shell| shell.kind);
    let kind = named.or_else(|| patient.ancestors.iter().find_map(Ancestor::shell));
    kind.filter(|kind| *kind != ShellKind::Posix)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::disk::fake::FakeDisk;
    use super::super::tests::{Fake, NOW, lines};
    use super::*;
    use crate::cli::ShellOption;

    fn found(
        variables: &[(&'static str, &'static str)],
        shell: Option<ShellOption>,
    ) -> Vec<String> {
        let disk = FakeDisk::default()
            .with("/opt/awsp", 0o755)
            .with("/usr/bin/awsp", 0o755)
            .with("/notes/awsp", 0o644);
        let program = Some(Path::new("/opt/awsp"));
        let fake = Fake { variables, disk, program, shell, ..Fake::default() };
        fake.patient(|patient| lines(&ShellWiring.run(patient)))
    }

    const NO_HOOK: &str = "AWSP-N017 nothing shows that awsp's hook is loaded in this shell";
    const OTHER: &str = "AWSP-W024 the awsp on PATH is /usr/bin/awsp, and this one is /opt/awsp";

    #[test]
    fn the_first_program_of_the_name_counts() {
        let claim = ("AWSP_PROFILE", "x");
        for (path, expected) in [
            ("/opt:/usr/bin", vec![]),
            ("/notes:/opt", vec![]),
            ("/nowhere", vec![]),
            ("/usr/bin:/opt", vec![OTHER]),
        ] {
            assert_eq!(found(&[("PATH", path), claim], None), expected, "{path}");
        }
    }

    #[test]
    fn a_hook_is_seen_by_what_it_says_or_leaves_behind() {
        let path = ("PATH", "/opt");
        let hook = |hook| Some(ShellOption { kind: ShellKind::Bash, hook });

        assert_eq!(found(&[path], None), [NO_HOOK]);
        assert_eq!(found(&[path], hook(false)), [NO_HOOK]);
        assert_eq!(found(&[path], hook(true)), [""; 0]);
        assert_eq!(found(&[path, ("AWSP_REGION", "x")], None), [""; 0]);
    }

    /// Returns evidence, why and fix of what is noted beside these files.
    fn said(files: &[(&str, &str)], shell: Option<ShellKind>) -> (String, String, Vec<String>) {
        let disk = files.iter().fold(FakeDisk::default(), |disk, (path, text)| {
            disk.with_text(path, text).changed(path, NOW - 60)
        });
        let shell = shell.map(|kind| ShellOption { kind, hook: false });
        let fake = Fake { disk, shell, ..Fake::default() };
        let found = fake.patient(|patient| ShellWiring.run(patient)).remove(0);
        let seen = found.evidence.last().unwrap();
        (format!("{}: {}", seen.source, seen.text), found.why, found.fix)
    }

    #[test]
    fn a_line_that_is_there_is_named_and_one_that_is_not_can_be_copied() {
        let bashrc = ("/home/ann/.bashrc", "\neval \"$(/opt/awsp init 'bash')\"\n");
        let there = "/home/ann/.bashrc:2: loads it";
        let nowhere = "by default: no start-up file that awsp knows has its line";
        for (files, shell, evidence, fix) in [
            (&[bashrc] as &[_], Some(ShellKind::Bash), there, "exec bash"),
            (&[bashrc], None, there, "exec bash"),
            (&[bashrc], Some(ShellKind::Zsh), nowhere, "awsp init --help"),
            (&[("/home/ann/.bashrc", "x")], None, nowhere, "awsp init --help"),
            (&[], None, nowhere, "awsp init --help"),
        ] {
            let (seen, _, fixes) = said(files, shell);

            assert_eq!((seen.as_str(), fixes), (evidence, vec![fix.to_owned()]), "{shell:?}");
        }
        let (_, why, _) = said(&[], Some(ShellKind::Bash));
        let line = r#": eval "$(command awsp init bash)" belongs into ~/.bashrc"#;
        assert!(why.ends_with(line), "{why}");
    }

    #[test]
    fn who_has_had_the_line_for_long_has_the_hook() {
        let disk = FakeDisk::default().with_text("/home/ann/.zshrc", "eval \"$(awsp init zsh)\"");
        let disk = disk.changed("/home/ann/.zshrc", NOW - 2 * RECENT);

        let found = Fake { disk, ..Fake::default() }.patient(no_hook);

        assert_eq!(found, None);
    }

    #[test]
    fn a_shell_that_nobody_names_is_the_one_that_started_this() {
        let ancestor =
            |name: &str| Ancestor { id: 7, names: vec![name.to_owned()], began_with: None };
        let ancestors = [ancestor("make"), ancestor("zsh"), ancestor("bash")];
        let fake = Fake { ancestors: &ancestors, ..Fake::default() };

        assert_eq!(fake.patient(shell_in_use), Some(ShellKind::Zsh));
    }
}
