//! Who the next call will be and what stands in the way: what every command says in the end.

use crate::diagnostic::{self, Situation};
use crate::environment::{Change, Environment};
use crate::finding::Finding;
use crate::identity::{Identity, Known, verified};
use crate::inputs::Inputs;
use crate::precedence::{self, Facts, Family};
use crate::prompt::{PromptState, Watched};
use crate::segment;
use crate::shared_config::{SharedConfig, Texts};
use crate::source::Source;
use crate::stamp::{self, Stamps};

/// The answer for one environment.
pub(crate) struct Outlook {
    /// Who the tool would be that the prompt speaks for.
    pub(crate) identity: Identity,
    /// What stands in the way, the most serious first.
    pub(crate) findings: Vec<Finding>,
    /// The tool.
    pub(crate) tool: Family,
    environment: Environment,
    files: Vec<Watched>,
}

impl Outlook {
    /// Returns the outlook for `environment`, reading the files where it says they are.
    pub(crate) fn of(inputs: &Inputs, environment: Environment) -> Self {
        let texts = inputs.texts(&environment);
        let config = SharedConfig::parse(&texts);
        Self::over(inputs, environment, &texts, &config)
    }

    /// Returns the outlook for the environment of this process, with all that the files themselves are wrong in.
    pub(crate) fn in_full(inputs: &Inputs) -> Self {
        let texts = inputs.texts(&inputs.environment);
        let config = SharedConfig::parse(&texts);
        let mut outlook = Self::over(inputs, inputs.environment.clone(), &texts, &config);
        let more: Vec<Finding> =
            config.findings().into_iter().filter(|finding| !outlook.has_said(finding)).collect();
        outlook.findings.extend(more);
        outlook
    }

    /// Returns whether every place of `finding` is in another one already.
    fn has_said(&self, finding: &Finding) -> bool {
        let seen = || self.findings.iter().flat_map(|other| &other.evidence);
        finding.evidence.iter().all(|place| seen().any(|other| other.source.is_at(&place.source)))
    }

    /// Returns the outlook after `change`.
    pub(crate) fn after(inputs: &Inputs, change: &Change) -> Self {
        Self::of(inputs, inputs.environment.after(change))
    }

    /// Returns the outlook for `environment` over files that were read already.
    pub(crate) fn over(
        inputs: &Inputs,
        environment: Environment,
        texts: &Texts,
        config: &SharedConfig<'_>,
    ) -> Self {
        let (identity, findings) =
            looked_at(inputs, &environment, config, None, diagnostic::findings);
        let tool = inputs.settings().tool;
        let files = texts.files().cloned().collect();
        Self { identity, findings, tool, environment, files }
    }

    /// Returns who one is in one line; empty when the call would fail before anybody is anybody, for a finding says so.
    pub(crate) fn line(&self) -> String {
        line(&self.identity)
    }

    /// Returns what a hook shows and watches.
    pub(crate) fn state(&self, inputs: &Inputs) -> PromptState {
        let settings = inputs.settings();
        let mut files = self.files.clone();
        files.extend(inputs.caches.watched());
        files.dedup_by(|a, b| a.path == b.path);
        PromptState {
            segment: segment::in_locale(
                segment::text(&self.identity, &settings.format),
                &self.environment,
            ),
            mark: segment::mark(&self.findings, &self.environment),
            warning: segment::warning(&self.findings, inputs.shell.map(|shell| shell.kind)),
            expires_at: self.identity.countdown(),
            warn_seconds: settings.warn_minutes * 60,
            now: inputs.now,
            files: watchable(inputs, &self.environment, files),
        }
    }
}

/// Returns who the next call is with `environment`, for the profile named if one is, and what `look` makes of that.
pub(crate) fn looked_at<T>(
    inputs: &Inputs,
    environment: &Environment,
    config: &SharedConfig<'_>,
    profile_flag: Option<&str>,
    look: impl FnOnce(&Situation<'_, '_>) -> T,
) -> (Identity, T) {
    let (caches, now) = (&inputs.caches, inputs.now);
    let facts = Facts { environment, config, caches, now, profile_flag };
    let tool = inputs.settings().tool;
    let (identity, others) = precedence::identify_all(tool, &facts);
    let identity =
        verified::completed(identity, environment, caches, || precedence::endpoint(tool, &facts));
    let situation =
        Situation { environment, config, tool, identity: &identity, others: &others, now };
    let seen = look(&situation);
    (identity, seen)
}

/// Returns who one is: `staging · 111122223333 · AdminRole · eu-west-1`.
pub(crate) fn line(identity: &Identity) -> String {
    let subject = segment::subject(identity);
    if subject.is_empty() {
        return nobody(identity).to_owned();
    }
    let text = |known: &Option<Known<String>>| known.as_ref().map(|known| known.value.clone());
    let principal = text(&identity.principal).filter(|principal| *principal != subject);
    let account = text(&identity.account);
    let parts = [Some(subject), account, principal, text(&identity.region)];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Returns what is said of an identity that has no name.
fn nobody(identity: &Identity) -> &'static str {
    match (&identity.error, &identity.source) {
        (Some(_), _) => "",
        (None, Source::Imds) => "no credentials are configured (on EC2: the instance's role)",
        (None, _) => "no credentials are configured",
    }
}

/// Gives the files the times or stamps that the shell will compare them with.
fn watchable(inputs: &Inputs, environment: &Environment, files: Vec<Watched>) -> Vec<Watched> {
    let Some(shell) = inputs.shell else { return files };
    if shell.kind.looks_at_links() {
        return files.into_iter().map(|file| stamp::of_links(file, inputs.now)).collect();
    }
    if !shell.kind.compares_files() {
        return files;
    }
    Stamps::open(environment, inputs.now).map(|stamps| stamps.mark(files)).unwrap_or_default()
}
