//! Names that a message mentions.

/// What a message says about the call it is from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mentions {
    /// The service, as the tool writes it.
    pub(crate) service: Option<String>,
    /// The operation.
    pub(crate) operation: Option<String>,
    /// The profile.
    pub(crate) profile: Option<String>,
    /// The host that was asked.
    pub(crate) host: Option<String>,
    /// The Region in the host's name, or the zone that stands in its place.
    pub(crate) region: Option<String>,
}

/// What stands in front of a profile's name and behind it.
const PROFILES: [(&str, &str); 7] = [
    ("The config profile (", ") could not be found"),
    ("failed to get shared config profile, ", " "),
    ("Could not resolve credentials using profile: [", "]"),
    ("profile `", "` was not defined"),
    ("associated with profile=", " "),
    ("credentials found for profile ", " "),
    ("referenced in the profile \"", "\""),
];

const OPERATIONS: [(&str, &str); 2] =
    [("when calling the ", " operation"), ("error calling sts:", ":")];

/// Returns what `message`, one line, mentions.
pub(super) fn of(message: &str) -> Mentions {
    let host = host(message).or_else(|| bare_host(message));
    let (service, operation) = of_go(message).unwrap_or_default();
    Mentions {
        service: service.or_else(|| of_java(message)),
        operation: operation.or_else(|| first(message, &OPERATIONS)),
        profile: first(message, &PROFILES),
        region: host.as_deref().and_then(region),
        host,
    }
}

/// Returns service and operation as the SDK for Go writes them: `operation error STS: GetCallerIdentity, …`.
fn of_go(message: &str) -> Option<(Option<String>, Option<String>)> {
    let (_, call) = message.rsplit_once("operation error ")?;
    let (service, rest) = call.split_once(": ")?;
    let operation = rest.split([',', ' ']).next()?;
    Some((Some(service.to_owned()), Some(operation.to_owned())))
}

/// Returns the service as the SDKs for Java write it: `(Service: Sts, …` or `(Service: AmazonEC2; …`.
fn of_java(message: &str) -> Option<String> {
    let (_, behind) = message.rsplit_once("(Service: ")?;
    let service = behind.split([',', ';', ')']).next()?;
    Some(service.to_owned())
}

fn first(message: &str, frames: &[(&str, &str)]) -> Option<String> {
    frames.iter().find_map(|(start, end)| cut(message, start, end))
}

/// Returns what stands between the last `start` and the next `end`, or the end of the message.
fn cut(message: &str, start: &str, end: &str) -> Option<String> {
    let (_, behind) = message.rsplit_once(start)?;
    let value = behind.split(end).next().unwrap_or(behind).trim_end_matches(['.', ',', '\'']);
    Some(value.to_owned()).filter(|value| !value.is_empty() && value.len() <= 128)
}

fn host(message: &str) -> Option<String> {
    let (_, behind) = message.rsplit_once("://")?;
    let host = behind.split(|character| "/\"'?: )".contains(character)).next()?;
    Some(host.to_owned()).filter(|host| !host.is_empty() && host.len() <= 253)
}

/// Returns a host of AWS that stands without `https://`.
fn bare_host(message: &str) -> Option<String> {
    let is_of_host =
        |character: char| character.is_ascii_alphanumeric() || ".-".contains(character);
    message
        .split(|character: char| !is_of_host(character))
        .find(|word| word.ends_with(".amazonaws.com") || word.ends_with(".amazonaws.com.cn"))
        .map(str::to_owned)
}

/// Returns the part of a host that is a Region, or a zone.
fn region(host: &str) -> Option<String> {
    host.contains(".amazonaws.com").then_some(())?;
    host.split('.').find(|part| is_region(part) || zone_in(part).is_some()).map(str::to_owned)
}

/// Returns whether `name` is made like a Region: `us-east-1`, `us-gov-west-1`.
fn is_region(name: &str) -> bool {
    let parts: Vec<&str> = name.split('-').collect();
    let Some((number, words)) = parts.split_last() else { return false };
    let is_word =
        |word: &&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    (2..=3).contains(&words.len())
        && words.iter().all(is_word)
        && number.len() == 1
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns the Region that a zone is in, if `name` is one: `us-east-1` for `us-east-1a`.
pub(super) fn zone_in(name: &str) -> Option<&str> {
    let region = name.strip_suffix(|character: char| character.is_ascii_lowercase())?;
    is_region(region).then_some(region)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn service_and_operation_are_read_from_every_tool() {
        for (message, service, operation) in [
            (
                "An error occurred (X) when calling the GetCallerIdentity operation: no",
                None,
                Some("GetCallerIdentity"),
            ),
            (
                "operation error STS: GetCallerIdentity, https response error StatusCode: 403",
                Some("STS"),
                Some("GetCallerIdentity"),
            ),
            ("no. (Service: Sts, Status Code: 403, Request ID: x)", Some("Sts"), None),
            ("no. (Service: AmazonEC2; Status Code: 401; Error Code: X)", Some("AmazonEC2"), None),
            ("error calling sts:GetCallerIdentity: X: no", None, Some("GetCallerIdentity")),
            ("X: no", None, None),
        ] {
            let mentions = of(message);

            assert_eq!(mentions.service.as_deref(), service, "{message}");
            assert_eq!(mentions.operation.as_deref(), operation, "{message}");
        }
    }

    #[test]
    fn the_profile_is_read_from_every_tool() {
        for message in [
            "The config profile (dev) could not be found",
            "Error: failed to get shared config profile, dev",
            "Could not resolve credentials using profile: [dev] in configuration/credentials file(s).",
            "profile `dev` was not defined: could not find source profile",
            "The SSO session token associated with profile=dev was not found or is invalid.",
            "partial credentials found for profile dev",
        ] {
            assert_eq!(of(message).profile.as_deref(), Some("dev"), "{message}");
        }
        assert_eq!(of("The config profile () could not be found").profile, None);
    }

    #[test]
    fn a_zone_is_told_from_a_region() {
        for (name, region) in [
            ("us-east-1a", Some("us-east-1")),
            ("us-gov-west-1b", Some("us-gov-west-1")),
            ("us-east-1", None),
            ("us-east-a", None),
            ("a", None),
            ("", None),
        ] {
            assert_eq!(zone_in(name), region, "{name}");
        }
    }

    #[test]
    fn host_and_region_are_read() {
        for (message, host, region) in [
            (
                "Could not connect to the endpoint URL: \"https://sts.us-east-1a.amazonaws.com/\"",
                Some("sts.us-east-1a.amazonaws.com"),
                Some("us-east-1a"),
            ),
            (
                "SSL validation failed for https://s3.us-west-2.amazonaws.com/ [SSL",
                Some("s3.us-west-2.amazonaws.com"),
                Some("us-west-2"),
            ),
            (
                "getaddrinfo ENOTFOUND sts.eu-west-9.amazonaws.com",
                Some("sts.eu-west-9.amazonaws.com"),
                Some("eu-west-9"),
            ),
            ("no", None, None),
        ] {
            let mentions = of(message);

            assert_eq!(mentions.host.as_deref(), host, "{message}");
            assert_eq!(mentions.region.as_deref(), region, "{message}");
        }
    }
}
