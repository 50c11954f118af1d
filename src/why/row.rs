//! One row of the table of errors.
//!
//! Where there are several texts, they are the lines of one: of each address in the program the loader has to write another.

/// An error, how its texts are recognised, and what may be behind it.
#[derive(Debug)]
pub(crate) struct Row {
    /// The name of its findings, which never changes.
    pub(crate) code: &'static str,
    /// What it is called where the text has no code of AWS's.
    pub(crate) name: &'static str,
    /// AWS's codes for it, with blanks between them; each is also known with `Exception` behind it.
    pub(crate) codes: &'static str,
    /// What its messages say, in lower case, a line each; where it has a `…`, anything may stand that is not long.
    pub(crate) phrases: &'static str,
    /// What may be behind it, the most likely first.
    pub(crate) candidates: &'static [Candidate],
}

/// What may be behind an error.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    /// One of the causes that DESIGN lists.
    pub(crate) cause: &'static str,
    /// What it means, as half a sentence.
    pub(crate) means: &'static str,
    /// How to tell whether it is this one.
    pub(crate) tell: &'static str,
    /// What mends it, to be pasted, a line each.
    pub(crate) fix: &'static str,
}

/// Returns a candidate.
pub(super) const fn candidate(
    cause: &'static str,
    means: &'static str,
    tell: &'static str,
    fix: &'static str,
) -> Candidate {
    Candidate { cause, means, tell, fix }
}
