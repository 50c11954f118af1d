//! What is wrong with a set-up: one examination per file. They look wider than the checks of the prompt, and take longer.

pub(crate) mod about;
mod account_of_keys;
mod certificates;
mod characters;
mod clock;
pub(crate) mod disk;
mod duration;
pub(crate) mod edge;
mod encoding;
mod endpoint_setting;
mod file_variable;
mod hidden_setting;
mod hidden_variable;
mod inherited;
mod key_relations;
mod key_shape;
mod keys_in_the_way;
mod mfa;
mod nobody;
mod pair;
mod partition;
mod patient;
mod permissions;
mod process;
mod profiles;
mod prompt_checks;
mod proxy;
mod region;
mod role;
mod shell_wiring;
mod sso_settings;
mod sso_token;
mod start_up;
mod start_up_files;
mod syntax;
mod torn_cache;

use crate::diagnostic::code::{BAD_SETTING, TOOL_STOPS, TOOLS_DISAGREE};
use crate::finding::Finding;
use crate::fix;
use crate::source::Source;

pub(crate) use patient::Patient;

/// Looks for one kind of trouble.
pub(crate) trait Examination: Sync {
    /// Returns its name, as `--list` and `checked` have it.
    fn name(&self) -> &'static str;

    /// Returns in one sentence what it looks at.
    fn about(&self) -> &'static str;

    /// Returns what it found.
    fn run(&self, patient: &Patient<'_, '_>) -> Vec<Finding>;
}

/// Every examination, in the order of the diagnosis: who calls, which variables interfere, the files, the keys, the
/// profile, its sessions, the machine.
pub(crate) const EXAMINATIONS: &[&dyn Examination] = &[
    &prompt_checks::PromptChecks,
    &nobody::Nobody,
    &hidden_variable::HiddenVariable,
    &file_variable::FileVariable,
    &encoding::Encoding,
    &syntax::Syntax,
    &hidden_setting::HiddenSetting,
    &permissions::Permissions,
    &key_shape::KeyShape,
    &key_relations::KeyRelations,
    &account_of_keys::AccountOfKeys,
    &keys_in_the_way::KeysInTheWay,
    &region::Region,
    &partition::Partition,
    &role::Role,
    &mfa::Mfa,
    &duration::Duration,
    &process::Process,
    &sso_settings::SsoSettings,
    &endpoint_setting::EndpointSetting,
    &sso_token::SsoToken,
    &torn_cache::TornCache,
    &clock::Clock,
    &proxy::Proxy,
    &certificates::Certificates,
    &shell_wiring::ShellWiring,
    &start_up_files::StartUpFiles,
    &inherited::Inherited,
];

/// What cannot be seen from inside a program that asks nobody, and why.
pub(crate) const SKIPPED: &[(&str, &str)] = &[
    (
        "aliases",
        "a program cannot see the aliases and functions of its shell, only those that start-up files define, and not those of files that they read in turn: `type awsp aws` shows them",
    ),
    (
        "multiplexer",
        "what tmux or an IDE was told after it began stands in no file; nor does what any program began with but on Linux, and there only of one's own: `tmux show-environment -g` shows tmux's",
    ),
    ("role-limits", "the longest session that a role allows stands in IAM, not in a file"),
];

/// Returns what every examination found, the most serious and among those the most likely cause first.
pub(crate) fn findings(patient: &Patient<'_, '_>) -> Vec<Finding> {
    let found: Vec<Vec<Finding>> =
        EXAMINATIONS.iter().map(|examination| examination.run(patient)).collect();
    let mut findings = Vec::new();
    for finding in found.into_iter().flatten() {
        findings.retain(|other| !is_said_by(other, &finding));
        add(&mut findings, finding);
    }
    findings.sort_by_key(|finding| (std::cmp::Reverse(finding.severity), is_consequence(finding)));
    promise_no_more(patient, &mut findings);
    findings
}

/// The command that mends what is safe to mend.
const MEND: &str = "awsp doctor --fix";

/// Takes the command that mends away where it would leave the place as it is.
fn promise_no_more(patient: &Patient<'_, '_>, findings: &mut [Finding]) {
    let promises = |finding: &&mut Finding| finding.fix.iter().any(|fix| fix == MEND);
    let mut promising = findings.iter_mut().filter(promises).peekable();
    if promising.peek().is_none() {
        return;
    }
    let fixes = fix::fixes(patient.config(), &[]);
    let mended = fix::lines(&fixes);
    for finding in promising {
        let mut places = finding.evidence.iter().filter_map(|seen| seen.source.place());
        if !places.any(|place| mended.contains(&place)) {
            finding.fix.retain(|fix| fix != MEND);
        }
    }
}

/// Returns whether it mostly comes of something else: tools differ where something is wrong.
fn is_consequence(finding: &Finding) -> bool {
    [TOOLS_DISAGREE.name(), TOOL_STOPS.name()].contains(&finding.code)
}

/// Returns whether a check of the prompt says of a setting only that it is bad, where an examination says why.
fn is_said_by(other: &Finding, finding: &Finding) -> bool {
    other.code == BAD_SETTING.name() && finding.code != other.code && shares_place(other, finding)
}

/// Adds a finding in front of the first one of the same weight about the same place: of those it is the cause.
fn add(findings: &mut Vec<Finding>, finding: Finding) {
    let is_consequence =
        |other: &Finding| other.severity == finding.severity && shares_place(other, &finding);
    let place = findings.iter().position(is_consequence);
    findings.insert(place.unwrap_or(findings.len()), finding);
}

fn shares_place(one: &Finding, other: &Finding) -> bool {
    let sources = || other.evidence.iter().map(|seen| &seen.source);
    one.evidence.iter().any(|seen| sources().any(|source| is_same(&seen.source, source)))
}

/// Returns whether both speak of the same file.
fn shares_file(one: &Finding, other: &Finding) -> bool {
    let paths = |finding: &Finding| -> Vec<std::path::PathBuf> {
        let sources = finding.evidence.iter().filter_map(|seen| seen.source.place());
        sources.map(|(path, _)| path.to_owned()).collect()
    };
    let others = paths(other);
    paths(one).iter().any(|path| others.contains(path))
}

fn is_same(one: &Source, other: &Source) -> bool {
    one.is_at(other) || (one == other && !matches!(one, Source::Default))
}

#[cfg(test)]
mod tests;
