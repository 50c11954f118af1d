//! MFA codes: where one comes from, and that each works only once.

use std::sync::{Mutex, PoisonError};

use crate::credentials::Secret;
use crate::credentials::process::{self, Fault};
use crate::environment::Environment;
use crate::error::Error;
use crate::source::Source;
use crate::spinner;
use crate::terminal::secret_line;

const FLAG: &str = "--mfa-token";
const VARIABLE: &str = "AWSP_MFA_TOKEN";

/// How many digits AWS takes.
const DIGITS: usize = 6;

/// What shows codes, as a profile names it.
pub(crate) struct Device<'a> {
    /// Its serial number or ARN.
    pub(crate) serial: &'a str,
    /// The profile's `mfa_process`.
    pub(crate) process: Option<&'a str>,
    /// Where the serial stands.
    pub(crate) place: Source,
}

/// The codes of one run of awsp.
pub(crate) struct Codes {
    environment: Environment,
    given: Option<Given>,
    /// The device that the given code was for, once it was asked for.
    taken_by: Mutex<Option<String>>,
}

/// A code that the user has given beforehand.
struct Given {
    from: &'static str,
    text: Secret,
}

impl Codes {
    /// Returns codes of which one may stand behind `--mfa-token` or in the environment.
    pub(crate) fn new(environment: &Environment, flag: Option<&str>) -> Self {
        let given = |from, text: String| Given { from, text: text.into() };
        let of_flag = flag.map(|text| given(FLAG, text.to_owned()));
        let of_variable = || Some(given(VARIABLE, environment.filled(VARIABLE)?.into_owned()));
        Self {
            environment: environment.clone(),
            given: of_flag.or_else(of_variable),
            taken_by: Mutex::default(),
        }
    }

    /// Returns a code of the device that this run has not used: the one that was given, else what `mfa_process` prints, else what the user types.
    ///
    /// The given one is for the device that asks first; a second call for that device is an error.
    pub(crate) fn code(&self, device: &Device<'_>) -> Result<Secret, Error> {
        device.check()?;
        if let Some(code) = self.given(device.serial) {
            return code;
        }
        match device.process {
            Some(command) => self.printed(command),
            None => typed(device.serial),
        }
    }

    /// Returns the code that was given, once; `None` if there is none, or if it was for another device.
    fn given(&self, serial: &str) -> Option<Result<Secret, Error>> {
        let given = self.given.as_ref()?;
        let mut taken_by = self.taken_by.lock().unwrap_or_else(PoisonError::into_inner);
        match taken_by.as_deref() {
            None => {
                *taken_by = Some(serial.to_owned());
                Some(given.code())
            }
            Some(taker) if taker == serial => Some(Err(given.spent())),
            Some(_) => None,
        }
    }

    fn printed(&self, command: &str) -> Result<Secret, Error> {
        let _quiet = spinner::pause(); // the program may ask for something itself
        let printed = process::output(command, &self.environment)
            .and_then(|said| digits(&String::from_utf8_lossy(&said)).ok_or(NO_CODE));
        printed.map_err(|fault| Error::Credentials {
            message: format!("mfa_process: {fault}"),
            hint: "run the command yourself: it has to print the six digits and nothing else"
                .to_owned(),
        })
    }
}

/// What is wrong with a program that prints something else.
const NO_CODE: Fault = Fault::Answer("is not an MFA code, which is six digits");

impl Given {
    fn code(&self) -> Result<Secret, Error> {
        digits(self.text.reveal()).ok_or_else(|| Error::Usage {
            message: format!("what {} holds is not an MFA code", self.from),
            hint: SIX_DIGITS.to_owned(),
        })
    }

    fn spent(&self) -> Error {
        Error::Credentials {
            message: format!(
                "the MFA code of {} is used up: a code works only once, and this profile needs two",
                self.from
            ),
            hint: format!("leave {} out to be asked for each, or set mfa_process", self.from),
        }
    }
}

const SIX_DIGITS: &str = "give the six digits that the device shows";

fn typed(serial: &str) -> Result<Secret, Error> {
    let line = secret_line::ask(&format!("MFA code for {serial}: "))?;
    digits(line.reveal()).ok_or_else(|| Error::Usage {
        message: "what was typed is not an MFA code".to_owned(),
        hint: SIX_DIGITS.to_owned(),
    })
}

