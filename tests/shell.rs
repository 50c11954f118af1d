//! What awsp does in real shells.

mod harness;
