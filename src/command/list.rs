//! `awsp list`: the profiles.

use serde_json::{Value, json};

use crate::cli::ListArgs;
use crate::code;
use crate::display::escaped;
use crate::finding::Severity;
use crate::identity::{Identity, Look};
use crate::inputs::Inputs;
use crate::json;
use crate::precedence;
use crate::profile_lookup;
use crate::session::Sessions;
use crate::shared_config::{Names, Profile, SharedConfig, View};
use crate::table;
use crate::terminal::{self, Reply};
use crate::time;

/// The exit code where the files hide every profile.
const BAD_FILE: u8 = 3;

/// Runs `awsp list`.
pub(crate) fn run(args: &ListArgs, inputs: &Inputs) -> Reply {
    let is_table = args.long || terminal::stdout_is_terminal();
    let names_alone = !args.json && !is_table;
    let texts = if names_alone { inputs.texts_with_names("") } else { inputs.whole_texts() };
    let config = SharedConfig::parse(&texts);
    let sessions = Sessions::of(&inputs.environment, &inputs.caches);
    let reply = if args.json {
        let rows = Rows { inputs, config: &config, sessions: Some(&sessions) };
        Reply::data(json::text(&Value::Array(
            profiles(&config).map(|profile| rows.json(&profile)).collect(),
        )))
    } else if args.long {
        let rows = Rows { inputs, config: &config, sessions: Some(&sessions) };
        rows.table(&["", "PROFILE", "KIND", "ACCOUNT", "REGION", "SESSION", "DEFINED AT"])
    } else if is_table {
        // The state of a session costs a file each, so only `--long` looks.
        let rows = Rows { inputs, config: &config, sessions: None };
        rows.table(&["", "PROFILE", "KIND", "ACCOUNT", "REGION"])
    } else {
        names(&config)
    };
    let least = if args.long { Severity::Warning } else { Severity::Error };
    code::complaints(faults(reply, &config, least, inputs), inputs)
}

/// Returns every profile that some tool sees, in the order of the files; those that only the SDKs see come last.
fn profiles<'c, 't>(
    config: &'c SharedConfig<'t>,
) -> impl Iterator<Item = Profile<'t>> + use<'c, 't> {
    let boto = config.view(View::Boto);
    let others = config.view(View::Sdk).profiles().filter(|profile| !boto.has(profile.name()));
    boto.profiles().chain(others)
}

/// Returns the names alone, a line each; a name that would break the lines is left out, and said.
fn names(config: &SharedConfig<'_>) -> Reply {
    let boto = config.view(View::Boto);
    let mut reply = Reply::default();
    boto.each_names(|names| match names {
        Names::Noted(noted) if reply.stdout.is_empty() => reply.names.push(noted.clone()),
        Names::Noted(_) | Names::One(_) => names.each(|name| add_line(&mut reply, name)),
    });
    config.view(View::Sdk).each_name_beside(boto, |name| add_line(&mut reply, name));
    reply
}

fn add_line(reply: &mut Reply, name: &str) {
    if name.chars().any(char::is_control) {
        let name = escaped(name);
        let text = format!("warning: left out `{name}`: it holds a control character");
        *reply = std::mem::take(reply).note(&text);
        return;
    }
    reply.stdout.extend_from_slice(name.as_bytes());
    reply.stdout.push(b'\n');
}

/// Says what the files themselves are wrong in: always what makes a tool reject them, and all of it for `--long`.
///
/// Where that hides every profile, the list fails.
fn faults(reply: Reply, config: &SharedConfig<'_>, least: Severity, inputs: &Inputs) -> Reply {
    let is_rejected = profile_lookup::is_rejected(config);
    // Looking at every line again is worth it only for those who ask, or where something is known to be wrong.
    if !is_rejected && least > Severity::Warning {
        return reply;
    }
    let is_empty = profiles(config).next().is_none();
    let code = if is_rejected && is_empty { BAD_FILE } else { reply.code };
    let findings = config.findings();
    let shown = findings.iter().filter(|finding| finding.severity >= least);
    code::findings(Reply { code, ..reply }, shown, inputs)
}

/// What the rows are made from.
struct Rows<'a, 't> {
    inputs: &'a Inputs,
    config: &'a SharedConfig<'t>,
    sessions: Option<&'a Sessions<'a>>,
}

impl<'t> Rows<'_, 't> {
    fn identity(&self, profile: &Profile<'t>) -> Identity {
        let look = Look {
            dialect: self.inputs.settings().tool.rules().dialect,
            environment: &self.inputs.environment,
            config: self.config,
            sessions: self.sessions,
            now: self.inputs.now,
        };
        precedence::of_profile(&look, profile)
    }

    /// Returns the first columns of the table, as many as there are `titles`.
    fn table(&self, titles: &[&str]) -> Reply {
        let current = self.inputs.environment.filled("AWS_PROFILE");
        let mut rows = vec![titles.iter().map(ToString::to_string).collect()];
        rows.extend(profiles(self.config).map(|profile| {
            let is_current = current.as_deref() == Some(profile.name());
            let mut row = self.row(&profile, is_current);
            row.truncate(titles.len());
            row
        }));
        if rows.len() == 1 {
            // Where a file is rejected there may well be some.
            if profile_lookup::is_rejected(self.config) {
                return Reply::default();
            }
            return Reply::default().note(
                "there are no profiles yet: `aws configure` or `aws configure sso` makes one",
            );
        }
        Reply::text(&self.inputs.tilde(&table::text(&rows)))
    }

    fn row(&self, profile: &Profile<'t>, is_current: bool) -> Vec<String> {
        let identity = self.identity(profile);
        let or_dash = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
        let (path, line) = self.place(profile);
        let session = time::session(&identity, self.inputs.now);
        vec![
            if is_current { "*" } else { "" }.to_owned(),
            profile.name().to_owned(),
            identity.kind.word().to_owned(),
            or_dash(identity.account.map(|account| account.value)),
            or_dash(identity.region.map(|region| region.value)),
            session,
            format!("{path}:{line}"),
        ]
    }

    /// Returns the shape that `awsp help json` documents.
    fn json(&self, profile: &Profile<'t>) -> Value {
        let identity = self.identity(profile);
        let (file, line) = self.place(profile);
        json!({
            "name": profile.name(),
            "kind": identity.kind.word(),
            "account": identity.account.map(|account| account.value),
            "region": identity.region.map(|region| region.value),
            "state": identity.state.word(),
            "expires_at": identity.expires_at.map(time::rfc3339),
            "file": file,
            "line": line,
        })
    }

    fn place(&self, profile: &Profile<'_>) -> (String, usize) {
        let (kind, line) = profile.place();
        let path = self.config.texts().of(kind).path.as_ref();
        (path.map(|path| path.display().to_string()).unwrap_or_default(), line)
    }
}
