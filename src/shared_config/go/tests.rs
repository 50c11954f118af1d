use std::path::PathBuf;

use super::super::{FileKind, Locations, Reading, SharedConfig, Texts, View};

/// Returns the keys and values of a profile in one line, `-` if there is none, or why the SDK stops.
fn seen(config: &str, credentials: &str, name: &str) -> String {
    let texts = Texts::from_strings(config, credentials);
    described(&SharedConfig::parse(&texts), name)
}

fn described(config: &SharedConfig<'_>, name: &str) -> String {
    let profiles = config.view(View::Go);
    if let Some(fault) = profiles.fault() {
        return format!("stops at line {}", fault.line);
    }
    let Some(profile) = profiles.profile(name) else { return "-".to_owned() };
    let settings = [FileKind::Config, FileKind::Credentials]
        .into_iter()
        .flat_map(|file| profile.settings_in(file).iter());
    let texts: Vec<String> =
        settings.map(|setting| format!("{}={}", setting.key, setting.value)).collect();
    texts.join(" | ")
}

/// A header of the config file, a name, and whether the SDK finds that profile below it.
const HEADERS: &[(&str, &str, bool)] = &[
    ("[profile a]", "a", true),
    ("[profile \t a ]", "a", true),
    ("[ profile a ]", "a", true),
    ("  [profile a]", "a", true),
    ("[profile a] # see [b]", "a", true),
    ("[profile a]; c", "a", true),
    ("[profile a", "a", false),
    ("[profile a] junk", "a", false),
    ("[a]", "a", false),
    ("[ default ]", "default", true),
    ("[Default]", "Default", true),
    ("[profilefoo a]", "a", false),
    ("[PROFILE a]", "a", false),
    ("[profile \"a\"]", "a", false),
    ("[profile \"a\"]", "\"a\"", true),
    ("[profile a  b]", "a  b", true),
    ("[profile a#b]", "a#b", false),
    ("[profile a]b]", "a]b", true),
    ("[profile é!,(]", "é!,(", true),
    ("[profile a\u{a0}]", "a", true),
    ("[profile\u{a0}a]", "a", false),
    ("\u{feff}[profile a]", "a", false),
    ("\u{feff}\n[profile a]", "a", true),
];

#[test]
fn headers_name_profiles() {
    for &(header, name, expected) in HEADERS {
        let found = seen(&format!("{header}\nk = v\n"), "", name);

        assert_eq!(found == "k=v", expected, "{header:?}: {found}");
    }
}

#[test]
fn headers_of_the_credentials_file_name_profiles_without_a_prefix() {
    for (header, name, expected) in [
        ("[a]", "a", true),
        ("[ a ]", "a", true),
        ("[a  b]", "a b", true),
        ("[\"a b\"]", "\"a b\"", true),
        ("[profile a]", "a", false),
        ("[profile a]", "profile a", false),
    ] {
        let found = seen("", &format!("{header}\nk = v\n"), name);

        assert_eq!(found == "k=v", expected, "{header:?}: {found}");
    }
}

/// What stands below `[profile a]`, and what the SDK makes of it.
const BODIES: &[(&str, &str)] = &[
    ("k=v", "k=v"),
    ("K : v", "k=v"),
    ("k = a=b:c", "k=a=b:c"),
    ("a:b = c", "a=b = c"),
    ("k = v # c", "k=v"),
    ("k = v\t; c", "k=v"),
    ("k = v#c", "k=v#c"),
    ("k = #x", "k="),
    ("k =#x", "k=#x"),
    ("k = \"v\" # c", "k=v"),
    ("k = '\"v\"'", "k=\"v\""),
    ("k = \"v", "k=\"v"),
    ("k = \u{a0}v\u{a0}", "k=v"),
    ("\u{c}k = v", "k=v"),
    ("x y = 1", "x y=1"),
    ("k\n= v\nj = w", "j=w"),
    ("k = 1\nk = 2", "k=2"),
    ("k = v\n  w # c", "k=v\nw # c"),
    ("k = v\n\n  # c\n  w", "k=v\nw"),
    ("k =\n  w", "k="),
    ("k = v\n  j = w # c", "k=v | j=w"),
    ("k = v\n  j = \"w\"", "k=v | j=w"),
    ("k = v\n  j = \"w\" # c", "k=v | j=\"w\""),
    ("k =\n  j = w\nl = x", "k= | l=x"),
    ("  k = v\n\tj = w", "k=v | j=w"),
    ("k = v\r\nj = w\r", "k=v | j=w"),
    ("k = v\rj = w", "k=v\rj = w"),
    ("k = v\n[]\nj = w", "k=v"),
    ("k = v\n[b] junk\nj = w", "k=v | j=w"),
    ("k = \"", "stops at line 2"),
    ("j = 1\n  k = '", "stops at line 3"),
];

