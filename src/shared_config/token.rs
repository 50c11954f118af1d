//! What one line means to a tool.

/// What one line means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// Nothing but white space.
    Blank,
    /// A comment.
    Comment,
    /// The text between the brackets of a section header.
    Header(&'t str),
    /// A key and its value.
    Setting {
        /// The key, as it is written.
        key: &'t str,
        /// The value, without the white space around it.
        value: &'t str,
    },
    /// One more line of the value above.
    More(&'t str),
    /// A line that makes the tool reject the file.
    Bad(Reason),
}

/// Why a tool rejects a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// A key stands above the first section.
    NoSection,
    /// An invisible mark at the start, so that the first line is no header.
    ByteOrderMark,
    /// A section header without its `]`, or with something behind it.
    Header,
    /// A line that is neither header nor `key = value`.
    NoEquals,
    /// `= value`.
    NoKey,
    /// An indented line that no key stands above.
    Indented,
    /// A line of an indented block that is no `key = value`.
    Nested,
    /// A section header that stood in the file already.
    DuplicateSection,
    /// A key that stood in the section already.
    DuplicateKey,
    /// A value that is one quotation mark and nothing else.
    LoneQuote,
    /// A folder where a file should be.
    Folder,
    /// Bytes that are no UTF-8.
    Encoding,
    /// More than awsp is willing to read.
    TooLarge,
}

impl Reason {
    /// Returns what is wrong, without any text of the file: it may be a secret.
    pub(crate) const fn message(self) -> &'static str {
        match self {
            Self::NoSection => "a key above the first [section]",
            Self::ByteOrderMark => "an invisible byte order mark at the start",
            Self::Header => "a section header that does not end with `]`",
            Self::NoEquals => "a line that is neither [section] nor `key = value`",
            Self::NoKey => "a value without a key",
            Self::Indented => "an indented line with no key above it",
            Self::Nested => "an indented line that is no `key = value`",
            Self::DuplicateSection => "a section that is there twice",
            Self::DuplicateKey => "a key that is there twice in its section",
            Self::LoneQuote => "a value that is a single quotation mark",
            Self::Folder => "a folder, where a file should be",
            Self::Encoding => "bytes that are not UTF-8",
            Self::TooLarge => "more than awsp reads",
        }
    }
}
