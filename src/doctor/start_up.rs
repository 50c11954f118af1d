//! The files that a shell or a session reads when it starts, looked into without running anything.

mod command_line;
mod init_line;
mod outline;
mod statement;

use std::path::{Path, PathBuf};

use crate::shell::ShellKind;
use crate::source::Source;

use super::Patient;

pub(super) use init_line::InitLine;
pub(super) use statement::{Namesake, Statement};

/// What reads a file, and with it the language of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    Bash,
    Zsh,
    /// Whatever shell somebody signs in with, as a POSIX shell.
    SignIn,
    Fish,
    /// fish, from the file of its universal variables.
    FishVariables,
    PowerShell,
    /// PAM and systemd: lines of `NAME=VALUE`.
    Session,
    /// PAM: lines of `NAME DEFAULT=VALUE`.
    PamEnvironment,
}

impl Reader {
    /// Returns what gets the variables of such a file.
    pub(super) const fn shell(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::Zsh => "zsh",
            Self::Fish | Self::FishVariables => "fish",
            Self::PowerShell => "PowerShell",
            Self::SignIn => "login shell",
            Self::Session | Self::PamEnvironment => "session",
        }
    }

    /// Returns the shell whose language the file is in, if it is that of one alone.
    const fn kind(self) -> Option<ShellKind> {
        match self {
            Self::Bash => Some(ShellKind::Bash),
            Self::Zsh => Some(ShellKind::Zsh),
            Self::Fish | Self::FishVariables => Some(ShellKind::Fish),
            Self::PowerShell => Some(ShellKind::PowerShell),
            Self::SignIn | Self::Session | Self::PamEnvironment => None,
        }
    }
}

/// A start-up file that is there.
pub(super) struct StartUpFile {
    pub(super) reader: Reader,
    pub(super) path: PathBuf,
    text: String,
}

impl StartUpFile {
    /// Returns a line of it as a place.
    pub(super) fn line(&self, line: usize) -> Source {
        let (section, key) = (String::new(), String::new());
        Source::File { path: self.path.clone(), line, section, key }
    }

    /// Returns what its lines do, each with its number, without what stands in functions.
    pub(super) fn statements(&self) -> Vec<(usize, Statement)> {
        let lines = outline::outside_functions(&self.text, self.reader);
        let of_line = |(number, line)| {
            let found = statement::of(line, self.reader).into_iter();
            found.map(move |statement| (number, statement))
        };
        lines.into_iter().flat_map(of_line).collect()
    }

    /// Returns the first line that loads the hook.
    pub(super) fn init_line(&self) -> Option<InitLine> {
        init_line::find(&self.text, self.reader.kind())
    }

    /// Returns whether the hook itself stands in it.
    pub(super) fn has_hook(&self) -> bool {
        self.text.contains("__awsp_")
    }
}

/// Returns every start-up file that is there, each once, those of one shell in the order in which it reads them.
pub(super) fn files(patient: &Patient<'_, '_>) -> Vec<StartUpFile> {
    let mut seen = Vec::new();
    let mut files = Vec::new();
    for (reader, path) in paths(patient) {
        let Some(facts) = patient.disk.facts(&path).filter(|facts| !seen.contains(&facts.id))
        else {
            continue;
        };
        seen.push(facts.id);
        let text = patient.disk.text(&path);
        files.extend(text.map(|text| StartUpFile { reader, path, text }));
    }
    files
}

fn paths(patient: &Patient<'_, '_>) -> Vec<(Reader, PathBuf)> {
    let mut paths = vec![(Reader::Session, PathBuf::from("/etc/environment"))];
    let Some(home) = folder(patient, "HOME") else { return paths };
    let config = folder(patient, "XDG_CONFIG_HOME").unwrap_or_else(|| home.join(".config"));
    let mut add = |reader, folder: &Path, names: &[&str]| {
        paths.extend(names.iter().map(|name| (reader, folder.join(name))));
    };
    add(Reader::PamEnvironment, &home, &[".pam_environment"]);
    let environment = config.join("environment.d");
    add(Reader::Session, &environment, &refer(&ending_in(patient, &environment, ".conf")));
    add(Reader::SignIn, &home, &[".profile"]);
    add(Reader::Bash, &home, &[".bash_profile", ".bash_login", ".bashrc", ".bash_aliases"]);
    for folder in [Some(home.clone()), folder(patient, "ZDOTDIR")].into_iter().flatten() {
        add(Reader::Zsh, &folder, &[".zshenv", ".zprofile", ".zshrc", ".zlogin"]);
    }
    let fish = config.join("fish");
    add(Reader::FishVariables, &fish, &["fish_variables"]);
    let parts = fish.join("conf.d");
    add(Reader::Fish, &parts, &refer(&ending_in(patient, &parts, ".fish")));
    add(Reader::Fish, &fish, &["config.fish", "functions/awsp.fish", "functions/aws.fish"]);
    let names = ["profile.ps1", "Microsoft.PowerShell_profile.ps1"];
    add(Reader::PowerShell, &config.join("powershell"), &names);
    paths
}

fn folder(patient: &Patient<'_, '_>, variable: &str) -> Option<PathBuf> {
    let path = PathBuf::from(patient.environment().raw(variable)?);
    path.is_absolute().then_some(path)
}

fn ending_in(patient: &Patient<'_, '_>, folder: &Path, end: &str) -> Vec<String> {
    let mut names = patient.disk.names(folder);
    names.retain(|name| name.ends_with(end));
    names
}

fn refer(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::super::disk::fake::FakeDisk;
    use super::super::tests::Fake;
    use super::*;

    #[test]
    fn files_are_found_where_each_shell_reads_them() {
        let paths = [
            "/etc/environment",
            "/home/ann/.pam_environment",
            "/home/ann/.profile",
            "/home/ann/.bashrc",
            "/home/ann/.zshenv",
            "/z/.zshrc",
            "/x/environment.d/a.conf",
            "/x/fish/fish_variables",
            "/x/fish/conf.d/b.fish",
            "/x/fish/config.fish",
            "/x/powershell/profile.ps1",
            "/x/fish/conf.d/README",
            "/home/ann/.config/fish/config.fish",
        ];
        let disk = paths.iter().fold(FakeDisk::default(), |disk, path| disk.with(path, 0o644));
        let variables = &[("XDG_CONFIG_HOME", "/x"), ("ZDOTDIR", "/z")];
        let fake = Fake { variables, disk, ..Fake::default() };

        let mut found: Vec<String> = fake.patient(|patient| {
            files(patient).iter().map(|file| file.path.display().to_string()).collect()
        });
        found.sort_unstable();

        let mut expected = paths[..11].to_vec();
        expected.sort_unstable();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_link_to_another_of_them_counts_once() {
        let same = |facts| super::super::disk::Facts { id: (9, 9), ..facts };
        let disk = FakeDisk::default().with_facts("/home/ann/.bashrc", 0o644, same).with_facts(
            "/home/ann/.bash_profile",
            0o644,
            same,
        );

        let count = Fake { disk, ..Fake::default() }.patient(|patient| files(patient).len());

        assert_eq!(count, 1);
    }
}
