//! A clock that cannot be right.

use std::path::PathBuf;

use crate::diagnostic::code::{ABSURD_CLOCK, FUTURE_FILES};
use crate::display::escaped;
use crate::finding::Finding;
use crate::shared_config::FileKind;
use crate::time::rfc3339;

use super::{Examination, Patient, permissions};

/// Before this nobody can have had this program: 2024-01-01.
const FIRST: i64 = 1_704_067_200;

/// After this nobody will have it any more: 2100-01-01.
const LAST: i64 = 4_102_444_800;

/// A file may be this much ahead, in seconds: clocks of file servers are other clocks.
const AHEAD: i64 = 300;

/// Reports a clock at an absurd time, and files that were changed in the future.
pub(super) struct Clock;

impl Examination for Clock {
    fn name(&self) -> &'static str {
        "clock"
    }

    fn about(&self) -> &'static str {
        "Whether the clock stands at a time that can be, and no file of AWS is from the future."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        absurd(patient.situation.now).or_else(|| future(patient)).into_iter().collect()
    }
}

fn absurd(now: i64) -> Option<Finding> {
    let finding = ABSURD_CLOCK
        .finding(format!("the clock says {}", rfc3339(now)))
        .why("every request carries the time, and AWS refuses it when it is off by more than five minutes: SignatureDoesNotMatch, RequestExpired, RequestTimeTooSkewed, AuthFailure; certificates seem to be invalid, too");
    (!(FIRST..LAST).contains(&now)).then(|| with_commands(finding))
}

fn future(patient: &Patient<'_, '_>) -> Option<Finding> {
    let now = patient.situation.now;
    let of_user = [FileKind::Config, FileKind::Credentials].into_iter();
    let paths = of_user.filter_map(|kind| patient.path(kind).map(PathBuf::from));
    let paths = paths.chain(permissions::cached(patient));
    let changed = paths.filter_map(|path| Some((patient.disk.facts(&path)?.modified, path)));
    let (modified, path) = changed.max().filter(|(modified, _)| *modified > now + AHEAD)?;
    let shown = escaped(&path.to_string_lossy());
    let finding = FUTURE_FILES
        .finding(format!("{shown} was changed at {}, and the clock says {}", rfc3339(modified), rfc3339(now)))
        .seen(permissions::place(&path), rfc3339(modified))
        .why("if the clock is slow AWS refuses every request: SignatureDoesNotMatch, RequestExpired, AuthFailure");
    Some(with_commands(finding))
}

fn with_commands(finding: Finding) -> Finding {
    if cfg!(target_os = "macos") {
        return finding.fix("sudo sntp -sS time.apple.com");
    }
    finding.fix("sudo timedatectl set-ntp true").fix("sudo hwclock -s")
}

#[cfg(test)]
mod tests {
    use super::super::disk::Facts;
    use super::super::disk::fake::FakeDisk;
    use super::super::tests::{Fake, NOW, lines};
    use super::*;

    #[test]
    fn times_that_can_be_are_fine() {
        assert_eq!(absurd(NOW), None);
        for time in [0, FIRST - 1, LAST, -5] {
            assert!(absurd(time).is_some(), "{time}");
        }
    }

    #[test]
    fn a_file_from_the_future_is_reported() {
        for (ahead, expected) in [
            (0, vec![]),
            (AHEAD, vec![]),
            (
                3600,
                vec![
                    "AWSP-W025 /home/ann/.aws/config was changed at 2026-01-02T04:04:05Z, and the clock says 2026-01-02T03:04:05Z",
                ],
            ),
        ] {
            let modified = NOW + ahead;
            let disk = FakeDisk::default()
                .with_facts("/home/ann/.aws/config", 0o600, |facts| Facts { modified, ..facts });
            let fake = Fake { disk, ..Fake::default() };

            assert_eq!(fake.patient(|patient| lines(&Clock.run(patient))), expected);
        }
    }
}
