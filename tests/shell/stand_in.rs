//! A program in awsp's place that gives the answers a test tells it to: also those that the real one never would.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::support::{Sandbox, Shell};

const VERBS: &str = "use switch off clean";
const OFTEN: &str = "AWS_PROFILE AWS_REGION AWSP_PROFILE HOME";
const SELDOM: &str = "AWS_ACCESS_KEY_ID AWS_ROLE_ARN";
const SECRETS: &str = "AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN";

// Notes the words of each call. A file `hangs` makes it say so on the terminal and stay. Calls of other commands show their
// words and standard input, and end with 42.
const PROGRAM: &str = r#"#!/bin/sh
printf '%s\n' "$*" >>@/calls
shell= verb=
for word; do
  case $word in
  --shell=*) shell=$word ;;
  -*) ;;
  *) verb=$word; break ;;
  esac
done
if [ "$verb" = init ]; then exec cat @/init; fi
if [ -z "$shell" ]; then
  for word; do printf '<%s>\n' "$word"; done
  if [ "$verb" = why ]; then cat; fi
  exit 42
fi
if [ -e @/hangs ]; then
  echo HANGING >/dev/tty
  exec sleep 1000
fi
cat "@/$verb.said" >&2 2>/dev/null
cat "@/$verb.answer" 2>/dev/null
exit "$(cat "@/$verb.code" 2>/dev/null || echo 0)"
"#;

/// What a hook keeps: the words of `__awsp_state`.
#[derive(Clone, Default)]
pub(crate) struct State {
    /// The identity.
    pub(crate) segment: String,
    /// The short sign of trouble.
    pub(crate) mark: String,
    /// The long line.
    pub(crate) warning: String,
    /// Seconds left; 0 for no countdown.
    pub(crate) seconds: i64,
    /// The watched files, each with a stamp or, in PowerShell, with ticks.
    pub(crate) files: Vec<(PathBuf, String)>,
}

impl State {
    /// Returns a state that shows `segment` and nothing else.
    pub(crate) fn of(segment: &str) -> Self {
        Self { segment: segment.to_owned(), ..Self::default() }
    }

    /// Returns the same with a short sign and a long line.
    pub(crate) fn warns(mut self, mark: &str, warning: &str) -> Self {
        mark.clone_into(&mut self.mark);
        warning.clone_into(&mut self.warning);
        self
    }
}

/// The program, where the sandbox's awsp was.
pub(crate) struct StandIn<'s> {
    sandbox: &'s Sandbox,
    shell: Shell,
}

impl<'s> StandIn<'s> {
    /// Takes the place of awsp, for a hook that is placed by itself.
    pub(crate) fn new(sandbox: &'s Sandbox, shell: Shell) -> Self {
        Self::placed(sandbox, shell, "auto")
    }

    /// Takes the place of awsp, for a hook that is placed as `init --prompt=…` says.
    pub(crate) fn placed(sandbox: &'s Sandbox, shell: Shell, place: &str) -> Self {
        let stand_in = Self { sandbox, shell };
        fs::create_dir_all(stand_in.folder()).unwrap();
        stand_in.write("init", prelude(shell, &sandbox.awsp_path(), place) + &hook(shell));
        stand_in.install();
        stand_in
    }

    fn folder(&self) -> PathBuf {
        self.sandbox.home().join(".stand-in")
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.folder().join(name), content).unwrap();
    }

    /// Puts the program to its place, again if need be.
    pub(crate) fn install(&self) {
        self.uninstall(); // it may be a link to the real one
        let script = PROGRAM.replace('@', self.folder().to_str().unwrap());
        self.sandbox.program("awsp", &script);
    }

    /// Takes the program away.
    pub(crate) fn uninstall(&self) {
        fs::remove_file(self.sandbox.awsp_path()).unwrap_or(());
    }

    /// Says what `verb` answers, whatever it is, and the exit code.
    pub(crate) fn answers(&self, verb: &str, text: impl AsRef<[u8]>, code: i32) {
        self.write(&format!("{verb}.answer"), text);
        self.write(&format!("{verb}.code"), code.to_string());
    }

    /// Says what `awsp prompt` answers.
    pub(crate) fn prompts(&self, state: &State) {
        self.answers("prompt", prompt_answer(self.shell, state), 0);
    }

    /// Says which variables `verb` sets, and the state that comes with it.
    pub(crate) fn changes(&self, verb: &str, sets: &[(&str, &str)], state: &State) {
        self.answers(verb, change(self.shell, sets, state), 0);
    }

    /// Makes the next calls that a hook makes wait for ever, until told otherwise.
    pub(crate) fn hangs(&self, yes: bool) {
        if yes {
            self.write("hangs", "");
        } else {
            fs::remove_file(self.folder().join("hangs")).unwrap();
        }
    }

    /// Returns the calls since this was asked last.
    pub(crate) fn calls(&self) -> Vec<String> {
        let path = self.folder().join("calls");
        let text = fs::read_to_string(&path).unwrap_or_default();
        fs::write(path, "").unwrap();
        text.lines().map(str::to_owned).collect()
    }
}

