//! Keys and sections that stand twice, and say the same both times: the AWS CLI rejects the whole file for them.

use crate::edit::Edit;

use super::Plan;
use super::text::{FileText, Line, Section};

/// Returns which of them can go: always the later one.
pub(super) fn plans(file: &FileText<'_>) -> Vec<Plan> {
    let mut plans = Vec::new();
    for (place, section) in file.sections.iter().enumerate() {
        let above = file.sections.get(..place).unwrap_or_default();
        let same = above.iter().find(|other| other.header == section.header);
        match same {
            Some(other) => plans.extend(whole(other, section)),
            None => plans.extend(keys(section)),
        }
    }
    plans
}

/// Returns how a section goes that says what another one says.
fn whole(first: &Section<'_>, second: &Section<'_>) -> Option<Plan> {
    let said = |section: &Section<'_>| -> Vec<String> {
        section.meaning().map(|line| line.text.trim_end().to_owned()).collect()
    };
    if said(first) != said(second) {
        return None;
    }
    let begins = second.meaning().filter(|line| !line.is_indented());
    let lines = std::iter::once(second.line).chain(begins);
    let edits = lines.map(|line| Edit::Remove { line: line.number }).collect();
    let (line, first) = (second.line.number, first.line.number);
    Some(Plan { title: format!("line {line}: remove the section, it repeats line {first}"), edits })
}

/// Returns how the keys of a section go that say what another one above says.
fn keys(section: &Section<'_>) -> Vec<Plan> {
    let settings: Vec<_> = section.body.iter().filter_map(|line| parts(section, *line)).collect();
    let mut plans = Vec::new();
    for (place, (line, key, value)) in settings.iter().enumerate() {
        let above = settings.get(..place).unwrap_or_default();
        let mut same = above.iter().filter(|(_, other, _)| other == key);
        let Some((first, _, _)) = same.next().filter(|(_, _, other)| other == value) else {
            continue;
        };
        if same.all(|(_, _, other)| other == value) {
            let title = format!("line {line}: remove the key, it repeats line {first}");
            plans.push(Plan { title, edits: vec![Edit::Remove { line: *line }] });
        }
    }
    plans
}

/// Returns line, key and value of a setting; the lines that go on with it are a part of its value.
fn parts<'t>(section: &Section<'t>, line: Line<'t>) -> Option<(usize, &'t str, Vec<&'t str>)> {
    let (key, value) = line.setting()?;
    let behind = section.meaning().skip_while(|other| other.number <= line.number);
    let more = behind.take_while(|other| other.is_indented());
    let value = std::iter::once(value).chain(more.map(|line| line.text)).map(str::trim);
    Some((line.number, key.trim(), value.collect()))
}
