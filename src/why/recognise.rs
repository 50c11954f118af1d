//! Finds the errors in a text.

use memchr::memmem;

use super::denial::{self, Denial};
use super::mention::{self, Mentions};
use super::quote;
use super::row::Row;
use super::skew;
use super::table;
use super::text::Text;

/// How far apart, in bytes, the parts of one message are at most.
const NEAR: usize = 400;

/// How far from the end of a text, in bytes, what made it end is at most from its other errors.
const LAST_WORDS: usize = 8 << 10;

/// What an error's text says.
#[derive(Debug)]
pub(crate) struct Recognised {
    /// The error that the others follow from.
    pub(crate) error: Named,
    /// Errors that stand elsewhere in the text.
    pub(crate) others: Vec<Named>,
    /// Names in the message.
    pub(crate) mentions: Mentions,
    /// How far AWS's clock is ahead, in seconds, if the message tells.
    pub(crate) skew: Option<i64>,
    /// Who may not do what.
    pub(crate) denial: Option<Denial>,
    /// What only `aws sts decode-authorization-message` can read.
    pub(crate) encoded: Option<String>,
}

/// An error as it stands in a text.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    /// Its row.
    pub(crate) row: &'static Row,
    /// AWS's code as the text spells it, else the name of the row.
    pub(crate) name: String,
    /// Its words, fit to be shown.
    pub(crate) quote: String,
}

/// Where a row was recognised.
struct Hit {
    row: &'static Row,
    code: Option<String>,
    start: usize,
    end: usize,
}

/// Returns what is recognised at the end of `bytes`; `None` if nothing is.
pub(crate) fn recognise(bytes: &[u8]) -> Option<Recognised> {
    let text = Text::of(bytes);
    let hits: Vec<Hit> = table::rows().filter_map(|row| hit(&text, row)).collect();
    let last = hits.iter().map(|hit| hit.start).max()?;
    let mut kept = one_of_each_message(hits);
    let first = kept.iter().position(|hit| last - hit.start <= LAST_WORDS)?;
    let hit = kept.remove(first);
    let message = text.around(hit.start, NEAR, 3 * NEAR);
    Some(Recognised {
        error: hit.named(&text),
        others: kept.iter().map(|hit| hit.named(&text)).collect(),
        mentions: mention::of(&message),
        skew: skew::of(&message),
        denial: denial::of(&message),
        encoded: denial::encoded(&text.around(hit.start, NEAR, LAST_WORDS)),
    })
}

/// Returns the hits without those in the message of an earlier row, which says the same and more; the code stays.
fn one_of_each_message(hits: Vec<Hit>) -> Vec<Hit> {
    let mut kept: Vec<Hit> = Vec::new();
    for hit in hits {
        match kept.iter_mut().find(|other| other.start.abs_diff(hit.start) <= NEAR) {
            Some(other) => other.code = other.code.take().or(hit.code),
            None => kept.push(hit),
        }
    }
    kept
}

impl Hit {
    fn named(&self, text: &Text) -> Named {
        Named {
            row: self.row,
            name: self.code.clone().unwrap_or_else(|| self.row.name.to_owned()),
            quote: quote::of(&text.plain, self.start, self.end),
        }
    }
}

/// Returns the last place where `row` is recognised.
fn hit(text: &Text, row: &'static Row) -> Option<Hit> {
    let code = row.codes.split_whitespace().filter_map(|code| last_code(&text.plain, code)).max();
    let phrase = row.phrases.lines().filter_map(|phrase| last_phrase(text, phrase)).max();
    match (code, phrase) {
        (Some((place, code)), Some((start, end))) if place.abs_diff(start) <= NEAR => {
            let (start, end) = (start.min(place), end.max(place + code.len()));
            Some(Hit { row, code: Some(code), start, end })
        }
        (Some((place, code)), None) => {
            Some(Hit { row, start: place, end: place + code.len(), code: Some(code) })
        }
        (Some((place, code)), Some((start, _))) if place > start => {
            Some(Hit { row, start: place, end: place + code.len(), code: Some(code) })
        }
        (_, Some((start, end))) => Some(Hit { row, code: None, start, end }),
        (None, None) => None,
    }
}

/// Returns start and end in the plain text of the last place where every part of `phrase` stands, in its order.
fn last_phrase(text: &Text, phrase: &str) -> Option<(usize, usize)> {
    let parts: Vec<String> =
        phrase.split('…').map(|part| part.split_whitespace().collect()).collect();
    let (first, others) = parts.split_first()?;
    let finder = memmem::FinderRev::new(first.as_str());
    let all = text.squeezed.as_bytes();
    finder.rfind_iter(all).find_map(|start| {
        let end = others.iter().try_fold(start + first.len(), |from, part| {
            let near = all.get(from..(from + NEAR).min(all.len()))?;
            Some(from + memmem::find(near, part.as_bytes())? + part.len())
        })?;
        Some((text.place(start), text.place(end - 1)))
    })
}

