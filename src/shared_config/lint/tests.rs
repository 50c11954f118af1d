use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::cases;
use super::super::{Locations, Profiles, Reading, Setting, SharedConfig, Texts, View};
use super::*;

fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.code).collect()
}

/// Everything a tool sees, in a form that can be compared: an indented block by its keys.
fn seen(profiles: &Profiles<'_>) -> Option<BTreeSet<String>> {
    if profiles.fault().is_some() {
        return None;
    }
    let mut seen = BTreeSet::new();
    for profile in profiles.profiles() {
        seen.insert(profile.name().to_owned());
        seen.extend(
            profile.settings().map(|setting| format!("{} {}", profile.name(), shown(setting))),
        );
    }
    for session in profiles.sso_sessions().iter().filter_map(|name| profiles.sso_session(name)) {
        seen.insert(format!("session {}", session.name));
        seen.extend(
            session
                .settings
                .iter()
                .map(|setting| format!("session {} {}", session.name, shown(setting))),
        );
    }
    Some(seen)
}

fn shown(setting: &Setting<'_>) -> String {
    match setting.nested(View::Boto) {
        Some(nested) => format!("{} {nested:?}", setting.key),
        None => format!("{} {:?}", setting.key, setting.value),
    }
}

/// Returns whether the tools see different things, or one of them nothing.
fn is_trouble(shared_config: &SharedConfig<'_>) -> bool {
    let [boto, sdk] = [View::Boto, View::Sdk].map(|view| seen(shared_config.view(view)));
    boto.is_none() || sdk.is_none() || boto != sdk
}

#[test]
fn every_row_that_the_tools_read_differently_has_a_finding() {
    for row in cases::rows() {
        let texts = cases::texts(&row);
        let shared_config = SharedConfig::parse(&texts);

        let findings = shared_config.findings();

        assert!(
            !is_trouble(&shared_config) || !findings.is_empty(),
            "{} {}",
            row["spec"],
            row["row"]
        );
    }
}

#[test]
fn ordinary_files_have_no_finding() {
    let config = "# c\n\n[default]\nregion = eu-west-1\n\n[profile dev]\nsso_start_url = https://x/start#\nsso_session = s\ns3 =\n  max = 1\n\n  addressing_style = path\n\n[sso-session s]\nsso_region = eu-west-1\n[services n]\nsts =\n  endpoint_url = u\n[plugins]\na = b\n";
    let texts = Texts::from_strings(config, "[default]\r\naws_access_key_id = A\r\n[dev]\r\n");

    assert_eq!(codes(&SharedConfig::parse(&texts).findings()), Vec::<&str>::new());
}

/// A rule, a file it speaks of, and the line.
const IN_CONFIG: [(&str, &str, usize); 38] = [
    ("AWSP-F005", "\u{feff}[default]\n", 1),
    ("AWSP-F006", "[default]\nregion = x\routput = y\n", 2),
    ("AWSP-F008", "[default]\nregion = \u{200b}x\n", 2),
    ("AWSP-F008", "[default]\nregion = \u{a0}x\n", 2),
    ("AWSP-F008", "[default]\nregion = x\0\n", 2),
    ("AWSP-F010", "region = x\n[default]\n", 1),
    ("AWSP-F011", "[default]\n[profile a\n", 2),
    ("AWSP-F011", "[profile a] junk\n", 1),
    ("AWSP-F011", "[profile a#b]\n", 1),
    ("AWSP-F012", "[default]\nregion\n", 2),
    ("AWSP-F012", "[default]\nregion: x\n", 2),
    ("AWSP-F013", "[default]\n= x\n", 2),
    ("AWSP-F014", "[default]\n  region = x\n", 2),
    ("AWSP-F015", "[default]\ns3 =\n  bad\n", 3),
    ("AWSP-F016", "[default]\n[profile a]\n[default]\n", 3),
    ("AWSP-F017", "[default]\nregion = x\nRegion = y\n", 3),
    ("AWSP-F017", "[DEFAULT]\nk = x\n[default]\n[DEFAULT]\nk = y\n", 5),
    ("AWSP-F020", "[dev]\n", 1),
    ("AWSP-F023", "[profile 'a b']\n", 1),
    ("AWSP-F023", "[profile é]\n", 1),
    ("AWSP-F023", "[profilefoo bar]\n", 1),
    ("AWSP-F024", "[ profile a ]\n", 1),
    ("AWSP-F024", "[profile a] # see [b]\n", 1),
    ("AWSP-F025", "[PROFILE a]\n", 1),
    ("AWSP-F025", "[Default]\n", 1),
    ("AWSP-F026", "[DEFAULT]\nregion = x\n", 1),
    ("AWSP-F027", "[default]\n[profile default]\n", 2),
    ("AWSP-F028", "[profile a]\n[profile  a]\n", 2),
    ("AWSP-F029", "[profile a b]\n", 1),
    ("AWSP-F029", "[profile]\n", 1),
    ("AWSP-F030", "[default]\nregion = x # c\n", 2),
    ("AWSP-F031", "[default]\nregion = x\n  # c\n", 3),
    ("AWSP-F032", "[default]\nregion = x\n  output = y\n", 3),
    ("AWSP-F033", "[default]\nregion = x\n  [profile a]\n", 3),
    ("AWSP-F034", "[default]\nk = x\n\n  more\n", 4),
    ("AWSP-F035", "[default]\na:b = c\n", 2),
    ("AWSP-F036", "[default]\na b = c\n", 2),
    ("AWSP-F037", "[default]\nregion = x\n \u{a0}more\n", 3),
];

