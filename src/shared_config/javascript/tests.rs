use super::super::{SharedConfig, Texts, View};

/// Returns the profiles that the SDK finds, as `name{key=value key=value}`.
fn seen(config: &str, credentials: &str) -> String {
    let texts = Texts::from_strings(config, credentials);
    let config = SharedConfig::parse(&texts);
    let profiles: Vec<String> = config
        .view(View::JavaScript)
        .profiles()
        .map(|profile| {
            let settings: Vec<String> = profile
                .settings()
                .map(|setting| format!("{}={}", setting.key, setting.value))
                .collect();
            format!("{}{{{}}}", profile.name(), settings.join(" "))
        })
        .collect();
    profiles.join(" ")
}

/// What stands in the config file below `[default]`, and what the SDK (`@smithy/core` 3.41.1) answers.
const LINES: &[(&str, &str)] = &[
    ("a = 1 # c", "a=1"),
    ("a = 1\t; c", "a=1"),
    ("a = 1#c", "a=1#c"),
    ("a = 1#c #d", "a=1#c"),
    ("a = #c", ""),
    ("a =#c", "a=#c"),
    ("a = 1\n  # c", "a=1"),
    ("a: 1", ""),
    ("a:b = 1", "a:b=1"),
    ("A = 1", "A=1"),
    ("a b = 1", "a b=1"),
    ("a = 1\na = 2", "a=2"),
    ("a = 1\na =", "a=1"),
    ("a = b=c", "a=b=c"),
    ("= 1\njunk\na = 1", "a=1"),
    ("a = 1\n  more", "a=1"),
    ("a = 1\n  b = 2", "a=1 b=2"),
    ("a = 1\ns3 =\n  a = 2", "a=1 s3.a=2"),
    ("s3 =\n# c\n\njunk\n\ta = 2", "s3.a=2"),
    ("s3 =\n  a = 2\na = 1", "s3.a=2 a=1"),
    ("s3 =\n  b =\n  a = 2", "b.a=2"),
    ("s3 =\n [profile x]\na = 1", " x{a=1}"),
    ("a = \"1\"", "a=\"1\""),
    ("a =\u{a0}1\u{a0}", "a=1"),
    ("\u{c}a = 1\u{2028}", "a=1"),
    ("a = 1\u{85}", "a=1\u{85}"),
    ("a = 1\r\nb = 2\rc = 3\r\n", "a=1 b=2\rc = 3"),
    ("[profile x] junk\na = 1", "a=1"),
    ("[profile x\na = 1", "a=1"),
    ("[other x]\na = 1", ""),
];

#[test]
fn lines_are_read_as_the_sdk_reads_them() {
    for (lines, settings) in LINES {
        let expected = match settings.split_once(' ').filter(|(first, _)| first.is_empty()) {
            Some((_, other)) => format!("default{{}} {other}"),
            None => format!("default{{{settings}}}"),
        };

        assert_eq!(seen(&format!("[default]\n{lines}"), ""), expected, "{lines:?}");
    }
}

/// A header of the config file, and the profile that it names.
const IN_CONFIG: &[(&str, &str)] = &[
    ("[profile a]", "a"),
    ("[profile\ta]", "a"),
    ("[profile\u{a0}a]", "a"),
    ("[profile \"a\"]", "a"),
    ("[profile 'a']", "a"),
    ("[profile a] # see [b]", "a"),
    ("[profile a] ; c", "a"),
    ("  [profile a]\u{c}", "a"),
    ("\u{feff}[profile a]", "a"),
    ("[profile a.b/c@d:e+f%g]", "a.b/c@d:e+f%g"),
    ("[profile.a]", "a"),
    ("[profile.a b;c]", "a b;c"),
    ("[profile default]", "default"),
    ("[profile  a]", ""),
    ("[profile a ]", ""),
    ("[ profile a]", ""),
    ("[profile a b]", ""),
    ("[profile \"a b\"]", ""),
    ("[profile \"a']", ""),
    ("[profile a!b]", ""),
    ("[profile é]", ""),
    ("[profile a]#c", ""),
    ("[PROFILE a]", ""),
    ("[profilefoo a]", ""),
    ("[a]", ""),
    ("[ default ]", ""),
    ("[DEFAULT]", ""),
    ("[]", ""),
];

/// A header of the credentials file, and the profile that it names.
const IN_CREDENTIALS: &[(&str, &str)] = &[
    ("[a]", "a"),
    ("[ a ]", " a "),
    ("[\"a b\"]", "\"a b\""),
    ("[a!b]", "a!b"),
    ("[a]b]", "a]b"),
    ("[a#b]", "a#b"),
    ("[a b c]", "a b c"),
    ("[profile a]", "profile.a"),
    ("[profile  a]", "profile  a"),
    ("[sso-session s]", "sso-session.s"),
    ("[default]", "default"),
    ("[a b]", ""),
    ("[]", ""),
];

#[test]
fn headers_are_read_as_the_sdk_reads_them() {
    let expected = |name: &str| {
        if name.is_empty() { String::new() } else { format!("{name}{{k=v}}") }
    };
    for (header, name) in IN_CONFIG {
        assert_eq!(seen(&format!("{header}\nk = v"), ""), expected(name), "{header:?}");
    }
    for (header, name) in IN_CREDENTIALS {
        assert_eq!(seen("", &format!("{header}\nk = v")), expected(name), "{header:?}");
    }
}

#[test]
fn sections_of_one_name_are_one_and_the_prefixed_default_hides_the_other() {
    for (config, expected) in [
        ("[default]\na = 1\n[profile x]\n[default]\nb = 2", "default{a=1 b=2} x{}"),
        ("[default]\na = 1\n[profile default]\nb = 2", "default{b=2}"),
        ("[profile default]\nb = 2\n[default]\na = 1", "default{b=2}"),
    ] {
        assert_eq!(seen(config, ""), expected, "{config}");
    }
}

#[test]
fn sessions_and_services_are_found_in_the_config_file_alone() {
    let text = "[sso-session s]\nsso_region = x\n[services v]\nsts =\n  endpoint_url = u";
    for (config, credentials, is_found) in [(text, "", true), ("", text, false)] {
        let texts = Texts::from_strings(config, credentials);
        let config = SharedConfig::parse(&texts);
        let view = config.view(View::JavaScript);

        let url = view.services_section("v").and_then(|services| {
            services.get("sts.endpoint_url").map(|setting| setting.value.clone().into_owned())
        });

        assert_eq!(view.sso_session("s").is_some(), is_found);
        assert_eq!(url.as_deref(), is_found.then_some("u"));
    }
}
