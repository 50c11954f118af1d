//! A piece of somebody else's text that may be shown.

use crate::display::masked;

/// The most of a message that is shown, in characters.
const LONGEST: usize = 300;

/// Returns the lines of `plain` from `start` to `end` in one, cut to what is worth reading, and with secrets masked.
pub(super) fn of(plain: &str, start: usize, end: usize) -> String {
    let before = plain.get(..start).unwrap_or_default();
    let line = before.rfind('\n').map_or(0, |place| place + 1);
    // A log puts much in front of a message.
    let (line, front) = if start - line > LONGEST / 2 {
        (plain.ceil_char_boundary(start - LONGEST / 4), "…")
    } else {
        (line, "")
    };
    let behind = plain.get(end..).unwrap_or_default();
    let last = behind.find('\n').map_or(plain.len(), |place| end + place);
    let text = plain.get(line..last).unwrap_or_default();
    let words: Vec<String> = text.split_whitespace().map(without_secrets).collect();
    let shown: String = words.join(" ");
    let cut: String = shown.chars().take(LONGEST).collect();
    let tail = if cut.len() < shown.len() { "…" } else { "" };
    format!("{front}{cut}{tail}")
}

/// Returns `word` with each part that may be a secret or a key id as its last four characters.
fn without_secrets(word: &str) -> String {
    let mut shown = String::with_capacity(word.len());
    let mut rest = word;
    while !rest.is_empty() {
        let end = rest.find(|character| !is_of_secret(character)).unwrap_or(rest.len());
        let (part, behind) = rest.split_at(end);
        shown.push_str(&if may_be_secret(part) { masked(part) } else { part.to_owned() });
        let next = behind.chars().next().map_or(0, char::len_utf8);
        let (between, behind) = behind.split_at(next);
        shown.push_str(between);
        rest = behind;
    }
    shown
}

fn is_of_secret(character: char) -> bool {
    character.is_ascii_alphanumeric() || "/+=_-".contains(character)
}

/// Returns whether `part` is made like a secret, a token or a key id.
fn may_be_secret(part: &str) -> bool {
    let has = |is: fn(&u8) -> bool| part.as_bytes().iter().any(is);
    let is_key_id = part.len() >= 16 && (part.starts_with("AKIA") || part.starts_with("ASIA"));
    let is_mixed =
        has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_digit);
    is_key_id || (part.len() >= 38 && is_mixed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_a_message_are_shown_in_one() {
        let plain = "before\nError: api\nerror X: no way\nbehind\n";
        let (start, end) = (plain.find("api").unwrap(), plain.find(" way").unwrap());

        assert_eq!(of(plain, start, end), "Error: api error X: no way");
        assert_eq!(of("x", 0, 1), "x");
        assert_eq!(of("", 0, 0), "");
    }

    #[test]
    fn much_is_cut_on_both_sides() {
        let plain = format!("{} X: no {}", "é ".repeat(500), "é ".repeat(500));
        let start = plain.find('X').unwrap();

        let shown = of(&plain, start, start + 1);

        assert!(
            shown.starts_with('…') && shown.ends_with('…') && shown.contains("X: no"),
            "{shown}"
        );
        assert!(shown.chars().count() <= LONGEST + 2);
    }

    #[test]
    fn secrets_and_key_ids_are_masked() {
        for (word, expected) in [
            ("Credential=AKIARZPUZDIKGFADW22Y/20181128/x", "…28/x"),
            ("id:AKIARZPUZDIKGFADW22Y,", "id:…W22Y,"),
            ("secret:\"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY1\"", "secret:\"…KEY1\""),
            ("e65f7860-76e7-11e9-a6e4-7fc43f437424", "e65f7860-76e7-11e9-a6e4-7fc43f437424"),
            ("arn:aws:iam::111122223333:role/Deploy", "arn:aws:iam::111122223333:role/Deploy"),
            (
                "~/.aws/sso/cache/133454eea5510d1526a59d852338cd457befecd0.json",
                "~/.aws/sso/cache/133454eea5510d1526a59d852338cd457befecd0.json",
            ),
        ] {
            let shown = without_secrets(word);
            if word.contains("Credential") {
                assert!(!shown.contains("AKIARZPUZDIK"), "{shown}");
            } else {
                assert_eq!(shown, expected);
            }
        }
    }
}
