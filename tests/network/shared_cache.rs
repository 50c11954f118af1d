//! Sessions that awsp and the AWS CLI keep for each other.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use serde_json::Value;

use super::clients::{aws, cli_keys, printed};
use super::fake::Fake;
use super::home::{SESSION, START, home, sso_cache, write_sso_token};
use super::kinds::assert_same_keys;
use crate::support::Sandbox;

/// A profile named p whose keys are kept, and the code that somebody types for it.
struct Kept {
    profile: &'static str,
    code: &'static str,
}

const ROLE: &str = "role_arn = arn:aws:iam::222222222222:role/R\nsource_profile = base\n";

const KEPT: &[Kept] = &[
    Kept { profile: ROLE, code: "" },
    Kept {
        profile: "role_arn = arn:aws:iam::222222222222:role/R\nsource_profile = base\nrole_session_name = me@x\nexternal_id = é\"1\nduration_seconds = 3600\n",
        code: "",
    },
    Kept {
        profile: "role_arn = arn:aws:iam::222222222222:role/R\nsource_profile = base\nmfa_serial = arn:aws:iam::123456789012:mfa/u\n",
        code: "123456",
    },
    Kept {
        profile: "role_arn = arn:aws:iam::333333333333:role/W\nweb_identity_token_file = ../home/token\n",
        code: "",
    },
    Kept {
        profile: "sso_session = s\nsso_account_id = 555555555555\nsso_role_name = R\n",
        code: "",
    },
    Kept {
        profile: "sso_start_url = https://x.awsapps.com/start\nsso_region = us-east-1\nsso_account_id = 555555555555\nsso_role_name = R\n",
        code: "",
    },
];

impl Kept {
    fn begin(&self) -> Option<(Fake, Sandbox)> {
        let fake = Fake::start()?;
        let sandbox = home(&fake, &format!("{SESSION}[profile p]\n{}", self.profile));
        aws(&sandbox, &[])?;
        sandbox.file("token", "a.web.token");
        write_sso_token(&sandbox, "s", 7200);
        write_sso_token(&sandbox, START, 7200);
        Some((fake, sandbox))
    }

    fn by_awsp(&self, sandbox: &Sandbox) -> Value {
        let mut words = vec!["export", "p", "--format", "process"];
        if !self.code.is_empty() {
            words.extend(["--mfa-token", self.code]);
        }
        printed(&sandbox.awsp(&words))
    }

    fn by_cli(&self, sandbox: &Sandbox) -> Value {
        let typed = if self.code.is_empty() { String::new() } else { format!("{}\n", self.code) };
        cli_keys(sandbox, "p", &typed).unwrap()
    }
}

/// Returns the entries of the AWS CLI's cache.
fn entries(sandbox: &Sandbox) -> Vec<PathBuf> {
    let folder = fs::read_dir(sandbox.home().join(".aws/cli/cache")).unwrap();
    let is_entry = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "json");
    folder.map(|entry| entry.unwrap().path()).filter(is_entry).collect()
}

