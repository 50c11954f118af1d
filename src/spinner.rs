//! A sign that something is going on, for whoever waits before a terminal.

use std::os::fd::AsFd as _;
use std::os::unix::net::UnixStream;
use std::panic;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use unicode_width::UnicodeWidthChar as _;

use crate::display::brief;
use crate::environment::Environment;
use crate::segment::speaks_utf8;
use crate::terminal::signals::{self, Listener};
use crate::terminal::{stderr_is_watched, width, write_stderr};

/// How long nobody needs a sign.
const DELAY: Duration = Duration::from_millis(300);

/// How long one picture stays.
const PACE: Duration = Duration::from_millis(100);

const DOTS: &[char] = &['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const ASCII: &[char] = &['|', '/', '-', '\\'];

/// What stands on the last line of the terminal. Who holds it may write there, and answers the signals.
static LINE: Mutex<Line> = Mutex::new(Line { is_drawn: false });

struct Line {
    is_drawn: bool,
}

/// Shows `text` and a spinner on standard error while `work` takes longer than 300 ms: on one line that is gone afterwards, and only on a terminal.
pub(crate) fn during<T>(text: &str, environment: &Environment, work: impl FnOnce() -> T) -> T {
    let _spinner = is_welcome(environment).then(|| Spinner::start(text, environment));
    work()
}

fn is_welcome(environment: &Environment) -> bool {
    let is_capable = environment.filled("TERM").is_some_and(|name| name != "dumb");
    is_capable && !environment.has("CI") && stderr_is_watched()
}

/// Takes the spinner away and keeps it away until the guard is dropped; its holder answers the signals.
pub(crate) fn pause() -> Pause {
    let mut line = held();
    line.clear();
    Pause { _line: line }
}

/// Keeps the spinner away.
pub(crate) struct Pause {
    _line: MutexGuard<'static, Line>,
}

fn held() -> MutexGuard<'static, Line> {
    LINE.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Line {
    fn draw(&mut self, picture: char, text: &str) {
        // The last column stays free: some terminals wrap as soon as it is filled.
        let shown = fitting(&format!("{picture} {text}"), width().saturating_sub(1));
        write_stderr(&format!("\r{shown}\x1b[K"));
        self.is_drawn = true;
    }

    fn clear(&mut self) {
        if self.is_drawn {
            write_stderr("\r\x1b[K");
        }
        self.is_drawn = false;
    }
}

/// Returns the first characters that fit into `columns`.
fn fitting(text: &str, columns: usize) -> String {
    let mut left = columns;
    let fits = |character: &char| {
        let rest = left.checked_sub(character.width().unwrap_or_default());
        left = rest.unwrap_or_default();
        rest.is_some()
    };
    text.chars().take_while(fits).collect()
}

/// The thread that draws, ended and waited for when this is dropped.
struct Spinner {
    end: Option<UnixStream>,
    thread: Option<JoinHandle<()>>,
}

impl Spinner {
    fn start(text: &str, environment: &Environment) -> Option<Self> {
        let pictures = if speaks_utf8(environment) { DOTS } else { ASCII };
        clear_before_panics();
        let listener = Listener::new()?;
        let (ended, end) = UnixStream::pair().ok()?;
        let text = brief(text);
        let thread = thread::spawn(move || spin(pictures, &text, &listener, &ended));
        Some(Self { end: Some(end), thread: Some(thread) })
    }
}

impl Drop for Spinner {
    fn drop(&mut self) {
        drop(self.end.take());
        _ = self.thread.take().map(JoinHandle::join);
    }
}

/// Has the line cleared before anything is said of a panic.
fn clear_before_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let says = panic::take_hook();
        panic::set_hook(Box::new(move |about| {
            _ = LINE.try_lock().map(|mut line| line.clear());
            says(about);
        }));
    });
}

fn spin(pictures: &[char], text: &str, listener: &Listener, ended: &UnixStream) {
    let mut time = DELAY;
    for picture in pictures.iter().cycle() {
        let is_over = listener.wait(ended.as_fd(), Some(time));
        let mut line = held();
        if listener.takes_end() {
            line.clear();
            signals::end();
        }
        if is_over {
            return line.clear();
        }
        line.draw(*picture, text);
        time = PACE;
    }
}

#[cfg(test)]
mod tests {
    use rustix::process::Signal;

    use super::*;
    use crate::terminal::person::{Person, role, without_terminal};
    use crate::terminal::secret_line::ask;

    /// How wide the terminals of these tests are.
    const COLUMNS: u16 = 20;

