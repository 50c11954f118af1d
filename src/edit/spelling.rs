//! What awsp is willing to write into a file that others read.

use super::{EditError, New};

/// Refuses a value that a tool would not read back as it is.
pub(super) fn value(text: &str) -> Result<(), EditError> {
    if text.is_empty() {
        return Err(EditError::Refused("the value is empty"));
    }
    plain(text)?;
    if matches!(text, "'" | "\"") {
        return Err(EditError::Refused("the value is a single quotation mark"));
    }
    let mut before = None;
    for character in text.chars() {
        if matches!(character, '#' | ';') && before.is_some_and(char::is_whitespace) {
            return Err(EditError::Refused("to some tools a comment begins in the value"));
        }
        before = Some(character);
    }
    Ok(())
}

/// Refuses a header that a tool would not read back as it is.
pub(super) fn header(text: &str) -> Result<(), EditError> {
    plain(text)?;
    if text.is_empty() || text.contains(['[', ']', '#', ';']) {
        return Err(EditError::Refused(
            "the name of the section is empty, or has [, ], # or ; in it",
        ));
    }
    Ok(())
}

/// Refuses a key that is not in lower case, or that a tool could take for something else.
pub(super) fn key(text: &str) -> Result<(), EditError> {
    let is_plain = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-')
    };
    if !text.is_empty() && text.bytes().all(is_plain) {
        return Ok(());
    }
    Err(EditError::Refused("the key has more in it than small letters, digits, _ and -"))
}

/// Refuses what neither name nor value may have.
fn plain(text: &str) -> Result<(), EditError> {
    if text.chars().any(char::is_control) {
        return Err(EditError::Refused("there is a control character in what was to be written"));
    }
    if text.trim() != text {
        return Err(EditError::Refused("what was to be written begins or ends with white space"));
    }
    if text.starts_with(['#', ';']) {
        return Err(EditError::Refused("what was to be written begins like a comment"));
    }
    Ok(())
}

impl New {
    /// Returns the line, if awsp is willing to write it.
    pub(super) fn line(&self) -> Result<String, EditError> {
        match self {
            Self::Blank => Ok(String::new()),
            Self::Header(text) => header(text).map(|()| format!("[{text}]")),
            Self::Setting { key: name, value: text } => {
                key(name)?;
                value(text)?;
                Ok(format!("{name} = {text}"))
            }
        }
    }
}
