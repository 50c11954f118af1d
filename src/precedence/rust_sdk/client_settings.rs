//! Settings of the client that the SDK panics at while it loads its configuration.

use crate::identity::{Known, Problem, Stop};

use super::super::Find;
use super::super::call::Call;

/// Returns what the SDK panics at before it looks for any credentials.
pub(super) fn refuses(call: &Call<'_, '_>) -> Option<Stop> {
    let attempts = setting(call, "AWS_MAX_ATTEMPTS", "max_attempts");
    let mode = setting(call, "AWS_RETRY_MODE", "retry_mode");
    attempts
        .filter(|known| !known.value.parse::<u32>().is_ok_and(|attempts| attempts > 0))
        .map(|known| refused(known, "is no number of attempts"))
        .or_else(|| {
            mode.filter(|known| !is_mode(&known.value))
                .map(|known| refused(known, "is neither `standard` nor `adaptive`"))
        })
}

/// Returns a variable, empty or not, or else the setting of the selected profile.
fn setting(call: &Call<'_, '_>, name: &'static str, key: &str) -> Option<Known<String>> {
    Find::Variable(name).at(call).or_else(|| call.setting(key))
}

fn is_mode(text: &str) -> bool {
    ["standard", "adaptive"].iter().any(|mode| text.trim().eq_ignore_ascii_case(mode))
}

fn refused(known: Known<String>, what: &str) -> Stop {
    let message = format!("`{}` {what}, and the SDK panics at it", known.value);
    Stop::new(Problem::BadSetting, message, known.source)
}
