//! Aliases and functions called `awsp` or `aws`.

use crate::diagnostic::code::{NAMESAKE_OF_AWS, NAMESAKE_OF_AWSP};
use crate::display::escaped;
use crate::finding::Finding;

use super::super::profiles;
use super::super::start_up::{Namesake, StartUpFile, Statement};

/// Returns what a file defines of these names, each once.
pub(super) fn findings(file: &StartUpFile) -> Vec<Finding> {
    if file.has_hook() {
        return Vec::new();
    }
    let mut names = Vec::new();
    let mut findings = Vec::new();
    for (line, statement) in file.statements() {
        if let Statement::Define(namesake) = statement
            && !names.contains(&namesake.name)
        {
            names.push(namesake.name);
            findings.extend(finding(file, line, namesake));
        }
    }
    findings
}

fn finding(file: &StartUpFile, line: usize, namesake: Namesake) -> Option<Finding> {
    let Namesake { name, kind, calls_program } = namesake;
    let place = file.line(line);
    let (code, why) = match name {
        "awsp" => (
            NAMESAKE_OF_AWSP,
            "it hides the function of awsp's hook, or the hook hides it, whichever comes last; a tool of the same name changes the shell in its own way",
        ),
        _ if calls_program => return None,
        _ => (
            NAMESAKE_OF_AWS,
            "what `aws` runs in that shell need not be the AWS CLI, nor use the profile and keys that awsp shows; `command aws` runs the AWS CLI itself",
        ),
    };
    let (shown, shell) = (escaped(&place.to_string()), file.reader.shell());
    let finding = code.finding(format!("in a new {shell} {name} is the {kind} of {shown}"));
    Some(finding.seen(place.clone(), kind).why(why).fix(profiles::edit(&place)))
}

#[cfg(test)]
mod tests {
    use super::super::super::disk::fake::FakeDisk;
    use super::super::super::tests::{Fake, lines};
    use super::super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        let disk = FakeDisk::default().with_text(path, text);
        let fake = Fake { disk, ..Fake::default() };
        fake.patient(|patient| lines(&StartUpFiles.run(patient)))
    }

    #[test]
    fn another_awsp_is_a_warning_and_another_aws_a_note() {
        for (path, text, expected) in [
            (
                "/home/ann/.bashrc",
                "\nalias awsp='source _awsp'\n",
                "AWSP-W032 in a new bash awsp is the alias of /home/ann/.bashrc:2",
            ),
            (
                "/home/ann/.zshrc",
                "awsp() {\n  x\n}\n",
                "AWSP-W032 in a new zsh awsp is the function of /home/ann/.zshrc:1",
            ),
            (
                "/home/ann/.config/fish/functions/aws.fish",
                "function aws\n  command aws-vault $argv\nend\n",
                "AWSP-N031 in a new fish aws is the function of /home/ann/.config/fish/functions/aws.fish:1",
            ),
            (
                "/home/ann/.config/powershell/profile.ps1",
                "Set-Alias aws awslocal\n",
                "AWSP-N031 in a new PowerShell aws is the alias of /home/ann/.config/powershell/profile.ps1:1",
            ),
        ] {
            assert_eq!(found(path, text), [expected]);
        }
    }

    #[test]
    fn the_hook_itself_and_options_of_the_aws_cli_are_fine() {
        for text in [
            "eval \"$(command awsp init bash)\"\n",
            "__awsp_bin=/x\nfunction awsp {\n  x\n}\n",
            "alias aws='aws --no-cli-pager'\n",
            "complete -C /usr/local/bin/aws_completer aws\n",
            "# alias awsp=x\n",
        ] {
            assert_eq!(found("/home/ann/.bashrc", text), [""; 0], "{text}");
        }
    }
}
