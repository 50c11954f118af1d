//! Files that look right in an editor and that no tool can read.

use crate::diagnostic::code::{BYTE_ORDER_MARK, UTF_16};
use crate::diagnostic::words::word;
use crate::display::escaped;
use crate::finding::Finding;
use crate::shared_config::FileKind;
use crate::source::Source;

use super::profiles::edit;
use super::{Examination, MEND, Patient};

/// Reports AWS files in UTF-16, and those that begin with a byte order mark.
pub(super) struct Encoding;

impl Examination for Encoding {
    fn name(&self) -> &'static str {
        "encoding"
    }

    fn about(&self) -> &'static str {
        "Whether both files are UTF-8 without a byte order mark."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        let kinds = [FileKind::Config, FileKind::Credentials].into_iter();
        kinds.filter_map(|kind| judge(patient, kind)).collect()
    }
}

fn judge(patient: &Patient<'_, '_>, kind: FileKind) -> Option<Finding> {
    let path = patient.path(kind)?;
    let head = patient.disk.head(path);
    let (shown, name) = (escaped(&path.to_string_lossy()), word(&path.to_string_lossy()));
    let (finding, seen, fix) = if let Some(encoding) = utf_16(&head) {
        let finding = UTF_16.finding(format!("{shown} is saved as UTF-16"));
        (finding, encoding, recode(encoding, &name))
    } else if head.starts_with(&[0xef, 0xbb, 0xbf]) {
        let finding =
            BYTE_ORDER_MARK.finding(format!("{shown} begins with a byte order mark (U+FEFF)"));
        (finding, "bytes EF BB BF", MEND.to_owned())
    } else {
        return None;
    };
    let (path, section, key) = (path.to_owned(), String::new(), String::new());
    let source = Source::File { path, line: 1, section, key };
    let edit = edit(&source);
    let finding = finding
        .seen(source, seen)
        .why("the AWS CLI and boto3 stop with `Unable to parse config file`, and find no profile at all")
        .fix(fix)
        .fix(edit);
    Some(finding)
}

/// Returns the name of the encoding, as `iconv` knows it. Without a mark in front of it every second byte of ASCII is zero.
fn utf_16(head: &[u8]) -> Option<&'static str> {
    match *head {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        [first, 0, second, 0, ..] if first != 0 && second != 0 => Some("UTF-16LE"),
        [0, first, 0, second, ..] if first != 0 && second != 0 => Some("UTF-16BE"),
        _ => None,
    }
}

fn recode(encoding: &str, name: &str) -> String {
    format!(
        "cp -p {name} {name}.bak && iconv -f {encoding} -t UTF-8 {name}.bak | tr -d '\\r' > {name}"
    )
}

#[cfg(test)]
mod tests {
    use super::super::disk::fake::FakeDisk;
    use super::super::tests::{Fake, lines};
    use super::*;

    fn found(head: &[u8]) -> Vec<String> {
        let disk = FakeDisk::default().with_head("/home/ann/.aws/config", head);
        let fake = Fake { disk, ..Fake::default() };
        fake.patient(|patient| lines(&Encoding.run(patient)))
    }

    #[test]
    fn plain_text_is_fine() {
        for head in [b"" as &[u8], b"[", b"[default]\r\n", "# größe\n".as_bytes(), b"\0\0\0\0"] {
            assert_eq!(found(head), [""; 0], "{head:?}");
        }
    }

    #[test]
    fn other_encodings_are_told_by_their_first_bytes() {
        for (head, expected) in [
            (b"\xff\xfe[\0d\0" as &[u8], "AWSP-E024 /home/ann/.aws/config is saved as UTF-16"),
            (b"\xfe\xff\0[\0d", "AWSP-E024 /home/ann/.aws/config is saved as UTF-16"),
            (b"[\0d\0", "AWSP-E024 /home/ann/.aws/config is saved as UTF-16"),
            (b"\0[\0d", "AWSP-E024 /home/ann/.aws/config is saved as UTF-16"),
            (
                b"\xef\xbb\xbf[default]",
                "AWSP-E025 /home/ann/.aws/config begins with a byte order mark (U+FEFF)",
            ),
        ] {
            assert_eq!(found(head), [expected], "{head:?}");
        }
    }
}
