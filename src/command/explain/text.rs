//! What `awsp explain` shows to a person: one tool in full, and the others beside it.

use crate::display::listed;
use crate::identity::{Known, Part};
use crate::precedence::{Family, Ranked, Verdict};
use crate::segment;
use crate::source::Source;
use crate::table;
use crate::time;

/// A row of the table: a value, where it stands, and what it hides.
struct Row {
    name: &'static str,
    value: String,
    source: String,
    shadows: Vec<Source>,
    rule: &'static str,
}

impl Row {
    /// Returns a row for a value that nothing sets.
    fn absent(name: &'static str, value: &str) -> Self {
        let (value, source, shadows) = (value.to_owned(), String::new(), Vec::new());
        Self { name, value, source, shadows, rule: "" }
    }

    fn ranked(name: &'static str, ranked: Option<&Ranked>, absent: &str) -> Self {
        let Some(ranked) = ranked else { return Self::absent(name, absent) };
        Self {
            name,
            value: ranked.value().map_or_else(|| "at the next call".to_owned(), shown),
            source: ranked.known.source.to_string(),
            shadows: ranked.shadows.clone(),
            rule: ranked.rule,
        }
    }

    fn known(name: &'static str, known: Option<&Known<String>>) -> Self {
        let Some(known) = known else { return Self::absent(name, "-") };
        let source = known.source.to_string();
        Self { source, ..Self::absent(name, &shown(&known.value)) }
    }

    fn cells(&self) -> Vec<String> {
        let hidden: Vec<String> = self.shadows.iter().map(ToString::to_string).collect();
        vec![self.name.to_owned(), self.value.clone(), self.source.clone(), hidden.join(", ")]
    }
}

/// Returns the whole answer: `first` in full, then who the other tools would be.
pub(super) fn of(verdicts: &[Verdict], first: Family, now: i64) -> String {
    let Some(verdict) = verdicts.iter().find(|verdict| verdict.family == first) else {
        return String::new();
    };
    let mut text = in_full(verdict, now);
    if verdicts.len() > 1 {
        text.push('\n');
        text.push_str(&side_by_side(verdicts));
    }
    text
}

/// Returns every value of one tool, what it hides, and why.
fn in_full(verdict: &Verdict, now: i64) -> String {
    let rows = rows(verdict, now);
    let mut cells = vec![heading(&rows)];
    cells.extend(rows.iter().map(Row::cells));
    let mut text = format!("{}\n", verdict.family.title());
    text.push_str(&table::text(&cells));
    text.push_str(&reasons(verdict, &rows));
    text
}

fn heading(rows: &[Row]) -> Vec<String> {
    let hides = rows.iter().any(|row| !row.shadows.is_empty());
    ["", "VALUE", "FROM", if hides { "HIDES" } else { "" }].map(str::to_owned).to_vec()
}

fn rows(verdict: &Verdict, now: i64) -> Vec<Row> {
    let identity = &verdict.identity;
    let fails = verdict.error.is_some();
    let known = |known| Option::filter(known, |_| !fails);
    vec![
        Row::ranked("profile", verdict.profile.as_ref(), "-"),
        part("access key", verdict, |keys| Some(&keys.id)),
        part("secret key", verdict, |keys| Some(&keys.secret)),
        part("token", verdict, |keys| keys.token.as_ref()),
        Row::ranked("region", verdict.region.as_ref(), "-"),
        Row::ranked("endpoint", verdict.endpoint.as_ref(), "AWS's own"),
        Row::known("account", known(identity.account.as_ref())),
        Row::known("principal", known(identity.principal.as_ref())),
        session(verdict, now),
    ]
}

/// Returns the row of the session: how long it lasts, and where that stands.
fn session(verdict: &Verdict, now: i64) -> Row {
    if verdict.error.is_some() {
        return Row::absent("session", "-");
    }
    let source = verdict.expires_at.as_ref().map(|end| end.known.source.to_string());
    let row = Row::absent("session", &time::session(&verdict.identity, now));
    Row { source: source.unwrap_or_default(), ..row }
}

