//! What a command works on, read from the machine when it is first asked for.

use std::cell::OnceCell;

use crate::cli::ShellOption;
use crate::environment::Environment;
use crate::session::CacheFiles;
use crate::settings::{self, Settings};
use crate::shared_config::{Locations, Reading, Texts};

/// The machine as a command sees it.
pub(crate) struct Inputs {
    /// The variables awsp was started with.
    pub(crate) environment: Environment,
    /// The seconds since 1970.
    pub(crate) now: i64,
    /// The shell that will evaluate the answer, if it was named.
    pub(crate) shell: Option<ShellOption>,
    /// The caches of other tools, and which of their files were looked at.
    pub(crate) caches: CacheFiles,
    reading: Reading,
    settings: OnceCell<Settings>,
}

impl Inputs {
    /// Returns inputs over `environment`; nothing is read yet.
    pub(crate) fn new(environment: Environment, now: i64, shell: Option<ShellOption>) -> Self {
        let caches = CacheFiles::new(now);
        let reading = Reading::new(now);
        Self { environment, now, shell, caches, reading, settings: OnceCell::new() }
    }

    /// Returns inputs over the same environment that have read nothing yet, for a look at what the command has changed.
    pub(crate) fn again(&self) -> Self {
        Self::new(self.environment.clone(), self.now, self.shell)
    }

    /// Reads the AWS files where `environment` says they are.
    pub(crate) fn texts(&self, environment: &Environment) -> Texts {
        Texts::read(&Locations::from_environment(environment), &self.reading)
    }

    /// Reads the AWS files for somebody who wants the names of all profiles that begin so.
    pub(crate) fn texts_with_names(&self, beginning: &str) -> Texts {
        let locations = Locations::from_environment(&self.environment);
        Texts::read(&locations, &self.reading.with_names(beginning))
    }

    /// Reads the AWS files for somebody who goes through all that stands in them.
    pub(crate) fn whole_texts(&self) -> Texts {
        let locations = Locations::from_environment(&self.environment);
        Texts::read(&locations, &self.reading.in_memory())
    }

    /// Has the files kept in memory if one was changed while it was read; returns whether one was.
    pub(crate) fn reads_again(&mut self) -> bool {
        let saw_a_change = self.reading.saw_a_change();
        if saw_a_change {
            self.reading = Reading::new(self.now).in_memory();
        }
        saw_a_change
    }

    /// Returns awsp's own settings.
    pub(crate) fn settings(&self) -> &Settings {
        self.settings.get_or_init(|| {
            settings::location(&self.environment)
                .and_then(|path| match self.caches.text(&path) {
                    Some(text) => Some(Settings::parse(&path, &text)),
                    None => self.caches.finds(&path).then(|| Settings::unreadable(&path)),
                })
                .unwrap_or_default()
        })
    }

    /// Returns a report with the HOME in paths written as `~`, for people; in a command only where a shell takes it for HOME.
    pub(crate) fn tilde_in_report(&self, report: &str) -> String {
        let home = self.environment.filled("HOME").filter(|home| home.len() > 1);
        let Some(home) = home else { return report.to_owned() };
        let lines = report.lines().map(|line| match line.strip_prefix("hint: ") {
            Some(command) => format!("hint: {}", command.replace(&format!(" {home}/"), " ~/")),
            None => line.replace(&format!("{home}/"), "~/"),
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Returns `text` with the HOME in paths written as `~`, for people.
    pub(crate) fn tilde(&self, text: &str) -> String {
        match self.environment.filled("HOME") {
            Some(home) if home.len() > 1 => text.replace(&format!("{home}/"), "~/"),
            _ => text.to_owned(),
        }
    }
}
