//! `awsp explain-code`: what a code of a finding means.

use crate::cli::ExplainCodeArgs;
use crate::codes;
use crate::display::escaped;
use crate::error::Error;
use crate::suggest;
use crate::terminal::Reply;

/// Runs `awsp explain-code`.
pub(crate) fn run(args: &ExplainCodeArgs) -> Result<Reply, Error> {
    let name = args.code.trim().to_ascii_uppercase();
    let code = codes::all()
        .find(|code| code.name == name || code.name.strip_prefix("AWSP-") == Some(&name));
    let Some(code) = code else { return Err(unknown(&args.code)) };
    if args.json {
        return Ok(Reply::data(crate::json::text(&code.to_json())));
    }
    let head = format!("{}  {}, {}", code.name, code.severity.word(), code.cause);
    let parts = [head, code.about.to_string(), code.causes()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Ok(Reply::text(&parts.join("\n\n")))
}

fn unknown(name: &str) -> Error {
    let near = suggest::nearest(&name.to_ascii_uppercase(), codes::all().map(|code| code.name));
    let near =
        if near.is_empty() { String::new() } else { format!(" (near: {})", near.join(", ")) };
    Error::Usage {
        message: format!("there is no code `{}`{near}", escaped(name)),
        hint: "`awsp doctor --list` shows all of them".to_owned(),
    }
}
