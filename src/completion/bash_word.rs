//! What readline replaces in a line of bash, and text that bash reads back as exactly one name.

use super::bash_line::{Line, Quote};

/// A place in a line at which Tab was pressed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The words behind `awsp`, without quotes; the last one is to be completed.
    pub(super) words: Vec<String>,
    /// What of the last word readline leaves as it is.
    kept: String,
    /// How that part ends.
    quote: Quote,
}

impl Place {
    /// Finds the place at the end of `line`, where readline will replace `word`.
    ///
    /// readline cuts words at the characters of `COMP_WORDBREAKS` and behind an opening quote. Where it sees quotes otherwise
    /// than bash does, there is no place: whatever went in would be read wrong.
    pub(super) fn find(line: &str, word: &str) -> Option<Self> {
        let before = line.strip_suffix(word)?;
        let (kept, whole) = (Line::read(before)?, Line::read(line)?);
        let is_one_word = kept.words == whole.words && kept.depth == whole.depth;
        let is_in_step = kept.quote.mark().is_none_or(|mark| before.ends_with(mark));
        let (command, rest) = whole.words.split_first()?;
        let is_ours = whole.depth == 0 || command.text.rsplit('/').next() == Some("awsp");
        if !is_one_word || !is_in_step || !is_ours || whole.last.evaluated {
            return None;
        }
        let words = rest.iter().chain([&whole.last]).map(|word| word.text.clone()).collect();
        Some(Self { words, kept: kept.last.text, quote: kept.quote })
    }

    /// Returns what goes into the place so that bash reads the word as `candidate`.
    pub(super) fn fill(&self, candidate: &str) -> Option<String> {
        candidate.strip_prefix(&self.kept).map(|rest| quoted(rest, self.quote))
    }
}

/// Returns `text` so that bash reads it back exactly, without the quote that is open already and the one that readline adds.
fn quoted(text: &str, quote: Quote) -> String {
    let text: String = match quote {
        Quote::Bare => text.chars().map(bare).collect(),
        Quote::Single => text.replace('\'', r"'\''"),
        Quote::Double => text.chars().map(double).collect(),
        Quote::AnsiC => text.replace('\\', r"\\").replace('\'', r"\'"),
    };
    match quote.mark() {
        None => text,
        Some(mark) => fenced(text, mark),
    }
}

/// readline takes a quote in front for a second opening one, and one at the end for the closing one.
fn fenced(mut text: String, mark: char) -> String {
    if text.starts_with(mark) {
        text.insert(0, mark);
    }
    if text.ends_with(mark) {
        text.push(mark);
    }
    text
}

fn bare(character: char) -> String {
    let is_plain = character.is_ascii_alphanumeric() || "_./:@+,-%".contains(character);
    if is_plain || !character.is_ascii() { character.into() } else { format!("\\{character}") }
}

