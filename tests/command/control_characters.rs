//! Names with control characters in them, through every command: none reaches a terminal as it is.

use crate::support::{Output, Sandbox, hostile};

/// What shows a name somewhere; `NAME` stands for it.
const COMMANDS: [&[&str]; 16] = [
    &["--shell=bash", "use", "--", "NAME"],
    &["--shell=fish", "use", "--", "NAME", "--region", "eu-west-1"],
    &["--shell=zsh", "use", "dev", "--region", "NAME"],
    &["--shell=bash/1", "use", "-"],
    &["--shell=bash", "clean"],
    &["--shell=powershell", "clean", "--dry-run"],
    &["--shell=posix", "off"],
    &["current"],
    &["current", "--json"],
    &["list"],
    &["list", "--long"],
    &["list", "--json"],
    &["--shell=bash/1", "prompt"],
    &["--shell=powershell/1", "prompt"],
    &["complete", "--", "use", ""],
    &["NAME", "--NAME"],
];

#[test]
fn no_command_prints_a_control_character_whatever_a_name_holds() {
    for name in hostile() {
        let Some(text) = name.text().filter(|text| !text.contains('\0')) else { continue };
        for sandbox in [named_by_variable(text), defined(text)] {
            for words in COMMANDS {
                let words: Vec<String> =
                    words.iter().map(|word| word.replace("NAME", text)).collect();

                let output = sandbox.awsp(&words);

                check(&output, &format!("{}: {words:?}\n{output:?}", name.name));
            }
        }
    }
}

fn named_by_variable(text: &str) -> Sandbox {
    let sandbox = Sandbox::new()
        .with("AWS_PROFILE", text)
        .with("AWSP_PREVIOUS", text)
        .with("AWS_REGION", text)
        .with("AWS_ACCESS_KEY_ID", text)
        .with("AWS_ENDPOINT_URL", text);
    sandbox.config("[profile dev]\nregion = eu-west-1\n");
    sandbox
}

fn defined(text: &str) -> Sandbox {
    let sandbox = Sandbox::new().with("AWS_PROFILE", "dev").with("AWSP_PREVIOUS", text);
    sandbox.config(format!(
        "[profile dev]\nregion = {text}\nsource_profile = {text}\nrole_arn = arn:aws:iam::111122223333:role/{text}\n"
    ));
    sandbox.credentials(format!("[{text}]\nregion = eu-west-1\naws_access_key_id = {text}\n"));
    sandbox
}

fn check(output: &Output, what: &str) {
    assert!([0, 1, 2, 3].contains(&output.code), "{what}");
    let text = str::from_utf8(&output.bytes).expect(what);
    for character in text.chars().chain(output.stderr.chars()) {
        assert!(character == '\n' || !character.is_control(), "{character:?} in {what}");
    }
}
