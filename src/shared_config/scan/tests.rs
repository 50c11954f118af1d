//! Compares three ways to read a file: every line by each tool, the ordinary lines only once, and through a window.

use std::fmt::Write as _;
use std::fs;

use proptest::prelude::*;

use super::super::names::Names;
use super::super::{Locations, Reading, Section, Setting, SharedConfig, Text, Texts, View};
use super::*;

const VIEWS: [View; 5] = [View::Boto, View::Sdk, View::JavaScript, View::Go, View::Java];

/// Lines that make trouble when they meet, and lines that make none.
const LINES: &[&str] = &[
    "",
    "",
    "# comment [profile a]",
    "; comment",
    " # indented",
    "[default]",
    "[default]",
    "[profile default]",
    "[profile a]",
    "[profile a]",
    "[profile b.c]",
    "[profile d:e@f/g+h%i]",
    "[profile __proto__]",
    "[profile 'a']",
    "[profile \"q r\"]",
    "[sso-session s]",
    "[sso-session s]",
    "[services v]",
    "[a]",
    "[a]",
    "[ a ]",
    "  [profile a]",
    "[profile  a]",
    "[profile a ]",
    "[profile a] # c",
    "[profile é]",
    "[DEFAULT]",
    "[]",
    "[profile a",
    "region = eu-west-1",
    "region = eu-west-1",
    "Region=x",
    "output = json",
    "sso_start_url = https://x/start#/",
    "k = v # c",
    "k = v ;c",
    "k =#v",
    "s3 =",
    "  nested = x",
    "  nested",
    "\tmore",
    "sts =",
    "k = '",
    "k = \"",
    "k = 'q'",
    "k = a:b=c",
    "k: v",
    "k",
    "= v",
    "k = é",
    "k = a\rb",
    "k = v ",
    "k = a\tb",
    "k = \u{200b}",
    " ",
    "\u{feff}",
    "\r",
];

/// A config file and a credentials file of the same lines, on the disk.
struct Files {
    folder: tempfile::TempDir,
    text: String,
}

impl Files {
    fn new(text: String) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["config", "credentials"] {
            fs::write(folder.path().join(name), &text).unwrap();
        }
        Self { folder, text }
    }

    fn read(&self, reading: &Reading) -> Texts {
        let at = |name: &str| Some(self.folder.path().join(name));
        let (config, credentials) = (at("config"), at("credentials"));
        Texts::read(&Locations { config, credentials, ..Locations::default() }, reading)
    }

    fn without_outline(&self) -> Texts {
        let mut texts = self.read(&Reading::new(0));
        for text in [&mut texts.config, &mut texts.credentials] {
            if text.content.is_ok() {
                text.content = Ok(Contents::without_outline(self.text.clone()));
            }
        }
        texts
    }
}

/// Returns a way to read that keeps nothing in memory and sees `window` bytes at once.
fn through(window: usize) -> Reading {
    Reading {
        in_memory: 0,
        odd: (usize::MAX, 1),
        shared_out: 0,
        window,
        noted: Some("".into()),
        ..Reading::new(0)
    }
}

/// Returns all that the tools see, and all that is said of it.
fn seen(texts: &Texts) -> String {
    let config = SharedConfig::parse(texts);
    let mut seen = String::new();
    for view in VIEWS {
        seen += &seen_by(&config, view);
    }
    writeln!(seen, "{:?}", config.line_without_prefix("a")).unwrap();
    writeln!(seen, "{:#?}", config.findings()).unwrap();
    seen
}

fn seen_by(config: &SharedConfig<'_>, view: View) -> String {
    let profiles = config.view(view);
    let mut seen = format!("{view:?} {:?}\n", profiles.fault());
    for profile in profiles.profiles() {
        assert!(profiles.has(profile.name()));
        writeln!(seen, "{} {:?}", profile.name(), profile.place()).unwrap();
        for kind in [FileKind::Config, FileKind::Credentials] {
            seen += &settings(profile.settings_in(kind));
        }
    }
    let sessions = profiles.sso_sessions();
    let sessions = sessions.iter().filter_map(|name| profiles.sso_session(name));
    for Section { name, file, line, settings: own } in sessions.chain(profiles.services()) {
        writeln!(seen, "{name} {file:?} {line}").unwrap();
        seen += &settings(&own);
    }
    seen
}

fn settings(settings: &[Setting<'_>]) -> String {
    let line = |setting: &Setting<'_>| {
        format!("  {setting:?} in {:?} is {:?}\n", setting.section, setting.value)
    };
    settings.iter().map(line).collect()
}

