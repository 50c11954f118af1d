//! What Terraform takes for the name of a Region.

/// How the names of Regions begin, in all partitions. Terraform has a list of all names; the pattern also takes Regions
/// that are newer than awsp.
const PREFIXES: &[&str] = &[
    "us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx", "cn", "us-gov", "eusc-de", "us-iso",
    "us-isob", "eu-isoe", "us-isof",
];

/// Returns whether `region` looks like a Region of AWS: a prefix, a word and a number.
pub(super) fn is_known(region: &str) -> bool {
    let Some((rest, number)) = region.rsplit_once('-') else { return false };
    let Some((prefix, word)) = rest.rsplit_once('-') else { return false };
    let is_word = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_word && is_number && PREFIXES.contains(&prefix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_told_from_other_words() {
        for region in
            ["us-east-1", "ap-southeast-7", "us-gov-west-1", "eusc-de-east-1", "cn-north-1"]
        {
            assert!(is_known(region), "{region}");
        }
        for region in [
            "",
            " ",
            "aws-global",
            "mars-north-1",
            "us-east",
            "us east 1",
            "fips-us-east-1",
            "us-east-1a",
        ] {
            assert!(!is_known(region), "{region}");
        }
    }
}
