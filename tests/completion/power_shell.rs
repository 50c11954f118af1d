//! Completion in PowerShell, asked as its line editors ask: through `TabExpansion2`.

use std::fs;

use super::names::{NAMES, sandbox};
use crate::support::{Output, Sandbox, Shell};

/// Defines `expand LINE`: what stands there after Tab if there is just one candidate.
const EXPAND: &str = r"
function expand($line) {
    $found = TabExpansion2 $line $line.Length
    if ($found.CompletionMatches.Count -ne 1) { return $line }
    $line.Substring(0, $found.ReplacementIndex) + $found.CompletionMatches[0].CompletionText
}
";

/// Runs `script` behind the hook, or behind the completion alone, for every line of the file `lines`.
fn run(sandbox: &Sandbox, source: &str, lines: &[String], script: &str) -> Output {
    sandbox.file("lines", lines.join("\n"));
    let script = format!(
        ". ([scriptblock]::Create((& awsp {source} powershell) -join \"`n\"))\n{EXPAND}\n\
         foreach ($line in [IO.File]::ReadAllLines(\"$HOME/lines\")) {{ {script} }}"
    );
    Shell::PowerShell.script(sandbox, &script)
}

/// Returns how a person may begin `text`: bare, and in both kinds of quotes.
fn beginnings(text: &str) -> Vec<String> {
    let is_plain = |character: char| character.is_alphanumeric() || ":=".contains(character);
    let bare = text.chars().all(is_plain).then(|| text.to_owned());
    let doubled = text.replace('`', "``").replace('"', "`\"").replace('$', "`$");
    let single = format!("'{}", text.replace('\'', "''"));
    bare.into_iter().chain([single, format!("\"{doubled}")]).collect()
}

#[test]
fn tab_finishes_every_name_so_that_powershell_reads_it_back() {
    if !Shell::PowerShell.is_here() {
        return;
    }
    let sandbox = sandbox();
    let more = [("ot", "ot’s"), ("01", "012"), ("-d", "-dash"), ("--l", "--long")];
    sandbox.config(more.map(|(_, name)| format!("[profile {name}]\n")).concat());
    let cells: Vec<(String, &str)> = NAMES
        .iter()
        .chain(&more)
        .flat_map(|(begin, name)| beginnings(begin).into_iter().map(move |typed| (typed, *name)))
        .collect();
    let lines: Vec<String> =
        cells.iter().map(|(typed, _)| format!("awsp use '--' {typed}")).collect();

    let output = run(
        &sandbox,
        "init",
        &lines,
        "$env:AWS_PROFILE = $null; . ([scriptblock]::Create((expand $line))) 2>$null; [Console]::Out.Write(\"$env:AWS_PROFILE`0\")",
    );

    let read: Vec<&str> = output.stdout.split_terminator('\0').collect();
    assert_eq!(read.len(), cells.len(), "{}", output.stderr);
    for ((typed, name), read) in cells.iter().zip(read) {
        assert_eq!(read, *name, "{typed}");
    }
    assert_eq!(fs::read_dir(sandbox.work()).unwrap().count(), 0);
}

/// Lines, and what they are after Tab; most must stay as they are.
const LINES: [(&str, &str); 18] = [
    ("awsp u", "awsp use"),
    ("awsp sw", "awsp switch"),
    ("awsp init f", "awsp init fish"),
    ("awsp help js", "awsp help json"),
    ("awsp use --re", "awsp use --region"),
    ("awsp use --region eu-no", "awsp use --region eu-north-1"),
    ("awsp use --region=eu-no", "awsp use --region=eu-north-1"),
    ("awsp --shell=bash use my", "awsp --shell=bash use 'my team'"),
    ("'x' | awsp use my", "'x' | awsp use 'my team'"),
    ("awsp use plain my", "awsp use plain my"),
    ("awsp use nothing", "awsp use nothing"),
    ("awsp use $(touch pwned) my", "awsp use $(touch pwned) my"),
    ("awsp use \"$(touch pwned)\" my", "awsp use \"$(touch pwned)\" my"),
    ("awsp use \"$(touch pwned) my", "awsp use \"$(touch pwned) my"),
    ("awsp use $(touch pwned", "awsp use $(touch pwned"),
    ("awsp $(touch pwned) my", "awsp $(touch pwned) my"),
    ("awsp use (touch pwned) my", "awsp use (touch pwned) my"),
    ("awsp use ${x:=$(touch pwned)} my", "awsp use ${x:=$(touch pwned)} my"),
];

#[test]
fn tab_finishes_commands_and_values_and_runs_nothing_in_powershell() {
    if !Shell::PowerShell.is_here() {
        return;
    }
    let sandbox = sandbox().with("AWSP_PREVIOUS", "plain");
    for source in ["init", "completions"] {
        let lines: Vec<String> = LINES.iter().map(|(line, _)| (*line).to_owned()).collect();

        let output = run(
            &sandbox,
            source,
            &lines,
            "$global:LASTEXITCODE = 7; expand $line; if ($LASTEXITCODE -ne 7) { 'exit code lost' }",
        );

        let expected: Vec<&str> = LINES.iter().map(|(_, expected)| *expected).collect();
        assert_eq!(
            output.stdout.lines().collect::<Vec<_>>(),
            expected,
            "{source}: {}",
            output.stderr
        );
        assert_eq!(fs::read_dir(sandbox.work()).unwrap().count(), 0, "{source}");
    }
}
