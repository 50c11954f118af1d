//! Mends what can be mended without any tool seeing less than before.

use crate::cli::DoctorArgs;
use crate::edit::Options;
use crate::error::Error;
use crate::fix::{self, Fix, OpenFile};
use crate::inputs::Inputs;
use crate::shared_config::{FileKind, SharedConfig, home};
use crate::terminal::{self, Reply, confirm};

/// What others may not do to the config file, which mostly holds no secrets.
const WRITE: u32 = 0o022;

/// Shows what can be mended, asks, and mends it; says what was done.
pub(super) fn run(args: &DoctorArgs, inputs: &Inputs) -> Result<Reply, Error> {
    let texts = inputs.whole_texts();
    let config = SharedConfig::parse(&texts);
    let fixes = fixes(&config, inputs);
    if fixes.is_empty() {
        return Ok(Reply::text("nothing here can be mended safely by --fix"));
    }
    let (home, mut done, mut unanswered) = (home(&inputs.environment), Vec::new(), false);
    let mended = fix::apply(&fixes, home.as_deref(), Options::default(), &mut done, |shown| {
        let answer = agreed(args, inputs, shown);
        unanswered |= answer.is_none();
        answer.unwrap_or(false)
    });
    mended.inspect_err(|_| terminal::write_stderr(&inputs.tilde(&mended_lines(&done))))?;
    Ok(said(&done, unanswered, inputs))
}

/// Returns a line for each thing that was done.
fn mended_lines(done: &[String]) -> String {
    done.iter().fold(String::new(), |text, line| text + "mended: " + line + "\n")
}

fn fixes(config: &SharedConfig<'_>, inputs: &Inputs) -> Vec<Fix> {
    let path = |kind| config.texts().of(kind).path.as_deref();
    let home = home(&inputs.environment);
    let secrets =
        fix::open_to_others(&Vec::from_iter(path(FileKind::Credentials)), home.as_deref());
    let config_file = fix::open_to_others(&Vec::from_iter(path(FileKind::Config)), None);
    let is_writable = |open: &OpenFile| open.mode.bits() & WRITE != 0;
    let open: Vec<OpenFile> = config_file.into_iter().filter(is_writable).chain(secrets).collect();
    fix::fixes(config, &open)
}

/// Shows one change, and returns whether it is to be made; `None` if nobody is there to say so.
fn agreed(args: &DoctorArgs, inputs: &Inputs, shown: &str) -> Option<bool> {
    terminal::write_stderr(&inputs.tilde(&format!("{}\n", shown.trim_end())));
    if args.yes { Some(true) } else { confirm::ask("Mend this? [y/N] ") }
}

fn said(done: &[String], unanswered: bool, inputs: &Inputs) -> Reply {
    let reply = if done.is_empty() {
        Reply::text("nothing was changed")
    } else {
        Reply::text(&inputs.tilde(&mended_lines(done)))
    };
    if unanswered {
        return reply.note("hint: awsp doctor --fix --yes   (mends it without a question)");
    }
    reply
}
