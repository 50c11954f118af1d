//! Why a call has brought nothing.

use std::error::Error as StdError;
use std::time::Duration;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use crate::display::brief;
use crate::error::Error;

use super::Network;
use super::answer::Strange;
use super::issuer;
use super::proxy;

/// What the TLS library puts in front of what is wrong with a certificate.
const WRONG_CERTIFICATE: &str = "invalid peer certificate: ";

/// How many characters of what a service says are shown.
const SHOWN: usize = 300;

/// The patience has come to its end.
pub(super) struct Slow {
    /// Who was asked last.
    pub(super) host: String,
    /// How long in all.
    pub(super) patience: Duration,
}

/// Why a call has brought nothing.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// Nobody answers at the address.
    Unreachable {
        /// Who was asked.
        host: String,
        /// What the system said.
        why: String,
    },
    /// The proxy does not let the call through.
    Proxy {
        /// The variable that names it.
        variable: &'static str,
        /// The proxy, without its password.
        url: String,
        /// What went wrong.
        why: String,
    },
    /// No answer in time.
    Slow {
        /// Who was asked.
        host: String,
        /// How long it was waited for, in seconds.
        seconds: u64,
    },
    /// Whoever answers cannot show who they are.
    Tls {
        /// Who was asked.
        host: String,
        /// What is wrong with the certificate.
        why: String,
    },
    /// The answer is not one of AWS's.
    NotAws {
        /// Who was asked.
        host: String,
        /// What is wrong with it.
        why: String,
    },
    /// The service has a fault of its own.
    Broken {
        /// Who was asked.
        host: String,
        /// The status of the answer.
        status: u16,
        /// What AWS calls the request.
        request_id: Option<String>,
    },
    /// The service says no.
    Refused(Refusal),
}

/// What a service says when it says no.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    /// Its word for it, such as `ExpiredToken`.
    pub(crate) code: String,
    /// Its sentence, without anything that acts on a terminal.
    pub(crate) message: String,
    /// What AWS calls the request.
    pub(crate) request_id: Option<String>,
}

impl<E, R> From<Slow> for SdkError<E, R> {
    fn from(slow: Slow) -> Self {
        Self::timeout_error(format!("{} {}", slow.host, slow.patience.as_secs()))
    }
}

impl From<Slow> for Fault {
    fn from(slow: Slow) -> Self {
        Self::Slow { host: slow.host, seconds: slow.patience.as_secs() }
    }
}

impl Network {
    /// Returns why a call of the SDK failed.
    pub(super) fn fault<E>(&self, error: &SdkError<E, HttpResponse>) -> Fault
    where
        E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
    {
        match error {
            SdkError::ServiceError(service) => self.said(service.raw(), service.err()),
            SdkError::ResponseError(answer) => match answer.raw().status().as_u16() {
                status @ 500.. => self.broken(status, request_id(answer.raw())),
                _ => self.not_aws("it cannot be read"),
            },
            SdkError::TimeoutError(_) => self.slow(),
            SdkError::DispatchFailure(failure) if failure.is_timeout() => self.slow(),
            SdkError::DispatchFailure(_) | SdkError::ConstructionFailure(_) | _ => {
                self.of_wire(error)
            }
        }
    }

    fn said(&self, raw: &HttpResponse, error: &impl ProvideErrorMetadata) -> Fault {
        let status = raw.status().as_u16();
        if status >= 500 {
            return self.broken(status, request_id(raw));
        }
        // What no XML may hold, or what it does not hold elsewhere, keeps the library from reading a refusal.
        let written = |tag| written(raw.body().bytes().unwrap_or_default(), tag);
        let code = error.code().map(str::to_owned).or_else(|| written("Code"));
        let Some(code) = code.filter(|code| is_code(code)) else {
            return self.not_aws("it names no error");
        };
        let message = error.message().map(str::to_owned).or_else(|| written("Message"));
        Fault::Refused(Refusal::new(&code, &message.unwrap_or_default(), request_id(raw)))
    }

    fn broken(&self, status: u16, request_id: Option<String>) -> Fault {
        Fault::Broken { host: self.notes.host(), status, request_id }
    }

    pub(super) fn not_aws(&self, why: &str) -> Fault {
        Fault::NotAws { host: self.notes.host(), why: why.to_owned() }
    }

