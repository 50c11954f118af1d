//! Names near a name that does not exist.

/// How long a name may be, in bytes, to be compared: the time grows with the product of both lengths.
const LONGEST: usize = 128;

/// Returns up to three of `known`, the nearest to `wanted` first, none that is far from it.
pub(crate) fn nearest<'a>(wanted: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    if wanted.len() > LONGEST {
        return Vec::new();
    }
    let folded = wanted.to_lowercase();
    let mut near: Vec<(f64, &str)> = known
        .filter(|name| name.len() <= LONGEST)
        .map(|name| (likeness(&folded, &name.to_lowercase()), name))
        .filter(|(likeness, _)| *likeness >= 0.8)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    near.dedup_by(|a, b| a.1 == b.1);
    near.truncate(3);
    near.into_iter().map(|(_, name)| name).collect()
}

/// Returns more than 1 where `name` begins with what is wanted or holds it, 1 for the same text, less for less.
///
/// Of thousands of generated names many differ in one digit; the one that was typed in part comes before them.
fn likeness(wanted: &str, name: &str) -> f64 {
    let mut likeness = strsim::jaro_winkler(wanted, name);
    if is_one_slip(wanted, name) {
        likeness = likeness.max(0.9);
    }
    match name.find(wanted) {
        _ if wanted.len() < 3 => likeness,
        Some(0) => likeness + 2.0,
        Some(_) => likeness + 1.0,
        None if name.len() >= 3 && wanted.contains(name) => likeness.max(0.9),
        None => likeness,
    }
}

/// Returns whether one letter is wrong, missing or too much, or two changed places: in a short name that is half of it.
fn is_one_slip(wanted: &str, name: &str) -> bool {
    let is_short = wanted.len() > 2 && wanted.len().abs_diff(name.len()) <= 1;
    is_short && strsim::osa_distance(wanted, name) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_the_name() {
        let known = ["staging", "production", "sandbox", "Dev"];

        assert_eq!(nearest("stagnig", known.into_iter()), ["staging"]);
        assert_eq!(nearest("prod", known.into_iter()), ["production"]);
        assert_eq!(nearest("dev", known.into_iter()), ["Dev"]);
        assert_eq!(nearest("dve", known.into_iter()), ["Dev"]);
        assert!(nearest("xyzzy", known.into_iter()).is_empty());
    }

    #[test]
    fn a_name_that_nobody_types_is_near_to_none() {
        let long = "ab".repeat(100_000);

        assert!(nearest(&long, std::iter::repeat_n(&*long, 100)).is_empty());
        assert_eq!(nearest("prod", [&*long, "production"].into_iter()), ["production"]);
    }

    #[test]
    fn what_was_typed_in_part_comes_before_what_differs_in_a_digit() {
        let known = ["team-5/Admin", "team-0045/Admin", "team-0005/PowerUser", "old-team-0005/X"];

        assert_eq!(
            nearest("team-0005", known.into_iter()),
            ["team-0005/PowerUser", "old-team-0005/X", "team-0045/Admin"]
        );
        assert_eq!(nearest("0005", known.into_iter()), ["team-0005/PowerUser", "old-team-0005/X"]);
    }
}
