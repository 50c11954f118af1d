//! A signature that AWS refuses for its time is made once more, by AWS's own clock, and no more than once.

use std::sync::{Mutex, PoisonError};

use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction};

use super::fault::request_id;

/// What AWS says of a signature that is too old or too early.
pub(crate) const CODES: [&str; 5] = [
    "RequestTimeTooSkewed",
    "RequestExpired",
    "RequestInTheFuture",
    "SignatureDoesNotMatch",
    "InvalidSignatureException",
];

/// Forbids a third attempt for the same reason: the library makes the signature anew by the clock of the answer, as often as
/// there are attempts. Each call has its own.
#[derive(Debug, Default)]
pub(super) struct OnceMore {
    /// The first answer; one and the same is asked about more than once.
    first: Mutex<Option<String>>,
}

impl ClassifyRetry for OnceMore {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let Some(answer) = context.response().filter(|answer| is_about_time(answer)) else {
            return RetryAction::NoActionIndicated;
        };
        let id = request_id(answer).unwrap_or_default();
        let mut first = self.first.lock().unwrap_or_else(PoisonError::into_inner);
        if *first.get_or_insert_with(|| id.clone()) == id {
            RetryAction::NoActionIndicated
        } else {
            RetryAction::RetryForbidden
        }
    }

    fn name(&self) -> &'static str {
        "once more by AWS's clock"
    }
}

fn is_about_time(answer: &HttpResponse) -> bool {
    let text = String::from_utf8_lossy(answer.body().bytes().unwrap_or_default());
    let header = answer.headers().get("x-amzn-errortype").unwrap_or_default();
    CODES.iter().any(|code| text.contains(code) || header.contains(code))
}
