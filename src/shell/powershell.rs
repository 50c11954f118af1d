//! PowerShell.

use std::ffi::OsStr;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Prelude, Shell, is_plain};
use crate::environment::Change;
use crate::prompt::{PromptState, Seen, Watched};

/// PowerShell.
pub(super) struct PowerShell;

impl Shell for PowerShell {
    fn hook(&self) -> &'static str {
        include_str!("../../shell/awsp.ps1")
    }

    fn prelude(&self, prelude: &Prelude<'_>) -> Vec<u8> {
        let names: Vec<&str> = prelude.names().collect();
        format!(
            "$global:__awsp_init = @{{ Bin = {}; Verbs = {}; Names = {}; Secrets = {}; Place = {} }}\n",
            literal(&prelude.bin.to_string_lossy()),
            list(prelude.verbs),
            list(&names),
            list(prelude.secrets),
            literal(prelude.place),
        )
        .into_bytes()
    }

    fn quote(&self, value: &OsStr) -> Vec<u8> {
        literal(&value.to_string_lossy()).into_bytes()
    }

    fn change(&self, change: &Change, state: Option<&PromptState>) -> Vec<u8> {
        let mut statements: Vec<String> = change
            .iter()
            .map(|(name, value)| {
                let value =
                    value.map_or("$null".to_owned(), |value| literal(&value.to_string_lossy()));
                format!("$env:{name} = {value}")
            })
            .collect();
        statements.extend(state.map(state_call));
        format!("<#awsp#>& {{ {} }}<#end#>\n", statements.join("; ")).into_bytes()
    }

    // Data, not code: nothing is evaluated on the way to the prompt. `1` is the protocol.
    fn prompt(&self, state: &PromptState) -> Vec<u8> {
        let mut lines = vec![
            "1".to_owned(),
            state.expires_at.unwrap_or(0).to_string(),
            state.warn_seconds.to_string(),
        ];
        lines.extend([&state.segment, &state.mark, &state.warning].map(|text| encoded(text)));
        for file in &state.files {
            lines.push(encoded(&file.path.to_string_lossy()));
            lines.push(ticks(file).to_string());
        }
        (lines.join("\n") + "\n").into_bytes()
    }

    fn failure(&self) -> &'static str {
        ""
    }

    fn can_hold(&self, value: &OsStr) -> bool {
        value.to_str().is_some()
    }

    fn unset_by_hand(&self, names: &str) -> String {
        let statements: Vec<String> =
            names.split(' ').map(|name| format!("$env:{name} = $null")).collect();
        statements.join("; ")
    }

    fn edit_by_hand(&self, place: &str) -> String {
        format!("vi {place}")
    }

    fn install(&self) -> &'static str {
        r#". ([scriptblock]::Create((& @(Get-Command awsp -CommandType Application)[0] init powershell) -join "`n"))"#
    }
}

/// Returns `text` as an expression that stands for exactly this text.
// Five characters are the quote, and a carriage return is lost even between quotes. A method call, which would be
// needed for base64, is refused in Constrained Language Mode.
fn literal(text: &str) -> String {
    if text.bytes().all(is_plain) {
        return format!("'{text}'");
    }
    let units: Vec<String> = text.encode_utf16().map(|unit| unit.to_string()).collect();
    format!("(-join[char[]]({}))", units.join(","))
}

fn list(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| literal(word)).collect();
    format!("@({})", words.join(","))
}

fn encoded(text: &str) -> String {
    format!("={}", STANDARD.encode(text))
}

fn state_call(state: &PromptState) -> String {
    let files: Vec<String> = state
        .files
        .iter()
        .flat_map(|file| [literal(&path_text(&file.path)), ticks(file).to_string()])
        .collect();
    format!(
        "__awsp_state {} {} {} {} {} @({})",
        literal(&state.segment),
        literal(&state.mark),
        literal(&state.warning),
        state.expires_at.unwrap_or(0),
        state.warn_seconds,
        files.join(",")
    )
}

fn path_text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Returns the time as `[IO.File]::GetLastWriteTimeUtc(…).Ticks` gives it: steps of 100 ns since the year 1.
///
/// A missing file has the constant of the year 1601; -1 equals nothing, so a young file is asked about again.
fn ticks(file: &Watched) -> i64 {
    match file.seen {
        Seen::Missing => 504_911_232_000_000_000,
        Seen::Young => -1,
        Seen::At { seconds, nanoseconds } => {
            // A file can have a time that no number of ticks holds.
            let since_1970 = seconds.saturating_mul(10_000_000);
            let ticks = since_1970.saturating_add(i64::from(nanoseconds / 100));
            ticks.saturating_add(621_355_968_000_000_000)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_time_that_a_file_can_have_is_written_in_ticks() {
        for (seconds, nanoseconds, expected) in [
            (0, 0, 621_355_968_000_000_000),
            (1_767_323_045, 123_456_789, 639_029_198_451_234_567),
            (-11_644_473_600, 0, 504_911_232_000_000_000),
            (i64::MAX, 999_999_999, i64::MAX),
            (i64::MIN, 0, i64::MIN + 621_355_968_000_000_000),
        ] {
            let seen = Seen::At { seconds, nanoseconds };
            let file = Watched { path: "/f".into(), seen, stamp: None };

            assert_eq!(ticks(&file), expected, "{seconds}");
        }
    }
}
