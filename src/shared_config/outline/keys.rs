//! Whether a key may stand twice in a section.

/// How many keys are told apart; with more the section is looked at in full.
const MOST: usize = 24;

/// An odd number without a pattern, which spreads what is multiplied by it.
const MIXES: u64 = 0x9e37_79b9_7f4a_7c15;

/// What is kept of the keys of a section: enough to see that two differ in more than case.
#[derive(Debug, Default)]
pub(super) struct Keys {
    seen: [u64; MOST],
    count: usize,
    /// A bit for some of what was seen: a key whose bit is not set is new.
    bits: u64,
    is_open: bool,
}

impl Keys {
    /// Starts a section.
    pub(super) fn open(&mut self) {
        (self.count, self.bits, self.is_open) = (0, 0, true);
    }

    /// Adds the key of ASCII letters that a line begins with; returns whether it may have been there already, or belongs to
    /// no section.
    pub(super) fn add(&mut self, line: &[u8], key: usize) -> bool {
        let print = print(line, key);
        let bit = 1 << (print.wrapping_mul(MIXES) >> 58);
        let is_known =
            self.bits & bit != 0 && self.seen.iter().take(self.count).any(|it| *it == print);
        let Some(free) = self.seen.get_mut(self.count) else { return true };
        *free = print;
        self.count += 1;
        self.bits |= bit;
        is_known || !self.is_open
    }
}

/// Returns the same for a key in upper and lower case, and hardly ever the same for two keys.
fn print(line: &[u8], key: usize) -> u64 {
    const LOWER: u64 = 0x2020_2020_2020_2020;
    let number = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes) | LOWER;
    match (line.first_chunk(), line.get(..key).and_then(<[u8]>::last_chunk)) {
        (Some(first), Some(last)) => {
            let length = u64::try_from(key).unwrap_or_default();
            number(first).rotate_left(29) ^ number(last).wrapping_add(length << 56)
        }
        // The line is longer than the key, which is short.
        (Some(first), None) => number(first) & !(u64::MAX << (key * 8)),
        (None, _) => {
            let key = line.iter().take(key).rev();
            key.fold(0, |number, byte| (number << 8) | u64::from(byte | 0x20))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(keys: &mut Keys, key: &str) -> bool {
        let short = Keys { seen: keys.seen, ..*keys }.add(format!("{key}=").as_bytes(), key.len());
        let long = keys.add(format!("{key} = value").as_bytes(), key.len());
        assert_eq!(short, long, "{key}");
        long
    }

    #[test]
    fn a_key_is_known_in_any_case() {
        for key in ["k", "region", "sso_role_name", "aws_secret_access_key"] {
            let mut keys = Keys::default();
            keys.open();

            assert!(!add(&mut keys, "other"));
            assert!(!add(&mut keys, key));
            assert!(add(&mut keys, &key.to_uppercase()), "{key}");
            keys.open();
            assert!(!add(&mut keys, key));
        }
    }

    #[test]
    fn the_usual_keys_are_told_apart() {
        let mut keys = Keys::default();
        keys.open();
        for key in [
            "sso_session",
            "sso_account_id",
            "sso_role_name",
            "sso_region",
            "sso_start_url",
            "sso_registration_scopes",
            "region",
            "output",
            "role_arn",
            "source_profile",
            "credential_source",
            "external_id",
            "mfa_serial",
            "role_session_name",
            "duration_seconds",
            "web_identity_token_file",
            "credential_process",
            "aws_access_key_id",
            "aws_secret_access_key",
            "aws_session_token",
            "services",
            "login_session",
            "s3",
            "sts",
        ] {
            assert!(!add(&mut keys, key), "{key}");
        }
        assert!(add(&mut keys, "one_too_many"));
    }

    #[test]
    fn a_key_above_every_section_belongs_to_none() {
        assert!(add(&mut Keys::default(), "region"));
    }
}