    pub(super) fn slow(&self) -> Fault {
        let waited = self.patience.saturating_sub(self.left.get());
        // A wait is told in whole seconds, to the nearest one.
        let seconds = (waited + Duration::from_millis(500)).as_secs();
        Fault::Slow { host: self.notes.host(), seconds }
    }

    /// Returns why no answer came: the deepest cause tells most.
    pub(super) fn of_wire(&self, error: &(dyn StdError + 'static)) -> Fault {
        let host = self.notes.host();
        if let Some(strange) = cause::<Strange>(error) {
            return Fault::NotAws { host, why: strange.to_string() };
        }
        let proxy = proxy::of(&self.environment, &self.notes.origin());
        if let Some(tls) = cause::<rustls::Error>(error) {
            return self.not_trusted(host, proxy.is_some(), &tls.to_string());
        }
        let why = shown(&deepest(error));
        if why.contains(WRONG_CERTIFICATE) {
            return self.not_trusted(host, proxy.is_some(), &why);
        }
        match proxy {
            Some((variable, url)) => Fault::Proxy { variable, url, why: of_proxy(why) },
            None => Fault::Unreachable { host, why },
        }
    }
}

impl Network {
    /// Says what is wrong with a certificate, and who has signed it where nobody trusts that.
    fn not_trusted(&self, host: String, has_proxy: bool, said: &str) -> Fault {
        let wrong = said.split_once(WRONG_CERTIFICATE).map_or(said, |(_, wrong)| wrong);
        let asks = wrong.contains("UnknownIssuer") && !has_proxy && !self.left.get().is_zero();
        let issuer = asks.then(|| issuer::of(&host)).flatten();
        let by = issuer.map(|name| format!(" (it is by `{}`)", shown(&name))).unwrap_or_default();
        Fault::Tls { why: format!("{}{by}", shown(in_words(wrong))), host }
    }
}

impl Fault {
    /// Returns the service's own word, if it has said no.
    pub(crate) fn code(&self) -> Option<&str> {
        if let Self::Refused(refusal) = self { Some(&refusal.code) } else { None }
    }

    /// Returns what a service says.
    #[cfg(test)]
    pub(crate) fn refused(code: &str, message: &str) -> Self {
        Self::Refused(Refusal::new(code, message, None))
    }

    /// Returns whether the service has said something that holds `text`.
    pub(crate) fn says(&self, text: &str) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.message.contains(text))
    }

    /// Returns what the user is told: `what` was to be done, and `login` gets credentials where those at hand are refused.
    pub(crate) fn into_error(self, what: &str, login: &str) -> Error {
        let network =
            |message: String, hint: &str| Error::Network { message, hint: hint.to_owned() };
        match self {
            Self::Unreachable { host, why } => network(
                format!("cannot reach {host}: {why}"),
                "see whether this machine is online; `awsp current` and `awsp use` work without",
            ),
            Self::Proxy { variable, url, why } => network(
                format!("the proxy {url} does not let the call through: {why}"),
                &format!("{variable} names it; NO_PROXY lists what goes without"),
            ),
            Self::Slow { host, seconds } => network(
                format!(
                    "no answer from {} after {seconds} s",
                    if host.is_empty() { "AWS" } else { &host }
                ),
                "see whether a firewall or VPN is in the way; --timeout SECONDS waits longer",
            ),
            Self::Tls { host, why } => network(
                format!("{host} does not show that it is AWS: {why}"),
                "behind a proxy that looks into TLS, AWS_CA_BUNDLE has to name its certificates",
            ),
            Self::NotAws { host, why } => network(
                format!("what {host} says is not an AWS answer (captive portal or proxy?): {why}"),
                "sign in to the network first, or see which endpoint is set: awsp explain",
            ),
            Self::Broken { host, status, request_id } => network(
                format!("{host} failed with {status}{}", in_brackets(request_id.as_deref())),
                "AWS has a problem there: try again, or another Region",
            ),
            Self::Refused(refusal) => refusal.into_error(what, login),
        }
    }
}

/// What AWS says of keys and tokens that it does not take.
const NOT_TAKEN: [&str; 17] = [
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidClientTokenId",
    "InvalidToken",
    "InvalidAccessKeyId",
    "UnrecognizedClientException",
    "SignatureDoesNotMatch",
    "IncompleteSignature",
    "MissingAuthenticationToken",
    "UnauthorizedException",
    "InvalidIdentityToken",
    "IDPRejectedClaim",
    "InvalidGrantException",
    "RequestExpired",
    // Those of `aws login`.
    "TOKEN_EXPIRED",
    "AUTHCODE_EXPIRED",
    "USER_CREDENTIALS_CHANGED",
];

