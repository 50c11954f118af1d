//! The ordinary sections of a file, to be found by their names.

/// About how many sections share a bucket.
const IN_BUCKET: usize = 8;

/// An ordinary section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Section {
    /// Of its role and name.
    pub(super) hash: u32,
    /// Where it begins, in bytes.
    pub(super) start: u32,
}

/// Sections by a part of their hash, and in each bucket in the order of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Buckets {
    sections: Vec<Section>,
    /// Where each bucket ends; they are a power of two.
    ends: Vec<u32>,
    /// The buckets in which two have the same hash: of 100,000 names mostly one or two, by chance.
    with_alike: Vec<usize>,
}

/// Returns the number of the bucket of a hash, of `count`: its first bits.
fn bucket_of(hash: u32, count: usize) -> usize {
    wide(hash.rotate_left(count.trailing_zeros())) & (count - 1)
}

impl Buckets {
    /// Takes sections in the order of the file, which may come in parts.
    pub(super) fn of(parts: &[Vec<Section>]) -> Self {
        let sections = || parts.iter().flatten();
        let all: usize = parts.iter().map(Vec::len).sum();
        let buckets = (all / IN_BUCKET).next_power_of_two();
        let mut ends = vec![0_u32; buckets];
        for section in sections() {
            if let Some(count) = ends.get_mut(bucket_of(section.hash, buckets)) {
                *count += 1;
            }
        }
        let mut count = 0;
        for end in &mut ends {
            count += std::mem::replace(end, count);
        }
        let mut found = vec![Section::default(); all];
        // What is the start of a bucket now is its end when all of it is there.
        for section in sections() {
            let Some(end) = ends.get_mut(bucket_of(section.hash, buckets)) else { continue };
            if let Some(place) = found.get_mut(wide(*end)) {
                *place = *section;
                *end += 1;
            }
        }
        Self { sections: found, ends, with_alike: Vec::new() }.compared()
    }

    fn compared(mut self) -> Self {
        let (mut rest, mut start) = (self.sections.as_slice(), 0);
        for (number, end) in self.ends.iter().enumerate() {
            let Some((bucket, behind)) = rest.split_at_checked(wide(*end) - start) else { break };
            if has_alike(bucket) {
                self.with_alike.push(number);
            }
            (rest, start) = (behind, wide(*end));
        }
        self
    }

    /// Returns where the sections begin that have this hash, the last one first.
    pub(super) fn with(&self, hash: u32) -> impl Iterator<Item = u32> {
        let bucket = self.bucket(bucket_of(hash, self.ends.len().max(1)));
        bucket.iter().rev().filter(move |section| section.hash == hash).map(|section| section.start)
    }

    /// Returns the sections that have the same hash, as where each begins, in order.
    pub(super) fn alike(&self) -> impl Iterator<Item = Vec<u32>> {
        self.with_alike.iter().flat_map(|number| {
            let mut sections = self.bucket(*number).to_vec();
            sections.sort_by_key(|section| section.hash);
            let runs = sections.chunk_by(|one, other| one.hash == other.hash);
            let starts = |run: &[Section]| run.iter().map(|section| section.start).collect();
            runs.filter(|run| run.len() > 1).map(starts).collect::<Vec<_>>()
        })
    }

    /// Returns all of them, in no order.
    pub(super) fn all(&self) -> &[Section] {
        &self.sections
    }

    fn bucket(&self, number: usize) -> &[Section] {
        let end = |number: usize| self.ends.get(number).map_or(0, |end| wide(*end));
        let start = number.checked_sub(1).map_or(0, end);
        self.sections.get(start..end(number)).unwrap_or_default()
    }
}

/// Returns whether two of these few sections have the same hash.
fn has_alike(mut bucket: &[Section]) -> bool {
    while let [first, rest @ ..] = bucket {
        if rest.iter().any(|other| other.hash == first.hash) {
            return true;
        }
        bucket = rest;
    }
    false
}

fn wide(narrow: u32) -> usize {
    usize::try_from(narrow).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn buckets(hashes: &[u32]) -> Buckets {
        let sections = hashes.iter().zip(0..).map(|(hash, start)| Section { hash: *hash, start });
        let sections: Vec<Section> = sections.collect();
        let (one, other) = sections.split_at(hashes.len() / 2);
        Buckets::of(&[one.to_vec(), other.to_vec()])
    }

    #[test]
    fn nothing_is_found_in_nothing() {
        let none = Buckets::default();

        assert_eq!((none.with(7).next(), none.alike().next(), none.all().len()), (None, None, 0));
        assert_eq!(buckets(&[]).with(7).next(), None);
    }

    proptest! {
        #[test]
        fn each_is_found_by_its_hash(
            hashes in prop::collection::vec(prop_oneof![0..4_u32, any::<u32>(), (u32::MAX - 3)..=u32::MAX], 0..60)
        ) {
            let found = buckets(&hashes);
            let mut groups = Vec::new();
            for (hash, first) in hashes.iter().zip(0..) {
                let places: Vec<u32> =
                    hashes.iter().zip(0..).filter(|(other, _)| *other == hash).map(|(_, at)| at).collect();

                prop_assert!(found.with(*hash).eq(places.iter().rev().copied()));
                if places.len() > 1 && places[0] == first {
                    groups.push(places);
                }
            }
            let mut alike: Vec<Vec<u32>> = found.alike().collect();
            alike.sort();
            groups.sort();
            prop_assert_eq!(alike, groups);
            prop_assert_eq!(found.all().len(), hashes.len());
        }
    }
}
