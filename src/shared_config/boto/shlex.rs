//! The words of a section header or a command, split as Python's `shlex.split` does.

/// Returns the words of `text`, or `None` when a quote or escape has no end.
pub(crate) fn split(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            ' ' | '\t' | '\r' | '\n' => words.extend(word.take()),
            '\\' => word.get_or_insert_default().push(characters.next()?),
            '\'' => single_quoted(&mut characters, word.get_or_insert_default())?,
            '"' => double_quoted(&mut characters, word.get_or_insert_default())?,
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    Some(words)
}

/// Adds everything up to the closing `'`.
fn single_quoted(characters: &mut impl Iterator<Item = char>, word: &mut String) -> Option<()> {
    loop {
        match characters.next()? {
            '\'' => return Some(()),
            other => word.push(other),
        }
    }
}

/// Adds everything up to the closing `"`; a backslash escapes only `"` and itself.
fn double_quoted(characters: &mut impl Iterator<Item = char>, word: &mut String) -> Option<()> {
    loop {
        match characters.next()? {
            '"' => return Some(()),
            '\\' => match characters.next()? {
                escaped @ ('"' | '\\') => word.push(escaped),
                other => word.extend(['\\', other]),
            },
            other => word.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_python() {
        // Answers of Python 3.11's `shlex.split`.
        for (text, words) in [
            ("profile a", Some(vec!["profile", "a"])),
            (" profile\t a ", Some(vec!["profile", "a"])),
            ("profile 'a b'", Some(vec!["profile", "a b"])),
            ("profile \"a \\\" \\x\"", Some(vec!["profile", "a \" \\x"])),
            ("profile a\\ b", Some(vec!["profile", "a b"])),
            ("profile ''", Some(vec!["profile", ""])),
            ("pro'file 'x'y'", Some(vec!["profile xy"])),
            ("profile a\\", None),
            ("profile \"a", None),
            ("", Some(vec![])),
        ] {
            let expected = words.map(|words| words.into_iter().map(str::to_owned).collect());
            assert_eq!(split(text), expected, "{text:?}");
        }
    }
}
