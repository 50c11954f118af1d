//! `awsp doctor --fix`: what is mended, and how one is asked.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use insta::assert_snapshot;

use super::{ID, SECRET, keys, sandbox};
use crate::support::{Pty, Sandbox, Shell};

/// A config file in which three things can be mended.
fn broken() -> String {
    format!(
        "# keep me\n{}[prod]\nregion = eu-west-1\nunknown_key = stays\n",
        keys("dev", ID, &format!("{SECRET}\u{200b}"))
    )
}

fn config(sandbox: &Sandbox) -> String {
    fs::read_to_string(sandbox.home().join(".aws/config")).unwrap()
}

fn backup(sandbox: &Sandbox) -> Option<String> {
    fs::read_to_string(sandbox.home().join(".aws/config.awsp-bak")).ok()
}

#[test]
fn yes_mends_keeps_the_old_text_and_looks_again() {
    let sandbox = sandbox(&broken(), &[("AWS_PROFILE", "dev")]);
    let output = sandbox.awsp(&["doctor", "--fix", "--yes"]);

    assert_eq!(
        config(&sandbox),
        broken().replace('\u{200b}', "").replace("[prod]", "[profile prod]")
    );
    assert_eq!(backup(&sandbox).as_deref(), Some(broken().as_str()));
    assert!(!output.stdout.contains(SECRET) && !output.stderr.contains(SECRET), "a secret is told");
    assert_snapshot!(sandbox.transcript(&output), @r#"
    code: 0
    ----- stdout
    mended: ~/.aws/config: line 5: remove what cannot be seen in `aws_secret_access_key`
    mended: ~/.aws/config: line 6: rename [prod] to [profile prod]
    mended: ~/.aws/config: the old text is kept in ~/.aws/config.awsp-bak

    identity: dev · 123456789012 · eu-west-1
    checked:  28 checks: nothing found
    not asked: AWS (awsp doctor --online)
    ----- stderr
    --- ~/.aws/config
    +++ ~/.aws/config
    @@ -3,6 +3,6 @@
     region = eu-west-1
     aws_access_key_id = …W22Y
    -aws_secret_access_key = …\u{200b}
    -[prod]
    +aws_secret_access_key = …
    +[profile prod]
     region = eu-west-1
     unknown_key = …
    line 5: remove what cannot be seen in `aws_secret_access_key`
    line 6: rename [prod] to [profile prod]
    "#);
}

#[test]
fn without_an_answer_nothing_is_changed() {
    let sandbox = sandbox(&broken(), &[("AWS_PROFILE", "dev")]);
    let output = sandbox.awsp(&["doctor", "--fix"]);

    assert_eq!(config(&sandbox), broken());
    assert_eq!(backup(&sandbox), None);
    for line in ["\n-[prod]\n", "\n+[profile prod]\n"] {
        assert!(output.stderr.contains(line), "{output:?}");
    }
    assert!(output.stderr.contains("awsp doctor --fix --yes"), "{output:?}");
    assert_eq!(output.code, 1);
}

#[test]
fn the_answer_counts() {
    for (answer, is_mended) in [("n", false), ("", false), ("y", true)] {
        let sandbox = sandbox(&broken(), &[("AWS_PROFILE", "dev")]);
        let mut pty = Pty::bare(&sandbox, Shell::Bash);
        pty.send("awsp doctor --fix; echo \"done\"-$?\r");
        pty.wait_for("Mend this? [y/N]");
        pty.send(&format!("{answer}\r"));
        pty.wait_for("done-");

        assert_eq!(config(&sandbox) != broken(), is_mended, "{answer:?}");
    }
}

#[test]
fn modes_are_mended_and_nothing_else_is_touched() {
    let sandbox = sandbox("[default]\nregion = eu-west-1\n", &[]);
    let path = sandbox.credentials(format!(
        "[default]\naws_access_key_id = {ID}\naws_secret_access_key = {SECRET}\n"
    ));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let before = fs::read(&path).unwrap();

    assert_eq!(sandbox.awsp(&["doctor", "--fix", "--yes"]).code, 0);

    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn where_nothing_can_be_mended_that_is_said() {
    let sandbox =
        sandbox(&keys("dev", ID, SECRET), &[("AWS_PROFILE", "dev"), ("AWS_ACCESS_KEY_ID", ID)]);
    let output = sandbox.awsp(&["doctor", "--fix", "--yes"]);

    assert!(
        output.stdout.starts_with("nothing here can be mended safely by --fix\n\nerror[AWSP-E004]"),
        "{output:?}"
    );
    assert!(output.stdout.contains("\nhint: awsp clean\n"), "{output:?}");
}

#[test]
fn a_full_disk_leaves_the_file_as_it_was() {
    let sandbox = sandbox(&broken(), &[("AWS_PROFILE", "dev")]);
    let folder = sandbox.home().join(".aws");
    let mut command = sandbox.command("sh");
    let limit = format!(
        "ulimit -f 0; trap '' XFSZ; exec '{}' doctor --fix --yes",
        sandbox.awsp_path().display()
    );
    let output = sandbox.run(command.args(["-c", &limit]));

    assert_eq!(config(&sandbox), broken(), "{output:?}");
    assert_eq!(output.code, 7, "{output:?}");
    let left: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(left.iter().all(|name| !name.contains("awsp-tmp")), "{left:?}");
}

/// Settings and headers in which something is odd.
const ODD: &[&str] = &[
    "[profile a]\nregion = eu\u{200b}-west-1",
    "[profile a]\nregion = \u{a0}eu-west-1\u{a0}",
    "[profile a]\nregion = \"eu-west-1\"",
    "[profile a]\nregion = \u{2018}eu-west-1\u{2019}",
    "[profile a]\naws_access_key_id = AKIA RZPUZDIKGFADW22Y\naws_secret_access_key = s",
    "[profile a]\naws_access_key_id = \"AKIARZPUZDIKGFADW22Y\"\naws_secret_access_key = s",
    "[profile a]\nrole_arn = arn:aws:iam::111122223333:role/R\nsource_profile = b\u{ad}\nexternal_id = x\u{200b}y",
    "[profile a]\nsso_session = s\u{200b}",
    "[profile a]\nmfa_serial = arn:aws:iam::111122223333:mfa/\u{200b}me",
    "\u{feff}[profile a]\nregion = eu-west-1",
    "[a]\nregion = eu-west-1",
    "[a]\nregion = eu-west-1\n[profile a]\nregion = eu-west-1",
    "[profile a]\nregion = eu-west-1\nregion = eu-west-1",
    "[profile a]\nregion = eu-west-1\nregion = eu-west-2",
    "[profile a]\nregion = eu-west-1\routput = json",
];

#[test]
fn what_fix_is_named_for_it_mends() {
    let mut promised = 0;
    for odd in ODD {
        let sandbox = sandbox(&format!("{odd}\n"), &[("AWS_PROFILE", "a")]);
        let before = sandbox.awsp(&["doctor", "--json"]).stdout;
        sandbox.awsp(&["doctor", "--fix", "--yes"]);
        let after = sandbox.awsp(&["doctor", "--json"]).stdout;

        let names = |report: &str| report.contains("\"awsp doctor --fix\"");
        promised += usize::from(names(&before));
        assert_eq!(names(&before), config(&sandbox) != format!("{odd}\n"), "{odd:?}: {before}");
        assert!(!names(&after), "{odd:?}: {after}");
    }
    assert!(promised > 5 && promised < ODD.len(), "{promised}"); // some of them it leaves to a person
}
