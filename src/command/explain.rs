//! `awsp explain`: who each tool would be, and why.

mod json;
mod text;

use crate::cli::ExplainArgs;
use crate::code;
use crate::finding::Severity;
use crate::inputs::Inputs;
use crate::json as write;
use crate::precedence::{self, Facts, Family, Verdict};
use crate::shared_config::SharedConfig;
use crate::terminal::Reply;

/// Runs `awsp explain`.
pub(crate) fn run(args: &ExplainArgs, inputs: &Inputs) -> Reply {
    let texts = inputs.texts(&inputs.environment);
    let config = SharedConfig::parse(&texts);
    let facts = Facts {
        environment: &inputs.environment,
        config: &config,
        caches: &inputs.caches,
        now: inputs.now,
        profile_flag: args.profile.as_deref(),
    };
    let verdicts: Vec<Verdict> = Family::ALL
        .into_iter()
        .filter(|family| args.tool.is_none_or(|tool| tool == *family))
        .map(|family| precedence::explain(family, &facts))
        .collect();
    if args.json {
        return code::complaints(Reply::data(write::text(&json::of(&verdicts))), inputs);
    }
    let page = text::Page { now: inputs.now, tilde: &|text| inputs.tilde(text) };
    let reply = Reply::text(&page.of(&verdicts, first(args, inputs)));
    // What the files say differently to each tool is mostly why they disagree.
    let findings = config.findings();
    let shown = findings.iter().filter(|finding| finding.severity > Severity::Note);
    code::complaints(code::findings(reply, shown, inputs), inputs)
}

/// Returns the tool that is explained in full.
fn first(args: &ExplainArgs, inputs: &Inputs) -> Family {
    args.tool.unwrap_or(inputs.settings().tool)
}
