//! The one table of environment variables: everything that names a variable derives from it.

/// What a variable means to the tools that read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Names the profile.
    Profile,
    /// Part of a set of keys: key id, secret, tokens, expiry, account.
    Key,
    /// Part of a web identity: token file, role, session name.
    WebIdentity,
    /// Where a container's credentials come from.
    Container,
    /// A bearer token that replaces the signature for one service.
    Bearer,
    /// What another tool left beside the keys it exported.
    Marker,
    /// Names the Region.
    Region,
    /// Where requests are sent.
    Endpoint,
    /// Where a file or cache is.
    File,
    /// A claim that awsp makes about the other variables.
    Claim,
    /// Changes how tools call, never who they are.
    Setting,
}

/// A family of tools that reads a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// AWS CLI v2.
    AwsCli,
    /// boto3 and botocore.
    Boto,
    /// The AWS SDK for Rust.
    Rust,
    /// The AWS SDK for Go, and Terraform.
    Go,
    /// The tool that exported it, and prompts that look for it.
    Vendor,
    /// awsp.
    Awsp,
}

/// What `clean` does with a variable that is present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clean {
    /// Removed unless it was chosen on purpose; `use` removes it, too.
    Always,
    /// Reported; removed by `--all`.
    OnRequest,
    /// Reported, never removed.
    Never,
}

/// One environment variable.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Variable {
    /// The name, as the shell sees it.
    pub(crate) name: &'static str,
    /// What it is for.
    pub(crate) role: Role,
    /// Who reads it.
    pub(crate) readers: &'static [Reader],
    /// Whether its value must never be shown.
    pub(crate) secret: bool,
    /// What `clean` does with it.
    pub(crate) clean: Clean,
}

const SDKS: &[Reader] = &[Reader::AwsCli, Reader::Boto, Reader::Rust];
const PYTHON: &[Reader] = &[Reader::AwsCli, Reader::Boto];
const CLI_AND_RUST: &[Reader] = &[Reader::AwsCli, Reader::Rust];
const BOTO: &[Reader] = &[Reader::Boto];
const RUST: &[Reader] = &[Reader::Rust];
const GO: &[Reader] = &[Reader::Go];
const VENDOR: &[Reader] = &[Reader::Vendor];
const AWSP: &[Reader] = &[Reader::Awsp];
const EVERYBODY: &[Reader] = &[Reader::AwsCli, Reader::Boto, Reader::Rust, Reader::Awsp];