/// Returns the names of those entries.
fn names(sandbox: &Sandbox) -> Vec<String> {
    let paths = entries(sandbox);
    paths.iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

fn mode(path: &PathBuf) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[test]
fn awsp_takes_what_the_aws_cli_has_kept() {
    for kept in KEPT {
        let Some((fake, sandbox)) = kept.begin() else { return };
        let theirs = kept.by_cli(&sandbox);
        fake.reset();

        // Without a code, as none is needed.
        let ours = printed(&sandbox.awsp(&["export", "p", "--format", "process"]));

        assert_same_keys(&ours, &theirs, kept.profile);
        assert_eq!(fake.asked(), [""; 0], "{}", kept.profile);
    }
}

#[test]
fn the_aws_cli_takes_what_awsp_has_kept() {
    for kept in KEPT {
        let Some((fake, sandbox)) = kept.begin() else { return };
        let ours = kept.by_awsp(&sandbox);
        fake.reset();

        let theirs = cli_keys(&sandbox, "p", "").unwrap();

        assert_same_keys(&ours, &theirs, kept.profile);
        assert_eq!(fake.asked(), [""; 0], "{}", kept.profile);
        assert_eq!(kept.by_awsp(&sandbox), ours, "{}", kept.profile);
        assert_eq!(fake.asked(), [""; 0], "{}", kept.profile);
    }
}

#[test]
fn an_entry_is_named_and_guarded_as_the_aws_cli_does_it_and_ends_at_a_whole_second() {
    for kept in KEPT {
        let Some((_one, ours)) = kept.begin() else { return };
        let Some((_other, theirs)) = kept.begin() else { return };
        kept.by_awsp(&ours);
        kept.by_cli(&theirs);

        assert_eq!(names(&ours), names(&theirs), "{}", kept.profile);
        for path in entries(&ours) {
            let entry: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            let end = entry["Credentials"]["Expiration"].as_str().unwrap();
            assert_eq!((end.len(), end.ends_with('Z'), mode(&path)), (20, true, 0o600), "{end}");
        }
    }
}

#[test]
fn a_token_that_awsp_has_renewed_is_taken_by_the_aws_cli() {
    let Some((fake, sandbox)) = KEPT[4].begin() else { return };
    write_sso_token(&sandbox, "s", 60);
    KEPT[4].by_awsp(&sandbox);
    let path = sandbox.home().join(sso_cache("s"));
    let token: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let end = token["expiresAt"].as_str().unwrap();
    assert_eq!((end.len(), end.ends_with('Z'), mode(&path)), (20, true, 0o600), "{token}");
    assert_ne!(token["refreshToken"], "again");
    for path in entries(&sandbox) {
        fs::remove_file(path).unwrap();
    }
    fake.reset();

    KEPT[4].by_cli(&sandbox);

    assert_eq!(fake.asked(), ["/federation/credentials"]);
    let bearer = fake.requests()[0].header("x-amz-sso_bearer_token").unwrap().to_owned();
    assert_eq!(token["accessToken"], bearer);
}

#[test]
fn one_role_by_two_sources_is_kept_twice() {
    let Some(fake) = Fake::start() else { return };
    let other =
        "[profile other]\naws_access_key_id = AKIARTX3GSDSQUISEM2E\naws_secret_access_key = s\n";
    let sandbox = home(
        &fake,
        &format!(
            "{other}[profile p]\n{ROLE}[profile q]\nrole_arn = arn:aws:iam::222222222222:role/R\nsource_profile = other\n"
        ),
    );
    let key = |profile| printed(&sandbox.awsp(&["export", profile]))["AccessKeyId"].clone();

    let first = [key("p"), key("q")];

    let requests = fake.requests();
    let signers: Vec<_> = requests.iter().map(|request| request.signer().unwrap()).collect();
    assert_eq!(signers, [super::home::BASE_KEY, "AKIARTX3GSDSQUISEM2E"]);
    assert_ne!(first[0], first[1]);
    assert_eq!([key("p"), key("q")], first);
    assert_eq!(fake.requests().len(), 2);
}

#[test]
fn what_nobody_can_read_is_replaced() {
    let Some((fake, sandbox)) = KEPT[0].begin() else { return };
    let first = KEPT[0].by_awsp(&sandbox);
    for torn in ["", "{", "null", "[]", "{\"Credentials\": {}}", "\u{0}\u{0}"] {
        let path = entries(&sandbox).remove(0);
        fs::write(&path, torn).unwrap();

        let keys = KEPT[0].by_awsp(&sandbox);

        assert_ne!(keys["AccessKeyId"], first["AccessKeyId"]);
        assert_eq!(KEPT[0].by_awsp(&sandbox), keys, "{torn}");
    }
    assert_eq!(fake.requests().len(), 7);
}

#[test]
fn keys_come_even_where_nothing_can_be_kept() {
    let Some((_fake, sandbox)) = KEPT[0].begin() else { return };
    sandbox.file(".aws/cli", "a file where the folder should be");

    let output = sandbox.awsp(&["export", "p"]);

    assert_eq!(output.code, 0, "{output:?}");
    assert!(output.stderr.starts_with("warning: "), "{output:?}");
}
