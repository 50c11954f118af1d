//! Who else may read or write what only this user should.

use std::path::{Path, PathBuf};

use crate::diagnostic::code::{FOREIGN_FILE, OPEN_FILE};
use crate::diagnostic::words::word;
use crate::display::escaped;
use crate::finding::Finding;
use crate::session::Store;
use crate::shared_config::FileKind;
use crate::source::Source;

use super::disk::{Facts, FileType};
use super::{Examination, Patient};

/// What others may not do: with secrets anything, with the rest write.
const READ_OR_WRITE: u32 = 0o066;
const WRITE: u32 = 0o022;
/// A folder where everybody may write, but only into what is their own.
const STICKY: u32 = 0o1000;

/// Reports files with secrets that others may read, files and folders that others may write to, and files of others.
pub(super) struct Permissions;

impl Examination for Permissions {
    fn name(&self) -> &'static str {
        "permissions"
    }

    fn about(&self) -> &'static str {
        "Who may read and write the credentials file, the caches and their folders, and whose they are."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        let seen: Vec<(PathBuf, Facts, u32)> = looked_at(patient)
            .into_iter()
            .filter(|(path, _)| !is_on_windows(path))
            .filter_map(|(path, mask)| Some((patient.disk.facts(&path)?, path, mask)))
            .map(|(facts, path, mask)| (path, facts, mask))
            .collect();
        open(&seen).into_iter().chain(foreign(patient, &seen)).collect()
    }
}

/// Returns every path, and what others may not do with it.
fn looked_at(patient: &Patient<'_, '_>) -> Vec<(PathBuf, u32)> {
    let mut paths = Vec::new();
    for (kind, mask) in [(FileKind::Credentials, READ_OR_WRITE), (FileKind::Config, WRITE)] {
        let Some(path) = patient.path(kind) else { continue };
        paths.push((path.to_owned(), mask));
        paths.extend(path.parent().map(|folder| (folder.to_owned(), WRITE)));
    }
    for path in cached(patient) {
        paths.extend(path.parent().map(|folder| (folder.to_owned(), WRITE)));
        paths.push((path, READ_OR_WRITE));
    }
    paths.sort_unstable();
    paths.dedup();
    paths
}

/// Returns the files that hold sessions.
pub(super) fn cached(patient: &Patient<'_, '_>) -> Vec<PathBuf> {
    let stores = [Store::Sso, Store::Cli, Store::Login].into_iter();
    let folders = stores.filter_map(|store| patient.sessions.path(store, ""));
    folders
        .flat_map(|folder| {
            let folder: PathBuf = folder.components().collect();
            let names = patient.disk.names(&folder).into_iter();
            names
                .filter(|name| Path::new(name).extension().is_some_and(|end| end == "json"))
                .map(move |name| folder.join(name))
        })
        .collect()
}

/// Returns whether the path is on a Windows drive, where WSL makes modes up.
fn is_on_windows(path: &Path) -> bool {
    let mut parts = path.components().skip(1);
    let is_mount = parts.next().is_some_and(|part| part.as_os_str() == "mnt");
    is_mount && parts.next().is_some_and(|part| part.as_os_str().len() == 1)
}

fn open(seen: &[(PathBuf, Facts, u32)]) -> Option<Finding> {
    let is_open = |facts: &Facts, mask| {
        let is_shared_folder = facts.file_type == FileType::Folder && facts.mode & STICKY != 0;
        facts.mode & mask != 0 && facts.file_type != FileType::Other && !is_shared_folder
    };
    let open: Vec<_> = seen.iter().filter(|(_, facts, mask)| is_open(facts, *mask)).collect();
    let (path, facts, mask) = open.first()?;
    let others = if facts.mode & WRITE & mask != 0 { "write to" } else { "read" };
    let title = format!(
        "other users may {others} {} (mode {:03o}){}",
        escaped(&path.to_string_lossy()),
        facts.mode & 0o777,
        more(open.len())
    );
    let finding = OPEN_FILE
        .finding(title)
        .why("whoever reads the keys or the token in it is you to AWS, and whoever writes there decides what your tools run and who you are");
    let finding = open.iter().take(20).fold(finding, |finding, (path, facts, _)| {
        finding.seen(place(path), format!("mode {:03o}", facts.mode & 0o777))
    });
    Some(finding.fix(chmod(&open)))
}

fn chmod(open: &[&(PathBuf, Facts, u32)]) -> String {
    let name = |path: &Path| word(&path.to_string_lossy());
    let of = |is_wanted: &dyn Fn(&u32) -> bool| {
        let wanted = open.iter().filter(|(_, _, mask)| is_wanted(mask));
        wanted.map(|(path, ..)| name(path)).collect::<Vec<_>>().join(" ")
    };
    let (secret, others) = (of(&|mask| *mask == READ_OR_WRITE), of(&|mask| *mask == WRITE));
    let parts = [("chmod go-rwx ", secret), ("chmod go-w ", others)].into_iter();
    let parts = parts.filter(|(_, names)| !names.is_empty());
    parts.map(|(command, names)| format!("{command}{names}")).collect::<Vec<_>>().join(" && ")
}