impl Variable {
    /// Every variable, in the order in which `awsp` lists them (spec: aws-semantics 1.1 to 1.5).
    pub(crate) const ALL: &[Self] = &[
        identity("AWS_PROFILE", Role::Profile, SDKS),
        identity("AWS_DEFAULT_PROFILE", Role::Profile, PYTHON),
        identity("AWS_ACCESS_KEY_ID", Role::Key, SDKS),
        identity("AWS_SECRET_ACCESS_KEY", Role::Key, SDKS).secret(),
        identity("AWS_SESSION_TOKEN", Role::Key, SDKS).secret(),
        identity("AWS_SECURITY_TOKEN", Role::Key, PYTHON).secret(),
        identity("AWS_CREDENTIAL_EXPIRATION", Role::Key, PYTHON),
        identity("AWS_ACCOUNT_ID", Role::Key, SDKS),
        identity("AWS_ACCESS_KEY", Role::Key, GO),
        identity("AWS_SECRET_KEY", Role::Key, GO).secret(),
        identity("AWS_WEB_IDENTITY_TOKEN_FILE", Role::WebIdentity, SDKS),
        identity("AWS_ROLE_ARN", Role::WebIdentity, SDKS),
        identity("AWS_ROLE_SESSION_NAME", Role::WebIdentity, SDKS),
        identity("AWS_CREDENTIAL_FILE", Role::Key, PYTHON),
        identity("AWS_VAULT", Role::Marker, VENDOR),
        identity("AWSUME_PROFILE", Role::Marker, VENDOR),
        identity("AWSUME_EXPIRATION", Role::Marker, VENDOR),
        identity("AWSUME_COMMAND", Role::Marker, VENDOR),
        identity("AWS_SESSION_EXPIRATION", Role::Marker, VENDOR),
        identity("AWSU_PROFILE", Role::Marker, VENDOR),
        identity("GRANTED_SSO", Role::Marker, VENDOR),
        identity("GRANTED_SSO_START_URL", Role::Marker, VENDOR),
        identity("GRANTED_SSO_ROLE_NAME", Role::Marker, VENDOR),
        identity("GRANTED_SSO_REGION", Role::Marker, VENDOR),
        identity("GRANTED_SSO_ACCOUNT_ID", Role::Marker, VENDOR),
        identity("GRANTED_COMMAND", Role::Marker, VENDOR),
        identity("AWS_SSO", Role::Marker, VENDOR),
        identity("AWS_SSO_PROFILE", Role::Marker, VENDOR),
        identity("AWS_SSO_ACCOUNT_ID", Role::Marker, VENDOR),
        identity("AWS_SSO_ROLE_NAME", Role::Marker, VENDOR),
        identity("AWS_SSO_ROLE_ARN", Role::Marker, VENDOR),
        identity("AWS_SSO_SESSION_EXPIRATION", Role::Marker, VENDOR),
        on_request("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", Role::Container, SDKS),
        on_request("AWS_CONTAINER_CREDENTIALS_FULL_URI", Role::Container, SDKS),
        on_request("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", Role::Container, SDKS),
        on_request("AWS_CONTAINER_AUTHORIZATION_TOKEN", Role::Container, SDKS).secret(),
        on_request("SECRET_ACCESS_KEY", Role::Key, RUST).secret(),
        on_request("AWS_BEARER_TOKEN_BEDROCK", Role::Bearer, SDKS).secret(),
        on_request("AWS_REGION", Role::Region, CLI_AND_RUST),
        on_request("AWS_DEFAULT_REGION", Role::Region, SDKS),
        on_request("AWS_SSO_DEFAULT_REGION", Role::Region, VENDOR),
        on_request("AWS_ENDPOINT_URL", Role::Endpoint, SDKS),
        on_request("AWS_ENDPOINT_URL_STS", Role::Endpoint, SDKS),
        on_request("AWS_ENDPOINT_URL_SSO", Role::Endpoint, SDKS),
        on_request("AWS_ENDPOINT_URL_SSO_OIDC", Role::Endpoint, SDKS),
        on_request("AWS_ENDPOINT_URL_SIGNIN", Role::Endpoint, SDKS),
        on_request("AWS_STS_ENDPOINT", Role::Endpoint, GO),
        on_request("TF_AWS_STS_ENDPOINT", Role::Endpoint, GO),
        on_request("AWS_CONFIG_FILE", Role::File, EVERYBODY),
        on_request("AWS_SHARED_CREDENTIALS_FILE", Role::File, EVERYBODY),
        on_request("AWS_LOGIN_CACHE_DIRECTORY", Role::File, EVERYBODY),
        on_request("BOTO_CONFIG", Role::File, PYTHON),
        setting(Self::IGNORE_ENDPOINTS, SDKS),
        setting("AWS_USE_FIPS_ENDPOINT", SDKS),
        setting("AWS_USE_DUALSTACK_ENDPOINT", SDKS),
        setting("AWS_STS_REGIONAL_ENDPOINTS", BOTO),
        setting("AWS_CA_BUNDLE", PYTHON),
        setting("REQUESTS_CA_BUNDLE", PYTHON),
        setting("AWS_EC2_METADATA_DISABLED", SDKS),
        setting("AWS_EC2_METADATA_SERVICE_ENDPOINT", SDKS),
        setting("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", SDKS),
        setting("AWS_EC2_METADATA_V1_DISABLED", PYTHON),
        setting("AWS_IMDS_USE_IPV6", PYTHON),
        setting("AWS_METADATA_SERVICE_TIMEOUT", PYTHON),
        setting("AWS_METADATA_SERVICE_NUM_ATTEMPTS", PYTHON),
        setting("AWS_MAX_ATTEMPTS", SDKS),
        setting("AWS_RETRY_MODE", SDKS),
        claim("AWSP_PROFILE"),
        claim("AWSP_PREVIOUS"),
        claim("AWSP_REGION"),
        claim("AWSP_KEY_ID"),
        Self {
            name: "AWSP_CONFIG_FILE",
            role: Role::File,
            readers: AWSP,
            secret: false,
            clean: Clean::Never,
        },
        Self {
            name: "HOME",
            role: Role::File,
            readers: EVERYBODY,
            secret: false,
            clean: Clean::Never,
        },
    ];

