//! What the Tab key does.

mod scripts;
