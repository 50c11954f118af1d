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

/// Who reads a variable. Not a list of tools: each list would be an address for the loader to correct at every start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readers {
    /// AWS CLI v2, boto3 and the AWS SDK for Rust.
    Sdks,
    /// AWS CLI v2 and boto3.
    Python,
    /// AWS CLI v2 and the AWS SDK for Rust.
    CliAndRust,
    /// boto3.
    Boto,
    /// The AWS SDK for Rust.
    Rust,
    /// The AWS SDK for Go, and Terraform.
    Go,
    /// The tool that exported it, and prompts that look for it.
    Vendor,
    /// awsp.
    Awsp,
    /// AWS CLI v2, boto3, the AWS SDK for Rust, and awsp.
    Everybody,
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
    pub(crate) readers: Readers,
    /// Whether its value must never be shown.
    pub(crate) secret: bool,
    /// What `clean` does with it.
    pub(crate) clean: Clean,
}

impl Variable {
    /// Every variable, in the order in which `awsp` lists them (spec: aws-semantics 1.1 to 1.5).
    pub(crate) const ALL: &[Self] = &[
        identity("AWS_PROFILE", Role::Profile, Readers::Sdks),
        identity("AWS_DEFAULT_PROFILE", Role::Profile, Readers::Python),
        identity("AWS_ACCESS_KEY_ID", Role::Key, Readers::Sdks),
        identity("AWS_SECRET_ACCESS_KEY", Role::Key, Readers::Sdks).secret(),
        identity("AWS_SESSION_TOKEN", Role::Key, Readers::Sdks).secret(),
        identity("AWS_SECURITY_TOKEN", Role::Key, Readers::Python).secret(),
        identity("AWS_CREDENTIAL_EXPIRATION", Role::Key, Readers::Python),
        identity("AWS_ACCOUNT_ID", Role::Key, Readers::Sdks),
        identity("AWS_ACCESS_KEY", Role::Key, Readers::Go),
        identity("AWS_SECRET_KEY", Role::Key, Readers::Go).secret(),
        identity("AWS_WEB_IDENTITY_TOKEN_FILE", Role::WebIdentity, Readers::Sdks),
        identity("AWS_ROLE_ARN", Role::WebIdentity, Readers::Sdks),
        identity("AWS_ROLE_SESSION_NAME", Role::WebIdentity, Readers::Sdks),
        identity("AWS_CREDENTIAL_FILE", Role::Key, Readers::Python),
        identity("AWS_VAULT", Role::Marker, Readers::Vendor),
        identity("AWSUME_PROFILE", Role::Marker, Readers::Vendor),
        identity("AWSUME_EXPIRATION", Role::Marker, Readers::Vendor),
        identity("AWSUME_COMMAND", Role::Marker, Readers::Vendor),
        identity("AWS_SESSION_EXPIRATION", Role::Marker, Readers::Vendor),
        identity("AWSU_PROFILE", Role::Marker, Readers::Vendor),
        identity("GRANTED_SSO", Role::Marker, Readers::Vendor),
        identity("GRANTED_SSO_START_URL", Role::Marker, Readers::Vendor),
        identity("GRANTED_SSO_ROLE_NAME", Role::Marker, Readers::Vendor),
        identity("GRANTED_SSO_REGION", Role::Marker, Readers::Vendor),
        identity("GRANTED_SSO_ACCOUNT_ID", Role::Marker, Readers::Vendor),
        identity("GRANTED_COMMAND", Role::Marker, Readers::Vendor),
        identity("AWS_SSO", Role::Marker, Readers::Vendor),
        identity("AWS_SSO_PROFILE", Role::Marker, Readers::Vendor),
        identity("AWS_SSO_ACCOUNT_ID", Role::Marker, Readers::Vendor),
        identity("AWS_SSO_ROLE_NAME", Role::Marker, Readers::Vendor),
        identity("AWS_SSO_ROLE_ARN", Role::Marker, Readers::Vendor),
        identity("AWS_SSO_SESSION_EXPIRATION", Role::Marker, Readers::Vendor),
        on_request("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", Role::Container, Readers::Sdks),
        on_request("AWS_CONTAINER_CREDENTIALS_FULL_URI", Role::Container, Readers::Sdks),
        on_request("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", Role::Container, Readers::Sdks),
        on_request("AWS_CONTAINER_AUTHORIZATION_TOKEN", Role::Container, Readers::Sdks).secret(),
        on_request("SECRET_ACCESS_KEY", Role::Key, Readers::Rust).secret(),
        on_request("AWS_BEARER_TOKEN_BEDROCK", Role::Bearer, Readers::Sdks).secret(),
        on_request("AWS_REGION", Role::Region, Readers::CliAndRust),
        on_request("AWS_DEFAULT_REGION", Role::Region, Readers::Sdks),
        on_request("AWS_SSO_DEFAULT_REGION", Role::Region, Readers::Vendor),
        on_request("AWS_ENDPOINT_URL", Role::Endpoint, Readers::Sdks),
        on_request("AWS_ENDPOINT_URL_STS", Role::Endpoint, Readers::Sdks),
        on_request("AWS_ENDPOINT_URL_SSO", Role::Endpoint, Readers::Sdks),
        on_request("AWS_ENDPOINT_URL_SSO_OIDC", Role::Endpoint, Readers::Sdks),
        on_request("AWS_ENDPOINT_URL_SIGNIN", Role::Endpoint, Readers::Sdks),
        on_request("AWS_STS_ENDPOINT", Role::Endpoint, Readers::Go),
        on_request("TF_AWS_STS_ENDPOINT", Role::Endpoint, Readers::Go),
        on_request("AWS_CONFIG_FILE", Role::File, Readers::Everybody),
        on_request("AWS_SHARED_CREDENTIALS_FILE", Role::File, Readers::Everybody),
        on_request("AWS_LOGIN_CACHE_DIRECTORY", Role::File, Readers::Everybody),
        on_request("BOTO_CONFIG", Role::File, Readers::Python),
        setting(Self::IGNORE_ENDPOINTS, Readers::Sdks),
        setting("AWS_USE_FIPS_ENDPOINT", Readers::Sdks),
        setting("AWS_USE_DUALSTACK_ENDPOINT", Readers::Sdks),
        setting("AWS_STS_REGIONAL_ENDPOINTS", Readers::Boto),
        setting("AWS_CA_BUNDLE", Readers::Python),
        setting("REQUESTS_CA_BUNDLE", Readers::Python),
        setting("AWS_EC2_METADATA_DISABLED", Readers::Sdks),
        setting("AWS_EC2_METADATA_SERVICE_ENDPOINT", Readers::Sdks),
        setting("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", Readers::Sdks),
        setting("AWS_EC2_METADATA_V1_DISABLED", Readers::Python),
        setting("AWS_IMDS_USE_IPV6", Readers::Python),
        setting("AWS_METADATA_SERVICE_TIMEOUT", Readers::Python),
        setting("AWS_METADATA_SERVICE_NUM_ATTEMPTS", Readers::Python),
        setting("AWS_MAX_ATTEMPTS", Readers::Sdks),
        setting("AWS_RETRY_MODE", Readers::Sdks),
        claim("AWSP_PROFILE"),
        claim("AWSP_PREVIOUS"),
        claim("AWSP_REGION"),
        claim("AWSP_KEY_ID"),
        Self {
            name: "AWSP_CONFIG_FILE",
            role: Role::File,
            readers: Readers::Awsp,
            secret: false,
            clean: Clean::Never,
        },
        Self {
            name: "HOME",
            role: Role::File,
            readers: Readers::Everybody,
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

const fn identity(name: &'static str, role: Role, readers: Readers) -> Variable {
    Variable { name, role, readers, secret: false, clean: Clean::Always }
}

const fn on_request(name: &'static str, role: Role, readers: Readers) -> Variable {
    Variable { name, role, readers, secret: false, clean: Clean::OnRequest }
}

const fn setting(name: &'static str, readers: Readers) -> Variable {
    Variable { name, role: Role::Setting, readers, secret: false, clean: Clean::Never }
}

const fn claim(name: &'static str) -> Variable {
    Variable { name, role: Role::Claim, readers: Readers::Awsp, secret: false, clean: Clean::Never }
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