fn foreign(patient: &Patient<'_, '_>, seen: &[(PathBuf, Facts, u32)]) -> Option<Finding> {
    // Root may write everywhere, and in a container the files are mostly root's.
    let is_foreign = |facts: &Facts| ![0, patient.user].contains(&facts.owner);
    let foreign: Vec<_> = seen.iter().filter(|(_, facts, _)| is_foreign(facts)).collect();
    let (path, facts, _) = foreign.first().filter(|_| patient.user != 0)?;
    let title = format!(
        "{} belongs to user {}, not to you (user {}){}",
        escaped(&path.to_string_lossy()),
        facts.owner,
        patient.user,
        more(foreign.len())
    );
    let names: Vec<String> =
        foreign.iter().map(|(path, ..)| word(&path.to_string_lossy())).collect();
    let finding = FOREIGN_FILE
        .finding(title)
        .why("its owner can change it at any time, and the AWS CLI cannot write into it when it renews a session or you configure a profile")
        .fix(format!("sudo chown \"$(id -un)\" {}", names.join(" ")));
    let evidence = foreign.iter().take(20);
    Some(evidence.fold(finding, |finding, (path, facts, _)| {
        finding.seen(place(path), format!("user {}", facts.owner))
    }))
}

fn more(count: usize) -> String {
    if count > 1 { format!(" and {} more", count - 1) } else { String::new() }
}

/// Returns a path as a place; of what is not looked into no line is named.
pub(super) fn place(path: &Path) -> Source {
    let path = path.to_owned();
    if path.extension().is_some_and(|end| end == "json") {
        return Source::Cache(path);
    }
    Source::File { path, line: 0, section: String::new(), key: String::new() }
}

#[cfg(test)]
mod tests {
    use super::super::disk::fake::FakeDisk;
    use super::super::tests::{Fake, lines};
    use super::*;

    const KEYS: &str = "/home/ann/.aws/credentials";
    const CONFIG: &str = "/home/ann/.aws/config";
    const TOKEN: &str = "/home/ann/.aws/sso/cache/a.json";

    fn found(disk: FakeDisk) -> Vec<Finding> {
        Fake { disk, ..Fake::default() }.patient(|patient| Permissions.run(patient))
    }

    #[test]
    fn files_as_the_aws_cli_makes_them_are_fine() {
        let disk = FakeDisk::default()
            .with("/home/ann/.aws/", 0o755)
            .with(KEYS, 0o600)
            .with(CONFIG, 0o644)
            .with("/home/ann/.aws/sso/cache/", 0o755)
            .with(TOKEN, 0o600)
            .with("/home/ann/.aws/cli/cache/session.db", 0o644);

        assert_eq!(lines(&found(disk)), [""; 0]);
    }

    #[test]
    fn what_others_may_do_is_reported_with_the_command_against_it() {
        for (path, mode, expected, fix) in [
            (
                KEYS,
                0o644,
                "AWSP-W020 other users may read /home/ann/.aws/credentials (mode 644)",
                "chmod go-rwx /home/ann/.aws/credentials",
            ),
            (
                CONFIG,
                0o664,
                "AWSP-W020 other users may write to /home/ann/.aws/config (mode 664)",
                "chmod go-w /home/ann/.aws/config",
            ),
            (
                TOKEN,
                0o640,
                "AWSP-W020 other users may read /home/ann/.aws/sso/cache/a.json (mode 640)",
                "chmod go-rwx /home/ann/.aws/sso/cache/a.json",
            ),
            (
                "/home/ann/.aws/",
                0o777,
                "AWSP-W020 other users may write to /home/ann/.aws (mode 777)",
                "chmod go-w /home/ann/.aws",
            ),
        ] {
            let found = found(FakeDisk::default().with(path, mode));

            assert_eq!(lines(&found), [expected]);
            assert_eq!(found[0].fix, [fix]);
        }
    }

    #[test]
    fn several_open_files_are_one_finding() {
        let found = found(FakeDisk::default().with(KEYS, 0o644).with(CONFIG, 0o666));

        let expected =
            "AWSP-W020 other users may write to /home/ann/.aws/config (mode 666) and 1 more";
        assert_eq!(lines(&found), [expected]);
        assert_eq!(
            found[0].fix,
            ["chmod go-rwx /home/ann/.aws/credentials && chmod go-w /home/ann/.aws/config"]
        );
    }

    #[test]
    fn files_of_another_user_are_reported_and_those_of_root_are_not() {
        for (owner, expected) in [
            (0, vec![]),
            (1000, vec![]),
            (
                1001,
                vec![
                    "AWSP-W021 /home/ann/.aws/config belongs to user 1001, not to you (user 1000)",
                ],
            ),
        ] {
            let disk =
                FakeDisk::default().with_facts(CONFIG, 0o600, |facts| Facts { owner, ..facts });

            assert_eq!(lines(&found(disk)), expected);
        }
    }

    #[test]
    fn modes_of_a_windows_drive_say_nothing() {
        for (path, expected) in [
            ("/mnt/c/Users/ann", true),
            ("/mnt/data/x", false),
            ("/home/mnt/c", false),
            ("/mnt", false),
        ] {
            assert_eq!(is_on_windows(Path::new(path)), expected, "{path}");
        }
    }
}
