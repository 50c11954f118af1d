//! The text of both AWS files, or why there is none.

use std::path::{Path, PathBuf};

use crate::prompt::Watched;

use super::contents::Contents;
use super::grammar::Grammar;
use super::index::Index;
use super::location::Locations;
use super::reading::Reading;
use super::token::Reason;
use super::{Fault, View, read};

/// Which of the two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum FileKind {
    /// `~/.aws/config`.
    Config,
    /// `~/.aws/credentials`.
    Credentials,
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ReadFault {
    /// It is something else, such as `a directory`.
    NotAFile(&'static str),
    /// Links that lead round in a circle.
    Loop,
    /// The system refused; its words.
    Unreadable(String),
    /// It is larger than 64 MiB.
    TooLarge,
    /// The line that is longer than 256 KiB.
    LongLine(usize),
    /// The first line with bytes that are no UTF-8.
    NotUtf8(usize),
}

/// Why there is no text, to go behind the path.
impl std::fmt::Display for ReadFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotAFile(what) => write!(f, "is {what}, not a file"),
            Self::Loop => f.write_str("is a link that leads round in a circle"),
            Self::Unreadable(words) => write!(f, "cannot be read: {words}"),
            Self::TooLarge => f.write_str("is larger than 64 MiB"),
            Self::LongLine(line) => write!(f, "has a line of more than 256 KiB: line {line}"),
            Self::NotUtf8(line) => write!(f, "is no UTF-8: line {line}"),
        }
    }
}

/// One file: its text, or why there is none.
#[derive(Debug)]
pub(crate) struct Text {
    /// Which of the two.
    pub(crate) kind: FileKind,
    /// Its path, absolute; `None` if the environment says that there is none.
    pub(crate) path: Option<PathBuf>,
    /// All that stands in it; nothing if the file is missing.
    pub(crate) content: Result<Contents, ReadFault>,
    /// The path and, if it is a link, what it leads to.
    pub(crate) files: Vec<Watched>,
    /// Where the SDKs look instead.
    pub(crate) in_sdks: Option<PathBuf>,
    /// Whether its variable begins with `~`, which some SDKs take for the name of a folder.
    pub(crate) is_below_tilde: bool,
    /// The text with U+FFFD for bytes that are no UTF-8, if there are any.
    lossy: Option<Contents>,
    /// The file at the usual place, if the variable is empty: some SDKs take it for one that is not set.
    usual: Option<Box<Self>>,
}

/// Both files.
#[derive(Debug)]
pub(crate) struct Texts {
    /// The config file.
    pub(crate) config: Text,
    /// The credentials file.
    pub(crate) credentials: Text,
}

impl Texts {
    /// Reads both files.
    pub(crate) fn read(locations: &Locations, reading: &Reading) -> Self {
        let read = |kind, path: &Option<PathBuf>| {
            let mut text = Text::read(kind, path.as_deref(), reading);
            let elsewhere = locations.elsewhere.iter().find(|(other, _)| *other == kind);
            text.in_sdks = elsewhere.map(|(_, path)| path.clone());
            text.is_below_tilde = locations.below_tilde.contains(&kind);
            let usual = locations.usual.iter().find(|(other, _)| *other == kind);
            text.usual = usual.map(|(_, path)| Box::new(Text::read(kind, Some(path), reading)));
            text
        };
        Self {
            config: read(FileKind::Config, &locations.config),
            credentials: read(FileKind::Credentials, &locations.credentials),
        }
    }

    /// Returns one of the files.
    pub(crate) const fn of(&self, kind: FileKind) -> &Text {
        match kind {
            FileKind::Config => &self.config,
            FileKind::Credentials => &self.credentials,
        }
    }

    /// Returns what to watch.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Watched> {
        [&self.config, &self.credentials].into_iter().flat_map(|text| {
            text.files.iter().chain(text.usual.iter().flat_map(|usual| &usual.files))
        })
    }

    /// Returns why a tool that reads by the rules of `G` rejects the files that it finds.
    pub(super) fn fault<G: Grammar>(
        &self,
        view: View,
        config: &Index<'_>,
        credentials: &Index<'_>,
    ) -> Option<Fault> {
        let fault = |text: &Text, index| text.found_by::<G>()?.fault(view, index);
        fault(&self.config, config).or_else(|| fault(&self.credentials, credentials))
    }
}

