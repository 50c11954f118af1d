//! Addresses, as far as it matters whether JavaScript's `URL` takes them.

/// The schemes that have to be followed by a host.
const WITH_HOST: [&str; 5] = ["http", "https", "ws", "wss", "ftp"];

/// A scheme and a host, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Url {
    /// What stands before the first colon.
    pub(super) scheme: String,
    /// The host without its port; empty where the scheme needs none.
    pub(super) host: String,
}

impl Url {
    /// Returns `None` for what JavaScript calls an invalid URL.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim_matches(|character| character <= ' ');
        let (scheme, rest) = text.split_once(':').filter(|(scheme, _)| is_scheme(scheme))?;
        let scheme = scheme.to_ascii_lowercase();
        if !WITH_HOST.contains(&scheme.as_str()) {
            return Some(Self { scheme, host: String::new() });
        }
        let rest = rest.trim_start_matches(['/', '\\']);
        let authority = rest.split(['/', '\\', '?', '#']).next()?;
        let address = authority.rsplit('@').next()?;
        let host = host(address)?.to_ascii_lowercase();
        Some(Self { scheme, host })
    }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// Returns the host of `host:port`, if both are in order.
fn host(address: &str) -> Option<&str> {
    if address.starts_with('[') {
        let end = address.find(']')? + 1;
        let (host, port) = address.split_at_checked(end)?;
        let is_whole = port.is_empty() || port.strip_prefix(':').is_some_and(is_port);
        return is_whole.then_some(host);
    }
    let (host, port) = address.split_once(':').unwrap_or((address, ""));
    let is_forbidden = |character: char| character <= ' ' || "<>[]^|%\u{7f}".contains(character);
    (!host.is_empty() && !host.contains(is_forbidden) && is_port(port)).then_some(host)
}

fn is_port(text: &str) -> bool {
    text.is_empty() || text.parse::<u16>().is_ok_and(|_| !text.starts_with('+'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scheme_and_host_are_found() {
        for (text, scheme, host) in [
            ("http://localhost:4566/path", "http", "localhost"),
            (" HTTPS://Keys.Example.com ", "https", "keys.example.com"),
            ("http://[fd00:ec2::23]:80/c", "http", "[fd00:ec2::23]"),
            ("http:127.0.0.1", "http", "127.0.0.1"),
            ("http://user@127.0.0.1?x", "http", "127.0.0.1"),
            ("http://169.254.170.2container", "http", "169.254.170.2container"),
            ("localhost:4566", "localhost", ""),
        ] {
            let expected = Url { scheme: scheme.to_owned(), host: host.to_owned() };

            assert_eq!(Url::parse(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_url_is_none() {
        for text in [
            "",
            " ",
            "not a url",
            "sts.example.com",
            "/x",
            "http://",
            "http://a b",
            "http://a:x",
            "1:2",
        ] {
            assert_eq!(Url::parse(text), None, "{text}");
        }
    }
}
