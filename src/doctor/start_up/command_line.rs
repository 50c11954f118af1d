//! A line as its commands and their words, near enough for every shell.

/// One word, without its quotes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    /// What stands in it.
    pub(super) text: String,
    /// Where in it the last part begins that only the shell can tell, such as `$NAME`.
    unknown: Option<usize>,
    is_quoted: bool,
}

impl Word {
    /// Returns the name and the value of `NAME=VALUE`.
    pub(super) fn assignment(&self) -> Option<(&str, Option<&str>)> {
        let (name, _) = self.text.split_once('=')?;
        Some((name, self.behind(name.len() + 1)))
    }

    /// Returns what stands behind so many bytes, if that can be told.
    pub(super) fn behind(&self, start: usize) -> Option<&str> {
        let is_known = self.unknown.is_none_or(|unknown| unknown < start);
        self.text.get(start..).filter(|_| is_known)
    }
}

/// Returns the commands of a line, each as its words, up to a comment.
pub(super) fn commands(line: &str) -> Vec<Vec<Word>> {
    let mut splitter = Splitter::default();
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match splitter.quote {
            Some(quote) => splitter.inside(quote, character, &mut characters),
            None if character == '#' && splitter.is_between_words() => break,
            None => splitter.outside(character, &mut characters),
        }
    }
    if splitter.quote.is_some() {
        splitter.cannot_tell();
    }
    splitter.end_command();
    splitter.commands
}

#[derive(Default)]
struct Splitter {
    commands: Vec<Vec<Word>>,
    words: Vec<Word>,
    word: Word,
    quote: Option<char>,
}

impl Splitter {
    fn inside(&mut self, quote: char, character: char, rest: &mut std::str::Chars<'_>) {
        match character {
            _ if character == quote => self.quote = None,
            '\\' if quote == '"' => self.push_escaped(rest),
            '$' | '`' if quote == '"' => self.push_unknown(character),
            _ => self.word.text.push(character),
        }
    }

    fn outside(&mut self, character: char, rest: &mut std::str::Chars<'_>) {
        match character {
            '\'' | '"' => {
                self.quote = Some(character);
                self.word.is_quoted = true;
            }
            '\\' => self.push_escaped(rest),
            ';' | '|' | '&' => self.end_command(),
            '$' | '`' | '(' | '~' | '@' | '*' => self.push_unknown(character),
            _ if character.is_whitespace() => self.end_word(),
            _ => self.word.text.push(character),
        }
    }

    fn push_escaped(&mut self, rest: &mut std::str::Chars<'_>) {
        match rest.next() {
            Some(next) => self.word.text.push(next),
            // The line goes on, and so may the value.
            None => self.cannot_tell(),
        }
    }

    fn push_unknown(&mut self, character: char) {
        self.cannot_tell();
        self.word.text.push(character);
    }

    fn cannot_tell(&mut self) {
        self.word.unknown = Some(self.word.text.len());
    }

    fn is_between_words(&self) -> bool {
        self.word == Word::default()
    }

    fn end_word(&mut self) {
        if !self.is_between_words() {
            self.words.push(std::mem::take(&mut self.word));
        }
    }

    fn end_command(&mut self) {
        self.end_word();
        if !self.words.is_empty() {
            self.commands.push(std::mem::take(&mut self.words));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &str) -> Vec<Vec<String>> {
        let of_command = |words: Vec<Word>| words.into_iter().map(|word| word.text).collect();
        commands(line).into_iter().map(of_command).collect()
    }

    #[test]
    fn quotes_hold_words_together_and_comments_end_the_line() {
        for (line, expected) in [
            ("export A=1 B='2 3' # C=4", vec![vec!["export", "A=1", "B=2 3"]]),
            ("  a=1; export a && b", vec![vec!["a=1"], vec!["export", "a"], vec!["b"]]),
            ("alias x='export A=1; y'", vec![vec!["alias", "x=export A=1; y"]]),
            (r#"A="x\"y"z\ w"#, vec![vec![r#"A=x"yz w"#]]),
            ("set -gx A ''", vec![vec!["set", "-gx", "A", ""]]),
            ("# export A=1", vec![]),
            ("a#b", vec![vec!["a#b"]]),
            ("", vec![]),
        ] {
            assert_eq!(texts(line), expected, "{line}");
        }
    }

    #[test]
    fn a_value_is_told_only_if_it_is_all_there() {
        for (line, expected) in [
            ("A=b", Some("b")),
            ("A='$b'", Some("$b")),
            (r#"A="b c""#, Some("b c")),
            (r#"A="$b""#, None),
            ("A=$(b)", None),
            ("A=`b`", None),
            ("A=~/b", None),
            ("A='b", None),
            ("A=b\\", None),
        ] {
            let words = commands(line).concat();

            assert_eq!(words[0].assignment(), Some(("A", expected)), "{line}");
        }
    }

    #[test]
    fn what_stands_in_front_of_a_value_may_be_unknown() {
        let words = commands("$env:A='b'").concat();

        assert_eq!(words[0].assignment(), Some(("$env:A", Some("b"))));
    }
}
