//! What can be wrong, one file per check.

use crate::environment::Environment;
use crate::finding::Finding;
use crate::identity::Identity;
use crate::shared_config::SharedConfig;

/// Everything a check looks at.
pub(crate) struct Situation<'a> {
    pub(crate) environment: &'a Environment,
    pub(crate) config: &'a SharedConfig<'a>,
    pub(crate) identity: &'a Identity,
    pub(crate) now: i64,
}

/// Returns what every check has to say.
pub(crate) fn findings(_situation: &Situation<'_>) -> Vec<Finding> {
    Vec::new()
}
