//! From the text of an error to its most likely cause; pure, for whoever has the text and the state of the machine.

mod denial;
mod mention;
mod placeholder;
mod quote;
mod recognise;
mod row;
mod skew;
mod table;
mod text;
mod verdict;

pub(crate) use placeholder::with_blanks;
pub(crate) use recognise::recognise;
pub(crate) use row::{Candidate, Row};
pub(crate) use table::rows;
pub(crate) use text::LONGEST;
pub(crate) use verdict::{SOURCE, verdict};
