//! Lines that every tool reads alike, which are nearly all: no grammar has to look at them.

use super::boto::DEFAULTS;
use super::section_name::Role;
use super::text::FileKind;

/// What a line is that every tool reads alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plain<'t> {
    /// An empty line, or a comment.
    Nothing,
    /// The header of a section that every tool knows, and names like this.
    Header(Role, &'t [u8]),
    /// A setting.
    Setting,
}

/// Returns what a line is, if every tool reads it alike.
///
/// Of its end the line has at most the `\r`.
pub(super) fn line(line: &[u8], kind: FileKind) -> Option<Plain<'_>> {
    let line = visible(line)?;
    match line {
        [] | [b'#' | b';', ..] => Some(Plain::Nothing),
        [b'[', ..] => header(line, kind).map(|(role, name)| Plain::Header(role, name)),
        [..] => is_setting(line).then_some(Plain::Setting),
    }
}

/// Returns a line without the `\r` at its end, if the rest can be seen.
fn visible(line: &[u8]) -> Option<&[u8]> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    line.iter().all(|byte| (b' '..=b'~').contains(byte)).then_some(line)
}

/// A set of bytes, to look them up in one step.
struct Bytes([bool; 256]);

impl Bytes {
    /// Returns the letters and digits of ASCII, and `signs`.
    #[expect(
        clippy::indexing_slicing,
        reason = "a byte is below 256, and only the compiler runs it"
    )]
    const fn letters_and(signs: &[u8]) -> Self {
        let mut bytes = [false; 256];
        let mut byte = 0_u8;
        while byte < 128 {
            bytes[byte as usize] = byte.is_ascii_alphanumeric();
            byte += 1;
        }
        let mut rest = signs;
        while let [sign, others @ ..] = rest {
            bytes[*sign as usize] = true;
            rest = others;
        }
        Self(bytes)
    }

    fn has(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte)).is_some_and(|is_in| *is_in)
    }
}

/// What a name is made of that no tool takes for anything else.
const IN_NAME: &Bytes = &Bytes::letters_and(b"_-/.%@:+");

/// What goes before a name in the config file.
const PROFILE: &[u8; 8] = b"profile ";
const SSO_SESSION: &[u8; 12] = b"sso-session ";
const SERVICES: &[u8; 9] = b"services ";

/// Returns how an ordinary section of this role and name begins.
pub(super) fn header_of(role: Role, name: &str, kind: FileKind) -> String {
    let prefix: &[u8] = match role {
        _ if kind == FileKind::Credentials => b"",
        Role::Profile => PROFILE,
        Role::SsoSession => SSO_SESSION,
        Role::Services => SERVICES,
        Role::PlainDefault | Role::Defaults | Role::Unknown => b"",
    };
    format!("[{}{name}]", String::from_utf8_lossy(prefix))
}

/// Returns the role and the name of a header that every tool reads alike.
pub(super) fn header(line: &[u8], kind: FileKind) -> Option<(Role, &[u8])> {
    let [b'[', inside @ .., b']'] = line else { return None };
    let found = match kind {
        FileKind::Config => behind(PROFILE, Role::Profile, inside)
            .or_else(|| behind(SSO_SESSION, Role::SsoSession, inside))
            .or_else(|| behind(SERVICES, Role::Services, inside))
            .or_else(|| (inside == b"default").then_some((Role::PlainDefault, inside)))?,
        FileKind::Credentials if inside == DEFAULTS.as_bytes() => return None,
        FileKind::Credentials => (Role::Profile, inside),
    };
    is_name(found.1).then_some(found)
}

/// Returns what stands behind a prefix, as the name of a section of this role. As its length is known here, it is compared
/// in one step.
#[inline]
fn behind<'l, const LENGTH: usize>(
    prefix: &[u8; LENGTH],
    role: Role,
    inside: &'l [u8],
) -> Option<(Role, &'l [u8])> {
    let (start, name) = inside.split_first_chunk()?;
    (start == prefix).then_some((role, name))
}

/// Returns whether a name is the same to every tool: that of something inherited is none in JavaScript.
fn is_name(name: &[u8]) -> bool {
    !matches!(name, [] | [b'_', b'_', ..]) && name.iter().all(|byte| IN_NAME.has(*byte))
}

/// Returns whether a line is a `key = value` that begins in the first column and has nothing in it that is special to any
/// tool.
fn is_setting(line: &[u8]) -> bool {
    let key = key(line).len();
    let rest = line.get(key..).unwrap_or_default();
    let ([b' ', b'=', value @ ..] | [b'=', value @ ..]) = rest else { return false };
    let is_plain = match value {
        // The SDK for Go stops at a quote that stands alone.
        [] | [b' '] => true,
        [b' ', b'\'' | b'"'] | [b'\'' | b'"'] => false,
        [b' ', first, .., last] => *first != b' ' && *last != b' ',
        [b' ', only] => *only != b' ',
        [.., last] => *last != b' ',
    };
    key > 0 && is_plain && !has_comment(value)
}

/// Returns the letters, digits and underscores that a line begins with.
pub(super) fn key(line: &[u8]) -> &[u8] {
    let is_in_key = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let end = line.iter().position(|byte| !is_in_key(byte));
    end.and_then(|end| line.get(..end)).unwrap_or(line)
}

/// Returns whether a `#` or a `;` stands behind a space, where it begins a comment for some.
fn has_comment(value: &[u8]) -> bool {
    value.windows(2).any(|pair| matches!(pair, [b' ', b'#' | b';']))
}
