//! The temporary HOME of the demo: sample profiles, a signed-in session, and the hook.

use std::path::Path;

use tempfile::TempDir;

use crate::command::init::hook;
use crate::environment::{Change, Clean, Environment, Variable};
use crate::error::Error;
use crate::session::sso_token;
use crate::shell::ShellKind;
use crate::time::rfc3339;

/// What the demo begins with: a profile, and keys that somebody exported and forgot.
const STRAY: [(&str, &str); 3] = [
    ("AWS_PROFILE", "dev"),
    ("AWS_ACCESS_KEY_ID", "AKIA6RTVPGNLQUISEM2E"),
    ("AWS_SECRET_ACCESS_KEY", "an-example-that-opens-nothing"),
];

/// A HOME that disappears with this value.
pub(super) struct Home(TempDir);

impl Home {
    /// Makes the HOME; `samples` is a folder with other files `config` and `credentials`.
    pub(super) fn make(
        samples: Option<&Path>,
        kind: ShellKind,
        bin: &Path,
        now: i64,
    ) -> Result<Self, Error> {
        let folder = tempfile::Builder::new().prefix("awsp-demo-").tempdir();
        let home = Self(folder.map_err(|error| unwritten(&std::env::temp_dir(), &error))?);
        home.write(
            ".aws/config",
            sample(samples, "config", include_str!("config.ini"))?.as_bytes(),
        )?;
        home.write(
            ".aws/credentials",
            sample(samples, "credentials", include_str!("credentials.ini"))?.as_bytes(),
        )?;
        home.write(&format!(".aws/sso/cache/{}", sso_token("example")), token(now).as_bytes())?;
        // Without this folder fish reads every manual page of the machine, in the background.
        home.write(".local/share/fish/generated_completions/awsp.fish", b"")?;
        home.write("hook", &hook(kind, "auto", bin))?;
        home.write(".bashrc", br#"PS1='\$ '; . "$HOME/hook""#)?;
        home.write(".zshrc", br#"PROMPT='%# '; . "$HOME/hook""#)?;
        home.write(
            ".config/fish/config.fish",
            b"set -g fish_greeting; function fish_prompt; echo -n '> '; end; source $HOME/hook\n",
        )?;
        Ok(home)
    }

    /// Returns the folder.
    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Returns the environment of the demo's shell: the user's own without anything of AWS, and the stray keys.
    pub(super) fn environment(&self, outer: &Environment) -> Environment {
        let bare = Variable::ALL
            .iter()
            .filter(|variable| variable.clean != Clean::Never || variable.name.starts_with("AWSP_"))
            .fold(Change::new(), |change, variable| change.unset(variable.name));
        let home = self.path();
        let moved = bare
            .set("HOME", home)
            .set("ZDOTDIR", home)
            .set("XDG_CONFIG_HOME", home.join(".config"))
            .set("XDG_DATA_HOME", home.join(".local/share"))
            .set("XDG_CACHE_HOME", home.join(".cache"))
            .unset("XDG_RUNTIME_DIR");
        let stray = STRAY.iter().fold(moved, |change, (name, value)| change.set(name, value));
        outer.after(&stray)
    }

    fn write(&self, name: &str, content: &[u8]) -> Result<(), Error> {
        let path = self.path().join(name);
        let folder = path.parent().unwrap_or(self.path());
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&path, content))
            .map_err(|error| unwritten(&path, &error))
    }
}

fn sample(folder: Option<&Path>, name: &str, own: &str) -> Result<String, Error> {
    let Some(folder) = folder else { return Ok(own.to_owned()) };
    let path = folder.join(name);
    std::fs::read_to_string(&path).map_err(|error| Error::File {
        path,
        line: None,
        message: error.to_string(),
        hint: "the folder holds two files: config and credentials".to_owned(),
    })
}

/// Returns the token of a session that ends in a little over eight hours.
fn token(now: i64) -> String {
    serde_json::json!({
        "startUrl": "https://example.awsapps.com/start",
        "region": "us-east-1",
        "accessToken": "an-example-that-opens-nothing",
        "expiresAt": rfc3339(now + 8 * 3600 + 59),
    })
    .to_string()
}

fn unwritten(path: &Path, error: &std::io::Error) -> Error {
    Error::Write { path: path.to_owned(), message: error.to_string() }
}
