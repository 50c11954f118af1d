use proptest::prelude::*;

use super::*;
use crate::shared_config::{FileKind, Found, Model, View};

fn value(line: usize, value: &str) -> Edit {
    Edit::Value { line, value: value.to_owned() }
}

fn setting(behind: usize, key: &str, value: &str) -> Edit {
    Edit::Insert { behind, new: New::Setting { key: key.to_owned(), value: value.to_owned() } }
}

fn header(line: usize, header: &str) -> Edit {
    Edit::Header { line, header: header.to_owned() }
}

const TEXT: &[u8] = b"# top\r\n[default] ; c\r\nregion\t=  eu-west-1\r\n\r\ns3 =\r\n  addressing_style = path\r\n\tmore = x\r\n# inside\r\n  third = y\r\nx = \xff\xfe\r\n[profile a]\r\noutput = json";

#[test]
fn every_byte_outside_the_lines_that_are_meant_stays() {
    for (edits, old, new) in [
        (vec![value(3, "us-east-1")], "eu-west-1", "us-east-1"),
        (vec![value(12, "text")], "json", "text"),
        (vec![header(11, "profile b")], "[profile a]", "[profile b]"),
        (vec![header(2, "profile d")], "[default]", "[profile d]"),
        (vec![Edit::Remove { line: 1 }], "# top\r\n", ""),
        (
            vec![Edit::Remove { line: 5 }],
            "s3 =\r\n  addressing_style = path\r\n\tmore = x\r\n# inside\r\n  third = y\r\n",
            "# inside\r\n",
        ),
        (vec![setting(5, "k", "v")], "third = y\r\n", "third = y\r\nk = v\r\n"),
        (vec![setting(12, "k", "v")], "json", "json\r\nk = v"),
        (
            vec![
                setting(2, "a", "1"),
                setting(2, "b", "2"),
                value(3, "x"),
                Edit::Remove { line: 4 },
            ],
            "[default] ; c\r\nregion\t=  eu-west-1\r\n\r\n",
            "[default] ; c\r\na = 1\r\nb = 2\r\nregion\t=  x\r\n",
        ),
        (
            vec![Edit::Insert { behind: 12, new: New::Blank }, setting(12, "k", "v")],
            "json",
            "json\r\n\r\nk = v",
        ),
        (vec![], "", ""),
        (vec![value(3, "eu-west-1")], "", ""),
    ] {
        let at = memchr::memmem::find(TEXT, old.as_bytes()).unwrap();
        let expected = [&TEXT[..at], new.as_bytes(), &TEXT[at + old.len()..]].concat();

        let after = applied(TEXT, &edits).unwrap();

        assert_eq!(after.escape_ascii().to_string(), expected.escape_ascii().to_string());
    }
}

#[test]
fn an_empty_file_gets_its_first_section() {
    let new = Edit::Insert { behind: 0, new: New::Header("profile a".to_owned()) };
    let edits = [new, setting(0, "region", "eu-west-1")];

    assert_eq!(applied(b"", &edits).unwrap(), b"[profile a]\nregion = eu-west-1\n");
    assert!(edited(FileKind::Config, b"", &edits, false).is_ok());
}

#[test]
fn only_what_nobody_sees_is_cut_out() {
    let text = "\u{feff}[a]\nk\u{200b} = \u{201c}v\u{201d}\r\r\n";
    let cut = |line, start, end| Edit::Cut { line, bytes: start..end };
    let edits = [Edit::ByteOrderMark, cut(2, 1, 4), cut(2, 7, 10), cut(2, 11, 15)];

    assert_eq!(applied(text.as_bytes(), &edits).unwrap(), b"[a]\nk = v\r\n");
    for (line, start, end) in [(2, 0, 1), (2, 0, 4), (2, 2, 4), (2, 6, 6), (1, 3, 4)] {
        let error = applied(text.as_bytes(), &[cut(line, start, end)]).unwrap_err();
        assert_eq!(error, EditError::Visible(line), "{start} {end}");
    }
}

