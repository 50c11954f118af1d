//! `awsp exec`: runs one command with a profile's credentials.

use std::os::unix::process::CommandExt as _;
use std::process::Command;

use crate::cli::ExecArgs;
use crate::credentials::{Credentials, Found};
use crate::environment::{Change, Role, Variable};
use crate::error::Error;
use crate::identity::Identity;
use crate::inputs::Inputs;
use crate::source::Source;
use crate::terminal::{self, Reply};

/// Becomes the command; returns only where that fails.
pub(crate) fn run(args: &ExecArgs, inputs: &Inputs) -> Result<Reply, Error> {
    let [program, words @ ..] = args.command.as_slice() else {
        return Err(Error::Usage {
            message: "which command?".to_owned(),
            hint: "awsp exec PROFILE COMMAND…   (awsp's own options come before PROFILE)"
                .to_owned(),
        });
    };
    let change = child(args, inputs)?;
    let mut command = Command::new(program);
    inputs.environment.after(&change).apply(&mut command);
    // Nothing of awsp is left: signals, the terminal and the exit code are the command's own.
    Err(Error::not_started(program, &command.args(words).exec()))
}

/// Returns what tells the command's environment from this one.
fn child(args: &ExecArgs, inputs: &Inputs) -> Result<Change, Error> {
    let found = Found::of_profile(inputs, &args.profile, &args.online)?;
    terminal::write_stderr(&found.say(Reply::default()).stderr);
    let change = with_name(with_keys(without_others(), &found.credentials), &found.identity);
    Ok(with_region(change, &found.identity))
}

/// Unsets every variable that could make somebody else of the command.
fn without_others() -> Change {
    let containers = Variable::ALL.iter().filter(|variable| variable.role == Role::Container);
    let names = Variable::identities().chain(containers).map(|variable| variable.name);
    names.fold(Change::new(), Change::unset)
}

fn with_keys(change: Change, credentials: &Credentials) -> Change {
    let change = change.set("AWSP_KEY_ID", &credentials.access_key_id);
    credentials.variables().fold(change, |change, (name, value)| change.set(name, value))
}

/// Says whose keys they are: another name may stand there from a switch before.
fn with_name(change: Change, identity: &Identity) -> Change {
    let change = change.unset("AWSP_PROFILE");
    let name = identity.profile.as_ref();
    name.into_iter().fold(change, |change, name| change.set("AWSP_PROFILE", &name.value))
}

/// Sets both variables, for some tools know only one of them; a Region of the profile goes with the next `use` in there.
fn with_region(change: Change, identity: &Identity) -> Change {
    let region = identity.region.as_ref().filter(|region| !region.value.is_empty());
    let Some(region) = region else { return change };
    let change = change.set("AWS_REGION", &region.value).set("AWS_DEFAULT_REGION", &region.value);
    let is_of_profile = matches!(region.source, Source::File { .. });
    if is_of_profile { change.set("AWSP_REGION", &region.value) } else { change }
}
