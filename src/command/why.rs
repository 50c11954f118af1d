//! `awsp why`: explains an error of AWS's, or of a tool on the way to AWS.

mod child;
mod text;

use std::ffi::OsString;
use std::io::{self, Read as _};

use crate::cli::WhyArgs;
use crate::credentials::Signs;
use crate::diagnostic::code::{OPEN_FILE, OTHER_PROFILE};
use crate::error::Error;
use crate::examination::{self, Examined};
use crate::inputs::Inputs;
use crate::inquiry::{self, Answers, Question};
use crate::report::Report;
use crate::shared_config::SharedConfig;
use crate::terminal::{self, Reply};
use crate::why::{self, LONGEST};

/// What no call fails of: other profiles, and who else may read the secrets.
const ELSEWHERE: [&str; 2] = [OTHER_PROFILE.name(), OPEN_FILE.name()];

/// What there is to say of an error.
struct Explained {
    report: Report,
    /// Whether the text holds an error that awsp knows.
    is_recognised: bool,
}

/// Runs `awsp why`.
pub(crate) fn run(args: &WhyArgs, inputs: &Inputs) -> Result<Reply, Error> {
    if let [program, words @ ..] = args.command.as_slice() {
        return watched(args, program, words, inputs);
    }
    let said = text_of(args).filter(|said| !said.trim_ascii().is_empty());
    let explained = Explained::of(&said.ok_or_else(no_text)?, args, inputs);
    let shown = explained.shown(args, inputs);
    Ok(Reply { code: explained.report.code(), ..shown })
}

/// Runs a command, and explains on standard error why it has failed; its exit code stays.
fn watched(
    args: &WhyArgs,
    program: &OsString,
    words: &[OsString],
    inputs: &Inputs,
) -> Result<Reply, Error> {
    let ended = child::run(program, words)?;
    if ended.code == 0 {
        return Ok(Reply::default());
    }
    let shown = Explained::of(&ended.said, args, inputs).shown(args, inputs).stdout;
    let stderr = String::from_utf8_lossy(&shown).into_owned();
    Ok(Reply { stderr, code: ended.code, ..Reply::default() })
}

fn no_text() -> Error {
    Error::Usage {
        message: "which error?".to_owned(),
        hint: "aws s3 ls 2>&1 | awsp why   (or `awsp why 'TEXT'`, or `awsp why -- COMMAND…`)"
            .to_owned(),
    }
}

/// Returns the text that was given, or what standard input holds.
fn text_of(args: &WhyArgs) -> Option<Vec<u8>> {
    if !args.text.is_empty() {
        return Some(args.text.join(" ".as_ref()).into_encoded_bytes());
    }
    if terminal::stdin_is_terminal() {
        return None;
    }
    let mut tail = Tail::default();
    let mut piece = vec![0; 1 << 16];
    let mut stdin = io::stdin().lock();
    loop {
        match stdin.read(&mut piece) {
            Ok(0) => return Some(tail.bytes),
            Ok(length) => tail.push(piece.get(..length).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return Some(tail.bytes),
        }
    }
}

/// The end of what somebody says, however much it is.
#[derive(Default)]
struct Tail {
    bytes: Vec<u8>,
}

impl Tail {
    fn push(&mut self, piece: &[u8]) {
        self.bytes.extend_from_slice(piece);
        if self.bytes.len() > 2 * LONGEST {
            self.bytes.drain(..self.bytes.len() - LONGEST);
        }
    }
}

impl Explained {
    /// Returns what there is to say of `said`.
    fn of(said: &[u8], args: &WhyArgs, inputs: &Inputs) -> Self {
        let examined = examined(inputs);
        let answers = if args.ask { asked(args, inputs) } else { not_asked() };
        let local = inquiry::merged(examined.findings, answers.findings);
        let seen = why::recognise(said);
        let is_recognised = seen.is_some();
        let caller = answers.caller.as_ref();
        let findings = match seen {
            Some(seen) => why::verdict(&seen, &local, &examined.identity, caller),
            None => local,
        };
        let mut checked: Vec<&str> = examination::names().collect();
        let mut skipped = answers.skipped;
        if is_recognised {
            checked.insert(0, "text");
        } else {
            skipped.insert(0, ("text", "no AWS error is recognised in it".to_owned()));
        }
        checked.extend(answers.checked);
        let identity = examined.identity;
        let report = Report { findings, identity, caller: answers.caller, checked, skipped };
        Self { report, is_recognised }
    }

    fn shown(&self, args: &WhyArgs, inputs: &Inputs) -> Reply {
        if args.json {
            return Reply::data(crate::json::text(&self.report.to_json()));
        }
        Reply::text(&inputs.tilde_in_report(&text::whole(self, inputs)))
    }
}

fn not_asked() -> Answers {
    let skipped = vec![("caller-identity", "AWS is asked only with --online".to_owned())];
    Answers { skipped, ..Answers::default() }
}

/// Asks AWS about whoever signs now.
fn asked(args: &WhyArgs, inputs: &Inputs) -> Answers {
    let fresh = inputs.again();
    let texts = fresh.whole_texts();
    let config = SharedConfig::parse(&texts);
    let signs = Signs::next_call(&fresh, &config);
    let question =
        Question { inputs: &fresh, config: &config, options: &args.online, account: None };
    question.ask(&signs)
}

/// Returns what is wrong on this machine as it is now, but for profiles that the next call does not need.
///
/// The inputs are its own: a command whose inputs have changed while they were read is run again, and the one that is
/// explained must not be.
fn examined(inputs: &Inputs) -> Examined {
    let fresh = inputs.again();
    let texts = fresh.whole_texts();
    let config = SharedConfig::parse(&texts);
    let mut examined = examination::examine(&fresh, &config, None, |_| None);
    examined.findings.retain(|finding| !ELSEWHERE.contains(&finding.code));
    examined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_end_of_much_is_kept() {
        let mut tail = Tail::default();
        for _ in 0..5 {
            tail.push(&vec![b'x'; LONGEST]);
        }
        tail.push(b"end");

        assert!(tail.bytes.len() <= 2 * LONGEST + 3);
        assert!(tail.bytes.ends_with(b"xend"));
    }
}
