//! What awsp does in real shells.

mod harness;
mod script_text;
