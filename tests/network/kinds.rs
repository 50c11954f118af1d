//! Every kind of profile, resolved by awsp, by the AWS CLI and by botocore: the same keys by the same requests.

use serde_json::{Value, json};

use super::clients::{botocore_keys, cli_keys, printed};
use super::fake::{Fake, Request};
use super::home::{SESSION, START, from_now, home, write_login, write_sso_token};
use crate::support::{PATIENCE, Sandbox};

/// A profile named p and what it needs; in the texts `{url}` is the address of the server.
#[derive(Clone, Copy)]
struct Kind {
    name: &'static str,
    /// The lines of the profile itself.
    profile: &'static str,
    /// What else stands in the file.
    besides: &'static str,
    variables: &'static [(&'static str, &'static str)],
    prepare: fn(&Sandbox),
    /// What is asked: actions, else paths.
    asked: &'static [&'static str],
    /// Whether the AWS CLI of this machine, which is an old one, knows it.
    cli: bool,
}

const STATIC: Kind = Kind {
    name: "keys",
    profile: "aws_access_key_id = AKIARTX3GSDSQUISEM2E\naws_secret_access_key = a+secret/",
    besides: "",
    variables: &[],
    prepare: |_| (),
    asked: &[],
    cli: true,
};

const ROLE: Kind = Kind {
    name: "a role",
    profile: "role_arn = arn:aws:iam::222222222222:role/path/R\nsource_profile = base",
    asked: &["AssumeRole"],
    ..STATIC
};

const SSO: Kind = Kind {
    name: "single sign-on",
    profile: "sso_session = s\nsso_account_id = 555555555555\nsso_role_name = R",
    besides: SESSION,
    prepare: |sandbox| write_sso_token(sandbox, "s", 7200),
    asked: &["/federation/credentials"],
    ..STATIC
};

const INSTANCE: &[&str] = &[
    "/latest/api/token",
    "/latest/meta-data/iam/security-credentials",
    "/latest/meta-data/iam/security-credentials/fake-role",
];

/// The container endpoint, which lets nobody in without this word.
const CONTAINER: &[(&str, &str)] = &[
    ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "{url}/container/credentials"),
    ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Basic right"),
];

const METADATA: &[(&str, &str)] =
    &[("AWS_EC2_METADATA_SERVICE_ENDPOINT", "{url}/"), ("AWS_EC2_METADATA_DISABLED", "false")];

const KEYS: &[Kind] = &[
    STATIC,
    Kind {
        name: "keys of a session",
        profile: "aws_access_key_id = ASIARTX3GSDSQUISEM2E\naws_secret_access_key = s\naws_session_token = t==",
        ..STATIC
    },
    Kind {
        name: "a process",
        profile: "credential_process = issue-keys --for \"a b\"",
        prepare: issue_keys,
        ..STATIC
    },
];

const ROLES: &[Kind] = &[
    ROLE,
    Kind {
        name: "a role with everything",
        profile: "role_arn = arn:aws:iam::222222222222:role/R\nsource_profile = base\nrole_session_name = me@x\nexternal_id = ext 1/=\nduration_seconds = 1800",
        ..ROLE
    },
    Kind {
        name: "a role of its own keys",
        profile: "role_arn = arn:aws:iam::222222222222:role/R\nsource_profile = p\naws_access_key_id = AKIARTX3GSDSQUISEM2E\naws_secret_access_key = s",
        ..ROLE
    },
    Kind {
        name: "a chain of three roles",
        profile: "role_arn = arn:aws:iam::444444444444:role/Third\nsource_profile = second",
        besides: "[profile second]\nrole_arn = arn:aws:iam::333333333333:role/Second\nsource_profile = first\nrole_session_name = two\n[profile first]\nrole_arn = arn:aws:iam::222222222222:role/First\nsource_profile = base\n",
        asked: &["AssumeRole", "AssumeRole", "AssumeRole"],
        ..ROLE
    },
    Kind {
        name: "a role whose source has a role and keys, of which the keys count",
        profile: "role_arn = arn:aws:iam::222222222222:role/R\nsource_profile = both",
        besides: "[profile both]\nrole_arn = arn:aws:iam::333333333333:role/Unused\nsource_profile = base\naws_access_key_id = AKIARTX3GSDSQUISEM2E\naws_secret_access_key = s\n",
        ..ROLE
    },
    Kind {
        name: "a role by a process",
        profile: "role_arn = arn:aws:iam::222222222222:role/R\nsource_profile = issued",
        besides: "[profile issued]\ncredential_process = issue-keys\n",
        prepare: issue_keys,
        ..ROLE
    },
    Kind {
        name: "a role by the variables",
        profile: "role_arn = arn:aws:iam::222222222222:role/R\ncredential_source = Environment",
        variables: &[
            ("AWS_ACCESS_KEY_ID", "ASIARTX3GSDSQUISEM2E"),
            ("AWS_SECRET_ACCESS_KEY", "s"),
            ("AWS_SESSION_TOKEN", "t"),
        ],
        ..ROLE
    },
    WEB,
    Kind {
        name: "a role by a web identity",
        profile: "role_arn = arn:aws:iam::222222222222:role/R\nsource_profile = web",
        besides: "[profile web]\nrole_arn = arn:aws:iam::333333333333:role/W\nweb_identity_token_file = {home}/token\nrole_session_name = web\n",
        asked: &["AssumeRoleWithWebIdentity", "AssumeRole"],
        ..WEB
    },
];

