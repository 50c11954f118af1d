//! Where a service is called.

use crate::error::Error;
use crate::identity::Known;

use super::proxy::{host_of, is_loopback};

/// Where a service is called.
#[derive(Clone, Debug, Default)]
pub(crate) struct Target {
    /// The Region that is signed for.
    pub(crate) region: String,
    /// The address, if it is not AWS's own.
    pub(crate) endpoint: Option<Known<String>>,
    /// Whether the address is one that is validated for FIPS.
    pub(crate) fips: bool,
    /// Whether the address has IPv6, too.
    pub(crate) dual_stack: bool,
}

impl Target {
    /// Refuses an address at which everybody on the way could read what is sent.
    pub(crate) fn checked(self) -> Result<Self, Error> {
        let Some(endpoint) = &self.endpoint else { return Ok(self) };
        let url = endpoint.value.trim().to_ascii_lowercase();
        let is_good = match url.split_once("://") {
            Some(("https", rest)) => is_address(&url) && !authority(rest).is_empty(),
            Some(("http", rest)) => is_loopback(&host_of(authority(rest))),
            _ => false,
        };
        if is_good {
            return Ok(self);
        }
        Err(Error::Profile {
            message: format!("{}: this endpoint is no https:// address", endpoint.source),
            hint: "keys and tokens go over TLS only; plain http:// is for this machine itself (localhost)"
                .to_owned(),
        })
    }

    /// Returns whether the address is somebody's own, and not on this machine.
    pub(crate) fn is_foreign(&self) -> bool {
        self.endpoint.as_ref().is_some_and(|endpoint| {
            let rest = endpoint.value.split_once("://").map_or("", |(_, rest)| rest);
            !is_loopback(&host_of(authority(rest)))
        })
    }
}

fn is_address(url: &str) -> bool {
    url.parse::<http::Uri>().is_ok_and(|uri| uri.host().is_some_and(|host| !host.is_empty()))
}

/// Returns host and port of what stands behind `scheme://`.
fn authority(rest: &str) -> &str {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    authority.rsplit_once('@').map_or(authority, |(_, host)| host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn at(url: &str) -> Target {
        let endpoint = Some(Known::new(url, Source::variable("AWS_ENDPOINT_URL")));
        Target { endpoint, ..Target::default() }
    }

    #[test]
    fn what_everybody_could_read_is_refused() {
        for (url, is_good, is_foreign) in [
            ("https://sts.example.com", true, true),
            ("HTTPS://sts.example.com/path", true, true),
            ("http://localhost:4566", true, false),
            ("http://127.8.9.1:1/x", true, false),
            ("http://[::1]:4566/", true, false),
            ("http://sts.example.com", false, true),
            ("http://localhost@sts.example.com", false, true),
            ("http://localhost.example.com", false, true),
            ("ftp://localhost", false, false),
            ("localhost:4566", false, true),
            ("", false, true),
            ("https://", false, true),
            ("https://:443", false, true),
            ("https://a b", false, true),
        ] {
            assert_eq!(at(url).checked().is_ok(), is_good, "{url}");
            assert_eq!(at(url).is_foreign(), is_foreign, "{url}");
        }
        assert!(Target::default().checked().is_ok() && !Target::default().is_foreign());
    }
}