#[test]
fn two_edits_of_one_line_are_refused() {
    for edits in [
        [value(3, "a"), value(3, "b")],
        [Edit::Remove { line: 3 }, value(3, "b")],
        [Edit::Remove { line: 5 }, Edit::Remove { line: 6 }],
    ] {
        assert!(matches!(applied(TEXT, &edits), Err(EditError::Twice(_))), "{edits:?}");
    }
    for edit in [value(2, "a"), value(1, "a"), value(99, "a"), header(3, "a"), value(0, "a")] {
        let error = applied(TEXT, std::slice::from_ref(&edit)).unwrap_err();
        assert!(matches!(error, EditError::NoSuchLine(_)), "{edit:?}");
    }
}

#[test]
fn what_could_become_a_section_or_a_command_is_never_written() {
    let hostile = [
        "a\n[x]",
        "a\rb",
        "a\0",
        "a\u{7f}",
        "a\u{9b}b",
        "a\u{85}b",
        " a",
        "a ",
        "#a",
        ";a",
        "a\u{1b}[0m",
        "\u{a0}a",
        "a\tb",
        "",
    ];
    for text in hostile.iter().chain(&["a ; b", "'", "a\u{a0}#b"]) {
        for edit in [value(3, text), setting(3, "k", text)] {
            let error = applied(TEXT, &[edit]).unwrap_err();
            assert!(matches!(error, EditError::Refused(_)), "{text:?}");
        }
    }
    for text in hostile.iter().chain(&["a]", "[a", "a#b", "a;b"]) {
        let new = Edit::Insert { behind: 3, new: New::Header((*text).to_owned()) };
        for edit in [header(2, text), new] {
            assert!(matches!(applied(TEXT, &[edit]), Err(EditError::Refused(_))), "{text:?}");
        }
    }
    for key in ["", "A", "a b", "a=b", "[a", "#a", "a:b", "a\n"] {
        assert!(matches!(applied(TEXT, &[setting(3, key, "v")]), Err(EditError::Refused(_))));
    }
}

#[test]
fn names_from_the_corpus_of_hostile_ones_are_refused_or_read_back() {
    let corpus: serde_json::Value =
        serde_json::from_str(include_str!("../../tests/data/hostile.json")).unwrap();
    let names = corpus.as_array().into_iter().flatten().filter_map(|row| row["value"].as_str());
    let (mut written, mut refused) = (0, 0);
    for name in names {
        match edited(FileKind::Config, b"[profile a]\nk = v\n", &[value(2, name)], false) {
            Err(_) => refused += 1,
            Ok(after) => {
                written += 1;
                let after = String::from_utf8(after).unwrap();
                for view in [View::Boto, View::Sdk] {
                    let found = flat(&Model::new(FileKind::Config, &after, view));
                    let values: Vec<&str> = found.iter().map(|row| &*row.2).collect();
                    assert_eq!(values, ["", name], "{view:?}");
                }
            }
        }
    }
    assert!(written > 20 && refused > 20, "{written} {refused}");
}

#[test]
fn no_debug_output_shows_a_value() {
    let edits = [value(3, "secret"), setting(3, "k", "secret")];

    assert!(!format!("{edits:?}").contains("secret"));
    let model = Model::new(FileKind::Config, "[a]\nk = secret\n", View::Boto);
    assert!(!format!("{model:?}").contains("secret"));
}

#[test]
fn a_file_that_a_tool_rejects_is_left_alone() {
    for (text, line) in [
        ("k = v\n[a]\nk = v\n", 3),
        ("[a]\nk = v\n[a]\nx = y\n", 2),
        ("[a]\nk = v\nk = w\n", 2),
        ("[a]\nk = v\n[b\n", 2),
        ("[a]\nk = v\nnonsense\n", 2),
        ("\u{feff}[a]\nk = v\n", 2),
    ] {
        let edits = [value(line, "new")];
        let error = edited(FileKind::Credentials, text.as_bytes(), &edits, false).unwrap_err();

        assert!(matches!(error, EditError::DoesNotParse(..)), "{text:?} {error:?}");
    }
}

#[test]
fn a_file_with_a_nul_in_it_is_left_alone() {
    let error = edited(FileKind::Config, b"[a]\nk = v\nx = \0\n", &[value(2, "w")], false);

    assert_eq!(error, Err(EditError::Refused("there is a NUL byte in the file")));
}

