//! One value: where it stands, and what it hides.

use crate::identity::Known;
use crate::precedence::Ranked;
use crate::source::Source;

/// A row of the table.
pub(super) struct Row {
    name: &'static str,
    value: String,
    source: String,
    shadows: Vec<Source>,
    rule: &'static str,
}

impl Row {
    /// Returns a row for a value that nothing sets.
    pub(super) fn absent(name: &'static str, value: &str) -> Self {
        Self::hiding(name, value.to_owned(), String::new(), Vec::new(), "")
    }

    /// Returns `row` as taken from `source`, if there is one.
    pub(super) fn from(source: Option<String>, row: Self) -> Self {
        Self { source: source.unwrap_or_default(), ..row }
    }

    /// Returns a row for a value that hides others.
    pub(super) const fn hiding(
        name: &'static str,
        value: String,
        source: String,
        shadows: Vec<Source>,
        rule: &'static str,
    ) -> Self {
        Self { name, value, source, shadows, rule }
    }

    /// Returns a row for a value that won, or for none.
    pub(super) fn ranked(name: &'static str, ranked: Option<&Ranked>, absent: &str) -> Self {
        let Some(ranked) = ranked else { return Self::absent(name, absent) };
        let value = ranked.value().map_or_else(|| "at the next call".to_owned(), shown);
        let source = ranked.known.source.to_string();
        Self::hiding(name, value, source, ranked.shadows.clone(), ranked.rule)
    }

    /// Returns a row for a value that nothing else competes with.
    pub(super) fn known(name: &'static str, known: Option<Known<String>>) -> Self {
        let Some(known) = known else { return Self::absent(name, "-") };
        Self::from(Some(known.source.to_string()), Self::absent(name, &shown(&known.value)))
    }

    /// Returns whether it hides anything.
    pub(super) const fn hides(&self) -> bool {
        !self.shadows.is_empty()
    }

    /// Returns why its value won.
    pub(super) fn rule(&self) -> Option<&'static str> {
        Some(self.rule).filter(|rule| !rule.is_empty())
    }

    /// Returns its columns.
    pub(super) fn cells(&self) -> Vec<String> {
        let hidden: Vec<String> = self.shadows.iter().map(ToString::to_string).collect();
        vec![self.name.to_owned(), self.value.clone(), self.source.clone(), hidden.join(", ")]
    }
}

/// Returns a value, or a word for an empty one.
pub(super) fn shown(value: &str) -> String {
    if value.is_empty() { "(empty)".to_owned() } else { value.to_owned() }
}

/// Returns where keys come from, with all that signs for a role.
pub(super) fn trail(source: &Source) -> String {
    let mut text = source.to_string();
    let mut source = source;
    while let Source::AssumeRole { source: signer, .. } = source {
        let is_role = matches!(**signer, Source::AssumeRole { .. });
        text.push_str(if is_role { ", who " } else { ", signed by " });
        text.push_str(&signer.to_string());
        source = signer;
    }
    text
}
