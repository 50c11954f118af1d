//! Files that a tool cannot parse: then no profile can be used at all.

use crate::finding::Finding;
use crate::identity::{Problem, Stop};
use crate::shared_config::{Fault, View};
use crate::source::Source;

use super::code::{FILE_REJECTED_BY_SDKS, REJECTED_FILE};
use super::words::edit;
use super::{Check, Situation};

/// Reports a file that the AWS CLI rejects, and notes one that only the SDKs reject.
pub(super) struct RejectedFile;

impl Check for RejectedFile {
    fn run(&self, situation: &Situation<'_, '_>) -> Vec<Finding> {
        let stop = situation.identity.error.as_ref();
        if let Some(stop) = stop.filter(|stop| is_of_files(stop)) {
            return vec![
                REJECTED_FILE
                    .finding(stop.message.clone())
                    .seen(stop.source.clone(), "the AWS CLI stops here")
                    .why("the AWS CLI and boto3 read both files before anything else and give up at the first fault, even with keys in variables")
                    .fix(edit(&stop.source)),
            ];
        }
        let faults = situation.config.view(View::Sdk).fault().into_iter();
        faults.map(rejected_by_sdks).collect()
    }
}

/// Returns whether it is about an AWS file, not about the file of `AWS_CREDENTIAL_FILE`.
fn is_of_files(stop: &Stop) -> bool {
    stop.problem == Problem::File && matches!(stop.source, Source::File { .. })
}

fn rejected_by_sdks(fault: &Fault) -> Finding {
    FILE_REJECTED_BY_SDKS
        .finding(fault.to_string())
        .seen(fault.source(), "the SDKs stop here")
        .why("the AWS CLI reads it, the SDK for Rust and those like it do not")
        .fix(edit(&fault.source()))
}

#[cfg(test)]
mod tests {
    use super::super::fake::found;
    use super::*;

    #[test]
    fn files_that_every_tool_reads_are_fine() {
        assert_eq!(found(&RejectedFile, &[], "[profile a]\nregion = x\n"), [""; 0]);
    }

    #[test]
    fn a_rejected_file_is_named_with_its_line() {
        let found = found(&RejectedFile, &[("AWS_ACCESS_KEY_ID", "a")], "[profile a]\nnonsense\n");

        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("AWSP-E001 /home/ann/.aws/config:2: "), "{found:?}");
    }

    #[test]
    fn a_file_that_only_the_sdks_reject_is_a_note() {
        let found = found(&RejectedFile, &[], "[profile a]\nregion: x\n");

        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("AWSP-N005 /home/ann/.aws/config:2: "), "{found:?}");
    }
}
