//! What the Tab key does.

mod names;
mod power_shell;
mod scripts;
mod words;
