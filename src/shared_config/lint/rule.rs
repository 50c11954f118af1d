//! The table of rules: what can be wrong with a file, and what that does to the tools.

use crate::finding::Severity;

use super::super::token::Reason;

/// One thing that can be wrong.
#[derive(Debug)]
pub(super) struct Rule {
    /// Its name in findings; never changes.
    pub(super) code: &'static str,
    /// How much it matters.
    pub(super) severity: Severity,
    /// The cause, one of those that `awsp help json` lists.
    pub(super) cause: &'static str,
    /// What is there, to be read behind a file and line.
    pub(super) title: &'static str,
    /// What the tools make of it.
    pub(super) why: &'static str,
}

const fn error(code: &'static str, title: &'static str, why: &'static str) -> Rule {
    Rule { code, severity: Severity::Error, cause: "file-syntax", title, why }
}

const fn warning(code: &'static str, title: &'static str, why: &'static str) -> Rule {
    Rule { code, severity: Severity::Warning, cause: "file-syntax", title, why }
}

const fn note(code: &'static str, title: &'static str, why: &'static str) -> Rule {
    Rule { code, severity: Severity::Note, cause: "file-syntax", title, why }
}

// The file as a whole.
pub(super) static UNREADABLE: Rule = Rule {
    cause: "file-permissions",
    ..error(
        "AWSP-F001",
        "the file cannot be read",
        "To the tools it is as if the file were empty: its profiles do not exist.",
    )
};
pub(super) static NOT_A_FILE: Rule = error(
    "AWSP-F002",
    "this is not a regular file",
    "The AWS CLI and boto3 see an empty file; most SDKs may wait for it for ever.",
);
pub(super) static TOO_LARGE: Rule = error(
    "AWSP-F003",
    "the file is larger than awsp reads (64 MiB, 256 KiB a line)",
    "awsp does not know what the tools see in it.",
);
pub(super) static ENCODING: Rule = error(
    "AWSP-F004",
    "bytes that are not UTF-8",
    "The AWS CLI and boto3 reject the whole file; to the SDKs it is empty. Save it as UTF-8.",
);
pub(super) static BYTE_ORDER_MARK: Rule = Rule {
    cause: "hidden-characters",
    ..error(
        "AWSP-F005",
        Reason::ByteOrderMark.message(),
        "Save it as UTF-8 without a byte order mark (BOM).",
    )
};
pub(super) static LONE_CARRIAGE_RETURN: Rule = Rule {
    cause: "hidden-characters",
    ..error(
        "AWSP-F006",
        "an old Mac line end (a carriage return alone)",
        "The AWS CLI and boto3 end the line there; most SDKs do not, and mostly reject the file.",
    )
};
pub(super) static ELSEWHERE: Rule = warning(
    "AWSP-F007",
    "the variable that names this file holds `$NAME` or `~user`",
    "The AWS CLI and boto3 replace it; most SDKs take it literally and find no file.",
);
pub(super) static HIDDEN_CHARACTER: Rule = Rule {
    cause: "hidden-characters",
    ..warning(
        "AWSP-F008",
        "a character that cannot be seen",
        "Some tools cut it off, others keep it as a part of the name or value. It often comes from copying out of a web page.",
    )
};

// Lines that make a tool reject the file; the reason's own words are the title.
pub(super) static NO_SECTION: Rule = error("AWSP-F010", Reason::NoSection.message(), "");
pub(super) static HEADER: Rule = error("AWSP-F011", Reason::Header.message(), "");
pub(super) static NO_EQUALS: Rule = error("AWSP-F012", Reason::NoEquals.message(), "");
pub(super) static NO_KEY: Rule = error("AWSP-F013", Reason::NoKey.message(), "");
pub(super) static INDENTED: Rule =
    error("AWSP-F014", Reason::Indented.message(), "Take away the space in front of it.");
pub(super) static NESTED: Rule = error(
    "AWSP-F015",
    Reason::Nested.message(),
    "It stands below a key without a value, where every line has to be `key = value`.",
);
pub(super) static DUPLICATE_SECTION: Rule =
    error("AWSP-F016", Reason::DuplicateSection.message(), "Most SDKs merge the two.");
pub(super) static DUPLICATE_KEY: Rule =
    error("AWSP-F017", Reason::DuplicateKey.message(), "Most SDKs take the last one.");

