//! Which tools read a line alike, and which reject its file.

use crate::display::listed;

use super::super::body::{self, Setting};
use super::super::index::Segment;
use super::super::section_name::Role;
use super::super::text::FileKind;
use super::super::{SharedConfig, View};

/// The views, and the tools that look through each.
const READERS: [(View, &[&str]); 5] = [
    (View::Boto, &["AWS CLI", "boto3"]),
    (View::Sdk, &["Rust"]),
    (View::JavaScript, &["JavaScript"]),
    (View::Go, &["Go", "Terraform"]),
    (View::Java, &["Java"]),
];

/// What a tool makes of a line.
#[derive(PartialEq, Eq)]
enum Reading {
    /// It rejects the file, whatever stands in the line.
    Rejected,
    /// The line is part of nothing that it knows.
    Ignored,
    /// The line is part of this section and key.
    Read { role: Role, name: String, setting: Option<(String, String)> },
}

/// Returns in a few words which tools reject the file for `line`, and which read it alike; nothing where all do the same.
pub(super) fn words(config: &SharedConfig<'_>, kind: FileKind, line: usize) -> String {
    let mut groups: Vec<(Reading, Vec<&str>)> = Vec::new();
    for (view, tools) in READERS {
        let reading = reading(config, view, kind, line);
        match groups.iter_mut().find(|(known, _)| *known == reading) {
            Some((_, known)) => known.extend(tools),
            None => groups.push((reading, tools.to_vec())),
        }
    }
    match groups.as_slice() {
        [(Reading::Rejected, _)] => "rejected by every tool".to_owned(),
        [] | [_] => String::new(),
        [..] => said(&groups),
    }
}

fn said(groups: &[(Reading, Vec<&str>)]) -> String {
    let is_read = |reading: &Reading| matches!(reading, Reading::Read { .. });
    let ways = groups.iter().filter(|(reading, _)| is_read(reading)).count();
    let mut is_first = true;
    let mut parts = Vec::new();
    for (reading, tools) in groups {
        let verb = match reading {
            Reading::Rejected => "rejected by",
            Reading::Ignored => "ignored by",
            Reading::Read { .. } if ways == 1 => "read by",
            Reading::Read { .. } if is_first => "read one way by",
            Reading::Read { .. } => "another way by",
        };
        is_first &= !is_read(reading);
        parts.push(format!("{verb} {}", listed(tools)));
    }
    parts.join(", ")
}

fn reading(config: &SharedConfig<'_>, view: View, kind: FileKind, line: usize) -> Reading {
    let profiles = config.view(view);
    if profiles.fault().is_some_and(|fault| fault.file == kind) {
        return Reading::Rejected;
    }
    let index = profiles.index(kind);
    let Some(segment) = index.segment_at(line) else { return Reading::Ignored };
    let at_line = |setting: &&Setting<'_>| setting.line <= line;
    let settings = settings(view, &segment);
    let setting = settings.iter().rfind(at_line).filter(|_| segment.line < line);
    if segment.role == Role::Unknown || (setting.is_none() && segment.line < line) {
        return Reading::Ignored;
    }
    let role = if segment.role == Role::PlainDefault { Role::Profile } else { segment.role };
    let setting = setting.map(|setting| (setting.key.to_string(), setting.value.to_string()));
    Reading::Read { role, name: segment.name.to_string(), setting }
}

fn settings<'t>(view: View, segment: &Segment<'t>) -> Vec<Setting<'t>> {
    match view {
        View::Boto => body::settings::<super::super::boto::Boto>(segment),
        View::Sdk => body::settings::<super::super::sdk::Sdk>(segment),
        View::JavaScript => body::settings::<super::super::JavaScript>(segment),
        View::Go => body::settings::<super::super::Go>(segment),
        View::Java => body::settings::<super::super::Java>(segment),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Texts;
    use super::*;

    fn of(config: &str, line: usize) -> String {
        let texts = Texts::from_strings(config, "");
        words(&SharedConfig::parse(&texts), FileKind::Config, line)
    }

    #[test]
    fn a_line_that_all_read_alike_needs_no_words() {
        for config in ["[profile a]\nregion = x\n", "[a]\nregion = x\n", "[profile a]\n\n# c\n"] {
            for line in 1..4 {
                assert_eq!(of(config, line), "", "{config:?} {line}");
            }
        }
    }

    #[test]
    fn who_rejects_and_who_reads_alike_is_said_by_name() {
        let comment = of("[profile a]\nregion = x # c\n", 2);
        let twice = of("[profile a]\n[profile a]\n", 2);

        assert!(
            comment.starts_with("read one way by AWS CLI and boto3, another way by "),
            "{comment}"
        );
        assert!(twice.starts_with("rejected by AWS CLI and boto3, "), "{twice}");
    }
}
