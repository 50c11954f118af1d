//! A question whose answer nobody may see: asked on the terminal itself, for standard input and output may be anything.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::os::fd::AsFd as _;
use std::os::unix::net::UnixStream;
use std::thread;

use rustix::termios::{InputModes, LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

use super::signals::Listener;
use crate::credentials::Secret;
use crate::display::escaped;
use crate::error::Error;
use crate::spinner;

/// How many characters are taken of what is typed.
const MOST: usize = 64;

/// How many bytes are read of what is typed; a terminal keeps no longer line.
const MOST_BYTES: u64 = 4096;

/// Asks `question` on the terminal and returns the line that is typed, which is not shown.
///
/// Ctrl-C, Ctrl-\, Ctrl-D and the signals that end a process end the question: `Error::Interrupted`.
pub(crate) fn ask(question: &str) -> Result<Secret, Error> {
    let _quiet = spinner::pause();
    let listener = Listener::new().ok_or_else(nobody)?;
    let terminal = Silent::open().map_err(|_| nobody())?;
    let line = terminal.line(&escaped(question), &listener)?;
    let text = String::from_utf8_lossy(&line);
    Ok(text.trim_end_matches(['\n', '\r']).chars().take(MOST).collect::<String>().into())
}

fn nobody() -> Error {
    Error::Usage {
        message: "there is no terminal to ask for the MFA code on".to_owned(),
        hint: "give the code with --mfa-token, or in AWSP_MFA_TOKEN".to_owned(),
    }
}

/// The terminal, which shows nothing of what is typed until this is dropped.
struct Silent {
    terminal: File,
    before: Termios,
}

impl Silent {
    fn open() -> io::Result<Self> {
        let terminal = File::options().read(true).write(true).open("/dev/tty")?;
        let before = tcgetattr(&terminal)?;
        let silent = Self { terminal, before };
        silent.hush()?;
        Ok(silent)
    }

    fn hush(&self) -> io::Result<()> {
        let mut modes = self.before.clone();
        modes.local_modes.remove(LocalModes::ECHO | LocalModes::ECHONL);
        modes.local_modes.insert(LocalModes::ICANON | LocalModes::ISIG);
        modes.input_modes.insert(InputModes::ICRNL);
        Ok(tcsetattr(&self.terminal, OptionalActions::Flush, &modes)?)
    }

    /// Returns the line that is typed, with its end.
    fn line(&self, question: &str, listener: &Listener) -> Result<Vec<u8>, Error> {
        let typed = self.typed().map_err(|_| nobody())?;
        self.write(question);
        let mut line = Vec::new();
        while !line.ends_with(b"\n") {
            let has_more = listener.wait(typed.as_fd(), None);
            if listener.takes_end() {
                return Err(Error::Interrupted);
            }
            if listener.takes_resumption() {
                // The shell that had stopped us has put its own modes into the terminal.
                self.hush().map_err(|_| nobody())?;
                self.write(question);
            }
            if has_more {
                append(&mut line, &typed)?;
            }
        }
        Ok(line)
    }

    /// Returns what the terminal reads, as something that can be waited for: not every system can do that with /dev/tty.
    fn typed(&self) -> io::Result<UnixStream> {
        let (reader, mut writer) = UnixStream::pair()?;
        let mut terminal = self.terminal.try_clone()?.take(MOST_BYTES);
        thread::spawn(move || {
            let mut bytes = [0; 256];
            while let Ok(count @ 1..) = terminal.read(&mut bytes) {
                let read = bytes.get(..count).unwrap_or_default();
                if writer.write_all(read).is_err() || read.ends_with(b"\n") {
                    break;
                }
            }
        });
        Ok(reader)
    }

    fn write(&self, text: &str) {
        _ = (&self.terminal).write_all(text.as_bytes());
    }
}

impl Drop for Silent {
    fn drop(&mut self) {
        _ = tcsetattr(&self.terminal, OptionalActions::Flush, &self.before);
        self.write("\n"); // the one that was typed was not shown
    }
}

/// Appends what there is to read; its end without an end of the line is a Ctrl-D.
fn append(line: &mut Vec<u8>, mut typed: &UnixStream) -> Result<(), Error> {
    let mut bytes = [0; 256];
    match typed.read(&mut bytes) {
        Ok(0) | Err(_) => Err(Error::Interrupted),
        Ok(count) => {
            line.extend_from_slice(bytes.get(..count).unwrap_or_default());
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use rustix::process::Signal;

    use super::*;
    use crate::terminal::person::{Person, role, without_terminal};

    const ME: &str = "terminal::secret_line::tests::somebody_asks";

    /// What the tests below start in a terminal: ends with 0 if it is told `123456`; by itself it does nothing.
    #[test]
    #[expect(clippy::exit, reason = "the code is what the tests below look at")]
    fn somebody_asks() {
        let Some(role) = role() else { return };
        let expected = if role == "long" { "7".repeat(MOST) } else { "123456".to_owned() };
        let code = match ask("Code\u{1b}[2J for x: ") {
            Ok(secret) => i32::from(secret.reveal() != expected),
            Err(error) => error.exit_code().into(),
        };
        std::process::exit(code);
    }

    fn asked(role: &str) -> Person {
        let mut person = Person::at(80, &[], ME, role);
        person.wait_for("Code\\u{1b}[2J for x: ");
        assert!(!person.has_echo());
        person
    }

    /// Checks that nothing typed was shown, and that the terminal is as it was.
    fn is_in_order(person: &Person) {
        assert!(person.has_echo());
        assert_eq!(person.raw(), "Code\\u{1b}[2J for x: \r\n");
        assert!(!person.stdout().contains("Code"), "{}", person.stdout());
    }

    #[test]
    fn the_answer_is_taken_and_never_shown() {
        let mut person = asked("short");

        person.types("129\u{7f}3456\r");

        assert_eq!(person.code(), 0);
        is_in_order(&person);
    }

    #[test]
    fn no_more_than_64_characters_are_taken() {
        let mut person = asked("long");

        person.types(&format!("{}\r", "7".repeat(500)));

        assert_eq!(person.code(), 0);
        is_in_order(&person);
    }

    #[test]
    fn keys_that_break_off_restore_the_terminal() {
        for keys in ["\u{3}", "123\u{3}", "\u{1c}", "\u{4}", "123\u{4}\u{4}"] {
            let mut person = asked("short");

            person.types(keys);

            assert_eq!(person.code(), 130, "{keys:?}");
            is_in_order(&person);
        }
    }

    #[test]
    fn signals_that_end_restore_the_terminal() {
        for signal in [Signal::INT, Signal::QUIT, Signal::TERM, Signal::HUP] {
            let mut person = asked("short");

            person.sends(signal);

            assert_eq!(person.code(), 130, "{signal:?}");
            is_in_order(&person);
        }
    }

    #[test]
    fn the_question_comes_back_after_a_stop_in_the_middle_of_it() {
        let mut person = asked("short");

        person.stops_and_resumes();

        person.wait_for("x: Code");
        assert!(!person.has_echo());
        person.types("123456\r");
        assert_eq!(person.code(), 0);
        assert!(person.has_echo());
        assert!(!person.screen().contains("12"), "{}", person.screen());
    }

    #[test]
    fn without_a_terminal_nobody_is_asked() {
        assert_eq!(without_terminal(ME, "short").code(), Some(2));
        assert!(nobody().hint().contains("--mfa-token"));
        assert!(nobody().hint().contains("AWSP_MFA_TOKEN"));
    }
}
