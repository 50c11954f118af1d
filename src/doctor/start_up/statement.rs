//! What a line of a start-up file does to variables, and to the names of commands.

use crate::environment::Variable;

use super::Reader;
use super::command_line::{Word, commands};
use super::outline;

/// What a line does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::doctor) enum Statement {
    /// Sets a variable of the table.
    Set {
        /// Which.
        name: &'static str,
        /// The value, if the line alone tells it.
        value: Option<String>,
        /// Whether programs get it from this line alone.
        exported: bool,
    },
    /// Hands a variable on to programs.
    Export(&'static str),
    /// Takes a variable away.
    Unset(&'static str),
    /// Hands on every variable that is set from there on.
    ExportAll,
    /// Gives `aws` or `awsp` another meaning.
    Define(Namesake),
}

/// An alias or a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::doctor) struct Namesake {
    /// `aws` or `awsp`.
    pub(in crate::doctor) name: &'static str,
    /// `alias` or `function`.
    pub(in crate::doctor) kind: &'static str,
    /// Whether it plainly calls the program of that name.
    pub(in crate::doctor) calls_program: bool,
}

/// Returns what a line does.
pub(super) fn of(line: &str, reader: Reader) -> Vec<Statement> {
    if let Some((name, _)) = outline::function(line, reader) {
        return define(name, "function", false).into_iter().collect();
    }
    match reader {
        Reader::FishVariables => universal(line).into_iter().collect(),
        Reader::PamEnvironment => commands(line).iter().filter_map(|words| pam(words)).collect(),
        Reader::Bash
        | Reader::Zsh
        | Reader::SignIn
        | Reader::Fish
        | Reader::PowerShell
        | Reader::Session => {
            commands(line).iter().flat_map(|words| of_command(words, reader)).collect()
        }
    }
}

fn of_command(words: &[Word], reader: Reader) -> Vec<Statement> {
    let Some((first, rest)) = words.split_first() else { return Vec::new() };
    let command = first.text.to_ascii_lowercase();
    match command.as_str() {
        "then" | "else" | "do" | "{" | "!" | "builtin" | "command" => of_command(rest, reader),
        "export" => exports(rest),
        "typeset" | "declare" if has_option(rest, 'x', "") => exports(rest),
        "set" if has_option(rest, 'a', "allexport") || says(rest, "allexport") => {
            vec![Statement::ExportAll]
        }
        "set" if has_option(rest, 'e', "erase") => unsets(rest),
        "set" if has_option(rest, 'x', "export") => by_words(rest),
        "setenv" => by_words(rest),
        "unset" | "remove-item" => unsets(rest),
        "alias" => alias(rest),
        "set-alias" | "new-alias" => alias_of_powershell(rest),
        _ => assignments(words, reader),
    }
}

/// Returns what `NAME=VALUE` and `NAME` behind `export` do.
fn exports(words: &[Word]) -> Vec<Statement> {
    let of_word = |word: &Word| match word.assignment() {
        Some((name, value)) => set(name, value, true),
        None => variable(&word.text).map(Statement::Export),
    };
    words.iter().filter_map(of_word).collect()
}

/// Returns what `NAME VALUE` does, behind options.
fn by_words(words: &[Word]) -> Vec<Statement> {
    let mut words = words.iter().skip_while(|word| word.text.starts_with('-'));
    let Some(name) = words.next() else { return Vec::new() };
    let values: Vec<&Word> = words.collect();
    let value = match values.as_slice() {
        [] => Some(""),
        [value] => value.behind(0),
        [..] => None,
    };
    set(&name.text, value, true).into_iter().collect()
}

fn unsets(words: &[Word]) -> Vec<Statement> {
    let name = |word: &Word| {
        let text = word.text.to_ascii_lowercase();
        let behind = text.rsplit_once("env:").map_or(0, |(before, _)| before.len() + 4);
        variable(word.text.get(behind..)?)
    };
    words.iter().filter_map(name).map(Statement::Unset).collect()
}

