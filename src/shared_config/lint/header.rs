//! Rules about section headers.

use super::super::boto::Boto;
use super::super::grammar::Grammar as _;
use super::super::index::Index;
use super::super::sdk::Sdk;
use super::super::section_name::{Role, SectionName};
use super::super::text::FileKind;
use super::rule::{self, Rule};
use super::{Hit, Rejected};

/// The words that stand in front of a name.
const PREFIXES: [&str; 3] = ["profile", "sso-session", "services"];

/// Returns what is wrong with a header that each tool reads as this.
pub(super) fn rule(kind: FileKind, boto: &str, sdk: &str) -> Option<&'static Rule> {
    let in_boto = Boto::section_name(boto, kind);
    let in_sdk = known(Sdk::section_name(sdk, kind));
    match (in_boto.role, in_sdk.role) {
        (Role::Defaults, _) => Some(&rule::DEFAULTS),
        (Role::Unknown, Role::Unknown) => unknown(sdk.trim()),
        (_, Role::Unknown) => Some(match kind {
            FileKind::Config => &rule::ODD_NAME,
            FileKind::Credentials => in_credentials(boto),
        }),
        (one, other) => (one != other || in_boto.name != in_sdk.name).then_some(&rule::ODD_HEADER),
    }
}

/// Takes the SDK's plain `[default]` as a profile, which it is unless another one hides it.
fn known(mut name: SectionName<'_>) -> SectionName<'_> {
    if name.role == Role::PlainDefault {
        name.role = Role::Profile;
    }
    name
}

/// Returns what is wrong with a header that no tool knows.
fn unknown(header: &str) -> Option<&'static Rule> {
    let first = header.split_whitespace().next().unwrap_or_default();
    let is_like = |word: &&str| first.eq_ignore_ascii_case(word);
    if PREFIXES.iter().chain(&["default"]).any(|word| is_like(word) && first != *word) {
        return Some(&rule::UPPER_CASE);
    }
    if PREFIXES.iter().any(|word| header.starts_with(word)) {
        return Some(&rule::NO_NAME);
    }
    // What the AWS CLI itself keeps in the file.
    let is_cli = ["plugins", "preview", "toplevel"].contains(&first);
    (!is_cli).then_some(&rule::NO_PREFIX)
}

/// Returns what is wrong with a header of the credentials file that the SDKs ignore.
fn in_credentials(header: &str) -> &'static Rule {
    let mut words = header.split_whitespace();
    match (words.next(), words.next()) {
        (Some("profile"), Some(_)) => &rule::PREFIX_IN_CREDENTIALS,
        (Some("sso-session" | "services"), Some(_)) => &rule::CONFIG_IN_CREDENTIALS,
        (Some(_) | None, _) => &rule::ODD_NAME,
    }
}

/// Returns the headers that name what another one named before.
pub(super) fn repeated<'t>(boto: &Index<'t>) -> Vec<Hit<'t>> {
    let mut hits = Vec::new();
    for (segment, is_same_header) in boto.repeated() {
        let (rule, rejected) = if is_same_header {
            (&rule::DUPLICATE_SECTION, Rejected::ByBoto)
        } else if segment.name == "default" && segment.role == Role::Profile {
            (&rule::TWO_DEFAULTS, Rejected::No)
        } else {
            (&rule::SPELLED_TWICE, Rejected::No)
        };
        hits.push(Hit { rule, rejected, line: segment.line, section: segment.header, key: "" });
    }
    hits
}