fn is_on_disk(text: &Text) -> bool {
    text.content.as_ref().is_ok_and(Contents::is_on_disk)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6000))]

    #[test]
    fn a_file_is_the_same_however_it_is_read(
        lines in prop::collection::vec(prop::sample::select(LINES), 0..10),
        end in prop::sample::select(&["\n", "\n", "\r\n"][..]),
        ends in any::<bool>(),
        window in 48_usize..200,
    ) {
        let files = Files::new(lines.join(end) + if ends { end } else { "" });
        let in_full = files.without_outline();

        let in_memory = files.read(&Reading::new(0));
        let on_disk = files.read(&through(window));

        prop_assert_eq!(is_on_disk(&on_disk.config), on_disk.config.content.is_ok());
        prop_assert_eq!(seen(&in_memory), seen(&in_full), "{:?}", files.text);
        prop_assert_eq!(seen(&on_disk), seen(&in_full), "{:?}", files.text);
    }
}

#[test]
fn most_files_are_ordinary() {
    let config = "# mine\n[default]\nregion = a\n\n[profile b]\nsso_session = c\nsso_start_url = https://x/#\n[sso-session c]\nsso_region = d\n";
    for (kind, text) in [
        (FileKind::Config, config.to_owned()),
        (FileKind::Config, config.replace('\n', "\r\n")),
        (FileKind::Credentials, "[b]\naws_access_key_id = A\n".to_owned()),
    ] {
        let contents = Contents::in_memory(kind, text);

        assert_eq!(contents.outline().regions, []);
    }
}

#[test]
fn only_the_section_of_an_odd_line_is_looked_at_by_each_tool() {
    let text = "[profile a]\nk = v\n[profile b]\nk = v # c\n[profile c]\nk = v\n";

    let contents = Contents::in_memory(FileKind::Config, text.to_owned());

    let region = Region { start: 18, end: 40, line: 3 };
    assert_eq!(contents.outline().regions, [region]);
}

#[test]
fn a_file_that_changes_under_the_reader_is_noticed() {
    let files = Files::new("[profile a]\nregion = x\n".to_owned());
    let reading = through(100);
    let texts = files.read(&reading);
    assert!(is_on_disk(&texts.config) && !reading.saw_a_change());

    fs::write(files.folder.path().join("config"), "[profile b]\n").unwrap();
    let config = SharedConfig::parse(&texts);

    assert!(!config.view(View::Boto).has("b"));
    config.view(View::Boto).profile("a");
    assert!(reading.saw_a_change());
}

/// Keys as tools write them, and as people do.
const KEYS: [&str; 9] = [
    "region = ",
    "region = ",
    "output=",
    "Region = ",
    "role_arn = arn:aws:iam::111122223333:role/",
    "sso_start_url = https://example.com/start#/",
    "s3_disable_multiregion_access_points = ",
    "# don't  ask ",
    "a-b = ",
];

/// Returns sections of which many share names, and some of them keys.
fn sections() -> impl Strategy<Value = String> {
    let keys = prop::collection::vec(prop::sample::select(&KEYS[..]), 0..4);
    let section = (0..5000, keys).prop_map(|(name, keys)| {
        let lines: String = keys.into_iter().flat_map(|key| [key, "value\n"]).collect();
        format!("[profile p{name}]\n{lines}\n")
    });
    prop::collection::vec(section, 150..250).prop_map(|sections| sections.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_file_of_many_pieces_is_the_same_however_it_is_read(
        text in sections(),
        end in prop::sample::select(&["\n", "\n", "\r\n"][..]),
        window in 4200_usize..9000,
    ) {
        let files = Files::new(text.replace('\n', end));
        let in_full = files.without_outline();

        prop_assert_eq!(seen(&files.read(&Reading::new(0).in_memory())), seen(&in_full));
        prop_assert_eq!(seen(&files.read(&through(window))), seen(&in_full));
    }
}

#[test]
fn the_names_that_begin_so_are_noted() {
    let name = |number: usize| {
        format!(
            "[{}{number}]\nk = v\n",
            if number.is_multiple_of(2) { "profile a" } else { "services a" }
        )
    };
    let files = Files::new((0..40).map(name).collect());
    let names = |beginning: &str| {
        let texts = files.read(&through(100).with_names(beginning));
        let contents = texts.config.content.as_ref().unwrap();
        let mut names = Vec::new();
        for noted in contents.outline().names().unwrap() {
            Names::Noted(noted).each(|name| names.push(name.to_owned()));
        }
        names
    };

    assert_eq!(names("a3"), ["a30", "a32", "a34", "a36", "a38"]);
    assert_eq!(names("").len(), 20);
    assert!(names("b").is_empty());
}
