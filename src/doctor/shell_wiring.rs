//! How awsp stands in the shell.

use std::path::PathBuf;

use crate::diagnostic::code::{NO_HOOK, OTHER_AWSP};
use crate::diagnostic::words::word;
use crate::display::escaped;
use crate::environment::{Role, Variable};
use crate::finding::Finding;
use crate::source::Source;

use super::{Examination, Patient, permissions};

/// The usual line; each shell has its own, which `awsp init --help` shows.
const INSTALL: &str = "awsp init --help";

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
        .seen(Source::Default, "no variable that the hook leaves behind")
        .why("without it `awsp use` can change nothing, and the prompt does not warn; before the first `awsp use` in a shell it cannot be seen whether it is there")
        .fix(INSTALL);
    Some(finding)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::disk::fake::FakeDisk;
    use super::super::tests::{Fake, lines};
    use super::*;
    use crate::cli::ShellOption;
    use crate::shell::ShellKind;

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
}
