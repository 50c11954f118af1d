//! The rules of the AWS SDK for Java.

use super::sdk::Sdk;

/// What its parser remembers from line to line.
pub(super) type Java = Sdk;
