//! A patient as the command makes one: over real files.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;

use super::*;
use crate::diagnostic::Situation;
use crate::doctor::edge::{Machine, ancestors, program, user};
use crate::environment::{Change, Environment};
use crate::inputs::Inputs;
use crate::precedence::{Facts, Family, identify_all};
use crate::shared_config::SharedConfig;

/// Returns what is found in `home`.
fn found(home: &Path, variables: &[(&'static str, &str)]) -> Vec<Finding> {
    let start = Change::new()
        .set("HOME", home)
        .set("AWS_EC2_METADATA_DISABLED", "true")
        .set("PATH", home.join("bin"));
    let change = variables.iter().fold(start, |change, (name, value)| change.set(name, *value));
    let inputs = Inputs::new(Environment::default().after(&change), NOW, None);
    let texts = inputs.whole_texts();
    let config = SharedConfig::parse(&texts);
    let facts = Facts {
        environment: &inputs.environment,
        config: &config,
        caches: &inputs.caches,
        now: inputs.now,
        profile_flag: None,
    };
    let tool = Family::AwsCli;
    let (identity, others) = identify_all(tool, &facts);
    let situation = Situation {
        environment: &inputs.environment,
        config: &config,
        tool,
        identity: &identity,
        others: &others,
        now: inputs.now,
    };
    findings(&Patient {
        situation: &situation,
        sessions: &Sessions::of(&inputs.environment, &inputs.caches),
        disk: &Machine,
        named: false,
        shell: inputs.shell,
        program: program().as_deref(),
        ancestors: &ancestors(),
        user: user(),
        profiles: OnceCell::new(),
    })
}

fn home_with(config: &[u8], credentials: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".aws");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, Permissions::from_mode(0o700)).unwrap();
    for (name, text) in [("config", config), ("credentials", credentials.as_bytes())] {
        let path = folder.join(name);
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        let file = fs::File::options().append(true).open(&path).unwrap();
        let time = std::time::Duration::from_secs(1_700_000_000);
        file.set_modified(std::time::UNIX_EPOCH + time).unwrap();
    }
    home
}

const KEYS: &str = "[default]\naws_access_key_id = AKIARZPUZDIKGFADW22Y\naws_secret_access_key = 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\n";

/// Returns the codes of all but the notes.
fn serious(findings: &[Finding]) -> Vec<&'static str> {
    let serious = findings.iter().filter(|finding| finding.severity > Severity::Note);
    serious.map(|finding| finding.code).collect()
}

#[test]
fn a_home_as_the_aws_cli_makes_it_is_fine() {
    let home = home_with(b"[default]\nregion = eu-west-1\n", KEYS);

    let found = found(home.path(), &[]);

    assert_eq!(serious(&found), [""; 0], "{:?}", lines(&found));
}

#[test]
fn modes_and_programs_are_those_of_the_disk() {
    let home = home_with(b"[profile a]\ncredential_process = helper\n", KEYS);
    let bin = home.path().join("bin");
    fs::create_dir(&bin).unwrap();
    fs::write(bin.join("helper"), "").unwrap();
    let credentials = home.path().join(".aws/credentials");
    fs::set_permissions(&credentials, Permissions::from_mode(0o644)).unwrap();
    fs::create_dir_all(home.path().join(".aws/cli/cache")).unwrap();
    fs::write(home.path().join(".aws/cli/cache/0.json"), "{").unwrap();

    let found = found(home.path(), &[("AWS_PROFILE", "a")]);

    let codes = serious(&found);
    for expected in ["AWSP-E042", "AWSP-W020", "AWSP-W028"] {
        assert!(codes.contains(&expected), "{expected} {:?}", lines(&found));
    }
}

#[test]
fn utf_16_is_the_first_thing_that_is_said() {
    let text: Vec<u8> = "\u{feff}[default]\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let home = home_with(&text, KEYS);

    let found = found(home.path(), &[]);

    assert_eq!(serious(&found)[0], "AWSP-E024", "{:?}", lines(&found));
    assert!(!serious(&found).contains(&"AWSP-E001"), "{:?}", lines(&found));
}

#[test]
fn a_variable_that_leads_to_a_folder_or_nowhere_is_found_out() {
    let home = home_with(b"", KEYS);
    let folder = home.path().to_str().unwrap();
    let nowhere = format!("{folder}/nowhere");

    let in_folder = found(home.path(), &[("AWS_CONFIG_FILE", folder)]);
    let in_nothing = found(home.path(), &[("AWS_CONFIG_FILE", &nowhere)]);

    assert!(serious(&in_folder).contains(&"AWSP-F002"), "{:?}", lines(&in_folder));
    assert_eq!(serious(&in_nothing), ["AWSP-W022"], "{:?}", lines(&in_nothing));
}

#[test]
fn keys_that_every_new_shell_gets_are_found_in_its_file() {
    let home = home_with(b"", KEYS);
    let text = "export AWS_SECRET_ACCESS_KEY=hush-hush\n";
    fs::write(home.path().join(".bashrc"), text).unwrap();

    let found = found(home.path(), &[]);

    assert_eq!(serious(&found), ["AWSP-W030"], "{:?}", lines(&found));
    assert!(!format!("{found:?}").contains("hush-hush"));
}
