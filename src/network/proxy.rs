//! Proxies, as the variables name them.

use std::net::IpAddr;

use hyper_util::client::proxy::matcher::Matcher;

use crate::display::without_password;
use crate::environment::Environment;
use crate::error::Error;

/// The variables that name a proxy, and for which URLs.
const VARIABLES: [(&str, &str); 6] = [
    ("https_proxy", "https"),
    ("HTTPS_PROXY", "https"),
    ("http_proxy", "http"),
    ("HTTP_PROXY", "http"),
    ("all_proxy", ""),
    ("ALL_PROXY", ""),
];

/// The addresses at which a machine of AWS's is asked for its own credentials.
const OWN: [&str; 4] = ["169.254.169.254", "169.254.170.2", "169.254.170.23", "fd00:ec2::254"];

/// Refuses a proxy that could not be used, and that the library would pass over without a word.
pub(super) fn check(environment: &Environment) -> Result<(), Error> {
    for (name, _) in VARIABLES {
        let Some(value) = environment.filled(name) else { continue };
        if !is_good(&value) {
            return Err(Error::Network {
                message: format!("{name} is no proxy: `{}`", without_password(&value)),
                hint: "a proxy looks like http://proxy.example.com:3128".to_owned(),
            });
        }
    }
    Ok(())
}

/// Returns whether a value names a host to go through.
pub(crate) fn is_good(value: &str) -> bool {
    let url = if value.contains("://") { value.to_owned() } else { format!("http://{value}") };
    let Ok(uri) = url.parse::<http::Uri>() else { return false };
    let is_known = matches!(uri.scheme_str(), Some("http" | "https" | "socks5" | "socks5h"));
    let port = uri.authority().and_then(|authority| authority.as_str().rsplit_once(':'));
    let has_port = port.is_none() || uri.port_u16().is_some() || !is_number(port);
    is_known && uri.host().is_some_and(|host| !host.is_empty()) && has_port
}

fn is_number(port: Option<(&str, &str)>) -> bool {
    port.is_some_and(|(_, port)| !port.contains(']') && !port.contains('@'))
}

/// Returns the variable that names the proxy of a URL, and the proxy without its password; `None` if it is called directly.
pub(super) fn of(environment: &Environment, url: &str) -> Option<(&'static str, String)> {
    let uri: http::Uri = url.parse().ok()?;
    let proxy = Matcher::from_env().intercept(&uri)?;
    let shown = without_password(&proxy.uri().to_string());
    let scheme = uri.scheme_str().unwrap_or_default();
    let mut named = VARIABLES.iter().filter(|(_, of)| of.is_empty() || *of == scheme);
    let (name, _) = named.find(|(name, _)| environment.filled(name).is_some())?;
    Some((name, shown))
}

/// Returns whether a host is this machine, or belongs to it.
pub(super) fn is_own(authority: &str) -> bool {
    let host = host_of(authority);
    OWN.contains(&host.as_str()) || is_loopback(&host)
}

/// Returns whether a host, without its port, is this machine.
pub(super) fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// Returns a host without its port, in small letters.
pub(super) fn host_of(authority: &str) -> String {
    let host = match authority.strip_prefix('[') {
        Some(host) => host.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    host.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_that_could_not_be_used_is_refused_without_its_password() {
        for (value, is_good) in [
            ("http://proxy:3128", true),
            ("https://me:secret@proxy.example.com", true),
            ("proxy:3128", true),
            ("proxy", true),
            ("http://[::1]:3128", true),
            ("http://proxy:port", false),
            ("http://proxy:99999", false),
            ("ftp://proxy", false),
            ("http://", false),
            ("http://me:secret@pro xy", false),
        ] {
            let checked = check(&Environment::from([("https_proxy", value)]));

            assert_eq!(checked.is_ok(), is_good, "{value}");
            let text = checked.err().map(|error| error.to_string()).unwrap_or_default();
            assert!(!text.contains("secret"), "{text}");
        }
        assert!(check(&Environment::from([("HTTPS_PROXY", "")])).is_ok());
    }

    #[test]
    fn what_belongs_to_the_machine_is_known() {
        for (authority, expected) in [
            ("127.0.0.1:80", true),
            ("LOCALHOST", true),
            ("[::1]:8080", true),
            ("169.254.169.254", true),
            ("169.254.170.2", true),
            ("[fd00:ec2::254]", true),
            ("169.254.169.254.example.com", false),
            ("sts.amazonaws.com", false),
            ("", false),
        ] {
            assert_eq!(is_own(authority), expected, "{authority}");
        }
    }
}
