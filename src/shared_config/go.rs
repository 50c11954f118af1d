//! The rules of the AWS SDK for Go.

use super::sdk::Sdk;

/// What its parser remembers from line to line.
pub(super) type Go = Sdk;
