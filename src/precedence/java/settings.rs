//! Variables and settings as the SDK reads them, and the values that keep it from making any client.

use crate::identity::{Known, Problem, Stop};
use crate::shared_config::{Profile, View};
use crate::source::Source;

use super::super::DEFAULT;
use super::super::call::Call;

/// A setting, and what the SDK says about values that it does not take.
struct Limited {
    /// Its variable.
    variable: &'static str,
    /// Its key in a profile; empty if there is none.
    key: &'static str,
    /// Whether an empty variable leaves it to the profile.
    passes_empty: bool,
    /// Whether the SDK takes a value.
    takes: fn(&str) -> bool,
    /// What it takes.
    values: &'static str,
}

impl Limited {
    const fn new(variable: &'static str, key: &'static str, takes: fn(&str) -> bool) -> Self {
        Self { variable, key, passes_empty: false, takes, values: "" }
    }

    const fn flag(variable: &'static str, key: &'static str) -> Self {
        Self { values: "neither true nor false", ..Self::new(variable, key, is_flag) }
    }
}

/// Every setting whose value can keep a client from being made.
const LIMITED: [Limited; 10] = [
    Limited::flag("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint"),
    Limited::flag("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint"),
    Limited::flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls"),
    Limited::flag("AWS_DISABLE_REQUEST_COMPRESSION", "disable_request_compression"),
    Limited::flag("AWS_NEW_RETRIES_2026", ""),
    Limited::flag("AWS_ENABLE_DEFAULT_SOCKET_TIMEOUT_2026", ""),
    Limited {
        values: "no number above zero",
        ..Limited::new("AWS_MAX_ATTEMPTS", "", |text| {
            text.parse::<i32>().is_ok_and(|number| number > 0)
        })
    },
    Limited {
        passes_empty: true,
        values: "none of legacy, standard and adaptive",
        ..Limited::new("AWS_RETRY_MODE", "retry_mode", |text| {
            text.is_empty() || is_one_of(text, &["legacy", "standard", "adaptive"])
        })
    },
    Limited {
        values: "none of legacy, standard, in-region, cross-region, mobile and auto",
        ..Limited::new("AWS_DEFAULTS_MODE", "defaults_mode", |text| {
            let modes = ["legacy", "standard", "in-region", "cross-region", "mobile", "auto"];
            is_one_of(text, &modes)
        })
    },
    Limited {
        values: "no number",
        ..Limited::new(
            "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES",
            "request_min_compression_size_bytes",
            |text| text.parse::<i32>().is_ok(),
        )
    },
];

/// Returns what keeps the SDK from making a client, and so from any call.
pub(super) fn refuses(call: &Call<'_, '_>) -> Option<Stop> {
    if let Some(fault) = call.look.config.view(View::Java).fault() {
        return Some(Stop::new(Problem::File, fault.to_string(), fault.source()));
    }
    unfit(call, call.profile.as_ref())
}

/// Returns the first setting that keeps the SDK from making a client with the settings of `profile`.
pub(super) fn unfit<'t>(call: &Call<'_, 't>, profile: Option<&Profile<'t>>) -> Option<Stop> {
    LIMITED.iter().find_map(|setting| {
        let own = variable(call, setting.variable)
            .filter(|value| !setting.passes_empty || !value.value.is_empty());
        let value = own.or_else(|| of(call, profile, setting.key))?;
        let text = format!("{} is {}: `{}`", setting.variable, setting.values, shown(&value.value));
        (!(setting.takes)(&value.value)).then(|| Stop::new(Problem::BadSetting, text, value.source))
    })
}

/// Returns whether a setting is on, from its variable or else from `profile`.
pub(super) fn is_on<'t>(
    call: &Call<'_, 't>,
    profile: Option<&Profile<'t>>,
    (name, key): (&'static str, &str),
) -> bool {
    let value = variable(call, name).or_else(|| of(call, profile, key));
    value.is_some_and(|value| value.value.eq_ignore_ascii_case("true"))
}

/// Returns a setting of a profile.
pub(super) fn of<'t>(
    call: &Call<'_, 't>,
    profile: Option<&Profile<'t>>,
    key: &str,
) -> Option<Known<String>> {
    let setting = profile?.get(key)?;
    Some(Known::new(&*setting.value, call.look.config.setting_source(setting)))
}

/// Returns a variable without the white space around it; an empty one is set.
pub(super) fn variable(call: &Call<'_, '_>, name: &str) -> Option<Known<String>> {
    let value = call.environment.text(name)?;
    Some(Known::new(trimmed(&value), Source::variable(name)))
}

/// Returns a variable without the white space around it, unless nothing else is in it.
pub(super) fn filled(call: &Call<'_, '_>, name: &str) -> Option<Known<String>> {
    variable(call, name).filter(|value| !value.value.is_empty())
}

/// Returns the profile that clients take their settings from which the SDK makes for itself: the name in the code of the
/// program does not get through to them.
pub(super) fn ambient<'t>(call: &Call<'_, 't>) -> Option<Profile<'t>> {
    let name = variable(call, "AWS_PROFILE");
    let name = name.as_ref().map_or(DEFAULT, |name| &name.value);
    call.look.config.view(View::Java).profile(name)
}

/// Returns `text` as Java's `trim` leaves it.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches(|character| character <= ' ')
}

/// Returns whether there is nothing but white space in `text`.
pub(super) fn is_blank(text: &str) -> bool {
    trimmed(text).is_empty()
}

/// Returns a refusal of a setting.
pub(super) fn refused(what: &str, value: &Known<String>) -> Stop {
    let message = format!("{what}: `{}`", shown(&value.value));
    Stop::new(Problem::BadSetting, message, value.source.clone())
}

fn shown(text: &str) -> String {
    crate::display::escaped(text)
}

pub(super) fn is_flag(text: &str) -> bool {
    is_one_of(text, &["true", "false"])
}

fn is_one_of(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
}
