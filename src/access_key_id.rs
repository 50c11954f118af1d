//! The account that an access key id names, without asking AWS.

/// Returns the account, of twelve digits, that is written into `key_id`; `None` where it cannot be known.
///
/// AWS does not document the scheme. Keys of the old scheme (their fifth letter is `A` to `P`) hold no account.
pub(crate) fn account(key_id: &str) -> Option<String> {
    let encoded = key_id.strip_prefix("AKIA").or_else(|| key_id.strip_prefix("ASIA"))?;
    let account = decoded(encoded)?;
    (account < 1_000_000_000_000).then(|| format!("{account:012}"))
}

/// Returns bits 1 to 40 of the base32 text, if it is 16 characters long and begins with a 1.
fn decoded(encoded: &str) -> Option<u64> {
    const BITS_OF_KEY: u32 = 80;
    const LAST_BIT_OF_ACCOUNT: u32 = 41;
    if encoded.len() != 16 {
        return None;
    }
    let bits = encoded.bytes().try_fold(0_u128, |bits, byte| Some(bits << 5 | digit(byte)?))?;
    let is_new_scheme = bits >> (BITS_OF_KEY - 1) == 1;
    let account = (bits >> (BITS_OF_KEY - LAST_BIT_OF_ACCOUNT)) & 0xff_ffff_ffff;
    is_new_scheme.then(|| u64::try_from(account).ok()).flatten()
}

/// Returns the value of one character of base32 (RFC 4648).
fn digit(byte: u8) -> Option<u128> {
    match byte {
        b'A'..=b'Z' => Some(u128::from(byte - b'A')),
        b'2'..=b'7' => Some(u128::from(byte - b'2') + 26),
        0..=b'1' | b'8'..=b'@' | b'['..=u8::MAX => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_and_edge_ids_hold_their_account() {
        for (key_id, expected) in [
            ("ASIAY34FZKBOKMUTVV7A", "609629065308"),
            ("ASIAQNZGKIQY56JQ7WML", "029608264753"),
            ("AKIARZPUZDIKGFADW22Y", "123456789012"),
        ] {
            assert_eq!(account(key_id).as_deref(), Some(expected), "{key_id}");
        }
    }

    #[test]
    fn every_account_comes_back_from_its_key_id() {
        for number in [0, 1, 12, 111_122_223_333, 123_456_789_012, 999_999_999_999] {
            let key_id = format!("AKIA{}", encoded(number));

            assert_eq!(account(&key_id), Some(format!("{number:012}")), "{key_id}");
        }
    }

    #[test]
    fn ids_without_an_account_stay_unknown() {
        for key_id in [
            "",
            "AKIA",
            "AKIAIOSFODNN7EXAMPLE",  // documentation, old scheme
            "AKIAI44QH8DHBEXAMPLE",  // no base32
            "AKIAJAAAAAAAAAAAAAAA",  // old scheme
            "AIDARZPUZDIKGFADW22Y",  // a user id
            "akiarzpuzdikgfadw22y",  // lower case
            "AKIARZPUZDIKGFADW22",   // too short
            "AKIARZPUZDIKGFADW22YA", // too long
            " AKIARZPUZDIKGFADW22Y",
            "AKIARZPUZDIKGFADW2é",  // 20 bytes, no base32
            "AKIA7777777777777777", // beyond twelve digits
            "test",
        ] {
            assert_eq!(account(key_id), None, "{key_id}");
        }
    }

    /// Writes an account the way AWS does, with zeros for what follows it.
    fn encoded(account: u128) -> String {
        let bits = 1_u128 << 79 | account << 39;
        (0..16).rev().map(|place| letter(bits >> (place * 5) & 31)).collect()
    }

    fn letter(value: u128) -> char {
        char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[usize::try_from(value).unwrap()])
    }
}