/// Returns the row of a part of the keys.
fn part(
    name: &'static str,
    verdict: &Verdict,
    of: fn(&crate::identity::Keys) -> Option<&Part>,
) -> Row {
    let keys = verdict.keys();
    let shadows =
        verdict.shadowed_keys().filter_map(|keys| Some(of(&keys)?.source.clone())).collect();
    let Some(part) = keys.as_ref().and_then(of) else { return Row::absent(name, "-") };
    let value = part.masked.clone().unwrap_or_else(|| "at the next call".to_owned());
    Row { name, value, source: trail(&part.source), shadows, rule: verdict.rule }
}

/// Returns why the values won, each reason once, and what stops the tool.
fn reasons(verdict: &Verdict, rows: &[Row]) -> String {
    let mut lines: Vec<String> = Vec::new();
    if let Some(stop) = &verdict.error {
        lines.push(format!("stops: {}", located(&stop.message, &stop.source)));
    }
    lines.extend(
        verdict
            .passed
            .iter()
            .map(|stop| format!("goes past: {}", located(&stop.message, &stop.source))),
    );
    for row in rows.iter().filter(|row| !row.rule.is_empty()) {
        let line = format!("because {}", row.rule);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.into_iter().fold(String::new(), |text, line| text + "  " + &line + "\n")
}

/// Returns `message` with the line of a file behind it, where it is about one and does not name it.
fn located(message: &str, source: &Source) -> String {
    match source.place() {
        Some((path, line)) if !message.contains(&path.display().to_string()) => {
            format!("{message} ({}:{line})", path.display())
        }
        Some(_) | None => message.to_owned(),
    }
}

/// Returns one row for each answer, and the tools that give it.
fn side_by_side(verdicts: &[Verdict]) -> String {
    let mut answers: Vec<(Vec<&'static str>, [String; 4])> = Vec::new();
    for verdict in verdicts {
        let answer = answer(verdict);
        match answers.iter_mut().find(|(_, known)| *known == answer) {
            Some((tools, _)) => tools.push(verdict.family.short()),
            None => answers.push((vec![verdict.family.short()], answer)),
        }
    }
    if let [(_, _)] = answers.as_slice() {
        return format!("All tools agree: {}.\n", listed(&tools_of(verdicts)));
    }
    let mut rows = vec![["TOOLS", "SIGN AS", "ACCOUNT", "REGION", ""].map(str::to_owned).to_vec()];
    for (tools, [who, account, region, why]) in answers {
        rows.push(vec![tools.join(", "), who, account, region, why]);
    }
    format!("The tools disagree:\n{}", table::text(&rows))
}

fn tools_of(verdicts: &[Verdict]) -> Vec<&'static str> {
    verdicts.iter().map(|verdict| verdict.family.short()).collect()
}

/// Returns who a tool signs as, account, Region, and what else there is to say.
fn answer(verdict: &Verdict) -> [String; 4] {
    let text = |known: Option<&Known<String>>| {
        known.map_or_else(|| "-".to_owned(), |known| shown(&known.value))
    };
    let region = verdict.region.as_ref().and_then(Ranked::value);
    let region = region.map_or_else(|| "-".to_owned(), shown);
    if let Some(stop) = &verdict.error {
        let why = located(&stop.message, &stop.source);
        return ["nobody".to_owned(), "-".to_owned(), region, why];
    }
    let identity = &verdict.identity;
    let subject = segment::subject(identity);
    let who = if subject.is_empty() { identity.source.to_string() } else { subject };
    [who, text(identity.account.as_ref()), region, trail(&identity.source)]
}

/// Returns where keys come from, with all that signs for a role.
fn trail(source: &Source) -> String {
    let mut text = source.to_string();
    let mut source = source;
    while let Source::AssumeRole { source: signer, .. } = source {
        text.push_str(if matches!(**signer, Source::AssumeRole { .. }) {
            ", who "
        } else {
            ", signed by "
        });
        text.push_str(&signer.to_string());
        source = signer;
    }
    text
}

/// Returns a value, or a word for an empty one.
fn shown(value: &str) -> String {
    if value.is_empty() { "(empty)".to_owned() } else { value.to_owned() }
}