#[test]
fn bytes_that_are_no_utf_8_stay() {
    let after = edited(FileKind::Config, TEXT, &[value(3, "x"), Edit::Remove { line: 4 }], false);

    assert!(memchr::memmem::find(&after.unwrap(), b"x = \xff\xfe\r\n").is_some());
}

#[test]
fn an_edit_that_would_mean_something_else_is_refused() {
    for (text, edit) in [
        // The line below would belong to the new key.
        ("[a]\nk =\n  x = y\n", Edit::Remove { line: 3 }),
        ("[a]\nk = v\n[b]\nx = y\n", Edit::Remove { line: 3 }),
        ("[a]\nk = v\n[b]\nx = y\n", header(3, "a")),
        ("[a]\nk = v\nx = y\n", setting(2, "x", "z")),
        ("[a]\nk = v\nx = y\n", Edit::Insert { behind: 2, new: New::Header("c".to_owned()) }),
    ] {
        let error = edited(FileKind::Credentials, text.as_bytes(), &[edit], false).unwrap_err();

        assert_eq!(error, EditError::Unintended, "{text:?}");
    }
}

/// Returns section, key and value of all settings of a file, in its order.
fn flat(model: &Model) -> Vec<(String, String, String, usize)> {
    let name = |line: &usize| match model.lines.get(line).and_then(|found| found.first()) {
        Some(Found::Section { role, name }) => format!("{role:?} {name}"),
        Some(Found::Setting { .. }) | None => String::new(),
    };
    let mut all = Vec::new();
    for (line, founds) in &model.lines {
        for found in founds {
            match found {
                Found::Section { .. } => {
                    all.push((name(line), String::new(), String::new(), *line));
                }
                Found::Setting { section, key, value } => {
                    all.push((name(section), key.clone(), value.clone(), *line));
                }
            }
        }
    }
    all
}

fn without_lines(flat: Vec<(String, String, String, usize)>) -> Vec<(String, String, String)> {
    flat.into_iter().map(|(section, key, value, _)| (section, key, value)).collect()
}

/// Lines that are easily torn apart.
const LINES: &[&str] = &[
    "",
    "# c",
    "  # c",
    "[default]",
    "[profile a]",
    "[profile b]",
    "[a]",
    "[sso-session s]",
    "[services v]",
    "region = eu-west-1",
    "output=json",
    "k = v # c",
    "K2 = v",
    "s3 =",
    "  nested = x",
    "\tmore",
    "    deep = 1",
    "aws_secret_access_key = abc=/+",
    "j = \u{201c}q\u{201d}",
    "w = v\u{a0}",
    "y: z",
    " ",
    "u = \u{200b}v",
    "k = a\rb",
];

fn file() -> impl Strategy<Value = String> {
    let endings = prop::sample::select(vec!["\n", "\n", "\r\n"]);
    let lines = prop::collection::vec((prop::sample::select(LINES), endings), 0..14);
    (lines, any::<bool>()).prop_map(|(lines, is_cut_off)| {
        let text: String = lines.into_iter().flat_map(|(line, end)| [line, end]).collect();
        if is_cut_off { text.trim_end_matches(['\r', '\n']).to_owned() } else { text }
    })
}

fn edit() -> impl Strategy<Value = Edit> {
    let line = 0_usize..15;
    prop_oneof![
        (line.clone(), "[a-z#/=+]{1,6}").prop_map(|(line, text)| value(line, &text)),
        line.clone().prop_map(|line| Edit::Remove { line }),
        (line.clone(), "(profile )?[ab]").prop_map(|(line, text)| header(line, &text)),
        (line.clone(), "[ko]{1,2}", "[a-z]{1,4}")
            .prop_map(|(line, key, text)| setting(line, &key, &text)),
        line.prop_map(|behind| Edit::Insert { behind, new: New::Header("profile n".to_owned()) }),
    ]
}