    const ME: &str = "spinner::tests::somebody_waits";

    /// The key that ends a wait, and the only one that a terminal does not show.
    const CTRL_D: &str = "\u{4}";

    /// Waits for a Ctrl-C that never comes.
    fn for_ever() {
        loop {
            thread::park();
        }
    }

    /// What the tests below start in a terminal; by itself it does nothing.
    #[test]
    #[expect(clippy::exit, reason = "the code is what a test below looks at")]
    fn somebody_waits() {
        let environment = Environment::from_process();
        let waits =
            |work: &dyn Fn()| during("asking sts.eu-west-1.amazonaws.com", &environment, work);
        let until_told = || _ = std::io::stdin().read_line(&mut String::new());
        match role().as_deref() {
            Some("waits") => waits(&until_told),
            Some("waits for ever") => waits(&for_ever),
            Some("fails") => waits(&|| {
                until_told();
                panic!("on purpose");
            }),
            Some("asks") => waits(&|| {
                until_told();
                ask("Code: ").unwrap();
                until_told();
            }),
            Some("looks") => std::process::exit(i32::from(!is_welcome(&environment))),
            _ => {}
        }
    }

    #[test]
    fn a_spinner_turns_in_its_line_and_leaves_nothing() {
        for (locale, picture) in [("C.UTF-8", '⠙'), ("C", '/')] {
            let mut person = Person::at(COLUMNS, &[("LC_ALL", locale)], ME, "waits");

            person.wait_for(&format!("{picture} asking sts.eu-we"));
            assert_eq!(person.screen().trim_end().lines().count(), 1, "{}", person.screen());
            person.types(CTRL_D);

            assert_eq!(person.code(), 0);
            assert_eq!(person.screen().trim(), "");
        }
    }

    #[test]
    fn a_spinner_ends_with_work_that_panics() {
        let mut person = Person::at(80, &[], ME, "fails");
        person.wait_for("asking sts");

        person.types(CTRL_D);

        person.code();
        assert!(!person.screen().contains("asking sts"), "{}", person.screen());
    }

    #[test]
    fn a_signal_clears_the_line_and_ends_the_process() {
        for signal in [Signal::INT, Signal::QUIT, Signal::TERM, Signal::HUP] {
            let mut person = Person::at(80, &[], ME, "waits for ever");
            person.wait_for("asking sts");

            person.sends(signal);

            assert_eq!(person.code(), 130, "{signal:?}");
            assert_eq!(person.screen().trim(), "", "{signal:?}");
            assert!(!person.stdout().contains("asking"), "{signal:?}");
        }
    }

    #[test]
    fn a_question_is_not_drawn_over() {
        let mut person = Person::at(80, &[], ME, "asks");
        person.wait_for("asking sts");
        person.types(CTRL_D);
        person.wait_for("Code: ");
        assert!(!person.screen().contains("asking sts"), "{}", person.screen());

        person.types("123456\r");

        person.wait_for("asking sts");
        person.types(CTRL_D);
        assert_eq!(person.code(), 0);
        let after = person.raw().split("Code: ").nth(1).unwrap().to_owned();
        assert!(after.starts_with("\r\n"), "{after:?}");
    }

    #[test]
    fn a_signal_during_a_question_is_the_questions_own() {
        let mut person = Person::at(80, &[], ME, "asks");
        person.wait_for("asking sts");
        person.types(CTRL_D);
        person.wait_for("Code: ");

        person.types("\u{3}");

        assert_eq!(person.code(), 101, "`unwrap` panicked at `Interrupted`: {}", person.screen());
        assert!(person.screen().contains("Interrupted"), "{}", person.screen());
    }

    #[test]
    fn nobody_is_shown_a_spinner_without_a_terminal_that_can_show_it() {
        for (name, value, code) in [
            ("TERM", "xterm", 0),
            ("TERM", "dumb", 1),
            ("TERM", "", 1),
            ("CI", "", 1),
            ("CI", "true", 1),
        ] {
            let code_there = Person::at(80, &[(name, value)], ME, "looks").code();
            assert_eq!(code_there, code, "{name}={value}");
        }
        let code = without_terminal(ME, "looks").code();
        assert_eq!(code, Some(1));
    }

    #[test]
    fn a_wide_text_is_cut_between_its_letters() {
        assert_eq!(fitting("日本語", 5), "日本");
        assert_eq!(fitting("abc", 5), "abc");
        assert_eq!(fitting("abc", 0), "");
    }
}
