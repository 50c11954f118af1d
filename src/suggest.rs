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

/// Returns 1 for the same text, about 0.9 where one holds the other, less for less.
fn likeness(wanted: &str, name: &str) -> f64 {
    let contained =
        wanted.len() >= 3 && (name.contains(wanted) || wanted.contains(name) && name.len() >= 3);
    let likeness = strsim::jaro_winkler(wanted, name);
    if contained { likeness.max(0.9) } else { likeness }
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
        assert!(nearest("xyzzy", known.into_iter()).is_empty());
    }

    #[test]
    fn a_name_that_nobody_types_is_near_to_none() {
        let long = "ab".repeat(100_000);

        assert!(nearest(&long, std::iter::repeat_n(&*long, 100)).is_empty());
        assert_eq!(nearest("prod", [&*long, "production"].into_iter()), ["production"]);
    }
}
