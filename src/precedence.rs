//! Who wins, one file per family of tools.

pub(crate) mod aws_cli;
