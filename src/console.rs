//! The AWS console: where it is, and the addresses that sign somebody in there (spec: aws-semantics 7.3).

pub(crate) mod partition;

use serde_json::{Value, json};

use crate::credentials::{Credentials, Secret};
use crate::display::brief;
use crate::duration::Seconds;
use crate::error::Error;
use crate::percent::encoded;
use crate::region::is_host_label;

use partition::Partition;

/// The pages that are not named as their service is.
const PAGES: [(&str, &str); 9] = [
    ("ce", "cost-management"),
    ("cognito-identity", "cognito"),
    ("cognito-idp", "cognito"),
    ("elb", "ec2"),
    ("elbv2", "ec2"),
    ("logs", "cloudwatch"),
    ("sso", "singlesignon"),
    ("ssm", "systems-manager"),
    ("stepfunctions", "states"),
];

/// How long the name of a service may be.
const LONGEST_SERVICE: usize = 64;

/// The console of one partition, looked at from one Region.
#[derive(Debug)]
pub(crate) struct Console {
    signin: String,
    host: String,
    region: Option<String>,
}

/// The question for a sign-in token, to be sent with GET. Its address holds the session: nobody may see it, and no log.
pub(crate) struct SigninRequest {
    /// The address.
    pub(crate) url: Secret,
}

impl Console {
    /// Returns the console for a Region or, if that tells no partition, for the ARN of whoever signs in.
    pub(crate) fn of(region: Option<&str>, arn: Option<&str>) -> Result<Self, Error> {
        let region = region.filter(|region| !region.is_empty());
        if let Some(region) = region.filter(|region| !is_host_label(region)) {
            return Err(Error::Usage {
                message: format!("`{}` cannot be a Region", brief(region)),
                hint: "name one as AWS does: --region eu-west-1".to_owned(),
            });
        }
        let partition = partition::of(region, arn)?;
        Ok(Self {
            signin: signin(partition, region),
            host: host(partition, region),
            region: region.map(str::to_owned),
        })
    }

    /// Returns the same console with another address to sign in at, such as `AWS_ENDPOINT_URL_SIGNIN` names.
    pub(crate) fn with_signin(self, endpoint: &str) -> Self {
        Self { signin: endpoint.trim_end_matches('/').to_owned(), ..self }
    }

    /// Returns the question for a sign-in token. A session of a chain of roles may not say how long it is to last.
    pub(crate) fn signin_request(
        &self,
        credentials: &Credentials,
        duration: Option<Seconds>,
    ) -> Result<SigninRequest, Error> {
        let Some(token) = &credentials.session_token else { return Err(long_term_keys()) };
        let session = json!({
            "sessionId": credentials.access_key_id,
            "sessionKey": credentials.secret_access_key.reveal(),
            "sessionToken": token.reveal(),
        });
        let duration = duration.map(|duration| duration.get().to_string());
        let url = self.federation(&[
            ("Action", Some("getSigninToken")),
            ("SessionDuration", duration.as_deref()),
            ("Session", Some(&session.to_string())),
        ]);
        Ok(SigninRequest { url: url.into() })
    }

    /// Returns the page of a service, or the first page of all.
    pub(crate) fn destination(&self, service: Option<&str>) -> Result<String, Error> {
        let page = service.map_or(Ok("console"), page)?;
        let region = self.region.as_ref().map(|region| format!("?region={region}"));
        Ok(format!("https://{}/{page}/home{}", self.host, region.unwrap_or_default()))
    }

    /// Returns the address that signs in whoever opens it, and leads to `destination`.
    pub(crate) fn login_url(&self, issuer: &str, destination: &str, token: &Secret) -> Secret {
        self.federation(&[
            ("Action", Some("login")),
            ("Issuer", Some(issuer)),
            ("Destination", Some(destination)),
            ("SigninToken", Some(token.reveal())),
        ])
        .into()
    }

    fn federation(&self, parameters: &[(&str, Option<&str>)]) -> String {
        let given = parameters.iter().filter_map(|(name, value)| Some((name, (*value)?)));
        let pairs: Vec<String> =
            given.map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        format!("{}/federation?{}", self.signin, pairs.join("&"))
    }
}