/// Does to the settings of a file what an edit does to its text.
fn model_edit(
    all: &mut Vec<(String, String, String, usize)>,
    text: &str,
    kind: FileKind,
    view: View,
    edit: &Edit,
) {
    match edit {
        Edit::Value { line, value } => {
            for row in all.iter_mut().filter(|row| row.3 == *line && !row.1.is_empty()) {
                value.clone_into(&mut row.2);
            }
        }
        Edit::Remove { line } => all.retain(|row| row.3 != *line),
        Edit::Header { line, header } => {
            // What the tool makes of the header in a file of its own.
            let name = flat(&Model::new(kind, &format!("[{header}]\n"), view))[0].0.clone();
            let mut is_in = false;
            for row in all {
                is_in = if row.1.is_empty() { row.3 == *line } else { is_in };
                if is_in {
                    row.0.clone_from(&name);
                }
            }
        }
        Edit::Insert { behind, new } => {
            let at = all.iter().filter(|row| row.3 <= *behind).count();
            let row = match new {
                New::Setting { key, value } => {
                    let section = at.checked_sub(1).map(|at| all[at].0.clone()).unwrap_or_default();
                    (section, key.clone(), value.clone(), *behind)
                }
                New::Header(header) => {
                    let model = Model::new(kind, &format!("[{header}]\n"), view);
                    (flat(&model)[0].0.clone(), String::new(), String::new(), *behind)
                }
                New::Blank => return,
            };
            all.insert(at, row);
        }
        Edit::Cut { .. } | Edit::ByteOrderMark => unreachable!("{text}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn to_parse_what_was_edited_is_to_edit_what_was_parsed(
        text in file(), edit in edit(), is_config in any::<bool>(),
    ) {
        let kind = if is_config { FileKind::Config } else { FileKind::Credentials };
        let edits = [edit];
        let Ok(after) = edited(kind, text.as_bytes(), &edits, false) else { return Ok(()) };
        let after = String::from_utf8(after).unwrap();
        if after == text {
            return Ok(());
        }
        for view in [View::Boto, View::Sdk] {
            let mut intended = flat(&Model::new(kind, &text, view));
            model_edit(&mut intended, &text, kind, view, &edits[0]);
            let found = Model::new(kind, &after, view);
            prop_assert_eq!(found.fault, None);
            prop_assert_eq!(without_lines(flat(&found)), without_lines(intended), "{:?}", edits);
        }
    }

    #[test]
    fn lines_that_no_edit_means_stay_in_their_order(text in file(), all in prop::collection::vec(edit(), 0..4)) {
        let Ok(after) = applied(text.as_bytes(), &all) else { return Ok(()) };
        let meant = |number: usize| all.iter().any(|edit| match edit {
            Edit::Value { line, .. } | Edit::Remove { line } => *line <= number,
            Edit::Header { line, .. } => *line == number,
            Edit::Insert { .. } | Edit::Cut { .. } | Edit::ByteOrderMark => false,
        });
        let mut rest = after.as_slice();
        for (row, number) in row::rows(text.as_bytes()).zip(1..) {
            if !meant(number) {
                let at = memchr::memmem::find(rest, row.text);
                prop_assert!(at.is_some(), "{} of {:?}", number, after.escape_ascii().to_string());
                rest = &rest[at.unwrap() + row.text.len()..];
            }
        }
        if all.is_empty() {
            prop_assert_eq!(after, text.into_bytes());
        }
    }

    #[test]
    fn in_ordinary_files_every_setting_can_be_changed_and_removed(
        sections in prop::collection::vec(("[a-z]{1,6}", prop::collection::vec("[a-z_]{1,8}", 1..5)), 1..5),
        pick in any::<prop::sample::Index>(), has_crlf in any::<bool>(),
    ) {
        let mut lines = Vec::new();
        for (number, (name, keys)) in sections.iter().enumerate() {
            lines.push(format!("[profile {name}{number}]"));
            lines.extend(keys.iter().enumerate().map(|(index, key)| format!("{key}{index} = v")));
            lines.push("# note".to_owned());
        }
        let text = lines.join(if has_crlf { "\r\n" } else { "\n" });
        let settings: Vec<usize> = lines.iter().zip(1..).filter(|(line, _)| line.contains('=')).map(|(_, at)| at).collect();
        let line = settings[pick.index(settings.len())];
        for edit in [value(line, "new"), Edit::Remove { line }, setting(line, "zz-new", "x")] {
            prop_assert!(edited(FileKind::Config, text.as_bytes(), &[edit], false).is_ok());
        }
    }
}