impl Text {
    /// Reads a file; a missing one is empty, as it is to every tool.
    pub(crate) fn read(kind: FileKind, path: Option<&Path>, reading: &Reading) -> Self {
        let absolute = path.map(|path| std::path::absolute(path).unwrap_or_else(|_| path.into()));
        let missing = Self {
            kind,
            path: absolute,
            content: Ok(Contents::in_memory(kind, String::new())),
            files: Vec::new(),
            in_sdks: None,
            is_below_tilde: false,
            lossy: None,
            usual: None,
        };
        // The usual way to say "no file"; the tools find nothing in it.
        let Some(path) = path.filter(|path| *path != Path::new("/dev/null")) else {
            return missing;
        };
        let (content, files) = read::read(kind, path, reading);
        let is_utf8 = !matches!(content, Err(ReadFault::NotUtf8(_)));
        let lossy = if is_utf8 { None } else { read::lossy(path) };
        let lossy = lossy.map(|text| Contents::in_memory(kind, text));
        Self { content, files, lossy, ..missing }
    }

    /// Returns what stands in the file that a tool finds that reads by the rules of `G`.
    pub(super) fn seen_by<G: Grammar>(&self) -> Option<&Contents> {
        let found = self.found_by::<G>()?;
        let lossy = found.lossy.as_ref().filter(|_| G::READS_ANY_BYTES);
        lossy.or_else(|| found.content.as_ref().ok())
    }

    /// Returns the file that such a tool opens, if it is one of those that were read.
    fn found_by<G: Grammar>(&self) -> Option<&Self> {
        if let Some(usual) = self.usual.as_ref().filter(|_| G::EMPTY_VARIABLE_IS_NONE) {
            return usual.found_by::<G>();
        }
        let is_elsewhere = self.in_sdks.is_some() || (self.is_below_tilde && !G::EXPANDS_TILDE);
        (G::EXPANDS_VARIABLES || !is_elsewhere).then_some(self)
    }

    /// Returns the path of the file that any tool has found settings in.
    pub(crate) fn path_of_settings(&self) -> PathBuf {
        let path = || self.usual.as_ref().map(|usual| usual.path_of_settings());
        self.path.clone().or_else(path).unwrap_or_default()
    }

    /// Returns why a tool rejects the file. What cannot be opened is empty to the tools.
    fn fault(&self, view: View, index: &Index<'_>) -> Option<Fault> {
        let (line, reason) = match &self.content {
            Ok(_) => index.fault?,
            Err(ReadFault::NotUtf8(line)) if view == View::Boto => (*line, Reason::Encoding),
            // Go opens a folder like a file, and stops when it reads.
            Err(ReadFault::NotAFile("a directory")) if view == View::Go => (1, Reason::Folder),
            Err(ReadFault::NotUtf8(_)) if matches!(view, View::Go | View::Java) => index.fault?,
            Err(ReadFault::LongLine(line)) => (*line, Reason::TooLarge),
            Err(ReadFault::TooLarge) => (1, Reason::TooLarge),
            Err(
                ReadFault::NotUtf8(_)
                | ReadFault::NotAFile(_)
                | ReadFault::Loop
                | ReadFault::Unreadable(_),
            ) => return None,
        };
        Some(Fault { file: self.kind, path: self.path.clone().unwrap_or_default(), line, reason })
    }
}

#[cfg(test)]
impl Texts {
    /// Returns files that hold this, at `/home/ann/.aws`.
    pub(crate) fn from_strings(config: &str, credentials: &str) -> Self {
        let text = |kind, name: &str, content: &str| Text {
            kind,
            path: Some(Path::new("/home/ann/.aws").join(name)),
            content: Ok(Contents::in_memory(kind, content.to_owned())),
            files: Vec::new(),
            in_sdks: None,
            is_below_tilde: false,
            lossy: None,
            usual: None,
        };
        Self {
            config: text(FileKind::Config, "config", config),
            credentials: text(FileKind::Credentials, "credentials", credentials),
        }
    }
}