/// Returns the token in the answer to a `SigninRequest`; `None` if it has none.
pub(crate) fn signin_token(answer: &str) -> Option<Secret> {
    let json: Value = serde_json::from_str(answer).ok()?;
    let token = json.get("SigninToken")?.as_str().filter(|token| !token.is_empty())?;
    Some(token.to_owned().into())
}

fn signin(partition: &Partition, region: Option<&str>) -> String {
    match partition.signin_region {
        Some(usual) => {
            let own = region.filter(|region| partition.has(region));
            format!("https://{}.{}", own.unwrap_or(usual), partition.signin)
        }
        None => format!("https://{}", partition.signin),
    }
}

fn host(partition: &Partition, region: Option<&str>) -> String {
    match region.filter(|_| partition.is_regional) {
        Some(region) => format!("{region}.{}", partition.console),
        None => partition.console.to_owned(),
    }
}

fn page(service: &str) -> Result<&str, Error> {
    let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let is_name = service.bytes().all(is_part) && service.starts_with(|c: char| c != '-');
    if !is_name || service.len() > LONGEST_SERVICE {
        return Err(Error::Usage {
            message: format!("`{}` cannot be a service", brief(service)),
            hint: "name one as the AWS CLI does: --service s3".to_owned(),
        });
    }
    let known = PAGES.iter().find(|(name, _)| *name == service);
    Ok(known.map_or(service, |(_, page)| page))
}

