use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;

use proptest::prelude::*;

use super::*;
use crate::edit::Options;
use crate::shared_config::{Locations, Reading, Texts, View};

/// Returns the fixes of these files.
fn of(config: &str, credentials: &str) -> Vec<Fix> {
    let texts = Texts::from_strings(config, credentials);
    fixes(&SharedConfig::parse(&texts), &[])
}

/// Returns a text after all its fixes.
fn fixed(kind: FileKind, text: &str, fixes: &[Fix]) -> String {
    let edits: Vec<Edit> = fixes
        .iter()
        .flat_map(|fix| match &fix.repair {
            Repair::Edits { kind: own, edits, .. } if *own == kind => edits.clone(),
            Repair::Edits { .. } | Repair::Mode(_) => Vec::new(),
        })
        .collect();
    String::from_utf8(edit::applied(text.as_bytes(), &edits).unwrap()).unwrap()
}

#[test]
fn what_nobody_sees_goes() {
    for (before, after) in [
        ("\u{feff}[a]\nregion = x\n", "[a]\nregion = x\n"),
        ("[a]\naws_secret_access_key = s\u{a0}\n", "[a]\naws_secret_access_key = s\n"),
        ("[a]\naws_secret_access_key = s  \n", "[a]\naws_secret_access_key = s\n"),
        ("[a]\naws_secret_access_key = s\r\r\n", "[a]\naws_secret_access_key = s\r\n"),
        (
            "[a]\naws_access_key_id = \u{201c}AK\u{200b}IA\u{201d}\n",
            "[a]\naws_access_key_id = AKIA\n",
        ),
        ("[a]\naws_access_key_id = \"AKIA\"\n", "[a]\naws_access_key_id = AKIA\n"),
        ("[a]\nregion =\u{a0}eu-west-1\r\n", "[a]\nregion =eu-west-1\r\n"),
        ("[a]\nregion\u{a0}= eu-west-1\n", "[a]\nregion= eu-west-1\n"),
        ("[a]\nregion = x\n\u{200b}\n[b]\nregion = y\n", "[a]\nregion = x\n\n[b]\nregion = y\n"),
        ("[a]\u{200b}\nregion = x\n", "[a]\nregion = x\n"),
        ("[a]\naws_session_token = t\r", "[a]\naws_session_token = t"),
    ] {
        let fixes = of("", before);

        assert_eq!(fixed(FileKind::Credentials, before, &fixes), after, "{fixes:?}");
    }
}

#[test]
fn what_may_be_meant_stays() {
    for text in [
        "[a]\nregion = x  \n",
        "[a]\nrole_session_name = caf\u{e9}\u{a0}bar\n",
        "[a]\nregion = \"x\"\n",
        "# a\u{a0}b\n[a]\nregion = x\n",
        "[a\u{200b}b]\nregion = x\n",
        "[a]\naws_access_key_id = AK\raws_secret_access_key = s\n",
        "[a]\ncredential_process = \"/a b/c\"\n",
        "[a]\nregion = x\n[a]\nregion = y\n",
        "[a]\nregion = x\nregion = y\n",
        "[a]\nregion = x\nregion = y\nregion = x\n",
        "[a]\nregion\u{200b} = x\nregion = y\n",
    ] {
        assert_eq!(of("", text), [], "{text:?}");
    }
}

#[test]
fn what_stands_twice_and_is_the_same_goes() {
    for (before, after) in [
        ("[a]\nregion = x\n# c\nregion=x\n", "[a]\nregion = x\n# c\n"),
        ("[a]\nk = x\n[b]\nk = y\n\n[a]\n# c\nk = x\n", "[a]\nk = x\n[b]\nk = y\n\n# c\n"),
        ("[a]\ns3 =\n  k = x\ns3 =\n  k = x\n", "[a]\ns3 =\n  k = x\n"),
        (
            "[a]\ns3 =\n  k = x\n[a]\ns3 =\n  k = x\nr = y\n",
            "[a]\ns3 =\n  k = x\n[a]\ns3 =\n  k = x\nr = y\n",
        ),
        ("[a]\ns3 =\n  k = x\ns3 =\n  k = y\n", "[a]\ns3 =\n  k = x\ns3 =\n  k = y\n"),
    ] {
        let fixes = of("", before);

        assert_eq!(fixed(FileKind::Credentials, before, &fixes), after, "{fixes:?}");
    }
}

