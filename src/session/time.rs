//! Times, in every way that AWS tools write them.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::{rfc2822, strtime};
use jiff::tz::TimeZone;

/// Returns a time in seconds since 1970; `None` for text without a date, a time and a zone.
///
/// Written by the AWS CLI (`Z`, `+00:00`, `UTC`), the SDK for Rust (fractions) and Go programs (`+0000 UTC`).
pub(crate) fn seconds_since_epoch(text: &str) -> Option<i64> {
    let text = text.trim();
    let zoned = text.strip_suffix("UTC").map_or_else(
        || text.to_owned(),
        |time| {
            if has_offset(time) {
                time.trim_end().to_owned()
            } else {
                format!("{}Z", time.trim_end())
            }
        },
    );
    let time = zoned.parse::<Timestamp>().ok().or_else(|| parted(text)).or_else(|| mail(text))?;
    Some(time.as_second())
}

/// Returns a time that names no zone as the clock on this machine's wall shows it.
pub(crate) fn local_seconds_since_epoch(text: &str) -> Option<i64> {
    let time: DateTime = text.trim().parse().ok()?;
    Some(time.to_zoned(TimeZone::system()).ok()?.timestamp().as_second())
}

/// Returns a time that Go printed: `2026-01-02 03:04:05 +0100 CET`.
fn parted(text: &str) -> Option<Timestamp> {
    let words: Vec<&str> = text.split_whitespace().take(3).collect();
    strtime::parse("%Y-%m-%d %H:%M:%S%.f %z", words.join(" ")).ok()?.to_timestamp().ok()
}

fn mail(text: &str) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new().parse_timestamp(text).ok()
}

/// Returns whether the last word is an offset from UTC, such as `+0000`.
fn has_offset(time: &str) -> bool {
    time.split_whitespace().last().is_some_and(|word| word.starts_with(['+', '-']))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOMENT: i64 = 1_767_323_045;

    #[test]
    fn one_moment_is_read_in_every_way_it_is_written() {
        for text in [
            "2026-01-02T03:04:05Z",
            "2026-01-02T03:04:05z",
            "2026-01-02T03:04:05.387907Z",
            "2026-01-02T03:04:05+00:00",
            "2026-01-02T04:04:05+01:00",
            "2026-01-02T04:04:05+0100",
            "2026-01-02T03:04:05UTC",
            "2026-01-02T03:04:05 UTC",
            "2026-01-02 03:04:05+00:00",
            "2026-01-02 03:04:05 UTC",
            "2026-01-02 03:04:05 +0000 UTC",
            "2026-01-02 04:04:05 +0100 CET",
            "2026-01-02 04:04:05.5 +0100 CET",
            "Fri, 02 Jan 2026 03:04:05 GMT",
            " 2026-01-02T03:04:05Z\n",
        ] {
            assert_eq!(seconds_since_epoch(text), Some(MOMENT), "{text}");
        }
    }

    #[test]
    fn what_names_no_moment_is_unknown() {
        for text in ["", "soon", "2026-01-02T03:04:05", "2026-01-02", "1767323045", "UTC", "+", "é"]
        {
            assert_eq!(seconds_since_epoch(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_without_a_zone_is_local() {
        assert!(local_seconds_since_epoch("2026-01-02T03:04:05").is_some());
        assert_eq!(local_seconds_since_epoch("soon"), None);
    }
}
