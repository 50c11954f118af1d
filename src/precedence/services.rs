//! Where the services are called that hand out credentials, and how.

use std::path::PathBuf;

use crate::identity::Known;
use crate::shared_config::at_variable;

use super::call::Call;
use super::endpoint::{self, IAM, OIDC, SIGNIN, SSO};
use super::{Facts, Family, Find, with_call};

/// Where a tool calls the services that hand out credentials.
#[derive(Clone, Debug, Default)]
pub(crate) struct Services {
    /// The Region, if anything names one.
    pub(crate) region: Option<Known<String>>,
    /// The endpoint of the Security Token Service, if it is not AWS's own.
    pub(crate) sts: Option<Known<String>>,
    /// Likewise that of the portal of IAM Identity Center.
    pub(crate) sso: Option<Known<String>>,
    /// Likewise that of its tokens.
    pub(crate) oidc: Option<Known<String>>,
    /// Likewise that of `aws login`.
    pub(crate) signin: Option<Known<String>>,
    /// Likewise that of IAM.
    pub(crate) iam: Option<Known<String>>,
    /// Whether endpoints are to be those validated for FIPS.
    pub(crate) fips: bool,
    /// Whether endpoints are to have IPv6, too.
    pub(crate) dual_stack: bool,
    /// The certificates to trust instead of the system's.
    pub(crate) ca_bundle: Option<PathBuf>,
    /// Where an instance is asked, if not at the usual place.
    pub(crate) metadata: Option<String>,
}

/// Returns where a tool of `family` calls the services.
pub(crate) fn services(family: Family, facts: &Facts<'_, '_>) -> Services {
    with_call(family.rules(), facts, |_, call| Services {
        region: call.region.clone(),
        sts: call.endpoint(),
        sso: endpoint::of(call, SSO),
        oidc: endpoint::of(call, OIDC),
        signin: endpoint::of(call, SIGNIN),
        iam: endpoint::of(call, IAM),
        fips: is_true(call, "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint"),
        dual_stack: is_true(call, "AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint"),
        ca_bundle: ca_bundle(call),
        metadata: metadata(call),
    })
}

fn is_true(call: &Call<'_, '_>, name: &'static str, key: &str) -> bool {
    let value = Find::Variable(name).at(call).or_else(|| call.setting(key));
    value.is_some_and(|value| value.value.eq_ignore_ascii_case("true"))
}

fn ca_bundle(call: &Call<'_, '_>) -> Option<PathBuf> {
    if call.environment.has("AWS_CA_BUNDLE") {
        return at_variable(call.environment, "AWS_CA_BUNDLE");
    }
    match call.setting("ca_bundle") {
        Some(path) => Some(PathBuf::from(path.value)).filter(|path| path.is_absolute()),
        None => at_variable(call.environment, "REQUESTS_CA_BUNDLE"),
    }
}

fn metadata(call: &Call<'_, '_>) -> Option<String> {
    let value = |name, key| Find::Filled(name).at(call).or_else(|| call.setting(key));
    let own = value("AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint");
    let mode = || {
        value("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ec2_metadata_service_endpoint_mode")
            .is_some_and(|mode| mode.value.eq_ignore_ascii_case("ipv6"))
    };
    match own.filter(|url| !url.value.is_empty()) {
        Some(url) => Some(url.value),
        None => mode().then(|| "http://[fd00:ec2::254]".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::Environment;
    use crate::session::fake::FakeCaches;
    use crate::shared_config::{SharedConfig, Texts};

    const CONFIG: &str = "[profile p]
region = eu-west-1
services = s
endpoint_url = https://all.of.profile
use_fips_endpoint = true
ca_bundle = /of/profile.pem
[services s]
sso =
  endpoint_url = https://sso.of.services
";

    fn found<const N: usize>(variables: [(&str, &str); N]) -> Services {
        let texts = Texts::from_strings(CONFIG, "");
        let config = SharedConfig::parse(&texts);
        let facts = Facts {
            environment: &Environment::from(variables),
            config: &config,
            caches: &FakeCaches::default(),
            now: 0,
            profile_flag: Some("p"),
        };
        services(Family::AwsCli, &facts)
    }

    #[test]
    fn each_service_has_its_own_address_before_the_one_for_all() {
        let value = |known: &Option<Known<String>>| known.as_ref().map(|known| known.value.clone());
        let of_profile = Some("https://all.of.profile".to_owned());

        let plain = found([]);
        assert_eq!(value(&plain.sso), Some("https://sso.of.services".to_owned()));
        for other in [&plain.sts, &plain.oidc, &plain.signin, &plain.iam] {
            assert_eq!(value(other), of_profile);
        }
        let variable = found([("AWS_ENDPOINT_URL_SSO_OIDC", "https://oidc.of.variable")]);
        assert_eq!(value(&variable.oidc), Some("https://oidc.of.variable".to_owned()));
        let ignored = found([("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")]);
        assert_eq!(value(&ignored.sso), None);
    }

    #[test]
    fn variables_come_before_the_profile() {
        let plain = found([]);
        assert!(plain.fips && !plain.dual_stack);
        assert_eq!(plain.ca_bundle, Some("/of/profile.pem".into()));

        let changed = found([
            ("AWS_USE_FIPS_ENDPOINT", "false"),
            ("AWS_USE_DUALSTACK_ENDPOINT", "TRUE"),
            ("AWS_CA_BUNDLE", "/of/variable.pem"),
            ("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv6"),
        ]);
        assert!(!changed.fips && changed.dual_stack);
        assert_eq!(changed.ca_bundle, Some("/of/variable.pem".into()));
        assert_eq!(changed.metadata.as_deref(), Some("http://[fd00:ec2::254]"));
    }
}