fn long_term_keys() -> Error {
    Error::Credentials {
        message: "the console takes the keys of a session, not long-term keys".to_owned(),
        hint: "name a profile that assumes a role or signs in with IAM Identity Center".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credentials(token: Option<&str>) -> Credentials {
        Credentials {
            access_key_id: "ASIA".to_owned(),
            secret_access_key: "s/+ \"\\é".to_owned().into(),
            session_token: token.map(|token| token.to_owned().into()),
            expires_at: None,
            account: None,
        }
    }

    fn decoded(text: &str) -> String {
        let mut bytes = Vec::new();
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            let mut digit = || char::from(rest.next().unwrap());
            let is_escape = byte == b'%';
            bytes.push(match is_escape.then(|| String::from_iter([digit(), digit()])) {
                Some(digits) => u8::from_str_radix(&digits, 16).unwrap(),
                None => byte,
            });
        }
        String::from_utf8(bytes).unwrap()
    }

    /// Returns the decoded parameters of an address.
    fn parameters(url: &str) -> Vec<(String, String)> {
        let (_, query) = url.split_once('?').unwrap();
        let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap());
        pairs.map(|(name, value)| (name.to_owned(), decoded(value))).collect()
    }

    #[test]
    fn every_partition_has_its_hosts() {
        for (region, partition, of_signin, of_page, domain) in [
            (None, None, "", "", "aws.amazon.com"),
            (Some("eu-west-1"), Some("aws-cn"), "", "eu-west-1.", "aws.amazon.com"),
            (None, Some("aws-cn"), "", "", "amazonaws.cn"),
            (Some("cn-north-1"), None, "", "", "amazonaws.cn"),
            (Some("us-gov-west-1"), None, "", "", "amazonaws-us-gov.com"),
            (Some("qq-east-1"), Some("aws-us-gov"), "", "", "amazonaws-us-gov.com"),
            (Some("eusc-de-x-2"), None, "eusc-de-x-2.", "", "amazonaws-eusc.eu"),
            (None, Some("aws-eusc"), "eusc-de-east-1.", "", "amazonaws-eusc.eu"),
        ] {
            let arn = partition.map(|name| format!("arn:{name}:iam::111122223333:role/x"));
            let console = Console::of(region, arn.as_deref()).unwrap();

            let url = console.login_url("i", "d", &"t".to_owned().into());
            let signin = format!("https://{of_signin}signin.{domain}/federation?");
            assert!(url.reveal().starts_with(&signin), "{}", url.reveal());
            let query = region.map(|region| format!("?region={region}")).unwrap_or_default();
            let page = format!("https://{of_page}console.{domain}/console/home{query}");
            assert_eq!(console.destination(None).unwrap(), page);
        }
    }

    #[test]
    fn a_partition_without_a_console_and_a_region_that_is_none_are_refused() {
        for region in ["us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1", "us-isof-south-1"] {
            let error = Console::of(Some(region), None).unwrap_err();
            assert_eq!(error.exit_code(), 3);
            assert!(error.to_string().contains("no public console"), "{error}");
        }
        assert!(Console::of(None, Some("arn:aws-iso:iam::111122223333:role/x")).is_err());
        for region in ["evil.example/", "a@b", "x#", "eu-west-1?", "-", "é", "a b"] {
            assert_eq!(Console::of(Some(region), None).unwrap_err().exit_code(), 2, "{region}");
        }
        assert!(Console::of(Some(""), None).is_ok());
    }

    #[test]
    fn the_session_travels_encoded_and_says_how_long_only_if_asked() {
        let console = Console::of(None, None).unwrap();
        let keys = credentials(Some("t=&?#%+ /"));
        for (duration, expected) in [(None, None), (Some("1h"), Some("3600"))] {
            let duration = duration.map(|text: &str| text.parse().unwrap());
            let url = console.signin_request(&keys, duration).unwrap().url;

            let parameters = parameters(url.reveal());
            let value = |name| parameters.iter().find(|pair| pair.0 == name).map(|pair| &*pair.1);
            assert!(url.reveal().starts_with("https://signin.aws.amazon.com/federation?"));
            assert_eq!(value("Action"), Some("getSigninToken"));
            assert_eq!(value("SessionDuration"), expected);
            let session: Value = serde_json::from_str(value("Session").unwrap()).unwrap();
            let expected = json!({"sessionId": "ASIA", "sessionKey": "s/+ \"\\é", "sessionToken": "t=&?#%+ /"});
            assert_eq!(session, expected);
        }
    }

    #[test]
    fn long_term_keys_are_refused() {
        let console = Console::of(None, None).unwrap();
        let error = console.signin_request(&credentials(None), None).map(|_| ()).unwrap_err();

        assert_eq!(error.exit_code(), 4);
    }

    #[test]
    fn whoever_opens_the_last_address_is_led_to_the_page() {
        let console =
            Console::of(Some("eu-west-1"), None).unwrap().with_signin("http://127.0.0.1:1/");
        let page = console.destination(Some("s3")).unwrap();

        let url = console.login_url("https://a b/", &page, &"tök&n".to_owned().into());

        assert!(url.reveal().starts_with("http://127.0.0.1:1/federation?Action=login&"));
        let expected = [
            ("Action", "login"),
            ("Issuer", "https://a b/"),
            ("Destination", "https://eu-west-1.console.aws.amazon.com/s3/home?region=eu-west-1"),
            ("SigninToken", "tök&n"),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(parameters(url.reveal()), expected);
        assert_eq!(format!("{url:?}"), "…");
    }

    #[test]
    fn services_have_their_pages_and_a_name_that_is_none_is_refused() {
        let console = Console::of(None, None).unwrap();
        for (service, page) in [
            ("s3", "s3"),
            ("ec2", "ec2"),
            ("ssm", "systems-manager"),
            ("billing", "billing"),
            ("what-comes-next2", "what-comes-next2"),
        ] {
            let url = console.destination(Some(service)).unwrap();
            assert_eq!(url, format!("https://console.aws.amazon.com/{page}/home"));
        }
        for service in ["", "-s3", "S3", "s3/x", "..", "s3?x", "s 3", "é", &"a".repeat(65)] {
            let error = console.destination(Some(service)).unwrap_err();
            assert_eq!(error.exit_code(), 2, "{service}");
        }
    }

    #[test]
    fn only_an_answer_with_a_token_is_one() {
        assert_eq!(signin_token(r#"{"SigninToken": "t"}"#).unwrap().reveal(), "t");
        for answer in ["", "{}", "[]", "<html>", r#"{"SigninToken": ""}"#, r#"{"SigninToken": 1}"#]
        {
            assert!(signin_token(answer).is_none(), "{answer}");
        }
    }
}