#[test]
fn a_section_is_renamed_where_nothing_else_has_the_name() {
    for (config, credentials, is_renamed) in [
        ("[dev]\nregion = x\n", "", true),
        ("[dev]\nregion = x\n", "[dev]\naws_access_key_id = AKIA\n", true),
        ("[dev]\nrole_arn = x\n", "[dev]\naws_access_key_id = AKIA\n", false),
        ("[dev]\nregion = x\n[profile dev]\nregion = y\n", "", false),
        ("[dev]\nregion = x\n[profile 'dev']\nregion = y\n", "", false),
        ("[dev]\nregion = x\n[dev]\nregion = y\n", "", false),
        ("[default]\nregion = x\n", "", false),
        ("[plugins]\ncli = x\n", "", false),
        ("[a b]\nregion = x\n", "", false),
        ("[profile]\nregion = x\n", "", false),
    ] {
        let fixed = fixed(FileKind::Config, config, &of(config, credentials));

        assert_eq!(fixed.starts_with("[profile dev]"), is_renamed, "{config:?}");
        assert_eq!(fixed == config, !is_renamed, "{config:?}");
    }
}

/// Returns the name, keys and bare values of all profiles.
fn profiles(config: &str, credentials: &str, view: View) -> Option<Vec<(String, String, String)>> {
    let texts = Texts::from_strings(config, credentials);
    let config = SharedConfig::parse(&texts);
    let profiles = config.view(view);
    profiles.fault().is_none().then(|| {
        let settings = profiles.profiles().flat_map(|profile| {
            let of = |kind| profile.settings_in(kind).to_vec();
            let all = [of(FileKind::Config), of(FileKind::Credentials)].concat();
            let name = profile.name().to_owned();
            all.into_iter()
                .map(move |own| (name.clone(), edit::bare(&own.key), edit::bare(&own.value)))
        });
        settings
            .chain(profiles.names().into_iter().map(|name| (name, String::new(), String::new())))
            .collect()
    })
}

const LINES: &[&str] = &[
    "",
    "# c",
    "[default]",
    "[a]",
    "[a]",
    "[b]",
    "[profile a]",
    "[profile b]",
    "[sso-session s]",
    "\u{200b}",
    "region = x",
    "region = x",
    "region = y",
    "region =\u{a0}x",
    "aws_access_key_id = \u{201c}AKIA\u{201d}",
    "aws_access_key_id = AKIA",
    "aws_secret_access_key = s\u{200b}",
    "aws_secret_access_key = s ",
    "k = v",
    "k = v",
    "k\u{200b} = v",
    "s3 =",
    "  n = x",
    "  n = x",
    "\u{a0} n = x",
    "aws_session_token = t\r",
    "[a]\u{a0}",
    "u = \"q\"",
];

