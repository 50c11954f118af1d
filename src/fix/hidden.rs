//! Characters that nobody sees, and quotes that a web page has put around a value.

use std::ops::Range;

use crate::display::is_hidden;
use crate::edit::{Edit, bare};

use super::Plan;
use super::text::{FileText, Line};

/// Keys whose values are printable ASCII without a space, so that nothing else in them can be meant.
const EXACT: [&str; 12] = [
    "aws_access_key_id",
    "aws_secret_access_key",
    "aws_session_token",
    "aws_security_token",
    "region",
    "role_arn",
    "mfa_serial",
    "output",
    "sso_account_id",
    "sso_region",
    "sso_start_url",
    "source_profile",
];

/// Those of them that AWS makes and nobody writes by hand.
const CREDENTIALS: usize = 4;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Returns what can be cut out of each line.
pub(super) fn plans(file: &FileText<'_>) -> Vec<Plan> {
    let mut plans = Vec::new();
    if file.lines.first().is_some_and(|line| line.text.starts_with(BYTE_ORDER_MARK)) {
        let title = "remove the byte order mark at the start".to_owned();
        plans.push(Plan { title, edits: vec![Edit::ByteOrderMark] });
    }
    let cuts =
        file.lines.iter().filter(|line| !line.is_comment()).filter_map(|line| in_line(*line));
    plans.extend(cuts);
    plans
}

fn in_line(line: Line<'_>) -> Option<Plan> {
    let (mark, text) = match line.text.strip_prefix(BYTE_ORDER_MARK) {
        Some(text) if line.number == 1 => (BYTE_ORDER_MARK.len_utf8(), text),
        Some(_) | None => (0, line.text),
    };
    // A lone carriage return between two settings ends a line for some.
    if text.trim_end_matches(is_odd_or_space).contains('\r') {
        return None;
    }
    let (what, cuts) = cuts(Line { number: line.number, text })?;
    let edits: Vec<Edit> = cuts
        .into_iter()
        .map(|cut| Edit::Cut { line: line.number, bytes: cut.start + mark..cut.end + mark })
        .collect();
    let title = format!("line {}: remove what cannot be seen {what}", line.number);
    (!edits.is_empty()).then_some(Plan { title, edits })
}

/// Returns where the odd characters of a line are, and what they are around.
fn cuts(line: Line<'_>) -> Option<(String, Vec<Range<usize>>)> {
    let text = line.text;
    if text.trim_matches(is_odd_or_space).is_empty() {
        return Some(("on an empty line".to_owned(), odd(text, 0)));
    }
    let lead = text.len() - text.trim_start_matches(is_odd_or_space).len();
    if text.get(lead..)?.starts_with('[') {
        let end = text.rfind(']')? + 1;
        let behind = text.get(end..)?;
        let is_clean = behind.trim_matches(is_odd_or_space).is_empty();
        let mut cuts = odd(text.get(..lead)?, 0);
        cuts.extend(odd(behind, end).into_iter().filter(|_| is_clean));
        return Some(("around the section's name".to_owned(), cuts));
    }
    let (key, value) = line.setting()?;
    let name = bare(key);
    let is_name = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if name.is_empty() || !name.bytes().all(is_name) {
        return None;
    }
    let mut cuts = odd(key, 0);
    cuts.extend(in_value(&name, value).into_iter().map(|cut| shifted(&cut, key.len() + 1)));
    Some((format!("in `{name}`"), cuts))
}

fn shifted(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

/// Returns what does not belong to a value.
fn in_value(name: &str, value: &str) -> Vec<Range<usize>> {
    let place = EXACT.iter().position(|exact| *exact == name);
    let is_credential = place.is_some_and(|place| place < CREDENTIALS);
    let lead = value.len() - value.trim_start_matches(is_odd_or_space).len();
    let end = value.trim_end_matches(is_odd_or_space).len().max(lead);
    let part = |range: Range<usize>| value.get(range).unwrap_or_default();
    let mut cuts = odd(part(0..lead), 0);
    if place.is_some() {
        cuts.extend(odd(part(lead..end), lead));
    }
    cuts.extend(quotes(part(lead..end), is_credential).map(|cut| shifted(&cut, lead)));
    let trail = part(end..value.len());
    let has_trail = !trail.is_empty() && (is_credential || trail.chars().any(is_odd));
    cuts.extend(has_trail.then_some(end..value.len()).filter(|_| end > lead));
    cuts
}

/// Returns where a pair of quotes stands around a value: a typographic one or, around what AWS has made, any.
fn quotes(value: &str, is_credential: bool) -> impl Iterator<Item = Range<usize>> {
    let is_typographic = |quote: char| matches!(quote, '\u{2018}'..='\u{201f}' | '«' | '»');
    let is_quote =
        |quote: &char| is_typographic(*quote) || (is_credential && matches!(quote, '"' | '\''));
    let first = value.chars().next().filter(is_quote);
    let last = value.chars().next_back().filter(is_quote);
    let pair = first.zip(last).filter(|(first, last)| {
        let is_pair = first == last || (is_typographic(*first) && is_typographic(*last));
        is_pair && value.len() > first.len_utf8() + last.len_utf8()
    });
    pair.into_iter()
        .flat_map(|(first, last)| [0..first.len_utf8(), value.len() - last.len_utf8()..value.len()])
}

/// Returns where the characters stand that nobody sees, or takes for a space.
fn odd(text: &str, start: usize) -> Vec<Range<usize>> {
    let odd = text.char_indices().filter(|(_, character)| is_odd(*character));
    odd.map(|(at, character)| start + at..start + at + character.len_utf8()).collect()
}

fn is_odd(character: char) -> bool {
    character != '\t'
        && (is_hidden(character) || (!character.is_ascii() && character.is_whitespace()))
}

fn is_odd_or_space(character: char) -> bool {
    is_odd(character) || matches!(character, ' ' | '\t')
}