/// Returns the code in `text`, if it is one.
fn digits(text: &str) -> Option<Secret> {
    let text = text.trim();
    let is_code = text.len() == DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then(|| text.to_owned().into())
}

impl Device<'_> {
    /// Refuses the ARN of a user where that of the device has to stand.
    fn check(&self) -> Result<(), Error> {
        let Some(device) = device_of_user(self.serial) else { return Ok(()) };
        let place = match self.place.place() {
            Some((path, line)) => format!("{}:{line}", path.display()),
            None => self.place.to_string(),
        };
        Err(Error::Profile {
            message: format!("{place}: mfa_serial is the ARN of a user, not of an MFA device"),
            hint: format!(
                "it is likely mfa_serial = {device}   (IAM, Users, Security credentials)"
            ),
        })
    }
}

/// Returns the ARN that the device of a user usually has; `None` if `serial` is not the ARN of a user.
fn device_of_user(serial: &str) -> Option<String> {
    let ["arn", partition, "iam", "", account, resource] =
        *serial.splitn(6, ':').collect::<Vec<_>>()
    else {
        return None;
    };
    let user = resource.strip_prefix("user/")?;
    let name = user.rsplit('/').next().unwrap_or(user);
    Some(format!("arn:{partition}:iam::{account}:mfa/{name}"))
}

