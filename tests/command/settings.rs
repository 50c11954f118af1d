//! awsp's own settings, as commands show what they do.

use super::{run, sandbox};

/// Where awsp looks for its settings in a HOME without XDG variables.
const FILE: &str = ".config/awsp/config";

/// What `use` says on standard error once the settings stand in the file.
fn said(settings: &str, words: &[&str]) -> (i32, String) {
    let sandbox = sandbox();
    sandbox.file(FILE, settings);
    let output = sandbox.awsp(&[&["--shell=posix"], words].concat());
    (output.code, sandbox.redacted(&output.stderr))
}

#[test]
fn an_alias_selects_its_profile_and_a_profile_of_that_name_comes_first() {
    for (settings, name, expected) in [
        ("[alias]\ns = staging\n", "s", "staging · 444455556666 · Deploy · eu-central-1\n"),
        ("[alias]\ndev = staging\n", "dev", "dev · 111122223333 · eu-west-1\n"),
    ] {
        assert_eq!(said(settings, &["use", name]), (0, expected.to_owned()), "{settings}");
    }
    let (code, stderr) = said("[alias]\ns = gone\n", &["use", "s"]);
    let expected =
        "error: no profile named `gone`\nhint: `s` is an alias for it in awsp's settings; ";
    assert!(code == 3 && stderr.starts_with(expected), "{stderr}");
}

#[test]
fn the_region_follows_the_profile_if_it_is_told_to() {
    let sandbox = sandbox();
    sandbox.file(FILE, "[use]\nregion = profile\n");

    let output = sandbox.awsp(&["--shell=posix", "use", "staging"]);

    for name in ["AWS_REGION", "AWS_DEFAULT_REGION", "AWSP_REGION"] {
        assert!(output.stdout.contains(&format!(r"\export {name}=eu-central-1")), "{name}");
    }
}

#[test]
fn what_is_not_understood_is_said_with_its_line_and_changes_nothing_else() {
    let (code, stderr) = said("[prompt]\n\ncolour = red\n", &["use", "dev"]);

    assert_eq!(code, 0);
    assert!(
        stderr.contains("warning: ~/.config/awsp/config:3: [prompt] has no `colour`"),
        "{stderr}"
    );
}

#[test]
fn a_file_that_cannot_be_read_is_said_and_one_that_is_not_there_is_not() {
    let broken = sandbox();
    broken.file(FILE, [0xff, 0xfe]);
    let folder = sandbox().with("AWSP_CONFIG_FILE", "/");
    for (sandbox, path) in [(broken, "~/.config/awsp/config"), (folder, "/")] {
        let expected = format!("warning: {path}: no text that awsp can read");
        let transcript = run(&sandbox, &["current"]);

        assert!(transcript.contains(&expected), "{transcript}");
    }
    for path in ["", "/dev/null", "/nowhere"] {
        let transcript = run(&sandbox().with("AWSP_CONFIG_FILE", path), &["current"]);

        assert!(!transcript.contains("warning"), "{transcript}");
    }
}

#[test]
fn the_prompt_speaks_for_the_tool_that_was_asked_for() {
    let sandbox = sandbox().with("AWS_PROFILE", "dev").with("AWS_DEFAULT_PROFILE", "staging");
    let who = |tool: &str| {
        sandbox.file(".config/awsp/config", format!("[prompt]\ntool = {tool}\n"));
        let text = sandbox.awsp(&["current", "--json"]).stdout;
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        [json["tool"].to_string(), json["profile"].to_string()]
    };

    assert_eq!(who("aws-cli"), [r#""aws-cli""#, r#""dev""#]);
    assert_eq!(who("boto3"), [r#""boto3""#, r#""staging""#]);
    assert_eq!(who("rust"), [r#""rust""#, r#""dev""#]);
}

#[test]
fn the_prompt_is_marked_where_tools_would_sign_as_different_people() {
    let sandbox = sandbox().with("AWS_PROFILE", "dev");
    sandbox.config("[profile dev]\nregion = eu-west-1\ncredential_process = helper\n");

    let answer = sandbox.awsp(&["--shell=bash/1", "prompt"]).stdout;
    let said = sandbox.awsp(&["current"]).stderr;

    assert!(answer.contains("⚠ tools") || answer.contains(r"\342\232\240\040tools"), "{answer}");
    assert_eq!(
        said.lines().next(),
        Some("warning: Rust and Java would sign as dev, but with other keys than the AWS CLI"),
        "{said}"
    );
}
