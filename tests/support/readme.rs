//! What a test writes into the README.

use std::fs;
use std::path::Path;

/// Checks that the README holds `block` between `<!-- NAME: …-->` and `<!-- /NAME -->`; with UPDATE set it is written there.
pub(crate) fn shows(name: &str, block: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(&format!("<!-- {name}: ")).unwrap();
    let (note, rest) = rest.split_once("-->\n").unwrap();
    let end = format!("<!-- /{name} -->");
    let (_, after) = rest.split_once(&end).unwrap();
    let expected = format!("{before}<!-- {name}: {note}-->\n{block}{end}{after}");

    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &expected).unwrap();
    } else {
        assert!(readme == expected, "README.md is stale: UPDATE=1 cargo test writes it");
    }
}