// Sections.
pub(super) static NO_PREFIX: Rule = Rule {
    cause: "wrong-profile",
    ..warning(
        "AWSP-F020",
        "a section that no tool takes as a profile",
        "In the config file a profile's header is `[profile NAME]`; only `default` goes without the word.",
    )
};
pub(super) static PREFIX_IN_CREDENTIALS: Rule = warning(
    "AWSP-F021",
    "`[profile NAME]` in the credentials file",
    "The AWS CLI and boto3 see a profile whose name begins with `profile `; most SDKs ignore it. In this file the header is `[NAME]`.",
);
pub(super) static CONFIG_IN_CREDENTIALS: Rule = warning(
    "AWSP-F022",
    "a section that belongs in the config file",
    "The AWS CLI and boto3 take it as a profile of that literal name; most SDKs ignore it.",
);
pub(super) static ODD_NAME: Rule = warning(
    "AWSP-F023",
    "a name that only the AWS CLI and boto3 understand",
    "Most SDKs ignore the section: for them a name is made of `A-Za-z0-9_-/.%@:+`, without quotes or spaces.",
);
pub(super) static ODD_HEADER: Rule = warning(
    "AWSP-F024",
    "a header that the tools read differently",
    "Spaces behind `[`, or a `]` in the comment, give another name in the AWS CLI and boto3 than in the SDKs.",
);
pub(super) static UPPER_CASE: Rule = warning(
    "AWSP-F025",
    "a header in upper case",
    "Every tool ignores it: `profile`, `default`, `sso-session` and `services` are written in lower case.",
);
pub(super) static DEFAULTS: Rule = warning(
    "AWSP-F026",
    "`[DEFAULT]` in upper case",
    "The AWS CLI and boto3 add its keys to every section of the file; most SDKs do not.",
);
pub(super) static TWO_DEFAULTS: Rule = warning(
    "AWSP-F027",
    "both `[default]` and `[profile default]`",
    "The AWS CLI and boto3 take the one that comes last, most SDKs `[profile default]`; the keys of the other are lost.",
);
pub(super) static SPELLED_TWICE: Rule = warning(
    "AWSP-F028",
    "a section that is there twice, written differently",
    "In the AWS CLI and boto3 the last one replaces the other; the SDK for Rust merges them in an order that changes from run to run.",
);
pub(super) static NO_NAME: Rule = warning(
    "AWSP-F029",
    "a section without one clear name",
    "Every tool ignores it. A name is one word, and in quotes if it has spaces.",
);

// Keys and values.
pub(super) static INLINE_COMMENT: Rule = warning(
    "AWSP-F030",
    "a comment behind a value",
    "To the AWS CLI and boto3 it is a part of the value; most SDKs cut it off. Put it on a line of its own.",
);
pub(super) static COMMENT_IN_VALUE: Rule = warning(
    "AWSP-F031",
    "an indented comment below a key",
    "Most SDKs add it to the value above. Move it to the start of the line.",
);
pub(super) static SWALLOWED_KEY: Rule = warning(
    "AWSP-F032",
    "an indented `key = value`",
    "Every tool takes it as one more line of the value above, not as a key of its own.",
);
pub(super) static SWALLOWED_HEADER: Rule = warning(
    "AWSP-F033",
    "an indented section header",
    "Every tool takes it as one more line of the value above, and the keys below it belong to the section before.",
);
pub(super) static BLANK_LINE: Rule = note(
    "AWSP-F034",
    "a blank line inside a value",
    "The AWS CLI and boto3 keep it in the value; most SDKs leave it out.",
);
pub(super) static COLON: Rule = warning(
    "AWSP-F035",
    "a colon in front of the `=`",
    "The AWS CLI and boto3 end the key there; most SDKs do not.",
);
pub(super) static ODD_KEY: Rule = note(
    "AWSP-F036",
    "a key that only the AWS CLI and boto3 keep",
    "Most SDKs drop it: for them a key is made of `A-Za-z0-9_-/.%@:+`.",
);
pub(super) static LAYOUT: Rule = warning(
    "AWSP-F037",
    "a line that the tools read differently",
    "What the AWS CLI and boto3 take as white space is not the same as in the SDKs.",
);

/// Returns the rule for a line that makes a tool reject the file.
pub(super) const fn of(reason: Reason) -> &'static Rule {
    match reason {
        Reason::NoSection => &NO_SECTION,
        Reason::ByteOrderMark => &BYTE_ORDER_MARK,
        Reason::Header => &HEADER,
        Reason::NoEquals => &NO_EQUALS,
        Reason::NoKey => &NO_KEY,
        Reason::Indented => &INDENTED,
        Reason::Nested => &NESTED,
        Reason::DuplicateSection => &DUPLICATE_SECTION,
        Reason::DuplicateKey => &DUPLICATE_KEY,
        Reason::LoneQuote => &LAYOUT,
        Reason::Folder => &NOT_A_FILE,
        Reason::Encoding => &ENCODING,
        Reason::TooLarge => &TOO_LARGE,
    }
}

/// Every rule.
pub(super) static ALL: [&Rule; 34] = [
    &UNREADABLE,
    &NOT_A_FILE,
    &TOO_LARGE,
    &ENCODING,
    &BYTE_ORDER_MARK,
    &LONE_CARRIAGE_RETURN,
    &ELSEWHERE,
    &HIDDEN_CHARACTER,
    &NO_SECTION,
    &HEADER,
    &NO_EQUALS,
    &NO_KEY,
    &INDENTED,
    &NESTED,
    &DUPLICATE_SECTION,
    &DUPLICATE_KEY,
    &NO_PREFIX,
    &PREFIX_IN_CREDENTIALS,
    &CONFIG_IN_CREDENTIALS,
    &ODD_NAME,
    &ODD_HEADER,
    &UPPER_CASE,
    &DEFAULTS,
    &TWO_DEFAULTS,
    &SPELLED_TWICE,
    &NO_NAME,
    &INLINE_COMMENT,
    &COMMENT_IN_VALUE,
    &SWALLOWED_KEY,
    &SWALLOWED_HEADER,
    &BLANK_LINE,
    &COLON,
    &ODD_KEY,
    &LAYOUT,
];