/// The same for the credentials file.
const IN_CREDENTIALS: [(&str, &str, usize); 5] = [
    ("AWSP-F021", "[profile a]\n", 1),
    ("AWSP-F022", "[sso-session a]\n", 1),
    ("AWSP-F023", "[a b]\n", 1),
    ("AWSP-F024", "[ a ]\n", 1),
    ("AWSP-F026", "[DEFAULT]\n", 1),
];

#[test]
fn each_rule_speaks_of_the_line_it_is_made_for() {
    let texts = IN_CONFIG.map(|(code, text, line)| (code, Texts::from_strings(text, ""), line));
    let more = IN_CREDENTIALS.map(|(code, text, line)| (code, Texts::from_strings("", text), line));
    for (code, texts, line) in texts.iter().chain(&more) {
        let findings = SharedConfig::parse(texts).findings();

        let found = findings.iter().find(|finding| finding.code == *code);
        let title =
            &found.unwrap_or_else(|| panic!("{code} {texts:?} {:?}", codes(&findings))).title;
        assert!(title.contains(&format!(":{line}: ")), "{title}");
    }
}

#[test]
fn many_lines_are_one_finding_that_names_the_tools() {
    let texts = Texts::from_strings(&format!("[default]\n{}", "k = v # c\n".repeat(1000)), "");

    let findings = SharedConfig::parse(&texts).findings();

    assert_eq!(codes(&findings), ["AWSP-F030", "AWSP-F017"]);
    assert_eq!(
        findings[1].title,
        "/home/ann/.aws/config:3, 4 and 997 more: a key that is there twice in its section (rejected by AWS CLI and boto3, read by Rust, JavaScript, Go, Terraform and Java)"
    );
    assert_eq!(findings[1].why, "Most SDKs take the last one.");
    assert_eq!(findings[1].evidence.len(), 20);
}

#[test]
fn a_finding_never_shows_what_may_be_a_secret() {
    let canary = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY";
    for text in [
        "{}",
        "[a]\n{}",
        "[a]\n{}: x",
        "[a]\n{} = x # c",
        "[a]\n  {}",
        "[a]\nk = {} # c",
        "[a]\nk =\n {}",
        "[a]\nk = v\n  {} = x",
        "[a]\n{} = x\n{} = y",
        "[a]\n é{} = x",
    ] {
        let texts = Texts::from_strings("", &text.replace("{}", canary));
        let findings = SharedConfig::parse(&texts).findings();

        let said: String = findings.iter().map(|finding| finding.to_json().to_string()).collect();
        assert!(!findings.is_empty() && !said.contains(canary), "{text} {said}");
        let fault = SharedConfig::parse(&texts).view(View::Boto).fault().map(ToString::to_string);
        assert!(!fault.unwrap_or_default().contains(canary), "{text}");
    }
}

#[test]
fn a_variable_that_only_python_expands_is_reported() {
    let locations = Locations {
        elsewhere: vec![(FileKind::Config, "$X/config".into())],
        ..Locations::default()
    };
    let texts = Texts::read(&locations, &Reading::new(0));

    assert_eq!(codes(&SharedConfig::parse(&texts).findings()), ["AWSP-F007"]);
}

#[test]
fn codes_are_unique_and_each_rule_says_why() {
    let codes: BTreeSet<&str> = rule::ALL.iter().map(|rule| rule.code).collect();

    assert_eq!(codes.len(), rule::ALL.len());
    assert!(rule::ALL.iter().all(|rule| !rule.title.is_empty() && !rule.cause.is_empty()));
}

/// Pieces of files that make trouble when they meet.
const PIECES: [&str; 32] = [
    "[profile a]",
    "[profile b]",
    "[default]",
    "[profile default]",
    "[DEFAULT]",
    "[a]",
    "[ profile a ]",
    "[profile  a]",
    "[profile 'a b']",
    "[sso-session s]",
    "[]",
    "[profile a",
    " # c",
    "# c",
    "  more",
    "\tk = v",
    "k = v",
    "K = w",
    "region = x",
    "s3 =",
    "a b = c",
    "a:b = c",
    "a: b",
    "é = f",
    "k = v # c",
    "\u{a0}k = v",
    "\u{c}",
    "\u{feff}",
    "\r",
    "\n",
    "\n",
    "\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn trouble_always_has_a_finding(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..12)) {
        let texts = Texts::from_strings(&pieces.join("\n"), "");
        let shared_config = SharedConfig::parse(&texts);

        prop_assert!(!is_trouble(&shared_config) || !shared_config.findings().is_empty());
    }

    #[test]
    fn no_text_makes_the_reader_panic(config in "\\PC{0,60}|[\\[\\]a =:#;'\"\\\\\r\n\t\u{a0}\0]{0,60}", credentials in ".{0,40}") {
        let texts = Texts::from_strings(&config, &credentials);
        let shared_config = SharedConfig::parse(&texts);

        prop_assert!(!is_trouble(&shared_config) || !shared_config.findings().is_empty());
    }
}
