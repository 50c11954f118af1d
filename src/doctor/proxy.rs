//! Proxies, as the variables name them.

use crate::diagnostic::code::{BROKEN_PROXY, NO_PROXY, TWO_PROXIES};
use crate::display::{escaped, without_password};
use crate::finding::Finding;
use crate::network::is_proxy;
use crate::source::Source;

use super::{Examination, Patient};

/// The variables that name a proxy for AWS, in both spellings.
const PAIRS: [(&str, &str); 3] =
    [("https_proxy", "HTTPS_PROXY"), ("http_proxy", "HTTP_PROXY"), ("all_proxy", "ALL_PROXY")];

/// Reports variables that name no proxy, or two, and notes that AWS is exempt.
pub(super) struct Proxy;

impl Examination for Proxy {
    fn name(&self) -> &'static str {
        "proxy"
    }

    fn about(&self) -> &'static str {
        "Whether the proxy variables name proxies, agree, and are used for AWS."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        let names = PAIRS.iter().flat_map(|(lower, upper)| [*lower, *upper]);
        let mut findings: Vec<Finding> = names.filter_map(|name| broken(patient, name)).collect();
        if findings.is_empty() {
            findings.extend(PAIRS.iter().find_map(|pair| two(patient, *pair)));
            findings.extend(exempt(patient));
        }
        findings
    }
}

fn broken(patient: &Patient<'_, '_>, name: &str) -> Option<Finding> {
    let value = patient.environment().filled(name).filter(|value| !is_proxy(value))?;
    let shown = escaped(&without_password(&value));
    let finding = BROKEN_PROXY
        .finding(format!("{name} is no proxy: {shown}"))
        .seen(Source::variable(name), shown)
        .why("the AWS CLI and the SDKs send every request there, and reach nobody: `Failed to connect to proxy URL`, or `Could not connect to the endpoint URL`")
        .fix(format!("unset {name}"));
    Some(finding)
}

fn two(patient: &Patient<'_, '_>, (lower, upper): (&str, &str)) -> Option<Finding> {
    let environment = patient.environment();
    let (one, other) = (environment.filled(lower)?, environment.filled(upper)?);
    if one == other {
        return None;
    }
    let [one, other] = [one, other].map(|url| escaped(&without_password(&url)));
    let finding = TWO_PROXIES
        .finding(format!("{lower} is {one}, but {upper} is {other}"))
        .seen(Source::variable(lower), one)
        .seen(Source::variable(upper), other)
        .why("the AWS CLI, boto3 and curl take the lower-case one, Go and Terraform the other: one of them may get through where the other does not")
        .fix(format!("export {upper}=\"${lower}\""));
    Some(finding)
}

/// Notes that a proxy is passed over for AWS.
fn exempt(patient: &Patient<'_, '_>) -> Option<Finding> {
    let environment = patient.environment();
    let (lower, upper) = ("https_proxy", "HTTPS_PROXY");
    let proxy = [lower, upper].into_iter().find(|name| environment.filled(name).is_some())?;
    let name =
        ["no_proxy", "NO_PROXY"].into_iter().find(|name| environment.filled(name).is_some())?;
    let value = environment.filled(name)?;
    let region = patient.situation.identity.region.as_ref();
    let region = region.map_or("us-east-1", |region| region.value.as_str());
    let host = format!("sts.{region}.amazonaws.com");
    let entry = value.split(',').map(str::trim).find(|entry| covers(entry, &host))?;
    let entry = escaped(entry);
    let finding = NO_PROXY
        .finding(format!("{name} has {entry}: calls to {host} do not go through {proxy}"))
        .seen(Source::variable(name), entry)
        .why("where only the proxy reaches AWS the calls time out: `Connect timeout on endpoint URL`")
        .fix(format!("unset {name}"));
    Some(finding)
}

/// Returns whether an entry of `NO_PROXY` is for this host.
fn covers(entry: &str, host: &str) -> bool {
    let domain = entry.trim_start_matches('*').trim_start_matches('.');
    let is_all = entry == "*";
    let below =
        host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    is_all || (!domain.is_empty() && below)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Fake, lines};
    use super::*;

    fn found(variables: &[(&'static str, &'static str)]) -> Vec<String> {
        Fake { variables, ..Fake::default() }.patient(|patient| lines(&Proxy.run(patient)))
    }

    const PROXY: (&str, &str) = ("https_proxy", "http://proxy:3128");

    #[test]
    fn one_proxy_or_none_is_fine() {
        for variables in [
            &[] as &[_],
            &[PROXY, ("HTTPS_PROXY", "http://proxy:3128")],
            &[PROXY, ("HTTPS_PROXY", "")],
            &[PROXY, ("no_proxy", "localhost,169.254.169.254,.example.com")],
            &[("NO_PROXY", "*")],
        ] {
            assert_eq!(found(variables), [""; 0], "{variables:?}");
        }
    }

    #[test]
    fn proxies_that_are_none_or_two_are_reported() {
        for (variables, expected) in [
            (
                &[("HTTPS_PROXY", "htp://me:secret@proxy:1")] as &[_],
                "AWSP-E046 HTTPS_PROXY is no proxy: htp://…@proxy:1",
            ),
            (
                &[PROXY, ("HTTPS_PROXY", "http://me:secret@other:1")],
                "AWSP-W023 https_proxy is http://proxy:3128, but HTTPS_PROXY is http://…@other:1",
            ),
            (
                &[PROXY, ("NO_PROXY", "localhost, .amazonaws.com")],
                "AWSP-N016 NO_PROXY has .amazonaws.com: calls to sts.us-east-1.amazonaws.com do not go through https_proxy",
            ),
            (
                &[PROXY, ("no_proxy", "*")],
                "AWSP-N016 no_proxy has *: calls to sts.us-east-1.amazonaws.com do not go through https_proxy",
            ),
        ] {
            assert_eq!(found(variables), [expected], "{variables:?}");
        }
    }
}