/// Returns the call that a hook makes when it noticed a change.
pub(crate) fn prompt_call(shell: Shell) -> String {
    format!("--shell={}/1 prompt", shell.awsp_name())
}

/// Returns code that sets the variables, with the state for the hook.
pub(crate) fn change(shell: Shell, sets: &[(&str, &str)], state: &State) -> String {
    if shell == Shell::PowerShell {
        let mut body: String = sets.iter().fold(String::new(), |mut body, (name, value)| {
            _ = write!(body, "$env:{name} = {}; ", literal(value));
            body
        });
        body += &powershell_state(state);
        return format!("<#awsp#>& {{ {body} }}<#end#>\n");
    }
    let mut body = sets.iter().fold(String::new(), |mut body, (name, value)| {
        _ = write!(body, "set -gx {name} {}; ", literal_fish(value));
        body
    });
    body += &fish_state(state);
    format!("begin; : awsp; {body}; true; end\n")
}

fn prompt_answer(shell: Shell, state: &State) -> String {
    if shell != Shell::PowerShell {
        return change(shell, &[], state);
    }
    let encoded = |text: &str| format!("={}", STANDARD.encode(text));
    let mut lines = vec!["1".to_owned(), expiry(state).to_string(), "900".to_owned()];
    lines.extend([&state.segment, &state.mark, &state.warning].map(|text| encoded(text)));
    for (file, ticks) in &state.files {
        lines.extend([encoded(file.to_str().unwrap()), ticks.clone()]);
    }
    lines.join("\n") + "\n"
}

fn fish_state(state: &State) -> String {
    let mut words =
        [&state.segment, &state.mark, &state.warning].map(|text| literal_fish(text)).to_vec();
    words.extend([state.seconds.to_string(), "900".to_owned()]);
    for (file, stamp) in &state.files {
        words.extend([literal_fish(file.to_str().unwrap()), literal_fish(stamp)]);
    }
    format!("__awsp_state {}", words.join(" "))
}

fn powershell_state(state: &State) -> String {
    let files: Vec<String> = state
        .files
        .iter()
        .flat_map(|(file, ticks)| [literal(file.to_str().unwrap()), ticks.clone()])
        .collect();
    format!(
        "__awsp_state {} {} {} {} 900 @({})",
        literal(&state.segment),
        literal(&state.mark),
        literal(&state.warning),
        expiry(state),
        files.join(",")
    )
}

fn expiry(state: &State) -> i64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    if state.seconds == 0 { 0 } else { i64::try_from(now.as_secs()).unwrap() + state.seconds }
}

fn literal(text: &str) -> String {
    let units: Vec<String> = text.encode_utf16().map(|unit| unit.to_string()).collect();
    if units.is_empty() { "''".to_owned() } else { format!("(-join[char[]]({}))", units.join(",")) }
}

fn literal_fish(text: &str) -> String {
    if text.is_empty() {
        return "''".to_owned();
    }
    text.bytes().fold(String::new(), |mut word, byte| {
        _ = write!(word, r"\X{byte:02x}");
        word
    })
}

fn prelude(shell: Shell, bin: &std::path::Path, place: &str) -> String {
    let bin = bin.display();
    if shell != Shell::PowerShell {
        return format!(
            "set -g __awsp_bin {bin}; set -g __awsp_verbs {VERBS}; set -g __awsp_often {OFTEN}; \
             set -g __awsp_seldom {SELDOM}; set -g __awsp_secrets {SECRETS}; set -g __awsp_place {place}\n"
        );
    }
    let list = |words: &str| format!("@('{}')", words.replace(' ', "','"));
    format!(
        "$global:__awsp_init = @{{ Bin = '{bin}'; Verbs = {}; Names = {}; Secrets = {}; Place = '{place}' }}\n",
        list(VERBS),
        list(&format!("{OFTEN} {SELDOM}")),
        list(SECRETS)
    )
}

fn hook(shell: Shell) -> String {
    let file = if shell == Shell::PowerShell { "awsp.ps1" } else { "awsp.fish" };
    fs::read_to_string(format!("{}/shell/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}
