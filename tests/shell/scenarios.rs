//! What a person does all day, told once and played in every shell: in a terminal where there is a hook, by `eval` where
//! there is none. After every step the exit code, what was said, and the shell's real environment are looked at.

use crate::support::{Pty, Sandbox, Shell};

/// The same situation and the same steps for every shell.
struct Scenario {
    name: &'static str,
    variables: &'static [(&'static str, &'static str)],
    /// What the first prompt shows, where there is one.
    prompt: &'static str,
    steps: &'static [Step],
}

/// One command, and what it leaves behind.
struct Step {
    words: &'static str,
    code: i32,
    says: &'static [&'static str],
    /// Variables afterwards; `None` is unset.
    leaves: &'static [(&'static str, Option<&'static str>)],
    /// What the next prompt shows, where there is one.
    prompt: &'static str,
}

const fn step(
    words: &'static str,
    says: &'static [&'static str],
    leaves: &'static [(&'static str, Option<&'static str>)],
    prompt: &'static str,
) -> Step {
    Step { words, code: 0, says, leaves, prompt }
}

const KEY: (&str, &str) = ("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
const SECRET: (&str, &str) = ("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMIbPxRfiCYEXAMPLEKEY");
const NO_KEYS: &[(&str, Option<&str>)] = &[
    ("AWS_ACCESS_KEY_ID", None),
    ("AWS_SECRET_ACCESS_KEY", None),
    ("AWS_SESSION_TOKEN", None),
    ("AWS_SECURITY_TOKEN", None),
    ("AWS_CREDENTIAL_EXPIRATION", None),
];

/// Full of what a shell could take for its own.
const HOSTILE: &str = "s/+=$(touch pwned)`id`'\"%;";

/// What `use session --export` leaves.
const OF_SESSION: &[(&str, Option<&str>)] = &[
    ("AWS_PROFILE", None),
    ("AWS_ACCESS_KEY_ID", Some("ASIARTX3GSDSQUISEM2E")),
    ("AWS_SECRET_ACCESS_KEY", Some(HOSTILE)),
    ("AWS_SESSION_TOKEN", Some("token")),
    ("AWS_SECURITY_TOKEN", None),
    ("AWS_REGION", Some("us-east-2")),
    ("AWS_DEFAULT_REGION", Some("us-east-2")),
    ("AWSP_KEY_ID", Some("ASIARTX3GSDSQUISEM2E")),
    ("AWSP_PROFILE", Some("session")),
];

const SCENARIOS: &[Scenario] = &[
    Scenario {
        name: "use, use -, off",
        variables: &[],
        prompt: "READY>",
        steps: &[
            step(
                "use staging",
                &["staging", "111122223333", "eu-west-1"],
                &[
                    ("AWS_PROFILE", Some("staging")),
                    ("AWSP_PROFILE", Some("staging")),
                    ("AWS_REGION", None),
                ],
                "staging 111122223333 eu-west-1 READY>",
            ),
            step("switch dev", &["dev"], &[("AWS_PROFILE", Some("dev"))], "dev "),
            step("use -", &["staging"], &[("AWS_PROFILE", Some("staging"))], "staging "),
            step("use -", &["dev"], &[("AWS_PROFILE", Some("dev"))], "dev "),
            step("use 'my team'", &["my team"], &[("AWS_PROFILE", Some("my team"))], "my team "),
            step(
                "off",
                &[],
                &[("AWS_PROFILE", None), ("AWS_DEFAULT_PROFILE", None), ("AWSP_PROFILE", None)],
                "READY>",
            ),
        ],
    },
    Scenario {
        name: "a wrong name",
        variables: &[("AWS_PROFILE", "dev")],
        prompt: "dev ",
        steps: &[
            Step {
                words: "use stagin",
                code: 3,
                says: &["error: no profile named `stagin`", "hint: ", "staging"],
                leaves: &[("AWS_PROFILE", Some("dev")), ("AWSP_PROFILE", None)],
                prompt: "dev ",
            },
            Step {
                words: "use -",
                code: 3,
                says: &["error: "],
                leaves: &[("AWS_PROFILE", Some("dev"))],
                prompt: "dev ",
            },
            Step {
                words: "use",
                code: 2,
                says: &[],
                leaves: &[("AWS_PROFILE", Some("dev"))],
                prompt: "dev ",
            },
        ],
    },
    Scenario {
        name: "stray keys beside a profile, then use",
        variables: &[("AWS_PROFILE", "staging"), KEY, SECRET],
        prompt: "keys",
        steps: &[step(
            "use staging",
            &["staging"],
            NO_KEYS,
            "staging 111122223333 eu-west-1 READY>",
        )],
    },
    Scenario {
        name: "stray keys beside a profile, then clean",
        variables: &[("AWS_PROFILE", "staging"), KEY, SECRET, ("AWS_SESSION_TOKEN", "old")],
        prompt: "keys",
        steps: &[
            step(
                "clean",
                &["AWS_ACCESS_KEY_ID", "…MPLE"],
                NO_KEYS,
                "staging 111122223333 eu-west-1 READY>",
            ),
            step(
                "clean",
                &[],
                &[("AWS_PROFILE", Some("staging"))],
                "staging 111122223333 eu-west-1 READY>",
            ),
        ],
    },
    Scenario {
        name: "a dry run",
        variables: &[("AWS_PROFILE", "staging"), KEY, SECRET],
        prompt: "keys",
        steps: &[step(
            "clean --dry-run",
            &["AWS_ACCESS_KEY_ID", "AWS_PROFILE"],
            &[("AWS_ACCESS_KEY_ID", Some(KEY.1)), ("AWS_PROFILE", Some("staging"))],
            "keys",
        )],
    },
    Scenario {
        name: "everything goes",
        variables: &[("AWS_PROFILE", "staging"), ("AWS_REGION", "us-east-1"), KEY, SECRET],
        prompt: "keys",
        steps: &[step(
            "clean --all",
            &[],
            &[("AWS_PROFILE", None), ("AWS_REGION", None), ("AWS_ACCESS_KEY_ID", None)],
            "READY>",
        )],
    },
    Scenario {
        name: "off leaves what somebody else set",
        variables: &[("AWS_PROFILE", "dev"), ("AWS_REGION", "us-east-1")],
        prompt: "us-east-1",
        steps: &[step(
            "off",
            &[],
            &[("AWS_PROFILE", None), ("AWS_REGION", Some("us-east-1"))],
            "READY>",
        )],
    },
    Scenario {
        name: "half a pair",
        variables: &[("AWS_PROFILE", "staging"), KEY],
        prompt: "⚠",
        steps: &[step(
            "clean",
            &["AWS_ACCESS_KEY_ID"],
            NO_KEYS,
            "staging 111122223333 eu-west-1 READY>",
        )],
    },
    Scenario {
        name: "an empty AWS_PROFILE",
        variables: &[("AWS_PROFILE", "")],
        prompt: "READY>",
        steps: &[
            step("clean", &["AWS_PROFILE"], &[("AWS_PROFILE", None)], "READY>"),
            step("use dev", &["dev"], &[("AWS_PROFILE", Some("dev"))], "dev "),
        ],
    },
    Scenario {
        name: "a stale token beside fresh keys",
        variables: &[
            ("AWS_ACCESS_KEY_ID", "ASIAI44QH8DHBEXAMPLE"),
            SECRET,
            ("AWS_SESSION_TOKEN", "new"),
            ("AWS_SECURITY_TOKEN", "old"),
            ("AWS_CREDENTIAL_EXPIRATION", "2020-01-01T00:00:00Z"),
        ],
        prompt: "⚠",
        steps: &[step("use staging", &[], NO_KEYS, "staging 111122223333 eu-west-1 READY>")],
    },
    Scenario {
        name: "a missing profile",
        variables: &[("AWS_PROFILE", "gone")],
        prompt: "⚠",
        steps: &[
            step("clean", &["AWS_PROFILE"], &[("AWS_PROFILE", None)], "READY>"),
            step("use dev", &[], &[("AWS_PROFILE", Some("dev"))], "dev "),
        ],
    },
    Scenario {
        name: "another Region",
        variables: &[("AWS_REGION", "us-east-1")],
        prompt: "READY>",
        steps: &[
            step(
                "use staging",
                &["us-east-1"],
                &[("AWS_REGION", Some("us-east-1"))],
                "staging 111122223333 us-east-1",
            ),
            step(
                "use staging --region eu-central-1",
                &["eu-central-1"],
                &[
                    ("AWS_REGION", Some("eu-central-1")),
                    ("AWS_DEFAULT_REGION", Some("eu-central-1")),
                ],
                "staging 111122223333 eu-central-1",
            ),
            step(
                "use staging",
                &["eu-west-1"],
                &[("AWS_REGION", None), ("AWS_DEFAULT_REGION", None), ("AWSP_REGION", None)],
                "staging 111122223333 eu-west-1 READY>",
            ),
        ],
    },
    Scenario {
        name: "keys instead of a name",
        variables: &[("AWS_PROFILE", "dev"), ("AWS_SECURITY_TOKEN", "old")],
        prompt: "dev ",
        steps: &[
            step("use session --export", &["session", "us-east-2"], OF_SESSION, "session "),
            step("refresh", &["session"], OF_SESSION, "session "),
            step("clean", &["AWS_ACCESS_KEY_ID"], OF_SESSION, "session "),
            step("use staging", &["staging"], NO_KEYS, "staging 111122223333 eu-west-1 READY>"),
            step(
                "use -",
                &["session"],
                &[("AWS_PROFILE", Some("session")), ("AWS_REGION", None), ("AWSP_KEY_ID", None)],
                "session ",
            ),
            step("use session --export", &[], OF_SESSION, "session "),
            step("off", &[], NO_KEYS, "READY>"),
        ],
    },
    Scenario {
        name: "keys that are not awsp's",
        variables: &[KEY, SECRET],
        prompt: "keys",
        steps: &[Step {
            words: "refresh",
            code: 4,
            says: &["error: the keys in this shell are not awsp's", "hint: "],
            leaves: &[("AWS_ACCESS_KEY_ID", Some(KEY.1))],
            prompt: "keys",
        }],
    },
    Scenario {
        name: "a role that AWS would refuse",
        variables: &[("AWS_PROFILE", "dev")],
        prompt: "dev ",
        steps: &[Step {
            words: "use --role-arn Admin",
            code: 2,
            says: &["error: ", "hint: a role looks like arn:aws:iam::111122223333:role/NAME"],
            leaves: &[("AWS_PROFILE", Some("dev")), ("AWS_ACCESS_KEY_ID", None)],
            prompt: "dev ",
        }],
    },
];

#[test]
fn every_scenario_plays_the_same_in_every_shell_with_a_hook() {
    for shell in Shell::hooked() {
        for scenario in SCENARIOS {
            let sandbox = sandbox(scenario);
            let mut pty = Pty::start(&sandbox, shell);
            let what = format!("{shell:?}: {}", scenario.name);
            assert!(pty.prompt().contains(scenario.prompt), "{what}: {}", pty.prompt());
            for step in scenario.steps {
                let said = pty.run(&format!("awsp {}", step.words));

                let code = pty.code();
                let environment = pty.environment();
                let what = format!("{what}: {}\n{}", step.words, pty.screen());
                assert_eq!(code, step.code, "{what}");
                check(step, &said, |name| environment.get(name).cloned(), &what);
                assert!(pty.prompt().contains(step.prompt), "{what}: {}", pty.prompt());
            }
        }
    }
}

#[test]
fn every_scenario_plays_the_same_in_every_shell_without_one() {
    for shell in Shell::all() {
        for scenario in SCENARIOS {
            let sandbox = sandbox(scenario);
            let output = shell.script(&sandbox, &script(shell, scenario));

            // A shell ends every step with a line of its exit code, its environment and a mark.
            let environments: Vec<&str> = output.stdout.split("=====\n").collect();
            let said: Vec<&str> = output.stderr.split("=====\n").collect();
            assert_eq!(environments.len(), scenario.steps.len() + 1, "{shell:?} {}", output.stderr);
            for ((step, after), said) in scenario.steps.iter().zip(environments).zip(said) {
                let what = format!("{shell:?}: {}: {}\n{after}\n{said}", scenario.name, step.words);
                let failed = after.lines().next() != Some("0");
                assert_eq!(failed, step.code != 0, "{what}");
                check(step, said, |name| value_in(after, name), &what);
            }
        }
    }
}

fn sandbox(scenario: &Scenario) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.config(
        "[profile dev]
region = eu-west-1
[profile staging]
region = eu-west-1
role_arn = arn:aws:iam::111122223333:role/AdminRole
source_profile = dev
[profile \"my team\"]
region = eu-west-1
[profile session]
region = us-east-2
",
    );
    sandbox.credentials(format!(
        "[dev]
aws_access_key_id = AKIAI44QH8DHBEXAMPLE
aws_secret_access_key = secret
[session]
aws_access_key_id = ASIARTX3GSDSQUISEM2E
aws_secret_access_key = {HOSTILE}
aws_session_token = token
"
    ));
    scenario.variables.iter().fold(sandbox, |sandbox, (name, value)| sandbox.with(name, value))
}

fn check(step: &Step, said: &str, value: impl Fn(&str) -> Option<String>, what: &str) {
    for part in step.says {
        assert!(said.contains(part), "{what}: {part:?} is not said");
    }
    for secret in [KEY.1, SECRET.1, HOSTILE] {
        assert!(!said.contains(secret), "{what}: a secret is said");
    }
    for (name, expected) in step.leaves {
        assert_eq!(value(name).as_deref(), *expected, "{what}: {name}");
    }
}

fn value_in(environment: &str, name: &str) -> Option<String> {
    environment
        .lines()
        .find_map(|line| Some(line.strip_prefix(name)?.strip_prefix('=')?.to_owned()))
}

fn script(shell: Shell, scenario: &Scenario) -> String {
    let status = match shell {
        Shell::PowerShell => "if ($?) { 0 } else { 1 }",
        Shell::Fish => "echo $status",
        Shell::Bash | Shell::Zsh | Shell::Dash | Shell::Ksh | Shell::Mksh | Shell::Busybox => {
            "echo $?"
        }
    };
    let mark = "sh -c 'env; echo =====; echo ===== >&2'";
    let play = |step: &Step| format!("{}\n{status}\n{mark}\n", shell.evaluation(step.words));
    scenario.steps.iter().map(play).collect()
}
