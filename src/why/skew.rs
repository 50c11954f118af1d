//! How far a clock is off, as AWS's own message tells.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

const TIME: usize = "20161024T215820Z".len();

/// Returns how many seconds AWS's clock is ahead of the machine's, from a message that a signature is too old or too new.
pub(super) fn of(message: &str) -> Option<i64> {
    let lower = message.to_ascii_lowercase();
    let start = ["signature expired:", "signature not yet current:"]
        .iter()
        .find_map(|words| lower.rfind(words))?;
    let times = times(message.get(start..)?);
    // The third one is AWS's clock; without it the second, which is that and what AWS bears with.
    let (signed, aws) = (times.first()?, times.get(2).or(times.get(1))?);
    Some(aws - signed)
}

/// Returns the times in the message, three at most.
fn times(message: &str) -> Vec<i64> {
    message
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| word.len() == TIME)
        .filter_map(seconds)
        .take(3)
        .collect()
}

fn seconds(word: &str) -> Option<i64> {
    let time = DateTime::strptime("%Y%m%dT%H%M%SZ", word).ok()?;
    Some(TimeZone::UTC.to_timestamp(time).ok()?.as_second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_itself_tells_how_far_the_clock_is_off() {
        for (message, skew) in [
            (
                "Signature expired: 20161010T120646Z is now earlier than 20161010T151154Z (20161010T152654Z - 15 min.)",
                Some(12_008),
            ),
            (
                "Signature not yet current: 20170424T013926Z is still later than 20170424T013832Z (20170424T013332Z + 5 min.)",
                Some(-354),
            ),
            ("Signature expired: 20260709T101500Z is now earlier than 20260709T102000Z", Some(300)),
            ("Signature expired: yesterday", None),
            ("Signature expired: 20161010T120646Z", None),
            ("Signature expired: 99999999T999999Z is now earlier than 20260709T102000Z", None),
            ("20161010T120646Z 20161010T120646Z", None),
        ] {
            assert_eq!(of(message), skew, "{message}");
        }
    }
}
