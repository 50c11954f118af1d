//! Keys that stand twice in a section, for which Python rejects the file.

use std::collections::HashSet;

use super::lower;

/// How many keys are compared one by one before a set is built.
const FEW: usize = 24;

/// The keys of one section.
#[derive(Clone, Debug, Default)]
pub(crate) struct Duplicates<'t> {
    few: Vec<&'t str>,
    many: HashSet<String>,
    /// Whether a key has letters outside ASCII: then the lengths of both cases may differ.
    has_foreign: bool,
}

impl<'t> Duplicates<'t> {
    /// Starts a new section.
    pub(crate) fn clear(&mut self) {
        self.few.clear();
        self.many.clear();
        self.has_foreign = false;
    }

    /// Adds `key` and returns whether it was there already.
    pub(crate) fn add(&mut self, key: &'t str) -> bool {
        self.has_foreign |= !key.is_ascii();
        if self.few.len() < FEW {
            let known = self.few.iter().any(|other| self.is_same(other, key));
            self.few.push(key);
            return known;
        }
        if self.many.is_empty() {
            self.many.extend(self.few.iter().map(|key| lower(key).into_owned()));
        }
        !self.many.insert(lower(key).into_owned())
    }

    /// Returns whether two keys are one in lower case.
    fn is_same(&self, one: &str, other: &str) -> bool {
        one.eq_ignore_ascii_case(other) || (self.has_foreign && lower(one) == lower(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_known_in_any_case_however_many_there_are() {
        for count in [0, 1, FEW - 1, FEW, FEW + 1, 1000] {
            let keys: Vec<String> = (0..count).map(|number| format!("key{number}")).collect();
            let mut duplicates = Duplicates::default();
            for key in &keys {
                assert!(!duplicates.add(key));
            }

            assert!(!duplicates.add("Größe"));
            assert!(duplicates.add("GRÖSSE".replace("SS", "ß").as_str().to_owned().leak()));
            assert!(duplicates.add("größe"), "{count}");
        }
    }
}
