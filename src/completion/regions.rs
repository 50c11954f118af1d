//! The Regions of AWS.

/// Returns every Region that anybody can use, those of the public partition first; as botocore 1.44 lists them.
pub(crate) fn regions() -> impl Iterator<Item = &'static str> {
    include_str!("regions.txt").lines()
}
