//! Asks the SDK, in a process whose environment is that of the case.

use std::error::Error;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};

use aws_config::{BehaviorVersion, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::ProvideCredentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_sts::config::SharedCredentialsProvider;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::fake_aws::{FakeAws, NoSleep, Sent};

/// What the SDK takes, or the error it stops at.
pub fn answer(case: &Value, address: &str) -> Result<Value, Box<dyn Error>> {
    // A panic is part of the answer, not something to print.
    std::panic::set_hook(Box::new(|_| {}));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let fake_aws = FakeAws::new(address);
    let config = caught(&runtime, load(case["profile"].as_str(), &fake_aws));
    let credentials = config.clone().and_then(|config| caught(&runtime, credentials(&config))?);
    fake_aws.last();
    let call_error = match (&config, &credentials) {
        (Ok(config), Ok(credentials)) => {
            caught(&runtime, call(config, credentials)).and_then(|called| called).err()
        }
        _ => None,
    };
    let sent = fake_aws.last();
    let region = config.as_ref().ok().and_then(SdkConfig::region);
    let found = credentials.as_ref().ok();
    Ok(json!({
        "access_key_id": found.map(Credentials::access_key_id),
        "secret_access_key": found.map(Credentials::secret_access_key),
        "session_token": found.and_then(Credentials::session_token),
        "account": found.and_then(|found| Some(found.account_id()?.as_str())),
        "error": credentials.as_ref().err(),
        "region": region.map(AsRef::as_ref),
        "region_error": config.as_ref().err(),
        "endpoint": sent.as_ref().map(|sent| sent.url.trim_end_matches('/')),
        "call_region": sent.as_ref().and_then(signing_region),
        "call_error": call_error,
    }))
}

async fn load(profile: Option<&str>, fake_aws: &FakeAws) -> SdkConfig {
    let loader = aws_config::defaults(BehaviorVersion::latest())
        .http_client(fake_aws.clone())
        .sleep_impl(NoSleep);
    match profile {
        Some(profile) => loader.profile_name(profile).load().await,
        None => loader.load().await,
    }
}

async fn credentials(config: &SdkConfig) -> Result<Credentials, String> {
    let provider = config.credentials_provider().ok_or("no provider of credentials")?;
    provider.provide_credentials().await.map_err(|error| described(&error))
}

/// Calls with the credentials at hand: a provider that skipped a missing profile fails when it is asked again.
async fn call(config: &SdkConfig, credentials: &Credentials) -> Result<(), String> {
    let config = aws_sdk_sts::config::Builder::from(config)
        .credentials_provider(SharedCredentialsProvider::new(credentials.clone()))
        .build();
    let client = aws_sdk_sts::Client::from_conf(config);
    client
        .get_caller_identity()
        .send()
        .await
        .map(drop)
        .map_err(|error| format!("SdkError: {}", reasons(&error)))
}

/// Runs a future to its end, or returns what its panic said.
fn caught<T>(runtime: &Runtime, future: impl Future<Output = T>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(|| runtime.block_on(future))).map_err(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("unknown");
        format!("panic: {}", text.lines().next().unwrap_or_default())
    })
}

fn described(error: &CredentialsError) -> String {
    let class = match error {
        CredentialsError::CredentialsNotLoaded(_) => "CredentialsNotLoaded",
        CredentialsError::ProviderTimedOut(_) => "ProviderTimedOut",
        CredentialsError::InvalidConfiguration(_) => "InvalidConfiguration",
        CredentialsError::ProviderError(_) => "ProviderError",
        _ => "Unhandled",
    };
    format!("{class}: {}", reasons(error))
}

/// The error and everything that caused it, on one line.
fn reasons(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text += &format!(": {error}");
        cause = error.source();
    }
    text.lines().next().unwrap_or_default().to_string()
}

/// The Region in `Credential=ID/DATE/REGION/SERVICE/aws4_request`.
fn signing_region(sent: &Sent) -> Option<&str> {
    sent.authorization.split("Credential=").nth(1)?.split('/').nth(2)
}
