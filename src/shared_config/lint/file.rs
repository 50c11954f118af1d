//! Rules about a file as a whole.

use super::super::text::{ReadFault, Text};
use super::rule::{self, Rule};
use super::{Hit, Rejected};

/// Returns what is wrong with the file before its lines are looked at.
pub(super) fn hits(text: &Text) -> Vec<Hit<'_>> {
    let hit = |rule, line| Hit { rule, rejected: Rejected::No, line, section: "", key: "" };
    let fault = text.content.as_ref().err().map(|fault| of(fault));
    let elsewhere = text.in_sdks.as_ref().map(|_| (&rule::ELSEWHERE, 0));
    fault.into_iter().chain(elsewhere).map(|(rule, line)| hit(rule, line)).collect()
}

/// Returns the rule for a file that could not be read, and the line.
const fn of(fault: &ReadFault) -> (&'static Rule, usize) {
    match fault {
        ReadFault::NotAFile(_) => (&rule::NOT_A_FILE, 0),
        ReadFault::Loop | ReadFault::Unreadable(_) => (&rule::UNREADABLE, 0),
        ReadFault::TooLarge => (&rule::TOO_LARGE, 0),
        ReadFault::LongLine(line) => (&rule::TOO_LARGE, *line),
        ReadFault::NotUtf8(line) => (&rule::ENCODING, *line),
    }
}
