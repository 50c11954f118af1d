use proptest::prelude::*;

use super::*;

#[test]
fn a_change_is_shown_with_what_is_around_it() {
    let before = "[a]\nregion = x\noutput = json\nmfa_serial = m\nrole_arn = r\n[b]\n";
    let after = before.replace("json", "text").replace("[b]", "[c]");

    let expected = "--- f\n+++ f\n@@ -1,6 +1,6 @@\n [a]\n region = x\n-output = json\n+output = text\n mfa_serial = m\n role_arn = r\n-[b]\n+[c]\n";
    assert_eq!(diff("f", before.as_bytes(), after.as_bytes()), expected);
    assert_eq!(diff("f", before.as_bytes(), before.as_bytes()), "");
}

#[test]
fn nothing_but_the_shape_is_left_of_what_may_be_a_secret() {
    for (line, expected) in [
        ("aws_secret_access_key = Se/cret\u{a0}", "aws_secret_access_key = …\\u{a0}"),
        ("aws_secret_access_key=\u{201c}Secret\u{201d}", "aws_secret_access_key=“…”"),
        ("aws_session_token\u{200b} = Secret \r", "aws_session_token\\u{200b} = …\\u{20}\\u{d}"),
        ("aws_access_key_id = AKIASECRETSECRETW22Y", "aws_access_key_id = …W22Y"),
        ("aws_secret_acess_key = Secret", "aws_secret_acess_key = …"),
        ("credential_process = x --password Secret", "credential_process = …"),
        ("Secret/abc = x", "… = …"),
        ("Secret", "…"),
        ("# aws_secret_access_key = Secret", "# …"),
        ("  Secret = x", "  …"),
        ("[profile a] # Secret", "[profile a] …"),
        ("[Secret", "…"),
        ("\u{feff}[default]", "\\u{feff}[default]"),
        ("region =\u{a0}eu-west-1", "region =\\u{a0}eu-west-1"),
        ("region = a\u{1b}[31m", "region = a\\u{1b}[31m"),
        ("", ""),
    ] {
        let line = shown(line.as_bytes());
        assert!(!line.contains("ecret/") && !line.contains("Secret"), "{line}");
        assert_eq!(line, expected);
    }
}

/// Returns the lines of one side of a diff, by the mark of the other.
fn side(diff: &str, other: char) -> Vec<&str> {
    let lines =
        diff.lines().filter(|line| !line.starts_with(['@', other]) && !line.starts_with("---"));
    lines.filter(|line| !line.starts_with("+++")).filter_map(|line| line.get(1..)).collect()
}

proptest! {
    #[test]
    fn each_side_is_a_part_of_its_text(
        before in prop::collection::vec("[a-d]", 0..12), after in prop::collection::vec("[a-d]", 0..12),
    ) {
        let text = |lines: &[String]| -> String { lines.iter().flat_map(|line| ["[", line, "]\n"]).collect() };
        let (before, after) = (text(&before), text(&after));

        let diff = diff("f", before.as_bytes(), after.as_bytes());

        prop_assert_eq!(diff.is_empty(), before == after);
        for (text, other) in [(&before, '+'), (&after, '-')] {
            let mut rest = text.lines();
            for line in side(&diff, other) {
                prop_assert!(rest.any(|own| own == line), "{} in {}", line, diff);
            }
        }
    }

    #[test]
    fn nothing_in_it_acts_on_a_terminal(line in any::<Vec<u8>>()) {
        let shown = shown(&line);
        prop_assert!(!shown.chars().any(crate::display::is_hidden), "{shown:?}");
    }
}
