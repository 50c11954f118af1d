//! The `awsp` executable.

fn main() -> std::process::ExitCode {
    awsp::run()
}
