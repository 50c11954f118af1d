//! A question that a person answers with yes or no.

use std::io::{self, BufRead as _};

use crate::spinner;

use super::{stdin_is_terminal, write_stderr};

/// Shows `question` and returns whether the answer is yes; `None` if nobody is there to give one.
pub(crate) fn ask(question: &str) -> Option<bool> {
    if !stdin_is_terminal() {
        return None;
    }
    let _quiet = spinner::pause();
    write_stderr(question);
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer).ok().filter(|length| *length > 0)?;
    Some(is_yes(&answer))
}

fn is_yes(answer: &str) -> bool {
    matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_yes_is_yes() {
        for (answer, expected) in
            [("y\n", true), ("Yes\r\n", true), ("\n", false), ("n", false), ("yess", false)]
        {
            assert_eq!(is_yes(answer), expected, "{answer:?}");
        }
    }
}
