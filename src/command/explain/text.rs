//! What `awsp explain` shows to a person: one tool in full, and the others beside it.

mod beside;
mod row;

use crate::identity::{Keys, Known, Part};
use crate::precedence::{Family, Verdict};
use crate::source::Source;
use crate::table;
use crate::time;

use row::{Row, trail};

/// What a page takes beside the answers.
pub(super) struct Page<'a> {
    /// Now, in seconds since 1970.
    pub(super) now: i64,
    /// Writes the HOME in paths as `~`.
    pub(super) tilde: &'a dyn Fn(&str) -> String,
}

impl Page<'_> {
    /// Returns the whole answer: `first` in full, then who the other tools would be.
    pub(super) fn of(&self, verdicts: &[Verdict], first: Family) -> String {
        let Some(verdict) = verdicts.iter().find(|verdict| verdict.family == first) else {
            return String::new();
        };
        let mut text = self.in_full(verdict);
        if verdicts.len() > 1 {
            text.push('\n');
            text.push_str(&beside::side_by_side(self, verdicts));
        }
        text
    }

    /// Returns every value of one tool, what it hides, and why.
    fn in_full(&self, verdict: &Verdict) -> String {
        let rows = rows(verdict, self.now);
        let mut cells = vec![heading(&rows)];
        cells.extend(rows.iter().map(Row::cells));
        let reasons: String = self.lines(&reasons(verdict, &rows));
        format!("{}\n{}{reasons}", verdict.family.title(), self.table(cells))
    }

    fn table(&self, rows: Vec<Vec<String>>) -> String {
        let shortened = |row: Vec<String>| row.iter().map(|cell| (self.tilde)(cell)).collect();
        table::text(&rows.into_iter().map(shortened).collect::<Vec<_>>())
    }

    fn lines(&self, lines: &[String]) -> String {
        lines.iter().fold(String::new(), |text, line| text + "  " + &(self.tilde)(line) + "\n")
    }
}

fn heading(rows: &[Row]) -> Vec<String> {
    let hides = rows.iter().any(Row::hides);
    ["", "VALUE", "FROM", if hides { "HIDES" } else { "" }].map(str::to_owned).to_vec()
}

fn rows(verdict: &Verdict, now: i64) -> Vec<Row> {
    let identity = &verdict.identity;
    let known = |known: &Option<Known<String>>| known.clone().filter(|_| verdict.error.is_none());
    vec![
        Row::ranked("profile", verdict.profile.as_ref(), "-"),
        part("access key", verdict, |keys| Some(&keys.id)),
        part("secret key", verdict, |keys| Some(&keys.secret)),
        part("token", verdict, |keys| keys.token.as_ref()),
        Row::ranked("region", verdict.region.as_ref(), "-"),
        Row::ranked("endpoint", verdict.endpoint.as_ref(), "AWS's own"),
        Row::known("account", known(&identity.account)),
        Row::known("principal", known(&identity.principal)),
        session(verdict, now),
    ]
}

/// Returns the row of the session: how long it lasts, and where that stands.
fn session(verdict: &Verdict, now: i64) -> Row {
    if verdict.error.is_some() {
        return Row::absent("session", "-");
    }
    let end = verdict.expires_at.as_ref().map(|end| end.known.source.to_string());
    Row::from(end, Row::absent("session", &time::session(&verdict.identity, now)))
}

/// Returns the row of a part of the keys; the source of the key id is not said three times.
fn part(name: &'static str, verdict: &Verdict, of: fn(&Keys) -> Option<&Part>) -> Row {
    let keys = verdict.keys();
    let Some(keys) = keys.as_ref() else { return Row::absent(name, "-") };
    let Some(part) = of(keys) else { return Row::absent(name, "-") };
    let value = part.masked.clone().unwrap_or_else(|| "at the next call".to_owned());
    let is_said = !std::ptr::eq(part, &raw const keys.id) && part.source == keys.id.source;
    if is_said {
        return Row::from(Some("the same".to_owned()), Row::absent(name, &value));
    }
    let shadows: Vec<Source> =
        verdict.shadowed_keys().filter_map(|keys| Some(of(&keys)?.source.clone())).collect();
    Row::hiding(name, value, trail(&part.source), shadows, verdict.rule)
}

/// Returns why the values won, each reason once, and what stops the tool.
fn reasons(verdict: &Verdict, rows: &[Row]) -> Vec<String> {
    let stops = verdict.error.iter().map(|stop| format!("stops: {}", beside::located(stop)));
    let passed = verdict.passed.iter().map(|stop| format!("goes past: {}", beside::located(stop)));
    let mut lines: Vec<String> = stops.chain(passed).collect();
    for rule in rows.iter().filter_map(Row::rule) {
        let line = format!("because {rule}");
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}
