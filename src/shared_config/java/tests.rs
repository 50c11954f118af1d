use super::super::{SharedConfig, Texts, View};

/// Returns the profiles that the SDK finds, as `name{key=value key=value}`, or why it rejects the files.
fn seen(config: &str, credentials: &str) -> String {
    let texts = Texts::from_strings(config, credentials);
    let config = SharedConfig::parse(&texts);
    let view = config.view(View::Java);
    if let Some(fault) = view.fault() {
        return format!("{:?} in line {}", fault.reason, fault.line);
    }
    let profiles = view.profiles().map(|profile| {
        let settings = profile.settings();
        let settings: Vec<String> =
            settings.map(|setting| format!("{}={}", setting.key, setting.value)).collect();
        format!("{}{{{}}}", profile.name(), settings.join(" "))
    });
    profiles.collect::<Vec<String>>().join(" ")
}

/// What stands in the config file below `[default]`, and what the SDK (2.57.8) makes of it.
const LINES: &[(&str, &str)] = &[
    ("a = 1", "a=1"),
    ("a\t=\t1", "a=1"),
    ("a = b=c", "a=b=c"),
    ("a =", "a="),
    ("a", "NoEquals in line 2"),
    ("= 1", "NoKey in line 2"),
    ("a: 1", "NoEquals in line 2"),
    ("a:b = 1", "a:b=1"),
    ("A = 1", "A=1"),
    ("a b = 1", ""),
    ("a b = 1\n  more\nc = 2", "c=2"),
    ("a = 1\na = 2", "a=2"),
    ("a = 1 # c", "a=1"),
    ("a = 1\t; c", "a=1"),
    ("a = 1#c", "a=1#c"),
    ("a = #c", "a="),
    ("# c\n; c\na = 1", "a=1"),
    ("  a = 1", "Indented in line 2"),
    ("  # c", "Indented in line 2"),
    ("a = 1\n  # c", "a=1\n# c"),
    ("a = 1\n\n  more", "a=1\nmore"),
    ("a =\n  more", "Nested in line 3"),
    ("a =\n  b = 2 # c", "a=\nb = 2 # c"),
    ("a =\n  # c\n  b = 2", "Nested in line 3"),
    ("a = \"1\"", "a=\"1\""),
    ("a = 1\u{a0}", "a=1\u{a0}"),
    ("\u{c}a = 1\u{c}", "a=1"),
    ("\u{c}", "NoEquals in line 2"),
    ("a = 1\rb = 2\r\nc = 3", "a=1 b=2 c=3"),
    ("a = 1\n [profile x]\nb = 2", "a=1\n[profile x] b=2"),
];

#[test]
fn lines_are_read_as_the_sdk_reads_them() {
    for (lines, settings) in LINES {
        let is_fault = settings.contains(" in line ");
        let expected =
            if is_fault { (*settings).to_owned() } else { format!("default{{{settings}}}") };

        assert_eq!(seen(&format!("[default]\n{lines}"), ""), expected, "{lines:?}");
    }
}

/// A header, and the profile that it names in the config file and in the credentials file.
const HEADERS: &[(&str, &str, &str)] = &[
    ("[profile a]", "a", ""),
    ("[profile   a]", "a", ""),
    ("[profile\ta ]", "a", ""),
    ("[ profile a ]", "a", ""),
    ("[a]", "", "a"),
    ("[ a ]", "", "a"),
    ("[profile a:b+c@d.e/f%g]", "a:b+c@d.e/f%g", ""),
    ("[profile \"a\"]", "", ""),
    ("[a!b]", "", ""),
    ("[é]", "", ""),
    ("[profile a] # see [b]", "a", ""),
    ("[a]; c", "", "a"),
    ("[profilefoo a]", "", ""),
    ("[profile]", "", "profile"),
    ("[default]", "default", "default"),
    ("[DEFAULT]", "", "DEFAULT"),
    ("[sso-session a]", "", ""),
    ("[services a]", "", ""),
];

#[test]
fn headers_are_read_as_the_sdk_reads_them() {
    let expected = |name: &str| {
        if name.is_empty() { String::new() } else { format!("{name}{{k=v}}") }
    };
    for (header, in_config, in_credentials) in HEADERS {
        let text = format!("{header}\nk = v");

        assert_eq!(seen(&text, ""), expected(in_config), "{header:?}");
        assert_eq!(seen("", &text), expected(in_credentials), "{header:?}");
    }
}

#[test]
fn headers_that_do_not_end_are_refused() {
    for header in ["[profile a] junk", "[profile a", "[profile a#b]", "["] {
        assert_eq!(seen(&format!("{header}\nk = v"), ""), "Header in line 1", "{header:?}");
    }
    for text in ["k = v\n[default]", " [default]\nk = v"] {
        assert_eq!(seen(text, ""), "NoSection in line 1", "{text:?}");
    }
    assert_eq!(seen("\u{feff}[default]\nk = v", ""), "ByteOrderMark in line 1");
}

#[test]
fn what_stands_in_skipped_sections_is_not_looked_at() {
    for config in [
        "[other]\njunk\n  more junk\n[default]\nk = v",
        "[profile default]\nk = v\n[default]\njunk",
    ] {
        assert_eq!(seen(config, ""), "default{k=v}", "{config}");
    }
}

#[test]
fn sections_of_one_name_are_one_and_the_prefixed_default_hides_the_other() {
    for (config, expected) in [
        ("[profile a]\nk = 1\nl = 1\n[profile  a]\nk = 2", "a{k=2 l=1}"),
        ("[default]\nk = 1\n[profile default]\nl = 2", "default{l=2}"),
        ("[profile default]\nl = 2\n[default]\nk = 1", "default{l=2}"),
    ] {
        assert_eq!(seen(config, ""), expected, "{config}");
    }
    assert_eq!(seen("[profile a]\nk = 1\nl = 1", "[a]\nk = 2"), "a{l=1 k=2}");
}

#[test]
fn an_empty_header_of_the_credentials_file_names_a_profile_without_a_name() {
    assert_eq!(seen("", "[]\nk = v"), "{k=v}");
    assert_eq!(seen("[]\nk = v", ""), "");
}