/// Returns what a command does that is nothing but assignments; in front of a command they are for it alone.
fn assignments(words: &[Word], reader: Reader) -> Vec<Statement> {
    if let [first, ..] = words
        && first.text.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("$env:"))
    {
        return of_powershell(words).into_iter().collect();
    }
    let exported = reader == Reader::Session;
    let of_word = |word: &Word| {
        let (name, value) = word.assignment()?;
        Some(set(name, value, exported))
    };
    let found: Option<Vec<Option<Statement>>> = words.iter().map(of_word).collect();
    found.unwrap_or_default().into_iter().flatten().collect()
}

/// Returns what `$env:NAME = VALUE` does, with spaces or without.
fn of_powershell(words: &[Word]) -> Option<Statement> {
    let text = words.first()?.text.get(5..)?;
    let name = text.split('=').next()?;
    let value = match words {
        [only] => only.behind(5 + name.len() + 1),
        [_, sign, value] if sign.text == "=" => value.behind(0),
        [_, ..] | [] => None,
    };
    let is_null = words.last().is_some_and(|word| word.text.eq_ignore_ascii_case("$null"));
    set(name, if is_null { Some("") } else { value }, true)
}

/// Returns what `NAME DEFAULT=VALUE` does.
fn pam(words: &[Word]) -> Option<Statement> {
    let (first, rest) = words.split_first()?;
    if let Some((name, value)) = first.assignment() {
        return set(name, value, true);
    }
    let mut values = rest.iter().filter_map(|word| {
        let (key, value) = word.assignment()?;
        matches!(key, "DEFAULT" | "OVERRIDE").then_some(value)
    });
    set(&first.text, values.next()?, true)
}

/// Returns what a line of fish's own file of variables does: `SETUVAR --export NAME:VALUE`.
fn universal(line: &str) -> Option<Statement> {
    let rest = line.strip_prefix("SETUVAR ")?;
    let (options, rest) = rest.rsplit_once(' ').unwrap_or(("", rest));
    let (name, value) = rest.split_once(':')?;
    options.contains("--export").then(|| set(name, unescaped(value).as_deref(), true))?
}

/// Returns what fish wrote with `\xHH` for many characters; nothing of a list.
fn unescaped(text: &str) -> Option<String> {
    let mut parts = text.split('\\');
    let mut plain = parts.next()?.to_owned();
    for part in parts {
        let byte = u8::from_str_radix(part.strip_prefix('x')?.get(..2)?, 16).ok()?;
        let character = char::from(byte);
        if !(' '..='~').contains(&character) {
            return None;
        }
        plain.push(character);
        plain.push_str(part.get(3..)?);
    }
    Some(plain)
}

/// Returns that a variable gets a value; an empty one is as good as none.
fn set(name: &str, value: Option<&str>, exported: bool) -> Option<Statement> {
    let name = variable(name)?;
    if value == Some("") {
        return Some(Statement::Unset(name));
    }
    Some(Statement::Set { name, value: value.map(str::to_owned), exported })
}

fn variable(name: &str) -> Option<&'static str> {
    Variable::ALL.iter().map(|variable| variable.name).find(|known| *known == name)
}

/// Returns whether one of the options has this letter or name.
fn has_option(words: &[Word], letter: char, name: &str) -> bool {
    let options = words.iter().map_while(|word| word.text.strip_prefix('-'));
    let mut options = options.map(|option| match option.strip_prefix('-') {
        Some(long) => !name.is_empty() && long == name,
        None => option.contains(letter),
    });
    options.any(|is_it| is_it)
}

fn says(words: &[Word], text: &str) -> bool {
    words.iter().any(|word| word.text == text)
}

/// Returns what `alias NAME=VALUE` or, in fish, `alias NAME VALUE` does.
fn alias(words: &[Word]) -> Vec<Statement> {
    let mut words = words.iter().skip_while(|word| word.text.starts_with('-'));
    let Some(first) = words.next() else { return Vec::new() };
    let (name, value) = match (first.text.split_once('='), words.next()) {
        (Some(pair), _) => pair,
        (None, Some(value)) => (first.text.as_str(), value.text.as_str()),
        (None, None) => return Vec::new(),
    };
    define(name, "alias", calls(value, name)).into_iter().collect()
}

