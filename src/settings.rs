//! awsp's own settings: an INI file that rust-ini reads.

use std::collections::BTreeMap;
use std::path::PathBuf;

use ini::Ini;

use crate::environment::Environment;
use crate::precedence::Family;

/// What the user asked for; the default is an absent file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    /// The segment, with `{profile}`, `{account}`, `{principal}` and `{region}`.
    pub(crate) format: String,
    /// How long before the end of credentials the countdown begins.
    pub(crate) warn_minutes: i64,
    /// The tools that the prompt speaks for.
    pub(crate) tool: Family,
    /// Whether `use` makes the Region variables follow the profile.
    pub(crate) region_follows_profile: bool,
    /// Other names for profiles.
    pub(crate) aliases: BTreeMap<String, String>,
    /// What could not be understood, each with file and line.
    pub(crate) complaints: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            format: "{profile} {account} {region}".to_owned(),
            warn_minutes: 15,
            tool: Family::AwsCli,
            region_follows_profile: false,
            aliases: BTreeMap::new(),
            complaints: Vec::new(),
        }
    }
}

/// Returns where the settings are: `AWSP_CONFIG_FILE`, else `awsp/config` in the user's folder for settings.
pub(crate) fn location(environment: &Environment) -> Option<PathBuf> {
    match environment.raw("AWSP_CONFIG_FILE") {
        Some(path) if path.is_empty() || path == "/dev/null" => None,
        Some(path) => Some(path.into()),
        None => dirs::config_dir()
            .filter(|folder| folder.is_absolute())
            .map(|folder| folder.join("awsp").join("config")),
    }
}

impl Settings {
    /// Returns the settings where something is at `path`, but no text that can be read.
    pub(crate) fn unreadable(path: &std::path::Path) -> Self {
        let complaint = format!("{}: no text that awsp can read", path.display());
        Self { complaints: vec![complaint], ..Self::default() }
    }

    /// Reads `text`, the content of `path`; what it does not understand stays as it is by default.
    pub(crate) fn parse(path: &std::path::Path, text: &str) -> Self {
        let mut settings = Self::default();
        let ini = match Ini::load_from_str_noescape(text) {
            Ok(ini) => ini,
            Err(error) => {
                settings.complaints.push(format!(
                    "{}:{}: {}",
                    path.display(),
                    error.line,
                    error.msg
                ));
                return settings;
            }
        };
        for (section, properties) in &ini {
            for (key, value) in properties {
                if let Err(problem) = settings.take(section.unwrap_or(""), key, value) {
                    let line = line_of(text, section, key);
                    settings.complaints.push(format!("{}:{line}: {problem}", path.display()));
                }
            }
        }
        settings
    }

    fn take(&mut self, section: &str, key: &str, value: &str) -> Result<(), String> {
        match (section, key) {
            ("prompt", "format") => self.format = check_format(value)?,
            ("prompt", "warn_minutes") => self.warn_minutes = minutes(value)?,
            ("prompt", "tool") => self.tool = tool(value)?,
            ("use", "region") => self.region_follows_profile = follows(value)?,
            ("alias", name) => _ = self.aliases.insert(name.to_owned(), value.to_owned()),
            ("", key) => return Err(format!("`{key}` stands before any section")),
            (section, key) => return Err(format!("[{section}] has no `{key}`")),
        }
        Ok(())
    }
}

/// The words a format may hold in braces.
pub(crate) const FORMAT_WORDS: [&str; 4] = ["{profile}", "{account}", "{principal}", "{region}"];

fn check_format(value: &str) -> Result<String, String> {
    let rest = FORMAT_WORDS.iter().fold(value.to_owned(), |rest, word| rest.replace(word, ""));
    if rest.contains(['{', '}']) {
        return Err(format!("`format` knows {}", FORMAT_WORDS.join(", ")));
    }
    Ok(value.to_owned())
}

fn minutes(value: &str) -> Result<i64, String> {
    value
        .parse()
        .ok()
        .filter(|minutes| (0..=1440).contains(minutes))
        .ok_or_else(|| "`warn_minutes` is a number from 0 to 1440".to_owned())
}

fn tool(value: &str) -> Result<Family, String> {
    Family::named(value).ok_or_else(|| {
        let known = Family::ALL.map(|family| format!("`{}`", family.word()));
        format!("`tool` is one of {}", known.join(", "))
    })
}

fn follows(value: &str) -> Result<bool, String> {
    match value {
        "keep" => Ok(false),
        "profile" => Ok(true),
        _ => Err("`region` is `keep` or `profile`".to_owned()),
    }
}

/// Returns the line of `key` in `section`, from 1.
fn line_of(text: &str, section: Option<&str>, key: &str) -> usize {
    let mut inside = section.is_none();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(header) = line.strip_prefix('[') {
            inside = header.split(']').next().map(str::trim) == section;
        } else if inside && line.split(['=', ':']).next().map(str::trim) == Some(key) {
            return index + 1;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_setting_is_read() {
        let text = "[prompt]\nformat = {profile}\nwarn_minutes = 5\ntool = boto3\n[use]\nregion = profile\n[alias]\np = production\n";

        let settings = Settings::parse(Path::new("/c"), text);

        assert_eq!(settings.format, "{profile}");
        assert_eq!(settings.warn_minutes, 5);
        assert_eq!(settings.tool, Family::Boto3);
        assert!(settings.region_follows_profile);
        assert_eq!(settings.aliases.get("p").map(String::as_str), Some("production"));
        assert!(settings.complaints.is_empty());
    }

    #[test]
    fn what_is_not_understood_is_named_with_its_line() {
        let text = "[prompt]\ncolour = red\nwarn_minutes = soon\ntool = curl\n[use]\nregion = mars\n[prompt2]\nformat = x\n";

        let settings = Settings::parse(Path::new("/c"), text);

        assert_eq!(
            settings.complaints,
            [
                "/c:2: [prompt] has no `colour`",
                "/c:3: `warn_minutes` is a number from 0 to 1440",
                "/c:4: `tool` is one of `aws-cli`, `boto3`, `rust`, `javascript`, `go`, `java`, `terraform`",
                "/c:6: `region` is `keep` or `profile`",
                "/c:8: [prompt2] has no `format`",
            ]
        );
        assert_eq!(Settings { complaints: Vec::new(), ..settings }, Settings::default());
    }

    #[test]
    fn a_broken_file_is_named_with_its_line() {
        let settings = Settings::parse(Path::new("/c"), "[prompt]\nformat\n");

        assert_eq!(settings.complaints.len(), 1);
        assert!(settings.complaints[0].starts_with("/c:"), "{:?}", settings.complaints);
    }
}
