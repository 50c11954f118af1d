//! The table of errors, one family a file; what fails first comes first, for what fails later often only follows from it.

mod denied;
mod files;
mod keys;
mod limits;
mod missing;
mod network;
mod sign_in;
mod signature;

use super::row::Row;

const FAMILIES: [&[Row]; 8] = [
    files::ROWS,
    sign_in::ROWS,
    signature::ROWS,
    keys::ROWS,
    limits::ROWS,
    network::ROWS,
    denied::ROWS,
    missing::ROWS,
];

/// Rows of which the verdict knows more than the table says.
pub(super) const PROFILE_NOT_FOUND: &str = "AWSP-Y002";
pub(super) const NOT_TRUSTED: &str = "AWSP-Y029";
pub(super) const NOT_REACHED: &str = "AWSP-Y030";
pub(super) const NO_CREDENTIALS: &str = "AWSP-Y034";

/// Returns every row, those first from which others follow.
pub(crate) fn rows() -> impl Iterator<Item = &'static Row> {
    FAMILIES.into_iter().flatten()
}

#[cfg(test)]
mod spellings;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::CAUSES;

    #[test]
    fn every_code_stands_once_and_none_is_left_out() {
        let mut codes: Vec<&str> = rows().map(|row| row.code).collect();
        codes.sort_unstable();

        let expected: Vec<String> =
            (1..=codes.len()).map(|number| format!("AWSP-Y{number:03}")).collect();
        assert_eq!(codes, expected);
    }

    #[test]
    fn every_cause_is_one_of_the_closed_list_and_stands_once_in_a_row() {
        for row in rows() {
            let mut causes: Vec<&str> =
                row.candidates.iter().map(|candidate| candidate.cause).collect();
            assert!(causes.iter().all(|cause| CAUSES.contains(cause)), "{}", row.code);
            causes.sort_unstable();
            causes.dedup();
            assert_eq!(causes.len(), row.candidates.len(), "{}", row.code);
        }
    }

    #[test]
    fn every_candidate_says_how_to_tell_it_and_what_to_type() {
        for row in rows() {
            assert!(!row.candidates.is_empty(), "{}", row.code);
            for candidate in row.candidates {
                assert!(!candidate.means.is_empty(), "{}", row.code);
                assert!(!candidate.tell.is_empty(), "{}: {}", row.code, candidate.means);
                assert!(!candidate.fix.is_empty(), "{}: {}", row.code, candidate.means);
            }
        }
    }

    #[test]
    fn phrases_are_written_as_they_are_compared() {
        for phrase in rows().flat_map(|row| row.phrases.lines()) {
            assert_eq!(phrase, phrase.to_lowercase());
            assert!(phrase.split('…').all(|part| !part.trim().is_empty()), "{phrase}");
        }
    }
}
