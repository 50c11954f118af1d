//! What `clean` thinks of each variable.

use std::ffi::OsStr;

use crate::display::{escaped, masked};
use crate::environment::{Change, Clean, Environment, Role, Variable};
use crate::identity::{Identity, Kind, Tool};
use crate::profile_lookup;
use crate::shared_config::{SharedConfig, View};

/// What happens to a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is unset.
    Removed,
    /// It was chosen on purpose.
    Kept,
    /// It stays, and one should know.
    Reported,
}

/// One variable that is set, what happens to it, and why.
#[derive(Debug)]
pub(crate) struct Verdict {
    /// The variable.
    pub(crate) variable: &'static Variable,
    /// What happens to it.
    pub(crate) fate: Fate,
    shown: String,
    why: String,
}

impl Verdict {
    /// Returns whether it is said when nobody asked: what is removed, and what somebody could take for stray.
    pub(crate) fn is_worth_saying(&self) -> bool {
        match self.fate {
            Fate::Removed => self.variable.role != Role::Claim,
            Fate::Kept => self.variable.role == Role::Key,
            Fate::Reported => {
                self.variable.clean == Clean::OnRequest && self.variable.role != Role::File
            }
        }
    }

    /// Returns the line that says it, names padded to `width`.
    pub(crate) fn line(&self, width: usize, dry_run: bool) -> String {
        let fate = match (self.fate, dry_run) {
            (Fate::Removed, false) => "unset ",
            (Fate::Removed, true) => "remove",
            (Fate::Kept, _) => "keep  ",
            (Fate::Reported, _) => "note  ",
        };
        let name = self.variable.name;
        format!("{fate}  {name:width$}  {}  ({})", self.shown, self.why).trim_end().to_owned()
    }
}

/// Returns what happens to every variable of the table that is set; `all` removes what is otherwise kept or reported.
pub(crate) fn verdicts(
    environment: &Environment,
    config: &SharedConfig<'_>,
    identity: &Identity,
    all: bool,
) -> Vec<Verdict> {
    let judge = Judge { environment, config, identity, all };
    let is_claim = |variable: &Variable| variable.role == Role::Claim;
    let gone = environment
        .present()
        .filter(|(variable, value)| {
            !is_claim(variable) && judge.fate(variable, value).0 == Fate::Removed
        })
        .fold(Change::new(), |change, (variable, _)| change.unset(variable.name));
    let after = environment.after(&gone);
    environment
        .present()
        .map(|(variable, value)| {
            let (fate, why) = if is_claim(variable) {
                claim(variable.name, &after)
            } else {
                judge.fate(variable, value)
            };
            Verdict { variable, fate, shown: shown(variable, value), why }
        })
        .collect()
}

/// Returns the change: what is removed goes.
pub(crate) fn change(verdicts: &[Verdict]) -> Change {
    verdicts
        .iter()
        .filter(|verdict| verdict.fate == Fate::Removed)
        .fold(Change::new(), |change, verdict| change.unset(verdict.variable.name))
}

/// awsp's claims, and the variables one of which has to equal each.
const CLAIMS: [(&str, &[&str]); 3] = [
    ("AWSP_PROFILE", &["AWS_PROFILE"]),
    ("AWSP_REGION", &["AWS_REGION", "AWS_DEFAULT_REGION"]),
    ("AWSP_KEY_ID", &["AWS_ACCESS_KEY_ID"]),
];

/// Returns what happens to a claim: it goes when it does not hold `after` the others are gone. The name of a profile also
/// belongs to keys that awsp has put there.
fn claim(name: &str, after: &Environment) -> (Fate, String) {
    if is_true(name, after) || (name == "AWSP_PROFILE" && is_true("AWSP_KEY_ID", after)) {
        (Fate::Kept, about(Role::Claim).to_owned())
    } else {
        (Fate::Removed, "a claim of awsp that does not hold".to_owned())
    }
}

/// Returns whether the variable that a claim is about is there and equals it; other claims are about none.
fn is_true(name: &str, after: &Environment) -> bool {
    let holds = |live: &&str| after.has(live) && after.raw(name) == after.raw(live);
    let claimed = CLAIMS.iter().find(|(claim, _)| *claim == name);
    claimed.is_none_or(|(_, live)| live.iter().any(holds))
}

