//! A command line that is still being typed, read as bash reads it. Nothing in it is ever evaluated.

mod frame;

use std::iter::Peekable;
use std::str::Chars;

use frame::{Frame, Opener};

/// How the text at one place of a line is quoted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Quote {
    /// Not at all.
    #[default]
    Bare,
    /// Between `'`.
    Single,
    /// Between `"`.
    Double,
    /// Between `$'` and `'`.
    AnsiC,
}

impl Quote {
    /// Returns the character that ends it.
    pub(super) const fn mark(self) -> Option<char> {
        match self {
            Self::Bare => None,
            Self::Single | Self::AnsiC => Some('\''),
            Self::Double => Some('"'),
        }
    }
}

/// A word without its quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// The text, as far as it can be known.
    pub(super) text: String,
    /// Whether bash would have to evaluate something to know it all.
    pub(super) evaluated: bool,
}

/// The last simple command of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its words before the last one; the first is the command.
    pub(super) words: Vec<Word>,
    /// The word that the line ends in, empty behind a space.
    pub(super) last: Word,
    /// How a character typed now would be quoted.
    pub(super) quote: Quote,
    /// How many substitutions, not finished yet, are around it.
    pub(super) depth: usize,
}

impl Line {
    /// Reads `text`; nothing where no word of a command could follow.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut reader =
            Reader { rest: text.chars().peekable(), frame: Frame::default(), outer: Vec::new() };
        while let Some(character) = reader.rest.next() {
            reader.take(character);
        }
        let frame = reader.frame;
        if frame.opener == Opener::Brace || frame.is_redirected {
            return None;
        }
        let last = frame.word.unwrap_or_else(Word::empty);
        let assignments = frame.words.iter().take_while(|word| is_assignment(&word.text)).count();
        let words: Vec<Word> = frame.words.into_iter().skip(assignments).collect();
        (!words.is_empty()).then_some(Self {
            words,
            last,
            quote: frame.quote,
            depth: reader.outer.len(),
        })
    }
}

impl Word {
    const fn empty() -> Self {
        Self { text: String::new(), evaluated: false }
    }
}

fn is_assignment(text: &str) -> bool {
    text.split_once('=').is_some_and(|(name, _)| {
        name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && name.chars().all(|character| character.is_ascii_alphanumeric() || character == '_')
    })
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    frame: Frame,
    outer: Vec<Frame>,
}

impl Reader<'_> {
    fn take(&mut self, character: char) {
        match (self.frame.quote, character) {
            (Quote::Single | Quote::AnsiC, '\'') | (Quote::Double, '"') => {
                self.frame.quote = Quote::Bare;
            }
            (Quote::AnsiC, '\\') => self.escape_in_ansi_c(),
            (Quote::Double, '\\') => self.escape_in_double_quotes(),
            (Quote::Bare | Quote::Double, '$') => self.dollar(),
            (Quote::Bare | Quote::Double, '`') => self.backtick(),
            (Quote::Bare, _) => self.take_bare(character),
            (Quote::Single | Quote::AnsiC | Quote::Double, _) => self.push(character),
        }
    }

    fn take_bare(&mut self, character: char) {
        match character {
            '\\' => self.escape(),
            '\'' => self.open_quote(Quote::Single),
            '"' => self.open_quote(Quote::Double),
            ')' if self.frame.opener == Opener::Parenthesis => self.close(),
            '}' if self.frame.opener == Opener::Brace => self.close(),
            _ if self.frame.opener == Opener::Brace => self.push(character),
            ' ' | '\t' => self.frame.end_word(),
            '(' => self.open(Opener::Parenthesis),
            '<' | '>' => self.redirect(),
            '&' | '|' | ';' | '\n' | ')' => self.separate(character),
            _ => self.push(character),
        }
    }

    fn push(&mut self, character: char) {
        self.frame.word().text.push(character);
    }

    fn open_quote(&mut self, quote: Quote) {
        self.frame.word();
        self.frame.quote = quote;
    }

    fn escape(&mut self) {
        match self.rest.next() {
            Some('\n') => {}
            Some(character) => self.push(character),
            None => _ = self.frame.word(),
        }
    }

    fn escape_in_double_quotes(&mut self) {
        match self.rest.next_if(|next| matches!(next, '$' | '`' | '"' | '\\')) {
            Some(character) => self.push(character),
            None if self.rest.peek().is_none() => {}
            None => self.push('\\'),
        }
    }

    fn escape_in_ansi_c(&mut self) {
        let Some(character) = self.rest.next() else { return };
        self.push(character);
        if !matches!(character, '\\' | '\'' | '"' | '?') {
            self.frame.word().evaluated = true; // such as \n or \x41
        }
    }

    fn dollar(&mut self) {
        let is_bare = self.frame.quote == Quote::Bare;
        match self.rest.peek().copied() {
            Some('(') => self.open_behind_dollar(Opener::Parenthesis),
            Some('{') => self.open_behind_dollar(Opener::Brace),
            Some(quote @ ('\'' | '"')) if is_bare => {
                self.rest.next();
                self.open_quote(if quote == '"' { Quote::Double } else { Quote::AnsiC });
            }
            Some(next) if next.is_ascii_alphanumeric() || "_[*@#?-$!".contains(next) => {
                self.push('$');
                self.frame.word().evaluated = true;
            }
            _ => self.push('$'),
        }
    }

    fn open_behind_dollar(&mut self, opener: Opener) {
        self.rest.next();
        self.open(opener);
    }

    fn open(&mut self, opener: Opener) {
        self.frame.word().evaluated = true;
        let inner = Frame { opener, ..Frame::default() };
        self.outer.push(std::mem::replace(&mut self.frame, inner));
    }

    fn close(&mut self) {
        if let Some(frame) = self.outer.pop() {
            self.frame = frame;
        }
    }

    fn backtick(&mut self) {
        let is_inside = self.frame.opener == Opener::Backtick
            || self.outer.iter().any(|frame| frame.opener == Opener::Backtick);
        if !is_inside {
            return self.open(Opener::Backtick);
        }
        while self.frame.opener != Opener::Backtick {
            self.close();
        }
        self.close();
    }

    fn redirect(&mut self) {
        if self.rest.next_if_eq(&'(').is_some() {
            return self.open(Opener::Parenthesis);
        }
        let is_number = |word: &Word| word.text.bytes().all(|byte| byte.is_ascii_digit());
        self.frame.word.take_if(|word| is_number(word));
        self.frame.end_word();
        self.frame.is_redirected = true;
    }

    fn separate(&mut self, character: char) {
        let belongs_to_redirection = match character {
            '&' if self.rest.peek() == Some(&'>') => true,
            '&' | '|' => self.frame.is_redirected && self.frame.word.is_none(),
            _ => false,
        };
        if !belongs_to_redirection {
            self.frame.end_command();
        }
    }
}

#[cfg(test)]
mod tests;
