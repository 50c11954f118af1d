use std::fmt::Write as _;

use crate::shared_config::Texts;
use crate::source::Source;

use super::*;

/// Returns the chain from profile `a` as text: roles, `<-`, base.
fn chain(config: &str, credentials: &str) -> Result<String, Stop> {
    let texts = Texts::from_strings(config, credentials);
    let config = SharedConfig::parse(&texts);
    let chain = walk(&config, config.view(View::Boto).profile("a").unwrap())?;
    let roles: Vec<&str> = chain.roles.iter().map(Profile::name).collect();
    Ok(match chain.base {
        Base::Profile(profile, kind) => {
            format!("{} <- {} {}", roles.join(" "), profile.name(), kind.word())
        }
        Base::Machine(source) => format!("{} <- {source:?}", roles.join(" ")),
    })
}

const KEYS: &str = "aws_access_key_id = k\naws_secret_access_key = s\n";

/// Both files, and the chain from profile `a`; KEYS stands for a key pair.
const WALKED: &[(&str, &str, &str)] = &[
    ("[profile a]\nrole_arn = r\nsource_profile = b\n", "[b]\nKEYS", "a <- b static"),
    ("[profile a]\nrole_arn = r\nsource_profile = a\n", "[a]\nKEYS", "a <- a static"),
    ("[profile a]\nrole_arn = r\ncredential_source = EcsContainer\n", "", "a <- EcsContainer"),
    (
        "[profile a]\nrole_arn = r\nsource_profile = b\n[profile b]\nrole_arn = r\nsource_profile = c\n",
        "[c]\nKEYS",
        "a b <- c static",
    ),
    // Keys end the chain: the role beside them does not count, nor does the circle behind it.
    (
        "[profile a]\nrole_arn = r\nsource_profile = b\n[profile b]\nrole_arn = r\nsource_profile = a\n",
        "[b]\nKEYS",
        "a <- b static",
    ),
    (
        "[profile a]\nrole_arn = r\nsource_profile = b\n[profile b]\ncredential_process = x\n",
        "",
        "a <- b process",
    ),
    (
        "[profile a]\nrole_arn = r\nsource_profile = b\n[profile b]\nrole_arn = r\nweb_identity_token_file = t\n",
        "",
        "a <- b web-identity",
    ),
    (
        "[profile a]\nrole_arn = r\nsource_profile = b\n[profile b]\nsso_start_url = u\nsso_region = x\n\
         sso_account_id = 1\nsso_role_name = r\n",
        "[b]\nKEYS",
        "a <- b sso-legacy",
    ),
    (
        "[profile a]\nrole_arn = r\nsource_profile = b\n[profile b]\nrole_arn = r\ncredential_source = Environment\n",
        "",
        "a b <- Environment",
    ),
];

#[test]
fn a_chain_is_followed_to_the_credentials_at_its_end() {
    for &(config, credentials, expected) in WALKED {
        let credentials = credentials.replace("KEYS", KEYS);

        assert_eq!(chain(config, &credentials).as_deref(), Ok(expected), "{config}");
    }
}

/// Both files, why there is no chain, and the line that says it.
const BROKEN: &[(&str, &str, &str, usize)] = &[
    (
        "[profile a]\nrole_arn = r\nsource_profile = b\n",
        "",
        "profile `a` has source_profile = b, which is in no file",
        3,
    ),
    (
        "[profile a]\nrole_arn = r\nsource_profile =\n",
        "",
        "profile `a` has source_profile = , which is in no file",
        3,
    ),
    (
        "[profile a]\nrole_arn = r\n",
        "",
        "profile `a` has role_arn but neither source_profile nor credential_source",
        2,
    ),
    (
        "[profile a]\nrole_arn = r\nsource_profile = a\ncredential_source = Environment\n",
        "",
        "profile `a` has both source_profile and credential_source",
        4,
    ),
    (
        "[profile a]\nrole_arn = r\ncredential_source = environment\n",
        "",
        "profile `a` has an unknown credential_source `environment`",
        3,
    ),
    (
        "[profile a]\nrole_arn = r\nsource_profile = a\n",
        "",
        "source_profile runs in a circle: a → a",
        3,
    ),
    (
        "[profile a]\nrole_arn = r\nsource_profile = b\n[profile b]\nrole_arn = r\nsource_profile = c\n\
         [profile c]\nrole_arn = r\nsource_profile = a\n",
        "",
        "source_profile runs in a circle: a → b → c → a",
        9,
    ),
    (
        "[profile a]\nrole_arn = r\nsource_profile = b\n[profile b]\nrole_arn = r\nsource_profile = b\n",
        "",
        "source_profile runs in a circle: a → b → b",
        6,
    ),
    (
        "[profile a]\nrole_arn = r\nsource_profile = b\n[profile b]\nregion = x\n",
        "",
        "source_profile `b` has no credentials",
        4,
    ),
    (
        "[profile a]\nrole_arn = r\nsource_profile = b\n[profile b]\nrole_arn = r\nsource_profile = c\n\
         aws_access_key_id = k\n[profile c]\ncredential_process = x\n",
        "",
        "profile `b` has aws_access_key_id but no aws_secret_access_key in the same file",
        7,
    ),
    (
        "[profile a]\nrole_arn = r\nsource_profile = b\n[profile b]\nrole_arn = r\nsource_profile = c\n\
         aws_secret_access_key = s\n[profile c]\ncredential_process = x\n",
        "",
        "source_profile `b` has no credentials",
        4,
    ),
    (
        "[profile a]\nrole_arn = r\nsource_profile = a\ncredential_process = x\n",
        "",
        "source_profile runs in a circle: a → a",
        3,
    ),
];

#[test]
fn a_broken_chain_says_what_is_wrong_and_where() {
    for &(config, credentials, expected, line) in BROKEN {
        let stop = chain(config, credentials).unwrap_err();

        assert_eq!(stop.message, expected);
        let found = stop.source;
        assert!(matches!(found, Source::File { line: at, .. } if at == line), "{found:?}");
    }
}

/// Returns a config file in which `a` leads over `roles` roles to the profile `end`.
fn long_chain(roles: usize) -> String {
    let mut config = "[profile end]\ncredential_process = x\n".to_owned();
    for number in 0..roles {
        let name = if number == 0 { "a".to_owned() } else { number.to_string() };
        let next = if number + 1 == roles { "end".to_owned() } else { (number + 1).to_string() };
        _ = writeln!(config, "[profile {name}]\nrole_arn = r\nsource_profile = {next}");
    }
    config
}

#[test]
fn a_long_circle_is_named_briefly() {
    let config = long_chain(MOST_ROLES).replace("= end", "= a");

    let stop = chain(&config, "").unwrap_err();

    assert_eq!(stop.problem, Problem::Loop);
    assert!(stop.message.contains("a → 1 → 2"), "{stop}");
    assert!(stop.message.ends_with("298 → 299 → a"), "{stop}");
    assert!(stop.message.len() < 200, "{stop}");
}

#[test]
fn a_chain_that_no_tool_follows_is_not_followed() {
    assert!(chain(&long_chain(MOST_ROLES), "").is_ok());

    let stop = chain(&long_chain(MOST_ROLES + 1), "").unwrap_err();

    assert_eq!(stop.problem, Problem::BrokenChain);
    assert_eq!(stop.message, "source_profile leads on after 300 roles");
}
