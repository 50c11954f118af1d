//! The ordinary sections of a file, to be found by their names.

/// About how many sections share a bucket, up to so many buckets: the ends of more would not stay in the processor's cache.
const IN_BUCKET: usize = 32;
const MOST: usize = 256;

/// Hardly any file has a section for less than so many bytes, on the average.
const SECTION: usize = 112;

/// An ordinary section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Section {
    /// Of its role and name.
    pub(super) hash: u32,
    /// Where it begins, in bytes.
    pub(super) start: u32,
}

/// Sections by the first bits of their hash, in no order.
#[derive(Clone, Debug, Default)]
pub(super) struct Buckets {
    /// How many buckets there are: a power of two, or none.
    count: usize,
    /// Of each the part that one thread has filled, then all of them again from the next thread.
    parts: Vec<Vec<Section>>,
    /// The buckets in which two have the same hash: of 100,000 names mostly one or two, by chance.
    with_alike: Vec<usize>,
}

impl Buckets {
    /// Starts with none of a file of so many bytes, which so many threads share.
    pub(super) fn new(length: usize, threads: usize) -> Self {
        let sections = length / SECTION;
        let count = (sections / IN_BUCKET).next_power_of_two().min(MOST);
        let in_part = sections / count / threads + 1;
        let parts = (0..count).map(|_| Vec::with_capacity(in_part)).collect();
        Self { count, parts, with_alike: Vec::new() }
    }

    /// Returns the number of the bucket of a hash.
    fn number(&self, hash: u32) -> usize {
        wide(hash.rotate_left(self.count.trailing_zeros())) & self.count.saturating_sub(1)
    }

    /// Adds a section.
    pub(super) fn add(&mut self, section: Section) {
        let number = self.number(section.hash);
        if let Some(part) = self.parts.get_mut(number) {
            part.push(section);
        }
    }

    /// Adds all that another thread has found in the same file.
    pub(super) fn append(&mut self, other: Self) {
        self.count = other.count;
        self.parts.extend(other.parts);
    }

    /// Finds out which of them may have the same name.
    pub(super) fn compare(&mut self) {
        let (mut hashes, mut seen) = (Vec::new(), Vec::new());
        let has_alike = |number: &usize| {
            hashes.clear();
            for part in self.parts_of(*number) {
                hashes.extend(part.iter().map(|section| section.hash));
            }
            has_alike(&hashes, &mut seen)
        };
        self.with_alike = (0..self.count).filter(has_alike).collect();
    }

    /// Returns where the sections begin that have this hash, the last one first.
    pub(super) fn with(&self, hash: u32) -> impl Iterator<Item = u32> {
        let bucket = self.bucket(self.number(hash));
        let found = bucket.filter(|section| section.hash == hash).map(|section| section.start);
        let mut found: Vec<u32> = found.collect();
        found.sort_unstable_by(|one, other| other.cmp(one));
        found.into_iter()
    }

    /// Returns the sections that have the same hash, as where each begins, in order.
    pub(super) fn alike(&self) -> impl Iterator<Item = Vec<u32>> {
        self.with_alike.iter().flat_map(|number| {
            let mut sections: Vec<Section> = self.bucket(*number).copied().collect();
            sections.sort_unstable_by_key(|section| (section.hash, section.start));
            let runs = sections.chunk_by(|one, other| one.hash == other.hash);
            let starts = |run: &[Section]| run.iter().map(|section| section.start).collect();
            runs.filter(|run| run.len() > 1).map(starts).collect::<Vec<_>>()
        })
    }

    /// Returns all of them, in no order.
    pub(super) fn all(&self) -> impl Iterator<Item = &Section> {
        self.parts.iter().flatten()
    }

    fn bucket(&self, number: usize) -> impl Iterator<Item = &Section> {
        self.parts_of(number).flatten()
    }

    fn parts_of(&self, number: usize) -> impl Iterator<Item = &Vec<Section>> {
        self.parts.iter().skip(number).step_by(self.count.max(1))
    }
}

/// Returns whether two of the hashes of a bucket are the same. What `seen` holds does not matter.
fn has_alike(hashes: &[u32], seen: &mut Vec<u64>) -> bool {
    // A bit for each value of some bits of a hash: so many that two sections hardly ever share one by chance.
    let words = (2 * hashes.len()).next_power_of_two();
    seen.clear();
    seen.resize(words, 0);
    hashes.iter().any(|hash| {
        let Some(word) = seen.get_mut((wide(*hash) / 64) & (words - 1)) else { return false };
        let bit = 1 << (hash % 64);
        let is_seen = *word & bit != 0;
        *word |= bit;
        is_seen && hashes.iter().filter(|other| *other == hash).count() > 1
    })
}

fn wide(narrow: u32) -> usize {
    usize::try_from(narrow).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Takes hashes of a file that is so long, of which another thread sees every third one.
    fn buckets(hashes: &[u32], length: usize) -> Buckets {
        let [mut one, mut other] = [(); 2].map(|()| Buckets::new(length, 2));
        for (hash, start) in hashes.iter().zip(0..) {
            let buckets = if start % 3 == 0 { &mut other } else { &mut one };
            buckets.add(Section { hash: *hash, start });
        }
        let mut all = Buckets::default();
        all.append(one);
        all.append(other);
        all.compare();
        all
    }

    #[test]
    fn nothing_is_found_in_nothing() {
        for none in [Buckets::default(), buckets(&[], 0), buckets(&[], 1 << 30)] {
            let found = (none.with(7).next(), none.alike().next(), none.all().next());

            assert_eq!(found, (None, None, None));
        }
    }

    proptest! {
        #[test]
        fn each_is_found_by_its_hash(
            hashes in prop::collection::vec(prop_oneof![0..4_u32, any::<u32>(), (u32::MAX - 3)..=u32::MAX], 0..60),
            length in prop_oneof![Just(0_usize), 0..1_usize << 30],
        ) {
            let found = buckets(&hashes, length);
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
            prop_assert_eq!(found.all().count(), hashes.len());
        }
    }
}
