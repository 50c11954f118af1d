//! The lines of a file that run when it is read: what stands in a function runs when somebody calls it.

use super::Reader;

/// Returns the lines outside of functions with their numbers; of a function only the line that begins it.
pub(super) fn outside_functions(text: &str, reader: Reader) -> Vec<(usize, &str)> {
    let mut inside: Option<usize> = None;
    let mut lines = Vec::new();
    for (index, line) in text.lines().enumerate() {
        match inside {
            Some(indent) if ends(line, indent, reader) => inside = None,
            Some(_) => {}
            None => {
                lines.push((index + 1, line));
                let opens = function(line, reader).is_some_and(|(_, body)| is_open(body, reader));
                inside = opens.then(|| indent_of(line));
            }
        }
    }
    lines
}

/// Returns the name of the function that a line begins, and what stands behind it.
pub(super) fn function(line: &str, reader: Reader) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let is_name_end = |character: char| character.is_whitespace() || "(){;#'\"".contains(character);
    let split = |text: &'_ str| text.find(is_name_end).unwrap_or(text.len());
    match reader {
        Reader::Session | Reader::PamEnvironment | Reader::FishVariables => return None,
        Reader::Bash | Reader::Zsh | Reader::SignIn | Reader::Fish | Reader::PowerShell => {}
    }
    let word = line.get(..8).filter(|word| word.eq_ignore_ascii_case("function"));
    if let Some(rest) = word.and_then(|_| line.get(8..))
        && rest.starts_with(char::is_whitespace)
    {
        let rest = rest.trim_start();
        let (name, body) = rest.split_at_checked(split(rest))?;
        return Some((name, without_parentheses(body)));
    }
    let (name, body) = line.split_at_checked(split(line))?;
    let is_posix = matches!(reader, Reader::Bash | Reader::Zsh | Reader::SignIn);
    let has_parentheses = without_parentheses(body).len() < body.trim_start().len();
    (is_posix && is_name(name) && has_parentheses).then(|| (name, without_parentheses(body)))
}

/// Returns whether a function may have the name; an empty array, `names=()`, is no function.
fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(['=', '$', '`'])
}

fn without_parentheses(body: &str) -> &str {
    let body = body.trim_start();
    let rest = body.strip_prefix('(').and_then(|rest| rest.trim_start().strip_prefix(')'));
    rest.unwrap_or(body)
}

/// Returns whether a function goes on behind its first line.
fn is_open(body: &str, reader: Reader) -> bool {
    if reader == Reader::Fish {
        return !body.trim_end().ends_with("end");
    }
    let count = |brackets: &str| body.chars().filter(|one| brackets.contains(*one)).count();
    let opened = count("{(");
    opened == 0 || opened > count("})")
}

/// Returns whether a line ends the function whose first line is so far indented.
fn ends(line: &str, indent: usize, reader: Reader) -> bool {
    let trimmed = line.trim_start();
    let is_end = match reader {
        Reader::Fish => trimmed.split([' ', ';', '#']).next() == Some("end"),
        Reader::Bash
        | Reader::Zsh
        | Reader::SignIn
        | Reader::PowerShell
        | Reader::FishVariables
        | Reader::Session
        | Reader::PamEnvironment => trimmed.starts_with(['}', ')']),
    };
    is_end && indent_of(line) <= indent
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str, reader: Reader) -> Vec<usize> {
        outside_functions(text, reader).into_iter().map(|(number, _)| number).collect()
    }

    #[test]
    fn bodies_of_functions_are_left_out() {
        for (text, reader, expected) in [
            ("a() {\n  b\n  if c; then\n    d\n  fi\n}\ne", Reader::Bash, vec![1, 7]),
            ("a()\n{\n  b() {\n    c\n  }\n  d\n}\ne", Reader::Zsh, vec![1, 8]),
            ("function a { b; }\nc", Reader::Bash, vec![1, 2]),
            ("a() ( b )\nc", Reader::SignIn, vec![1, 2]),
            ("a() { echo ${b}\n}\nc", Reader::Bash, vec![1, 3]),
            ("if a\n  b\nfi", Reader::Bash, vec![1, 2, 3]),
            ("function a -d 'x'\n  if b\n    c\n  end\nend\nd", Reader::Fish, vec![1, 6]),
            ("function a; b; end\nc", Reader::Fish, vec![1, 2]),
            ("Function a {\n  b\n}\nc", Reader::PowerShell, vec![1, 4]),
            ("a() {\nb", Reader::Session, vec![1, 2]),
        ] {
            assert_eq!(numbers(text, reader), expected, "{text}");
        }
    }

    #[test]
    fn functions_are_known_by_their_first_line() {
        for (line, reader, expected) in [
            ("awsp() {", Reader::Bash, Some("awsp")),
            ("  awsp ( ) {", Reader::Zsh, Some("awsp")),
            ("function awsp {", Reader::Bash, Some("awsp")),
            ("function awsp() {", Reader::Bash, Some("awsp")),
            ("function awsp --wraps=x", Reader::Fish, Some("awsp")),
            ("function awsp { x }", Reader::PowerShell, Some("awsp")),
            ("functions -c a b", Reader::Fish, None),
            ("awsp (x)", Reader::Fish, None),
            ("x=$(awsp)", Reader::Bash, None),
            ("echo (x)", Reader::Bash, None),
            ("plugins=()", Reader::Zsh, None),
            ("größer", Reader::Bash, None),
        ] {
            assert_eq!(function(line, reader).map(|(name, _)| name), expected, "{line}");
        }
    }
}
