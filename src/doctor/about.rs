//! What each code means, a paragraph each: what it is, which tool does what, and how it comes about.

/// A line for each code of `diagnostic/code.rs`, in the order of the letters. One text costs a start less than a table of
/// hundreds, each with an address of its own.
const ABOUT: &str = include_str!("about.txt");

/// Returns what a code means; `None` for what is no code of the table.
pub(crate) fn about(code: &str) -> Option<&'static str> {
    entries().find(|(known, _)| *known == code).map(|(_, text)| text)
}

fn entries() -> impl Iterator<Item = (&'static str, &'static str)> {
    ABOUT.lines().filter_map(|line| line.split_once(' '))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::code::{self, Code};

    #[test]
    fn every_code_has_a_paragraph_and_every_paragraph_a_code() {
        let mut codes: Vec<&str> = code::all().map(Code::name).collect();
        codes.sort_unstable();
        let told: Vec<&str> = entries().map(|(code, _)| code).collect();

        assert_eq!(told, codes);
    }

    #[test]
    fn a_code_is_found_by_its_name() {
        assert!(about("AWSP-E012").unwrap().contains("AKIA"));
        assert_eq!(about("AWSP-E999"), None);
        for (code, text) in entries() {
            assert!(text.ends_with('.') && text.len() > 50, "{code}");
        }
    }
}
