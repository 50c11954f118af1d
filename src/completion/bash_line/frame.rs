//! A command that is not finished, and what it stands in.

use super::{Quote, Word};

/// What a command stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Opener {
    #[default]
    Line,
    Parenthesis,
    Backtick,
    Brace,
}

/// A command that is not finished.
#[derive(Default)]
pub(super) struct Frame {
    pub(super) opener: Opener,
    pub(super) words: Vec<Word>,
    pub(super) word: Option<Word>,
    pub(super) quote: Quote,
    pub(super) is_redirected: bool,
}

impl Frame {
    /// Returns the word that is being typed, begun now if there was none.
    pub(super) fn word(&mut self) -> &mut Word {
        self.word.get_or_insert_with(Word::empty)
    }

    /// Ends the word; the target of a redirection is none of the command.
    pub(super) fn end_word(&mut self) {
        let Some(word) = self.word.take() else { return };
        if self.is_redirected {
            self.is_redirected = false;
        } else {
            self.words.push(word);
        }
    }

    /// Forgets a command that is over.
    pub(super) fn end_command(&mut self) {
        *self = Self { opener: self.opener, ..Self::default() };
    }
}