const WEB: Kind = Kind {
    name: "a web identity",
    profile: "role_arn = arn:aws:iam::333333333333:role/W\nweb_identity_token_file = {home}/token",
    prepare: |sandbox| _ = sandbox.file("token", "a.web.token\n"),
    asked: &["AssumeRoleWithWebIdentity"],
    ..STATIC
};

const SIGN_ONS: &[Kind] = &[
    SSO,
    Kind {
        name: "single sign-on with a token that is about to end",
        prepare: |sandbox| write_sso_token(sandbox, "s", 60),
        asked: &["/token", "/federation/credentials"],
        ..SSO
    },
    Kind {
        name: "single sign-on in the old form",
        profile: "sso_start_url = https://x.awsapps.com/start\nsso_region = us-east-1\nsso_account_id = 555555555555\nsso_role_name = R",
        besides: "",
        prepare: |sandbox| write_sso_token(sandbox, START, 7200),
        ..SSO
    },
    Kind {
        name: "single sign-on in the old form with a token that is about to end",
        profile: "sso_start_url = https://x.awsapps.com/start\nsso_region = us-east-1\nsso_account_id = 555555555555\nsso_role_name = R",
        besides: "",
        prepare: |sandbox| write_sso_token(sandbox, START, 60),
        ..SSO
    },
    Kind {
        name: "a role by single sign-on",
        profile: "role_arn = arn:aws:iam::222222222222:role/R\nsource_profile = corp",
        besides: "[profile corp]\nsso_session = s\nsso_account_id = 555555555555\nsso_role_name = R\n[sso-session s]\nsso_start_url = https://x.awsapps.com/start\nsso_region = us-east-1\n",
        asked: &["/federation/credentials", "AssumeRole"],
        // It falls over its own feet there.
        cli: false,
        ..SSO
    },
    Kind {
        name: "a login",
        profile: "login_session = arn:aws:iam::123456789012:user/me",
        prepare: |sandbox| write_login(sandbox, 3600),
        cli: false,
        ..STATIC
    },
    Kind {
        name: "a login that is about to end",
        profile: "login_session = arn:aws:iam::123456789012:user/me",
        prepare: |sandbox| write_login(sandbox, 60),
        asked: &["/v1/token"],
        cli: false,
        ..STATIC
    },
];

const MACHINES: &[Kind] = &[
    Kind {
        name: "a container",
        profile: "output = json",
        variables: CONTAINER,
        asked: &["/container/credentials"],
        ..STATIC
    },
    Kind {
        name: "a role by a container",
        profile: "role_arn = arn:aws:iam::222222222222:role/R\ncredential_source = EcsContainer",
        variables: CONTAINER,
        asked: &["/container/credentials", "AssumeRole"],
        ..STATIC
    },
    Kind {
        name: "an instance",
        profile: "output = json",
        variables: METADATA,
        asked: INSTANCE,
        ..STATIC
    },
    Kind {
        name: "a role by an instance",
        profile: "role_arn = arn:aws:iam::222222222222:role/R\ncredential_source = Ec2InstanceMetadata",
        variables: METADATA,
        asked: &[INSTANCE[0], INSTANCE[1], INSTANCE[2], "AssumeRole"],
        ..STATIC
    },
];

/// Puts a credential process into PATH, which gives other keys to those who ask otherwise.
fn issue_keys(sandbox: &Sandbox) {
    let keys = json!({
        "Version": 1, "AccessKeyId": "ASIARTX3GSDSQUISEM2E", "SecretAccessKey": "$1/$2",
        "SessionToken": "t", "Expiration": from_now(3600),
    });
    sandbox.program("issue-keys", &format!("#!/bin/sh\ncat <<END\n{keys}\nEND\n"));
}