/// Returns the error for a code that AWS does not take.
pub(crate) fn refused(serial: &str) -> Error {
    Error::Credentials {
        message: format!("AWS did not take the MFA code for {serial}: it is wrong, or was used already"),
        hint: "each code works only once: wait for the next one; if that fails, too, the clock of the device is off, or it is another device"
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::*;
    use crate::terminal::person::{Person, role};

    const SERIAL: &str = "arn:aws:iam::111122223333:mfa/me";
    const ME: &str = "mfa::tests::somebody_needs_a_code";

    fn device<'a>(serial: &'a str, process: Option<&'a str>) -> Device<'a> {
        Device { serial, process, place: Source::Default }
    }

    fn environment(pairs: [(&str, &str); 1]) -> Environment {
        let path = Environment::from_process().filled("PATH").unwrap().into_owned();
        let [(name, value)] = pairs;
        Environment::from([("PATH", path.as_str()), (name, value)])
    }

    fn shown(result: Result<Secret, Error>) -> String {
        match result {
            Ok(code) => code.reveal().to_owned(),
            Err(error) => format!("{}: {error}", error.exit_code()),
        }
    }

    #[test]
    fn the_flag_wins_over_the_variable_and_the_variable_over_the_process() {
        let echo = Some("echo 333333");
        for (flag, variable, process, expected) in [
            (Some("111111"), "222222", echo, "111111"),
            (Some(" 111111\n"), "", None, "111111"),
            (None, "222222", echo, "222222"),
            (None, "", echo, "333333"),
        ] {
            let codes = Codes::new(&environment([(VARIABLE, variable)]), flag);
            assert_eq!(shown(codes.code(&device(SERIAL, process))), expected);
        }
    }

    #[test]
    fn what_is_no_code_is_refused_and_never_shown() {
        for bad in ["", "12345", "1234567", "12345a", "123 456", "１２３４５６", "-12345", "S3cret"]
        {
            let flag = Codes::new(&Environment::default(), Some(bad));
            let said = shown(flag.code(&device(SERIAL, None)));
            assert_eq!(said, "2: what --mfa-token holds is not an MFA code");

            let printer = format!("printf %s '{bad}'");
            let none = Codes::new(&environment([("A", "b")]), None);
            let said = shown(none.code(&device(SERIAL, Some(&printer))));
            assert_eq!(
                said,
                "4: mfa_process: what it printed is not an MFA code, which is six digits"
            );
        }
        let variable = Codes::new(&environment([(VARIABLE, "S3cret")]), None);
        let said = shown(variable.code(&device(SERIAL, None)));
        assert_eq!(said, "2: what AWSP_MFA_TOKEN holds is not an MFA code");
    }

    #[test]
    fn a_given_code_works_once_and_for_one_device() {
        let codes = Codes::new(&environment([("A", "b")]), Some("111111"));
        let echo = Some("echo 333333");

        assert_eq!(shown(codes.code(&device(SERIAL, echo))), "111111");
        let again = shown(codes.code(&device(SERIAL, echo)));
        assert!(again.starts_with("4: the MFA code of --mfa-token is used up"), "{again}");
        assert_eq!(shown(codes.code(&device("GAHT12345678", echo))), "333333");
    }

    #[test]
    fn the_process_runs_for_every_code_and_without_a_shell() {
        let folder = tempfile::tempdir().unwrap();
        let counter = folder.path().join("runs");
        let program = folder.path().join("next code");
        let lines =
            format!("echo x >>'{0}'\nwc -l <'{0}' | sed 's/ *//; s/$/00000/'", counter.display());
        fs::write(&program, lines).unwrap();
        let command = format!("sh '{}' $(touch {}/x)", program.display(), folder.path().display());
        let codes = Codes::new(&environment([("A", "b")]), None);

        for expected in ["100000", "200000"] {
            assert_eq!(shown(codes.code(&device(SERIAL, Some(&command)))), expected);
        }
        assert!(!folder.path().join("x").exists());
    }

    #[test]
    fn a_process_that_fails_says_why() {
        let codes = Codes::new(&environment([("A", "b")]), None);
        for (command, expected) in [
            ("sh -c 'echo 123456; echo no device >&2; exit 3'", "exit status: 3: no device"),
            ("no-such-program-here", "there is no program `no-such-program-here`"),
            ("sh 'unended", "a quote without an end"),
        ] {
            let said = shown(codes.code(&device(SERIAL, Some(command))));
            assert!(said.starts_with("4: mfa_process: ") && said.contains(expected), "{said}");
            assert!(!said.contains("123456"), "{said}");
        }
    }

    #[test]
    fn the_arn_of_a_user_is_refused_before_anything_is_asked() {
        let codes = Codes::new(&Environment::default(), Some("111111"));
        for (serial, expected) in [
            ("arn:aws:iam::111122223333:user/me", "arn:aws:iam::111122223333:mfa/me"),
            ("arn:aws-cn:iam::111122223333:user/team/me", "arn:aws-cn:iam::111122223333:mfa/me"),
        ] {
            let place = Source::File {
                path: PathBuf::from("/home/me/.aws/config"),
                line: 7,
                section: "profile x".to_owned(),
                key: "mfa_serial".to_owned(),
            };
            let error = codes.code(&Device { serial, process: None, place }).unwrap_err();

            assert_eq!(error.exit_code(), 3);
            assert!(error.to_string().starts_with("/home/me/.aws/config:7: "), "{error}");
            assert!(error.hint().contains(expected), "{}", error.hint());
        }
        for serial in [SERIAL, "GAHT12345678", "arn:aws:iam::111122223333:u2f/user/me"] {
            assert_eq!(device_of_user(serial), None);
        }
        assert_eq!(shown(codes.code(&device(SERIAL, None))), "111111");
    }

    #[test]
    fn a_refused_code_has_an_error_that_says_what_to_wait_for() {
        let error = refused(SERIAL);

        assert_eq!(error.exit_code(), 4);
        assert!(error.to_string().contains(SERIAL));
        assert!(error.hint().contains("wait for the next one"), "{}", error.hint());
        assert!(error.hint().contains("clock"), "{}", error.hint());
    }

    /// What the test below starts in a terminal; by itself it does nothing.
    #[test]
    #[expect(clippy::exit, reason = "the code is what the test below looks at")]
    fn somebody_needs_a_code() {
        if role().is_none() {
            return;
        }
        let codes = Codes::new(&Environment::default(), None);
        let code = |serial| shown(codes.code(&device(serial, None)));
        let is_right = code(SERIAL) == "123456" && code(SERIAL) == "654321";
        let is_refused = code("a\u{1b}b") == "2: what was typed is not an MFA code";
        std::process::exit(i32::from(!(is_right && is_refused)));
    }

    #[test]
    fn the_user_is_asked_for_each_code_and_nothing_of_it_is_shown() {
        let mut person = Person::at(80, &[], ME, "asks");
        let question = format!("MFA code for {SERIAL}: ");
        for (question, answer) in [
            (question.clone(), " 123456 \r"),
            (format!("{question}\n{question}"), "654321\r"),
            ("MFA code for a\\u{1b}b: ".to_owned(), "0\r"),
        ] {
            person.wait_for(&question);
            person.types(answer);
        }

        assert_eq!(person.code(), 0);
        assert!(!person.raw().contains("123456") && !person.raw().contains("654321"));
    }
}