fn alias_of_powershell(words: &[Word]) -> Vec<Statement> {
    let is_name = |word: &&Word| !word.text.starts_with('-');
    let name = words.iter().find(is_name).map(|word| word.text.as_str());
    name.and_then(|name| define(name, "alias", false)).into_iter().collect()
}

/// Returns whether `value` runs the program `name` as the same user.
fn calls(value: &str, name: &str) -> bool {
    let mut words = value.split_whitespace().skip_while(|word| *word == "command");
    words.next() == Some(name) && !value.contains("--profile")
}

fn define(name: &str, kind: &'static str, calls_program: bool) -> Option<Statement> {
    let name = ["awsp", "aws"].into_iter().find(|known| *known == name)?;
    Some(Statement::Define(Namesake { name, kind, calls_program }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns `NAME=value` for what is handed on, `NAME~` for what is not, `NAME=?` for a value that cannot be told.
    fn shown(line: &str, reader: Reader) -> Vec<String> {
        let show = |statement: Statement| match statement {
            Statement::Set { name, value, exported } => {
                let value = value.unwrap_or_else(|| "?".to_owned());
                format!("{name}{}{value}", if exported { '=' } else { '~' })
            }
            Statement::Export(name) => format!("export {name}"),
            Statement::Unset(name) => format!("unset {name}"),
            Statement::ExportAll => "export all".to_owned(),
            Statement::Define(Namesake { name, kind, calls_program }) => {
                format!("{kind} {name}{}", if calls_program { " calls it" } else { "" })
            }
        };
        of(line, reader).into_iter().map(show).collect()
    }

    #[test]
    fn every_shell_has_its_ways_to_set_a_variable() {
        let (bash, fish, powershell) = (Reader::Bash, Reader::Fish, Reader::PowerShell);
        for (line, reader, expected) in [
            ("export AWS_PROFILE=dev", bash, "AWS_PROFILE=dev"),
            ("\texport AWS_PROFILE='a b' # x", bash, "AWS_PROFILE=a b"),
            ("typeset -gx AWS_PROFILE=dev", Reader::Zsh, "AWS_PROFILE=dev"),
            ("declare -x AWS_PROFILE=\"dev\"", bash, "AWS_PROFILE=dev"),
            ("[ -t 1 ] && export AWS_PROFILE=dev", bash, "AWS_PROFILE=dev"),
            ("if x; then export AWS_PROFILE=dev; fi", bash, "AWS_PROFILE=dev"),
            ("AWS_PROFILE=dev", bash, "AWS_PROFILE~dev"),
            ("AWS_PROFILE=dev", Reader::Session, "AWS_PROFILE=dev"),
            ("export AWS_SECRET_ACCESS_KEY=\"$(pass x)\"", bash, "AWS_SECRET_ACCESS_KEY=?"),
            ("export AWS_PROFILE=", bash, "unset AWS_PROFILE"),
            ("export AWS_PROFILE", bash, "export AWS_PROFILE"),
            ("unset AWS_PROFILE", bash, "unset AWS_PROFILE"),
            ("set -a", bash, "export all"),
            ("set -o allexport", bash, "export all"),
            ("set -gx AWS_PROFILE dev", fish, "AWS_PROFILE=dev"),
            ("set -U -x AWS_PROFILE 'a b'", fish, "AWS_PROFILE=a b"),
            ("set --global --export AWS_PROFILE dev", fish, "AWS_PROFILE=dev"),
            ("set -gx AWS_PROFILE (x)", fish, "AWS_PROFILE=?"),
            ("set -e AWS_PROFILE", fish, "unset AWS_PROFILE"),
            ("setenv AWS_PROFILE dev", fish, "AWS_PROFILE=dev"),
            ("SETUVAR --export AWS_PROFILE:a\\x2db", Reader::FishVariables, "AWS_PROFILE=a-b"),
            ("SETUVAR --export AWS_PROFILE:a\\x1eb", Reader::FishVariables, "AWS_PROFILE=?"),
            ("$env:AWS_PROFILE = 'dev'", powershell, "AWS_PROFILE=dev"),
            ("$Env:AWS_PROFILE=\"dev\"", powershell, "AWS_PROFILE=dev"),
            ("$env:AWS_PROFILE = $x", powershell, "AWS_PROFILE=?"),
            ("$env:AWS_PROFILE = $null", powershell, "unset AWS_PROFILE"),
            ("Remove-Item Env:\\AWS_PROFILE", powershell, "unset AWS_PROFILE"),
            ("Remove-Item Env:AWS_PROFILE", powershell, "unset AWS_PROFILE"),
            ("AWS_PROFILE DEFAULT=dev", Reader::PamEnvironment, "AWS_PROFILE=dev"),
            ("AWS_PROFILE DEFAULT= OVERRIDE=@{X}", Reader::PamEnvironment, "unset AWS_PROFILE"),
            ("AWS_PROFILE=dev", Reader::PamEnvironment, "AWS_PROFILE=dev"),
        ] {
            assert_eq!(shown(line, reader).join(" "), expected, "{line}");
        }
    }

    #[test]
    fn what_sets_nothing_for_good_is_left_out() {
        for (line, reader) in [
            ("# export AWS_PROFILE=dev", Reader::Bash),
            ("AWS_PROFILE=dev aws s3 ls", Reader::Bash),
            ("alias dev='export AWS_PROFILE=dev'", Reader::Bash),
            ("dev() { x; export AWS_PROFILE=dev; }", Reader::Bash),
            ("echo export AWS_PROFILE=dev", Reader::Bash),
            ("export MY_AWS_PROFILE=dev", Reader::Bash),
            ("typeset AWS_PROFILE", Reader::Zsh),
            ("set -g AWS_PROFILE dev", Reader::Fish),
            ("SETUVAR AWS_PROFILE:dev", Reader::FishVariables),
            ("if ($env:AWS_PROFILE -eq 'dev') {", Reader::PowerShell),
            ("complete -C aws_completer aws", Reader::Bash),
        ] {
            assert_eq!(shown(line, reader), [""; 0], "{line}");
        }
    }

    #[test]
    fn several_variables_of_one_line_are_all_found() {
        let line = "export AWS_PROFILE=a AWS_ACCESS_KEY_ID=b; unset AWS_SESSION_TOKEN";

        let expected = ["AWS_PROFILE=a", "AWS_ACCESS_KEY_ID=b", "unset AWS_SESSION_TOKEN"];
        assert_eq!(shown(line, Reader::Bash), expected);
    }

    #[test]
    fn aliases_and_functions_of_both_names_are_known() {
        for (line, reader, expected) in [
            ("alias awsp='source _awsp'", Reader::Bash, "alias awsp"),
            ("alias -g awsp=x", Reader::Zsh, "alias awsp"),
            ("alias awsp 'x y'", Reader::Fish, "alias awsp"),
            ("alias aws='aws-vault exec dev -- aws'", Reader::Bash, "alias aws"),
            ("alias aws='aws --no-cli-pager'", Reader::Bash, "alias aws calls it"),
            ("alias aws='aws --profile dev'", Reader::Bash, "alias aws"),
            ("alias awsx=x", Reader::Bash, ""),
            ("alias awsp", Reader::Bash, ""),
            ("abbr awsp x", Reader::Fish, ""),
            ("awsp() {", Reader::Bash, "function awsp"),
            ("function aws", Reader::Fish, "function aws"),
            ("Set-Alias -Name awsp -Value x", Reader::PowerShell, "alias awsp"),
            ("Set-Alias aws x", Reader::PowerShell, "alias aws"),
        ] {
            assert_eq!(shown(line, reader).join(" "), expected, "{line}");
        }
    }
}
