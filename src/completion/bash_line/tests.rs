//! Lines, and what bash would make of them.

use super::{Line, Quote};

/// A line, and its words as `shown` writes them.
const LINES: [(&str, &str); 74] = [
    ("", "-"),
    ("aws", "-"),
    ("awsp ", "awsp|"),
    ("awsp use p", "awsp|use|p"),
    ("awsp  use\tp", "awsp|use|p"),
    ("awsp use my\\ t", "awsp|use|my t"),
    ("awsp use 'my t", "awsp|use|my t '"),
    ("awsp use 'my t'", "awsp|use|my t"),
    ("awsp use 'a\\", "awsp|use|a\\ '"),
    ("awsp use 'it'\\''s", "awsp|use|it's '"),
    ("awsp use 'it'\\' s", "awsp|use|it'|s"),
    ("awsp use 'it'\\'''s", "awsp|use|it's"),
    ("awsp use \"my t", "awsp|use|my t \""),
    ("awsp use \"a\\$b\\n\\\"", "awsp|use|a$b\\n\" \""),
    ("awsp use \"it's", "awsp|use|it's \""),
    ("awsp use \"a\"\\!\"b", "awsp|use|a!b \""),
    ("awsp use $'a\\'b", "awsp|use|a'b $'"),
    ("awsp use $'a\\nb", "awsp|use|anb? $'"),
    ("awsp use $\"a b", "awsp|use|a b \""),
    ("awsp use a\\", "awsp|use|a"),
    ("awsp use \"a\\", "awsp|use|a \""),
    ("awsp use $'a\\", "awsp|use|a $'"),
    ("awsp use '' ''", "awsp|use||"),
    ("awsp use a\\\nb", "awsp|use|ab"),
    ("awsp use cost$", "awsp|use|cost$"),
    ("awsp use \\$HOME", "awsp|use|$HOME"),
    ("awsp use $HOME", "awsp|use|$HOME?"),
    ("awsp use \"$HOME", "awsp|use|$HOME? \""),
    ("awsp use '$HOME", "awsp|use|$HOME '"),
    ("awsp use $[1+1]", "awsp|use|$[1+1]?"),
    ("awsp use $(touch x) p", "awsp|use|?|p"),
    ("awsp use a$(touch x)b", "awsp|use|ab?"),
    ("awsp use $(awsp use p", "awsp|use|p+"),
    ("awsp use \"$(awsp use p", "awsp|use|p+"),
    ("awsp use \"$(touch 'a)b') p", "awsp|use| p? \""),
    ("awsp use $(echo $(touch x) y", "echo|?|y+"),
    ("awsp use `touch x` p", "awsp|use|?|p"),
    ("awsp use `awsp use p", "awsp|use|p+"),
    ("awsp use `echo \"a` p", "awsp|use|?|p"),
    ("awsp use $((1 + (2))) p", "awsp|use|?|p"),
    ("awsp use ${x:=$(touch x)} p", "awsp|use|?|p"),
    ("awsp use ${x:=a b; c} p", "awsp|use|?|p"),
    ("awsp use ${x:=", "-"),
    ("awsp use ${x:='}'} p", "awsp|use|?|p"),
    ("awsp use '$(", "awsp|use|$( '"),
    ("awsp use <(touch x) p", "awsp|use|?|p"),
    ("awsp use >(awsp off", "awsp|off+"),
    ("true; awsp use p", "awsp|use|p"),
    ("true && awsp use p", "awsp|use|p"),
    ("true || awsp use p", "awsp|use|p"),
    ("true | awsp use p", "awsp|use|p"),
    ("true & awsp use p", "awsp|use|p"),
    ("true\nawsp use p", "awsp|use|p"),
    ("(awsp use p", "awsp|use|p+"),
    ("(true) awsp", "?|awsp"),
    ("x) awsp use p", "awsp|use|p"),
    ("awsp use p;", "-"),
    ("awsp use 2>x p", "awsp|use|p"),
    ("awsp use 2> 'a b' p", "awsp|use|p"),
    ("awsp use a2>x p", "awsp|use|a2|p"),
    ("awsp use 2>&1 p", "awsp|use|p"),
    ("awsp use &>x p", "awsp|use|p"),
    ("awsp use >|x p", "awsp|use|p"),
    ("awsp use >>x <<<y p", "awsp|use|p"),
    ("awsp use >", "-"),
    ("awsp use >x", "-"),
    ("X=1 Y='a b' awsp use p", "awsp|use|p"),
    ("X=1 a", "-"),
    ("awsp use x=1 p", "awsp|use|x=1|p"),
    ("awsp use a:b", "awsp|use|a:b"),
    ("awsp --region=eu-w", "awsp|--region=eu-w"),
    ("awsp use # p", "awsp|use|#|p"),
    ("awsp use ~r", "awsp|use|~r"),
    ("awsp use 東\\ 京", "awsp|use|東 京"),
];

/// Reads a line and writes it down: words parted by `|`, `?` behind what bash would have to evaluate.
fn shown(text: &str) -> String {
    let Some(line) = Line::read(text) else { return "-".to_owned() };
    let words: Vec<String> = line
        .words
        .iter()
        .chain([&line.last])
        .map(|word| format!("{}{}", word.text, if word.evaluated { "?" } else { "" }))
        .collect();
    let quote = match line.quote {
        Quote::Bare => "",
        Quote::Single => " '",
        Quote::Double => " \"",
        Quote::AnsiC => " $'",
    };
    format!("{}{quote}{}", words.join("|"), "+".repeat(line.depth))
}

#[test]
fn every_line_is_cut_as_bash_cuts_it() {
    for (line, expected) in LINES {
        assert_eq!(shown(line), expected, "{line:?}");
    }
}