#[test]
fn lines_are_read_one_by_one() {
    for &(body, expected) in BODIES {
        assert_eq!(seen(&format!("[profile a]\n{body}\n"), "", "a"), expected, "{body:?}");
    }
    assert_eq!(seen("k = v\n[profile a]\nj = w\n", "", "a"), "j=w");
}

#[test]
fn sections_of_one_name_are_one_but_the_default_profile_has_its_own_rule() {
    let twice = "[profile a]\nk = 1\nj = 1\n[profile  a]\nk = 2\n";
    let defaults = "[profile default]\nk = 1\n[default]\nk = 2\nj = 2\n";

    assert_eq!(seen(twice, "", "a"), "k=2 | j=1");
    assert_eq!(seen(defaults, "", "default"), "k=1");
}

/// What both files say of profile `a`, and what is left.
const MERGED: &[(&str, &str, &str)] = &[
    ("region = c", "region = d", "region=c | region=d"),
    ("", "endpoint_url = e\nservices = s\naws_account_id = 1", ""),
    ("aws_access_key_id = c", "region = d", "region=d"),
    (
        "aws_access_key_id = c",
        "aws_secret_access_key = d",
        "aws_access_key_id=c | aws_secret_access_key=d",
    ),
    ("", "aws_session_token = t", ""),
    (
        "aws_session_token = t",
        "aws_access_key_id = d\naws_secret_access_key = d",
        "aws_session_token=t | aws_access_key_id=d | aws_secret_access_key=d",
    ),
];

#[test]
fn the_credentials_file_changes_only_some_settings_of_a_profile_in_both_files() {
    for &(config, credentials, expected) in MERGED {
        let config = format!("[profile a]\n{config}\n");
        let credentials = format!("[a]\n{credentials}\n");

        assert_eq!(seen(&config, &credentials, "a"), expected, "{config}{credentials}");
    }
    assert_eq!(seen("", "[a]\nendpoint_url = e\n", "a"), "endpoint_url=e");
}

#[test]
fn an_sso_session_may_be_in_both_files() {
    let texts = Texts::from_strings(
        "[sso-session  s]\nsso_region = c\nsso_start_url = c\n",
        "[sso-session s]\nsso_region = d\n",
    );
    let config = SharedConfig::parse(&texts);
    let session = config.view(View::Go).sso_session("s").unwrap();

    assert_eq!(&*session.get("sso_region").unwrap().value, "d");
    assert_eq!(&*session.get("sso_start_url").unwrap().value, "c");
}

#[test]
fn services_are_blocks_below_their_names() {
    let texts = Texts::from_strings(
        "[services v]\nSTS =\n  # c\n  ENDPOINT_URL : \"http://x\"\ns3 = y\n  endpoint_url = z\n",
        "",
    );
    let config = SharedConfig::parse(&texts);
    let services = config.view(View::Go).services_section("v").unwrap();

    let nested = |key| services.get(key).unwrap().nested(View::Go).unwrap();
    assert_eq!(nested("sts"), [("ENDPOINT_URL", "http://x")]);
    assert_eq!(nested("s3"), []);
}

#[test]
fn other_bytes_are_let_stand_and_a_folder_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config");
    std::fs::write(&path, b"# \xff\n[profile a]\nk = \xffv\n").unwrap();
    let read = |path: PathBuf| {
        Texts::read(&Locations { config: Some(path), ..Locations::default() }, &Reading::new(0))
    };

    let texts = read(path);
    assert_eq!(described(&SharedConfig::parse(&texts), "a"), "k=\u{fffd}v");
    let texts = read(folder.path().to_owned());
    assert_eq!(described(&SharedConfig::parse(&texts), "a"), "stops at line 1");
}
