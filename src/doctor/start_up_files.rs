//! What start-up files do to every new shell.

mod namesakes;
mod settings;

use crate::finding::Finding;

use super::{Examination, Patient, start_up};

/// Reports variables that say who one is, and other meanings of `awsp` and `aws`, in the start-up files of all shells.
pub(super) struct StartUpFiles;

impl Examination for StartUpFiles {
    fn name(&self) -> &'static str {
        "start-up-files"
    }

    fn about(&self) -> &'static str {
        "Keys, profiles, and aliases of awsp and aws in the start-up files of shells and sessions."
    }

    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding> {
        let files = start_up::files(patient);
        let of_settings = files.iter().flat_map(|file| settings::findings(patient, file));
        of_settings.chain(files.iter().flat_map(namesakes::findings)).collect()
    }
}
