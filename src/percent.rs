//! Text within addresses and forms.

use std::fmt::Write as _;

/// Returns `text` with `%` and two digits for every byte that has a meaning in an address.
pub(crate) fn encoded(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            shown.push(char::from(byte));
        } else {
            _ = write!(shown, "%{byte:02X}");
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_any_text() {
        assert_eq!(encoded("me+x@corp/é"), "me%2Bx%40corp%2F%C3%A9");
        assert_eq!(encoded("-._~aZ0"), "-._~aZ0");
    }
}