impl Kind {
    /// Returns a server that has answered nothing yet, and a home with the profile.
    fn begin(&self) -> Option<(Fake, Sandbox)> {
        let fake = Fake::start()?;
        fake.rule(
            &json!({"path": "/container/credentials"}),
            &json!({"require": {"Authorization": "Basic right"}}),
        );
        let mut sandbox = home(&fake, "");
        let full = |text: &str| {
            text.replace("{url}", &fake.url()).replace("{home}", sandbox.home().to_str().unwrap())
        };
        let base = std::fs::read_to_string(sandbox.home().join(".aws/config")).unwrap();
        sandbox.config(base + &full(&format!("{}[profile p]\n{}\n", self.besides, self.profile)));
        let variables = self.variables.iter().map(|(name, value)| (*name, full(value)));
        for (name, value) in variables.collect::<Vec<_>>() {
            sandbox = sandbox.with(name, value);
        }
        (self.prepare)(&sandbox);
        Some((fake, sandbox))
    }

    /// Fails if awsp gets other keys than a client, or in another way.
    fn check(&self) {
        let Some((fake, sandbox)) = self.begin() else { return };
        let keys = printed(&sandbox.awsp(&["export", "p", "--format", "process"]));
        let asked = shapes(&fake);
        assert_eq!(
            fake.asked().iter().map(|name| name.trim_end_matches('/')).collect::<Vec<_>>(),
            self.asked,
            "{}",
            self.name
        );
        if self.cli {
            self.compare("the AWS CLI", |sandbox| cli_keys(sandbox, "p", ""), &keys, &asked);
        }
        self.compare("botocore", |sandbox| botocore_keys(sandbox, "p"), &keys, &asked);
    }

    fn compare(
        &self,
        client: &str,
        ask: impl Fn(&Sandbox) -> Option<Value>,
        keys: &Value,
        asked: &[Value],
    ) {
        let (fake, sandbox) = self.begin().unwrap();
        let Some(expected) = ask(&sandbox) else { return };
        assert_same_keys(keys, &expected, &format!("{client}, {}", self.name));
        assert_eq!(asked, shapes(&fake), "{client}, {}", self.name);
    }
}

/// Fails unless these are the same keys, which end in the same minute where both tell when.
pub(super) fn assert_same_keys(ours: &Value, theirs: &Value, what: &str) {
    for name in ["AccessKeyId", "SecretAccessKey", "SessionToken"] {
        assert_eq!(ours[name], theirs[name], "{what}: {name}");
    }
    if let Some(theirs) = theirs["Expiration"].as_str() {
        let [ours, theirs]: [jiff::Timestamp; 2] =
            [ours["Expiration"].as_str().unwrap(), theirs].map(|text| text.parse().unwrap());
        let apart = ours.duration_since(theirs).abs();
        assert!(apart.unsigned_abs() < PATIENCE, "{what}: {ours} {theirs}");
    }
}

/// Returns what the server was asked as far as it has to be the same.
fn shapes(fake: &Fake) -> Vec<Value> {
    fake.requests().iter().map(shape).collect()
}

fn shape(request: &Request) -> Value {
    let mut content = request.content();
    if let Some(name) = content.get("RoleSessionName").and_then(Value::as_str)
        && name.rsplit('-').next().unwrap().len() >= 10
    {
        content["RoleSessionName"] = "a name and a time".into();
    }
    // Without the day.
    let scope = request
        .scope()
        .map(|scope| scope.split('/').filter(|part| part.len() != 8).collect::<Vec<_>>());
    json!({
        "method": request.text("method"), "path": request.text("path").trim_end_matches('/'),
        "query": request.query(), "content": content, "scope": scope,
        "token": request.header("x-amz-security-token"),
        "bearer": request.header("x-amz-sso_bearer_token"),
        "authorization": request.header("authorization").filter(|_| scope.is_none()),
        "proof": request.header("dpop").is_some(),
        "lifetime": request.header("x-aws-ec2-metadata-token-ttl-seconds"),
    })
}

#[test]
fn keys_of_a_file_or_a_process_are_those_of_the_aws_cli_and_botocore() {
    KEYS.iter().for_each(Kind::check);
}

#[test]
fn roles_are_assumed_as_the_aws_cli_and_botocore_do_it() {
    ROLES.iter().for_each(Kind::check);
}

#[test]
fn sessions_of_a_sign_on_are_used_and_renewed_as_the_aws_cli_and_botocore_do_it() {
    SIGN_ONS.iter().for_each(Kind::check);
}

#[test]
fn machines_are_asked_for_keys_as_the_aws_cli_and_botocore_do_it() {
    MACHINES.iter().for_each(Kind::check);
}