/// What AWS says where a right is missing.
const DENIED: [&str; 5] = [
    "AccessDenied",
    "AccessDeniedException",
    "ForbiddenException",
    "UnauthorizedOperation",
    "ResourceNotFoundException",
];

/// What AWS says of parameters that make no sense.
const WRONG: [&str; 5] = [
    "ValidationError",
    "ValidationException",
    "InvalidParameterValue",
    "MalformedPolicyDocument",
    "RegionDisabledException",
];

impl Refusal {
    /// Returns what a service has said, fit to be shown.
    pub(super) fn new(code: &str, message: &str, request_id: Option<String>) -> Self {
        Self { code: shown(code), message: shown(message), request_id }
    }

    fn into_error(self, what: &str, login: &str) -> Error {
        let Self { code, message, request_id } = self;
        let colon = if message.is_empty() { "" } else { ": " };
        let text = format!("AWS refused {what}: {code}{colon}{message}");
        let among = |codes: &[&str]| codes.contains(&code.as_str());
        if among(&NOT_TAKEN) {
            return Error::Credentials { message: text, hint: login.to_owned() };
        }
        let text = format!("{text}{}", in_brackets(request_id.as_deref()));
        if among(&DENIED) {
            let hint =
                "somebody has to allow it: in the role's trust policy, or in a policy of who asks";
            return Error::Denied { message: text, hint: hint.to_owned() };
        }
        if among(&WRONG) {
            let hint = "`awsp explain` shows where each setting comes from".to_owned();
            return Error::Profile { message: text, hint };
        }
        Error::Network { message: text, hint: "try again in a moment".to_owned() }
    }
}

fn in_brackets(request_id: Option<&str>) -> String {
    request_id.map(|id| format!(" (request id {id})")).unwrap_or_default()
}

/// Returns a service's text in one line of bounded length that a terminal can show.
fn shown(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    brief(&line.chars().take(SHOWN).collect::<String>())
}

/// Returns what stands between the first tags of a name.
fn written(body: &[u8], tag: &str) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let (_, behind) = text.split_once(&format!("<{tag}>"))?;
    behind.split_once(&format!("</{tag}>")).map(|(value, _)| value.to_owned())
}

/// Returns whether a service could call an error so.
fn is_code(code: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b"._".contains(&byte);
    (1..=64).contains(&code.len()) && code.bytes().all(is_word)
}

/// Returns what AWS calls the request of an answer.
pub(super) fn request_id(response: &HttpResponse) -> Option<String> {
    let headers = response.headers();
    let id = headers.get("x-amzn-requestid").or_else(|| headers.get("x-amz-request-id"))?;
    let is_id = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (id.len() <= 64 && id.bytes().all(is_id)).then(|| id.to_owned())
}

fn causes<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error| {
        let error: &'a (dyn StdError + 'static) = *error;
        error.source()
    })
}

/// Returns the first cause of a type. An I/O error holds its cause without calling it its source.
fn cause<'a, T: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a T> {
    causes(error).find_map(|error| {
        let io = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        let inner: Option<&(dyn StdError + 'static)> = match io {
            Some(inner) => Some(inner),
            None => None,
        };
        error.downcast_ref().or_else(|| inner?.downcast_ref())
    })
}

fn deepest(error: &(dyn StdError + 'static)) -> String {
    causes(error).last().map(ToString::to_string).unwrap_or_default()
}

/// Returns what a proxy has said, with the number that people look for.
fn of_proxy(why: String) -> String {
    let is_about_user = why.contains("proxy authorization required");
    if is_about_user { format!("{why} (407): it wants a user and a password") } else { why }
}

/// Returns what is wrong with a certificate, in plain words.
fn in_words(wrong: &str) -> &str {
    const WORDS: [(&str, &str); 4] = [
        ("UnknownIssuer", "nobody this machine trusts has signed its certificate"),
        ("certificate expired", "its certificate has expired (or this machine's clock is wrong)"),
        ("Expired", "its certificate has expired (or this machine's clock is wrong)"),
        ("not valid for", "its certificate is for another host"),
    ];
    let known = WORDS.iter().find(|(part, _)| wrong.contains(part));
    known.map_or(wrong, |(_, words)| words)
}
