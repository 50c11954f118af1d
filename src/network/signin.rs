//! AWS Sign-In, which renews the credentials of `aws login`.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use p256::SecretKey;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use p256::elliptic_curve::sec1::ToEncodedPoint as _;
use serde_json::{Value, json};

use crate::credentials::{Credentials, Secret};
use crate::display::brief;

use super::fault::Refusal;
use super::plain::Request;
use super::{Fault, Network, Target};

/// What it takes to renew the credentials of `aws login`.
pub(crate) struct LoginRenewal {
    /// The client that signed in.
    pub(crate) client_id: String,
    /// The token that is good for one renewal.
    pub(crate) refresh_token: Secret,
    /// The private key that the token is bound to, in PEM format.
    pub(crate) key: Secret,
}

/// Credentials of `aws login` that were renewed.
pub(crate) struct RenewedLogin {
    /// The credentials.
    pub(crate) credentials: Credentials,
    /// What renews them the next time.
    pub(crate) refresh_token: Secret,
}

/// Renews the credentials of `aws login`; `None` is a key that is no key.
pub(crate) fn renew(
    network: &Network,
    target: &Target,
    with: &LoginRenewal,
    now: i64,
) -> Option<Result<RenewedLogin, Fault>> {
    let url = format!("{}/v1/token", base(target).trim_end_matches('/'));
    let proof = proof(&with.key, &url, now)?;
    let body = json!({
        "clientId": with.client_id, "grantType": "refresh_token", "refreshToken": with.refresh_token.reveal(),
    });
    let headers = vec![("content-type", "application/json".to_owned()), ("dpop", proof)];
    let request = Request { method: "POST", url, headers, body: body.to_string() };
    Some(network.send(&request).and_then(|answer| {
        let said: Option<Value> = serde_json::from_slice(&answer.body).ok();
        match (answer.status, said) {
            (200, Some(said)) => read(&said, now)
                .ok_or_else(|| network.not_aws("its credentials look like none of AWS's")),
            (_, Some(said)) => Err(refused(&said, answer.request_id)),
            (_, None) => Err(network.not_aws("it is no JSON")),
        }
    }))
}

fn base(target: &Target) -> String {
    match &target.endpoint {
        Some(endpoint) => endpoint.value.clone(),
        None => format!("https://{}.signin.aws.amazon.com", target.region),
    }
}

fn read(said: &Value, now: i64) -> Option<RenewedLogin> {
    let text = |path: &str| Some(said.pointer(path)?.as_str()?.to_owned());
    let credentials = Credentials {
        access_key_id: text("/accessToken/accessKeyId")?,
        secret_access_key: text("/accessToken/secretAccessKey")?.into(),
        session_token: Some(text("/accessToken/sessionToken")?.into()),
        expires_at: Some(now + said.get("expiresIn")?.as_i64()?),
        account: None,
    };
    let refresh_token = text("/refreshToken")?.into();
    credentials.is_well_formed().then_some(RenewedLogin { credentials, refresh_token })
}

fn refused(said: &Value, request_id: Option<String>) -> Fault {
    let text = |names: [&str; 3]| {
        let found = names.iter().find_map(|name| said.get(*name)?.as_str());
        brief(&found.unwrap_or("no reason given").chars().take(300).collect::<String>())
    };
    let code = text(["error", "__type", "code"]);
    let code = if code == "no reason given" { "AccessDenied".to_owned() } else { code };
    Fault::Refused(Refusal {
        code: code.rsplit('#').next().unwrap_or_default().to_owned(),
        message: text(["message", "error_description", "Message"]),
        request_id,
    })
}

/// Returns the proof that whoever sends a request to `url` has the key (RFC 9449).
fn proof(key: &Secret, url: &str, now: i64) -> Option<String> {
    let key = secret_key(key.reveal())?;
    let point = key.public_key().to_encoded_point(false);
    let (x, y) = (URL_SAFE_NO_PAD.encode(point.x()?), URL_SAFE_NO_PAD.encode(point.y()?));
    let header = json!({
        "typ": "dpop+jwt", "alg": "ES256", "jwk": {"kty": "EC", "x": x, "y": y, "crv": "P-256"},
    });
    let payload = json!({"jti": unique(), "htm": "POST", "htu": url, "iat": now});
    let encoded = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
    let text = format!("{}.{}", encoded(&header), encoded(&payload));
    let signature: Signature = SigningKey::from(key).try_sign(text.as_bytes()).ok()?;
    Some(format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes())))
}

/// Returns the key in a text in PEM format, whose lines may be of any length: not every tool minds the limit.
fn secret_key(pem: &str) -> Option<SecretKey> {
    let (_, behind) = pem.split_once("-----BEGIN EC PRIVATE KEY-----")?;
    let (text, _) = behind.split_once("-----END ")?;
    let text: String = text.split_whitespace().collect();
    SecretKey::from_sec1_der(&STANDARD.decode(text).ok()?).ok()
}

/// Returns a name that no other proof has.
fn unique() -> String {
    let mut bytes = [0; 16];
    // Without it the service would see an old name at worst, and refuse.
    _ = getrandom::fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use p256::ecdsa::VerifyingKey;
    use p256::ecdsa::signature::Verifier as _;

    use super::*;

    /// As OpenSSL writes it, and with the longer lines of others.
    const KEYS: [&str; 2] = [
        "-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAHoAoGCCqGSM49
AwEHoUQDQgAEjlM7b6C/e0YluzBmfAH7YH75+LioD+9bMAYocDGHsqNz6x294DMY
Nm0Gn4Om9ZAAU8c2M8sEGyHFXhqGwfQAtA==
-----END EC PRIVATE KEY-----
",
        "-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAHoAoGCCqGSM49AwEHoUQDQgAE
jlM7b6C/e0YluzBmfAH7YH75+LioD+9bMAYocDGHsqNz6x294DMYNm0Gn4Om9ZAAU8c2M8sEGyHF
XhqGwfQAtA==
-----END EC PRIVATE KEY-----",
    ];

    fn part(text: &str) -> Value {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).unwrap()).unwrap()
    }

    #[test]
    fn a_proof_is_signed_with_the_key_that_it_names() {
        for key in KEYS {
            let text = proof(&key.to_owned().into(), "https://x/v1/token", 17).unwrap();

            let (signed, signature) = text.rsplit_once('.').unwrap();
            let (header, payload) = signed.split_once('.').unwrap();
            let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
            let own = VerifyingKey::from(SigningKey::from(secret_key(key).unwrap()));
            own.verify(signed.as_bytes(), &Signature::from_slice(&signature).unwrap()).unwrap();
            assert_eq!(
                (&part(header)["typ"], &part(header)["alg"]),
                (&json!("dpop+jwt"), &json!("ES256"))
            );
            assert_eq!(part(header)["jwk"]["x"], "jlM7b6C_e0YluzBmfAH7YH75-LioD-9bMAYocDGHsqM");
            let payload = part(payload);
            assert_eq!(
                (&payload["htm"], &payload["htu"]),
                (&json!("POST"), &json!("https://x/v1/token"))
            );
            assert_eq!(payload["iat"], 17);
        }
    }

    #[test]
    fn no_two_proofs_have_the_same_name() {
        assert_ne!(unique(), unique());
    }

    #[test]
    fn what_is_no_key_proves_nothing() {
        for key in ["", "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----", "k"] {
            assert_eq!(proof(&key.to_owned().into(), "https://x", 17), None, "{key}");
        }
    }
}