fn double(character: char) -> String {
    match character {
        '$' | '`' | '"' | '\\' => format!("\\{character}"),
        // An event of the history, which a backslash between these quotes would hide, but not without staying itself.
        '!' => r#""\!""#.to_owned(),
        _ => character.into(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::process::{Command, Stdio};

    use proptest::strategy::{Strategy as _, ValueTree as _};
    use proptest::test_runner::TestRunner;

    use super::*;

    /// Returns what stands there after Tab: readline keeps the line before the word, and closes the quote.
    fn completed(line: &str, word: &str, name: &str) -> Option<String> {
        let place = Place::find(line, word)?;
        let before = line.strip_suffix(word).unwrap();
        let text = place.fill(name)?;
        let Some(mark) = place.quote.mark() else { return Some(format!("{before}{text}")) };
        // What readline's insert_match and append_to_match do.
        let before =
            if text.starts_with(mark) { before.strip_suffix(mark).unwrap() } else { before };
        let end = if text.ends_with(mark) { "" } else { &mark.to_string() };
        Some(format!("{before}{text}{end}"))
    }

    #[test]
    fn a_word_is_finished_as_it_was_begun() {
        for (line, word, name, expected) in [
            ("awsp use my", "my", "my team", Some(r"awsp use my\ team")),
            ("awsp use my\\ t", "my\\ t", "my team", Some(r"awsp use my\ team")),
            ("awsp use 'my t", "my t", "my team", Some("awsp use 'my team'")),
            ("awsp use \"my", "my", "my $x", Some(r#"awsp use "my \$x""#)),
            ("awsp use $'my", "my", "my\\'s", Some(r"awsp use $'my\\\'s'")),
            ("awsp use a:b", "b", "a:b c", Some(r"awsp use a:b\ c")),
            ("awsp use a:", "", "a:b", Some("awsp use a:b")),
            ("awsp use 'a:b", "a:b", "a:bc", Some("awsp use 'a:bc'")),
            ("awsp use a\\:b", "a\\:b", "a:bc", Some("awsp use a:bc")),
            (
                "awsp use --region=eu",
                "eu",
                "--region=eu-west-1",
                Some("awsp use --region=eu-west-1"),
            ),
            ("awsp use 'it'\\''s", "s", "it's", Some(r"awsp use 'it'\''s'")),
            ("awsp use \"it", "it", "it!", Some(r#"awsp use "it"\!"""#)),
            ("awsp use 'a", "a", "a'", Some(r"awsp use 'a'\'''")),
            ("awsp use '", "", "'a", Some(r"awsp use ''\''a'")),
            ("awsp use \"", "", "!", Some(r#"awsp use ""\!"""#)),
            ("echo; awsp use p", "p", "prod", Some("echo; awsp use prod")),
            ("echo $(awsp use p", "p", "prod", Some("echo $(awsp use prod")),
            ("echo \"$(awsp use 'p", "p", "prod", Some("echo \"$(awsp use 'prod'")),
            ("echo $(touch p", "p", "prod", None),
            ("awsp use $(touch pwned)p", "p", "prod", None),
            ("awsp use $'it\\'s p", "p", "it's prod", None),
            ("awsp use $x", "$x", "$xy", None),
            ("awsp use p", "q", "prod", None),
        ] {
            assert_eq!(completed(line, word, name).as_deref(), expected, "{line} {word} {name}");
        }
    }

    #[test]
    fn words_that_bash_would_evaluate_are_only_words() {
        let place = Place::find("awsp use $(touch pwned) p", "p").unwrap();

        assert_eq!(place.words, ["use", "", "p"]);
    }

    #[test]
    fn bash_reads_every_name_back_exactly_in_every_way_of_quoting() {
        let mut runner = TestRunner::deterministic();
        let mut cells: Vec<(String, String)> = Vec::new();
        let strategy =
            ("[ -~é東🚀\u{a0}]{0,3}", r#"[-'"$`\\!#*?~:=&;|<>(){}\[\]^%@+,. a-cé東🚀]{1,12}"#);
        for _ in 0..400 {
            let (prefix, rest) = strategy.new_tree(&mut runner).unwrap().current();
            cells.extend(lines(&prefix, &format!("{prefix}{rest}")));
        }

        let read: Vec<String> =
            read_back(&cells.iter().map(|(line, _)| line.as_str()).collect::<Vec<_>>());

        assert!(cells.len() > 1000, "only {} lines had an answer", cells.len());
        assert_eq!(read.len(), cells.len());
        for ((line, name), read) in cells.iter().zip(read) {
            assert_eq!(&read, name, "{line}");
        }
    }

    /// Types the beginning of `name` in every way, and returns the line after Tab with the name.
    fn lines(prefix: &str, name: &str) -> Vec<(String, String)> {
        [("", Quote::Bare), ("'", Quote::Single), ("\"", Quote::Double), ("$'", Quote::AnsiC)]
            .into_iter()
            .filter_map(|(opening, quote)| {
                let typed: String = quoted(prefix, quote);
                let line = format!("printf '%s\\0' {opening}{typed}");
                // In quotes readline replaces what stands behind the last opening one.
                let word = quote.mark().map_or(&*typed, |mark| typed.rsplit(mark).next().unwrap());
                let line = completed(&line, word, name)?;
                Some((line, name.to_owned()))
            })
            .collect()
    }

    fn read_back(lines: &[&str]) -> Vec<String> {
        let mut bash = Command::new("bash")
            .args(["--norc", "--noprofile"])
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = bash.stdin.take().unwrap();
        let script = lines.join("\n") + "\n";
        let feeder = std::thread::spawn(move || stdin.write_all(script.as_bytes()).unwrap());
        let output = bash.wait_with_output().unwrap();
        feeder.join().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        text.split_terminator('\0').map(str::to_owned).collect()
    }
}
