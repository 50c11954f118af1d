//! The profiles whose `credential_process` led here: one that comes back to itself would never end.

use crate::display::escaped;
use crate::environment::{Change, Environment};
use crate::error::Error;

/// The variable in which the AWS CLI keeps the names, as a line of CSV; so a circle through both tools is seen, too.
const VARIABLE: &str = "_AWS_CLI_PROFILE_CHAIN";

/// How many the AWS CLI goes along with.
const MOST: usize = 4;

/// The names, the first one first.
pub(crate) struct ProcessChain(Vec<String>);

impl ProcessChain {
    /// Returns the names that a tool has left in the environment.
    pub(crate) fn of(environment: &Environment) -> Self {
        Self(environment.filled(VARIABLE).map(|line| fields(&line)).unwrap_or_default())
    }

    /// Also goes through `name`.
    pub(crate) fn with(mut self, name: &str) -> Result<Self, Error> {
        let is_known = self.0.iter().any(|known| known == name);
        let is_full = self.0.len() >= MOST;
        self.0.push(name.to_owned());
        if is_known || is_full {
            let shown: Vec<String> = self.0.iter().map(|name| escaped(name)).collect();
            return Err(Error::Profile {
                message: format!(
                    "credential_process leads round in a circle: {}",
                    shown.join(" → ")
                ),
                hint: "have the command name a profile that has credentials of its own".to_owned(),
            });
        }
        Ok(self)
    }

    /// Returns the change that tells a program.
    pub(crate) fn change(&self) -> Change {
        let names: Vec<String> = self.0.iter().map(|name| field(name)).collect();
        Change::new().set(VARIABLE, names.join(","))
    }
}

fn field(name: &str) -> String {
    let is_plain = !name.contains([',', '"', '\n', '\r']);
    if is_plain { name.to_owned() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
}

/// Returns the fields of a line of CSV.
fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut field, mut is_quoted) = (Vec::new(), String::new(), false);
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if is_quoted && characters.next_if_eq(&'"').is_some() => field.push('"'),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => fields.push(std::mem::take(&mut field)),
            _ => field.push(character),
        }
    }
    fields.push(field);
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_as_they_were() {
        let names = ["a", "b c", "d,e", "f \"g\"", "é"];
        let line = names.map(field).join(",");

        assert_eq!(fields(&line), names);
    }

    #[test]
    fn a_name_that_was_there_and_one_too_many_are_refused() {
        for (line, name, is_good) in [
            ("", "a", true),
            ("a", "b", true),
            ("a,b,c", "d", true),
            ("a,b", "a", false),
            ("a,b,c,d", "e", false),
        ] {
            let environment = Environment::from([(VARIABLE, line)]);

            assert_eq!(ProcessChain::of(&environment).with(name).is_ok(), is_good, "{line} {name}");
        }
    }
}