    /// Returns the variables that decide by themselves who signs, which `use` removes.
    pub(crate) fn identities() -> impl Iterator<Item = &'static Self> {
        Self::ALL.iter().filter(|variable| variable.clean == Clean::Always)
    }

    /// Takes the endpoint variables their effect, and the prompt its mark.
    pub(crate) const IGNORE_ENDPOINTS: &str = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS";

    /// Returns whether the prompt depends on it, so that the hooks have to notice when it changes.
    pub(crate) fn is_watched(&self) -> bool {
        self.role != Role::Setting || self.name == Self::IGNORE_ENDPOINTS
    }

    /// Returns whether many people have it set: a hook may look at the others together, and asks no more if none is there.
    pub(crate) fn is_often_set(&self) -> bool {
        matches!(self.role, Role::Profile | Role::Region | Role::File | Role::Claim)
    }

    const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }
}

const fn identity(name: &'static str, role: Role, readers: &'static [Reader]) -> Variable {
    Variable { name, role, readers, secret: false, clean: Clean::Always }
}

const fn on_request(name: &'static str, role: Role, readers: &'static [Reader]) -> Variable {
    Variable { name, role, readers, secret: false, clean: Clean::OnRequest }
}

const fn setting(name: &'static str, readers: &'static [Reader]) -> Variable {
    Variable { name, role: Role::Setting, readers, secret: false, clean: Clean::Never }
}

const fn claim(name: &'static str) -> Variable {
    Variable { name, role: Role::Claim, readers: AWSP, secret: false, clean: Clean::Never }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::environment::Environment;

    #[test]
    fn every_name_is_a_shell_name_and_stands_once() {
        let names: BTreeSet<_> = Variable::ALL.iter().map(|variable| variable.name).collect();

        assert_eq!(names.len(), Variable::ALL.len());
        for name in names {
            assert!(
                name.bytes()
                    .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_'),
                "{name}"
            );
        }
    }

    /// Returns the table as the README shows it: the variables of one role and fate in a row.
    fn readme_table() -> String {
        let mut rows: Vec<(Role, Clean, Vec<&str>)> = Vec::new();
        for variable in Variable::ALL {
            match rows
                .iter_mut()
                .find(|(role, clean, _)| (*role, *clean) == (variable.role, variable.clean))
            {
                Some((.., names)) => names.push(variable.name),
                None => rows.push((variable.role, variable.clean, vec![variable.name])),
            }
        }
        let rows = rows.iter().map(|(role, clean, names)| {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            format!("| {role:?} | {} | {} |\n", names.join(" "), fate(*clean))
        });
        format!("| role | variables | `awsp clean` |\n|---|---|---|\n{}", rows.collect::<String>())
    }

    fn fate(clean: Clean) -> &'static str {
        match clean {
            Clean::Always => "removes, unless chosen on purpose; `use` removes, too",
            Clean::OnRequest => "reports; `--all` removes",
            Clean::Never => "leaves alone",
        }
    }

    #[test]
    fn the_readme_shows_this_table() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
        let readme = std::fs::read_to_string(&path).unwrap();
        let begin = "table in src/environment/variable.rs -->\n";
        let (before, rest) = readme.split_once(begin).unwrap();
        let (_, after) = rest.split_once("<!-- /variables -->").unwrap();
        let expected = format!("{before}{begin}{}<!-- /variables -->{after}", readme_table());

        if Environment::from_process().has("UPDATE") {
            std::fs::write(&path, &expected).unwrap();
        } else {
            assert!(readme == expected, "README.md is stale: UPDATE=1 cargo test writes it");
        }
    }
}