struct Judge<'a, 't> {
    environment: &'a Environment,
    config: &'a SharedConfig<'t>,
    identity: &'a Identity,
    all: bool,
}

impl Judge<'_, '_> {
    fn fate(&self, variable: &Variable, value: &OsStr) -> (Fate, String) {
        match variable.clean {
            Clean::Never => (Fate::Reported, about(variable.role).to_owned()),
            Clean::OnRequest if self.all => (Fate::Removed, "--all".to_owned()),
            Clean::OnRequest if value.is_empty() && variable.role != Role::File => empty(),
            Clean::OnRequest => {
                (Fate::Reported, format!("{}; --all removes it", about(variable.role)))
            }
            Clean::Always if value.is_empty() => empty(),
            Clean::Always if self.all => (Fate::Removed, "--all".to_owned()),
            Clean::Always => self.identity_variable(variable, value),
        }
    }

    fn identity_variable(&self, variable: &Variable, value: &OsStr) -> (Fate, String) {
        if variable.name == "AWS_PROFILE" {
            return self.profile(value);
        }
        // A server on this machine exports no keys: those beside its address are somebody else's.
        let are_keys_its_own = self.identity.kind == Kind::Environment;
        if let Some(exporter) = &self.identity.exported_by
            && (variable.role != Role::Key || are_keys_its_own)
            && belongs(variable, exporter.tool, self.environment)
        {
            return (Fate::Kept, format!("exported by {}", exporter.tool.name()));
        }
        (Fate::Removed, about(variable.role).to_owned())
    }

    fn profile(&self, value: &OsStr) -> (Fate, String) {
        let name = value.to_string_lossy();
        if self.config.view(View::Boto).has(&name) || self.config.view(View::Sdk).has(&name) {
            return (Fate::Kept, "your choice".to_owned());
        }
        if profile_lookup::problem(self.config).is_some() {
            return (Fate::Kept, "no AWS file can be read, so nobody can tell".to_owned());
        }
        (Fate::Removed, "no file defines this profile".to_owned())
    }
}

/// Returns whether `variable` is part of what `tool` exported: the keys, and what it leaves beside them.
pub(crate) fn belongs(variable: &Variable, tool: Tool, environment: &Environment) -> bool {
    let starts: &[&str] = match tool {
        Tool::Awsp => &["AWSP_"],
        Tool::AwsVault => &["AWS_VAULT"],
        Tool::Granted => &["GRANTED_", "AWS_SESSION_EXPIRATION"],
        Tool::Awsume => &["AWSUME_", "AWS_DEFAULT_PROFILE"],
        Tool::AwsSsoCli => &["AWS_SSO"],
    };
    match variable.name {
        "AWS_CREDENTIAL_FILE" => false,
        // Two tokens that differ belong to two sets of keys.
        "AWS_SECURITY_TOKEN" => {
            environment.raw(variable.name) == environment.raw("AWS_SESSION_TOKEN")
                || !environment.has("AWS_SESSION_TOKEN")
        }
        name => variable.role == Role::Key || starts.iter().any(|start| name.starts_with(start)),
    }
}

fn empty() -> (Fate, String) {
    (Fate::Removed, "set, but empty".to_owned())
}

/// Returns why a variable of this role matters, in a few words.
const fn about(role: Role) -> &'static str {
    match role {
        Role::Profile => "boto3 reads it before AWS_PROFILE",
        Role::Key => "overrides every profile",
        Role::WebIdentity => "gets in the way of most profiles",
        Role::Container => "the identity of a container",
        Role::Bearer => "replaces the signature for one service",
        Role::Marker => "left by another tool",
        Role::Region => "overrides the profile's Region",
        Role::Endpoint => "decides where requests go",
        Role::File => "decides which file is read",
        Role::Claim => "awsp's own",
        Role::Setting => "a setting",
    }
}

/// Variables that are no secret and are shown by their end all the same.
const KEY_IDS: [&str; 2] = ["AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY"];

/// Returns the value as it may be shown: secrets and key ids by their end.
fn shown(variable: &Variable, value: &OsStr) -> String {
    let text = value.to_string_lossy();
    if text.is_empty() {
        return String::new();
    }
    if variable.secret || KEY_IDS.contains(&variable.name) { masked(&text) } else { escaped(&text) }
}

#[cfg(test)]
mod tests;
