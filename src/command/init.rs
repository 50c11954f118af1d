//! `awsp init`: prints the hook.

use std::path::{Path, PathBuf};

use super::verbs;
use crate::cli::InitArgs;
use crate::completion;
use crate::environment::{Environment, Variable};
use crate::error::Error;
use crate::inputs::Inputs;
use crate::shell::{Prelude, ShellKind};
use crate::terminal::Reply;

/// Runs `awsp init`.
pub(crate) fn run(args: &InitArgs, inputs: &Inputs) -> Result<Reply, Error> {
    if args.shell_name == ShellKind::Posix {
        return Err(Error::Usage {
            message: "there is no hook for POSIX shells".to_owned(),
            hint: format!("without one: {}", ShellKind::Posix.shell().install()),
        });
    }
    let bin = program(&inputs.environment)?;
    Ok(Reply::data(hook(args.shell_name, args.prompt.word(), &bin)))
}

/// Returns the whole hook: one line of assignments, then two constant texts.
pub(crate) fn hook(kind: ShellKind, place: &str, bin: &Path) -> Vec<u8> {
    let verbs = verbs();
    let verbs: Vec<&str> = verbs.iter().map(String::as_str).collect();
    let secrets = watched(|variable| variable.secret);
    let often = watched(|variable| !variable.secret && variable.is_often_set());
    let seldom = watched(|variable| !variable.secret && !variable.is_often_set());
    let prelude =
        Prelude { bin, verbs: &verbs, often: &often, seldom: &seldom, secrets: &secrets, place };
    let shell = kind.shell();
    [
        &shell.prelude(&prelude)[..],
        shell.hook().as_bytes(),
        completion::registration(kind).as_bytes(),
    ]
    .concat()
}

/// Returns the names of the variables of a kind that the prompt depends on.
fn watched(kind: fn(&Variable) -> bool) -> Vec<&'static str> {
    Variable::ALL
        .iter()
        .filter(|variable| variable.is_watched() && kind(variable))
        .map(|variable| variable.name)
        .collect()
}

/// Returns the absolute path by which awsp was called, links unresolved: a package manager's versioned path would be
/// gone after the next upgrade.
pub(crate) fn program(environment: &Environment) -> Result<PathBuf, Error> {
    let called = std::env::args_os().next().map(PathBuf::from).unwrap_or_default();
    let found = if called.components().count() > 1 {
        absolute(&called)
    } else {
        in_path(environment, &called)
    };
    found.or_else(|| std::env::current_exe().ok()).ok_or_else(|| Error::Usage {
        message: "cannot tell where awsp is".to_owned(),
        hint: "call it by its full path".to_owned(),
    })
}

fn absolute(called: &Path) -> Option<PathBuf> {
    std::path::absolute(called).ok().filter(|path| path.is_file())
}

fn in_path(environment: &Environment, name: &Path) -> Option<PathBuf> {
    std::env::split_paths(environment.raw("PATH")?)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(name))
        .find(|file| is_program(file))
}

fn is_program(file: &Path) -> bool {
    file.is_file() && rustix::fs::access(file, rustix::fs::Access::EXEC_OK).is_ok()
}