/// Returns the last place where `code` stands as the code of an error, and how it is spelled there.
fn last_code(plain: &str, code: &str) -> Option<(usize, String)> {
    memmem::FinderRev::new(code).rfind_iter(plain.as_bytes()).find_map(|start| {
        let (before, rest) = plain.split_at_checked(start)?;
        let behind = rest.strip_prefix(code)?;
        let (spelled, behind) = match behind.strip_prefix("Exception") {
            Some(behind) => (format!("{code}Exception"), behind),
            None => (code.to_owned(), behind),
        };
        is_code_of_error(before, behind).then_some((start, spelled))
    })
}

/// Words behind which tools write an error's code.
const LEAD_IN: [&str; 8] = ["code", "error", "__type", "name", "type", "some", "exception", "api"];

/// Returns whether what stands between `before` and `behind` is the code of an error, and not a part of some other name.
fn is_code_of_error(before: &str, behind: &str) -> bool {
    let is_of_name =
        |character: char| character.is_ascii_alphanumeric() || "_-/\\".contains(character);
    if before.ends_with(is_of_name) || behind.starts_with(is_of_name) {
        return false;
    }
    let is_in_brackets = before.ends_with('(') && behind.starts_with(')');
    let has_message = behind
        .strip_prefix(':')
        .is_some_and(|rest| rest.starts_with([' ', '\n']) || rest.is_empty());
    is_in_brackets || has_message || before.ends_with("Errors::") || is_led_in(before)
}

fn is_led_in(before: &str) -> bool {
    let lead = before.trim_end_matches(|character| " \n\"'`:=>([".contains(character));
    let start = lead.floor_char_boundary(lead.len().saturating_sub(9));
    let end = lead.get(start..).unwrap_or_default().to_ascii_lowercase();
    lead.len() < before.len() && LEAD_IN.iter().any(|word| end.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<String> {
        recognise(text.as_bytes()).map(|seen| seen.error.name)
    }

    #[test]
    fn a_code_counts_where_tools_write_codes() {
        for text in [
            "An error occurred (ExpiredToken) when calling",
            "ExpiredToken: no",
            "api error ExpiredToken: no",
            "Error Code: ExpiredToken; Request ID",
            "<Code>ExpiredToken</Code>",
            r#"{"Code":"ExpiredToken"}"#,
            r#"{"msg":"{\"__type\":\"ExpiredToken\"}"}"#,
            r#"code: Some("ExpiredToken")"#,
            "(Aws::S3::Errors::ExpiredToken)",
            "name: 'ExpiredToken',",
            "aws.model.ExpiredToken: no",
            "403 (ExpiredToken)",
        ] {
            assert_eq!(name(text).as_deref(), Some("ExpiredToken"), "{text}");
        }
    }

    #[test]
    fn a_code_in_another_name_does_not() {
        for text in [
            "2026-01-01 00:00:00 12 ExpiredToken.md",
            "s3://bucket/ExpiredToken: x",
            "docs/errors/ExpiredToken",
            "myExpiredToken: x",
            "ExpiredTokens: 3",
            "ExpiredToken",
            "the ExpiredToken alarm",
            "ExpiredToken-alarm: ok",
            "cause:ExpiredToken:x",
        ] {
            assert_eq!(name(text), None, "{text}");
        }
    }

    #[test]
    fn of_two_errors_the_one_that_the_other_follows_from_comes_first() {
        let text = "Error: no valid credential sources for S3 Backend found.\n".to_owned()
            + &"x\n".repeat(400)
            + "Error: Token has expired and refresh failed\n"
            + &"x\n".repeat(400)
            + "An error occurred (AccessDenied) when calling the ListBuckets operation: Access Denied\n";

        let seen = recognise(text.as_bytes()).unwrap();

        assert_eq!(seen.error.name, "sign-in ended");
        let others: Vec<&str> = seen.others.iter().map(|other| other.name.as_str()).collect();
        assert_eq!(others, ["AccessDenied", "no credentials"]);
    }

    #[test]
    fn an_old_error_far_above_is_not_what_made_the_text_end() {
        let text = "Error: Token has expired and refresh failed\n".to_owned()
            + &"fine\n".repeat(4000)
            + "An error occurred (AccessDenied) when calling the ListBuckets operation: Access Denied\n";

        assert_eq!(name(&text).as_deref(), Some("AccessDenied"));
    }

    #[test]
    fn one_message_is_one_error() {
        let text = "An error occurred (AccessDenied) when calling the AssumeRole operation: MultiFactorAuthentication failed with invalid MFA one time pass code.";

        let seen = recognise(text.as_bytes()).unwrap();

        assert_eq!((seen.error.name.as_str(), seen.others.len()), ("AccessDenied", 0));
        assert_eq!((seen.error.row.name, seen.error.quote.as_str()), ("MFA code refused", text));
    }

    #[test]
    fn megabytes_of_one_error_are_one_error() {
        let text = "ExpiredToken: The provided token has expired.\n".repeat(60_000);

        let seen = recognise(text.as_bytes()).unwrap();

        assert_eq!((seen.error.name.as_str(), seen.others.len()), ("ExpiredToken", 0));
    }
}
