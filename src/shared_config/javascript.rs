//! The rules of the AWS SDK for JavaScript.

use super::sdk::Sdk;

/// What its parser remembers from line to line.
pub(super) type JavaScript = Sdk;