fn file() -> impl Strategy<Value = String> {
    let lines = prop::collection::vec(prop::sample::select(LINES), 0..12);
    (any::<bool>(), lines, prop::sample::select(vec!["\n", "\r\n"])).prop_map(
        |(mark, lines, end)| {
            let text: String = lines.into_iter().flat_map(|line| [line, end]).collect();
            if mark { format!("\u{feff}{text}") } else { text }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_tool_loses_a_profile_or_a_key_by_any_fix(config in file(), credentials in file()) {
        let fixes = of(&config, &credentials);
        for count in 1..=fixes.len() {
            let fixes = &fixes[..count];
            let new_config = fixed(FileKind::Config, &config, fixes);
            let new_credentials = fixed(FileKind::Credentials, &credentials, fixes);
            for view in [View::Boto, View::Sdk, View::JavaScript, View::Java] {
                let Some(before) = profiles(&config, &credentials, view) else { continue };
                let after = profiles(&new_config, &new_credentials, view);
                prop_assert!(after.is_some(), "{:?} {:?}", view, fixes);
                for row in before {
                    prop_assert!(after.as_ref().unwrap().contains(&row), "{:?} {:?} {:?}", view, row, fixes);
                }
            }
        }
    }
}

/// Returns a home with these files, open to others, and where they are.
fn home(config: &str, credentials: &str) -> (tempfile::TempDir, Locations) {
    let folder = tempfile::tempdir().unwrap();
    let aws = folder.path().join(".aws");
    fs::create_dir_all(aws.join("cli/cache")).unwrap();
    let write = |name: &str, text: &str| {
        fs::write(aws.join(name), text).unwrap();
        fs::set_permissions(aws.join(name), Permissions::from_mode(0o644)).unwrap();
        Some(aws.join(name))
    };
    write("cli/cache/a.json", "{}");
    let (config, credentials) = (write("config", config), write("credentials", credentials));
    let home = Some(folder.path().to_owned());
    (folder, Locations { config, credentials, home, ..Locations::default() })
}

fn found(locations: &Locations) -> Vec<Fix> {
    let texts = Texts::read(locations, &Reading::new(0).in_memory());
    let files: Vec<&Path> = [&locations.config, &locations.credentials]
        .into_iter()
        .filter_map(|path| path.as_deref())
        .collect();
    fixes(&SharedConfig::parse(&texts), &open_to_others(&files, locations.home.as_deref()))
}

#[test]
fn what_is_agreed_to_is_done_and_the_old_text_kept() {
    let credentials = "[a]\naws_secret_access_key = verysecret\u{a0}\n";
    let (folder, locations) = home("[dev]\nregion = x\n", credentials);
    let mut asked = Vec::new();
    let home = Some(folder.path());

    let mut done = Vec::new();

    let ended = apply(&found(&locations), home, Options::default(), &mut done, |text| {
        asked.push(text.to_owned());
        true
    });

    let read = |name: &str| fs::read_to_string(folder.path().join(".aws").join(name)).unwrap();
    assert_eq!(read("config"), "[profile dev]\nregion = x\n");
    assert_eq!(read("credentials"), "[a]\naws_secret_access_key = verysecret\n");
    assert_eq!(read("credentials.awsp-bak"), credentials);
    for name in ["config", "credentials", "cli/cache/a.json", "credentials.awsp-bak"] {
        let mode =
            fs::metadata(folder.path().join(".aws").join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o7777, 0o600, "{name}");
    }
    assert_eq!((asked.len(), done.len(), ended.is_ok()), (5, 7, true));
    assert!(
        asked[1].contains("-aws_secret_access_key = …\\u{a0}\n+aws_secret_access_key = …\n"),
        "{}",
        asked[1]
    );
    assert!(!asked.concat().contains("verysecret"));
    assert_eq!(found(&locations), []);
}

#[test]
fn what_is_not_agreed_to_is_not_done() {
    let (folder, locations) = home("[dev]\nregion = x\n", "[a]\nk = v\nk = v\n");
    let fixes = found(&locations);

    let mut done = Vec::new();

    apply(&fixes, Some(folder.path()), Options::default(), &mut done, |_| false).unwrap();

    assert!(done.is_empty());
    assert_eq!(found(&locations), fixes);
    assert!(!folder.path().join(".aws/.awsp.lock").exists());
}

#[test]
fn another_text_than_the_one_that_was_shown_is_not_edited() {
    let (folder, locations) = home("[dev]\nregion = x\n", "");
    let path = folder.path().join(".aws/config");
    let mine = "[dev]\nregion = mine\n";

    let (home, mut done) = (Some(folder.path()), Vec::new());

    let error = apply(&found(&locations), home, Options::default(), &mut done, |_| {
        fs::write(&path, mine).unwrap();
        true
    });

    assert!(error.unwrap_err().to_string().contains("changed meanwhile"));
    assert_eq!(fs::read_to_string(&path).unwrap(), mine);
    assert!(!folder.path().join(".aws/config.awsp-bak").exists());
}
