//! How long a session is to last: `--duration 1h30m`.

use std::str::FromStr;

/// The shortest session that STS gives, in seconds.
const LEAST: u32 = 900;

/// The longest session that STS gives, in seconds.
const MOST: u32 = 43_200;

/// The units, in the order in which they may follow one another, and their seconds.
const UNITS: [(char, u32); 3] = [('h', 3600), ('m', 60), ('s', 1)];

/// What a user has to know who wrote something else.
const EXPECTED: &str = "a session lasts 900 seconds to 43200 (12h): 3600, 90m, 1h30m";

/// The seconds of a session, from 900 to 43,200.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Seconds(u32);

impl Seconds {
    /// Returns the number.
    pub(crate) const fn get(self) -> u32 {
        self.0
    }
}

impl FromStr for Seconds {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let seconds = number(text).or_else(|| sum(text));
        let is_possible = |seconds: &u32| (LEAST..=MOST).contains(seconds);
        seconds.filter(is_possible).map(Self).ok_or(EXPECTED)
    }
}

/// Returns the number that `text` is: digits and nothing else.
fn number(text: &str) -> Option<u32> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// Returns the seconds of numbers with units, the larger unit first.
fn sum(text: &str) -> Option<u32> {
    let mut rest = text;
    let mut seconds = 0_u32;
    for (unit, length) in UNITS {
        if let Some((count, behind)) = rest.split_once(unit) {
            seconds = number(count)?.checked_mul(length)?.checked_add(seconds)?;
            rest = behind;
        }
    }
    rest.is_empty().then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_minutes_and_hours_are_understood() {
        for (text, expected) in [
            ("900", 900),
            ("3600", 3600),
            ("3600s", 3600),
            ("0900", 900),
            ("15m", 900),
            ("90m", 5400),
            ("1h", 3600),
            ("1h30m", 5400),
            ("1h0m30s", 3630),
            ("1h30s", 3630),
            ("12h", 43_200),
            ("43200", 43_200),
        ] {
            assert_eq!(text.parse(), Ok(Seconds(expected)), "{text}");
        }
    }

    #[test]
    fn what_sts_does_not_give_and_what_is_no_time_are_refused() {
        let odd = [
            "",
            " ",
            "1 h",
            "1h 30m",
            " 3600",
            "3600 ",
            "1h\n",
            "3600\0",
            "1h;id",
            "３６００",
            "1h٣m",
        ];
        let texts = "0 899 14m 14m59s 43201 12h1s 13h 720m1s s h hm 1h30 30m1h 1h1h 60m60m 1d 1H 3600S \
                     +3600 -3600 1.5h 3,600 1e4 0x1000 4294967296 4294968196 1193047h 71582789m \
                     99999999999999999999s PT1H";
        for text in odd.into_iter().chain(texts.split_whitespace()) {
            assert_eq!(text.parse::<Seconds>(), Err(EXPECTED), "{text:?}");
        }
    }

    #[test]
    fn the_message_names_both_limits() {
        assert!(EXPECTED.contains(&LEAST.to_string()) && EXPECTED.contains(&MOST.to_string()));
    }
}
