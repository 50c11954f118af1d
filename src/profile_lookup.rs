//! Finds the profile a user means, or says what stands in the way.

use std::collections::BTreeMap;

use crate::display::escaped;
use crate::error::Error;
use crate::shared_config::{FileKind, SharedConfig, View};
use crate::suggest;

/// A profile that at least one family of tools can use.
#[derive(Debug)]
pub(crate) struct Found {
    /// Its name.
    pub(crate) name: String,
    /// Which tools will fail with it, and why.
    pub(crate) warnings: Vec<String>,
}

/// The families of tools that read AWS files in the same way.
const FAMILIES: [(View, &str); 2] =
    [(View::Boto, "the AWS CLI and boto3"), (View::Sdk, "the AWS SDKs")];

/// Finds `name`, or the profile that it is an alias of.
pub(crate) fn find(
    config: &SharedConfig<'_>,
    aliases: &BTreeMap<String, String>,
    name: &str,
) -> Result<Found, Error> {
    let is_profile = |name: &str| FAMILIES.iter().any(|(view, _)| config.view(*view).has(name));
    let alias = name;
    let name = match aliases.get(name) {
        Some(target) if !is_profile(name) => target,
        _ => name,
    };
    if !is_profile(name) {
        let leads_here = if name == alias { String::new() } else { leads_here(alias) };
        let hint = leads_here + &hint(config, name);
        return Err(Error::ProfileNotFound { name: escaped(name), hint });
    }
    let warnings =
        FAMILIES.iter().filter_map(|(view, tools)| failure(config, *view, tools, name)).collect();
    Ok(Found { name: name.to_owned(), warnings })
}

/// Returns the Region that the profile asks for, in the view that has the profile.
pub(crate) fn region(config: &SharedConfig<'_>, name: &str) -> Option<String> {
    FAMILIES.iter().find_map(|(view, _)| {
        let profile = config.view(*view).profile(name)?;
        profile.get("region").map(|setting| setting.value.to_string())
    })
}

/// Returns why `tools` will fail with the profile, if they will.
fn failure(config: &SharedConfig<'_>, view: View, tools: &str, name: &str) -> Option<String> {
    if let Some(fault) = config.view(view).fault() {
        // What the AWS CLI stops at is said in full as a finding.
        let which = if view == View::Boto { "the file".to_owned() } else { fault.to_string() };
        return Some(format!("{tools} reject {which}"));
    }
    (!config.view(view).has(name))
        .then(|| format!("{tools} do not see the profile `{}`", escaped(name)))
}

/// Returns why another name is looked for than was typed.
fn leads_here(alias: &str) -> String {
    format!("`{}` is an alias for it in awsp's settings; ", escaped(alias))
}

/// Returns what to do: mend the header, mend the file, take a near name, or make a profile.
fn hint(config: &SharedConfig<'_>, name: &str) -> String {
    if let Some(text) = missing_prefix(config, name) {
        return text;
    }
    if let Some(problem) = problem(config) {
        return format!("mend the file first: {problem}");
    }
    let known: Vec<String> =
        FAMILIES.iter().flat_map(|(view, _)| config.view(*view).names()).collect();
    let near = suggest::nearest(name, known.iter().map(String::as_str));
    if !near.is_empty() {
        let near: Vec<String> =
            near.into_iter().map(|name| format!("`{}`", escaped(name))).collect();
        return format!("did you mean {}?", near.join(" or "));
    }
    if known.is_empty() {
        "there are no profiles yet: `aws configure` or `aws configure sso` makes one".to_owned()
    } else {
        "`awsp list` shows the profiles".to_owned()
    }
}

/// Returns where the config file has `[name]`, which no tool takes for a profile.
fn missing_prefix(config: &SharedConfig<'_>, name: &str) -> Option<String> {
    let line = config.line_without_prefix(name)?;
    let path = config.texts().of(FileKind::Config).path.as_ref()?.display();
    let name = escaped(name);
    Some(format!("{path}:{line} says [{name}]; in the config file it has to be [profile {name}]"))
}

/// Returns why no tool sees the profiles of the files, or of one of them.
pub(crate) fn problem(config: &SharedConfig<'_>) -> Option<String> {
    let rejected =
        || config.view(View::Boto).fault().filter(|_| config.view(View::Sdk).fault().is_some());
    unreadable(config).into_iter().next().or_else(|| rejected().map(ToString::to_string))
}

/// Returns whether a file cannot be read, or some tool rejects one.
pub(crate) fn is_rejected(config: &SharedConfig<'_>) -> bool {
    let fault = |view: &View| config.view(*view).fault().is_some();
    FAMILIES.iter().any(|(view, _)| fault(view)) || !unreadable(config).is_empty()
}

/// Returns which files cannot be read, and why.
pub(crate) fn unreadable(config: &SharedConfig<'_>) -> Vec<String> {
    [FileKind::Config, FileKind::Credentials]
        .into_iter()
        .filter_map(|kind| {
            let text = config.texts().of(kind);
            let fault = text.content.as_ref().err()?;
            let path =
                text.path.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
            Some(format!("{path} {fault}"))
        })
        .collect()
}
