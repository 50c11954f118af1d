//! As much of an address as decides whether a tool goes there.

/// The parts of an address that matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Url<'a> {
    /// What stands in front of `://`, as it is written.
    pub(super) scheme: &'a str,
    /// The name or number of the machine, without brackets and port; never empty.
    pub(super) host: &'a str,
}

impl<'a> Url<'a> {
    /// Splits an address that names a machine.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let mut bytes = scheme.bytes();
        let is_scheme = bytes.next().is_some_and(|first| first.is_ascii_alphabetic())
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let place = authority.rsplit('@').next().unwrap_or_default();
        let host = match place.strip_prefix('[') {
            Some(number) => number.split(']').next(),
            None => place.split(':').next(),
        };
        let host = host.filter(|host| is_scheme && !host.is_empty() && !host.contains(' '))?;
        Some(Self { scheme, host })
    }

    /// Returns whether `text` is an address that a request can be sent to.
    pub(super) fn is_web(text: &'a str) -> bool {
        Self::parse(text).is_some_and(|url| {
            ["http", "https"].iter().any(|scheme| url.scheme.eq_ignore_ascii_case(scheme))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_split_into_scheme_and_host() {
        for (text, expected) in [
            ("http://127.0.0.1:9000/x", Some(("http", "127.0.0.1"))),
            ("https://me:pass@keys.example.com?x", Some(("https", "keys.example.com"))),
            ("HTTP://[fd00:ec2::23]:80/x", Some(("HTTP", "fd00:ec2::23"))),
            ("http://", None),
            ("http:///x", None),
            ("sts.example.com", None),
            ("not a url", None),
            ("/x://y", None),
            ("", None),
        ] {
            let url = Url::parse(text).map(|url| (url.scheme, url.host));

            assert_eq!(url, expected, "{text}");
        }
    }

    #[test]
    fn only_the_web_can_be_asked() {
        assert!(Url::is_web("HTTPS://sts.example.com"));
        assert!(!Url::is_web("ftp://sts.example.com"));
        assert!(!Url::is_web("localhost:4566"));
    }
}
