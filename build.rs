//! Links the unwinder into the program: a shared library that is hardly ever used costs each start a tenth.

#[expect(clippy::disallowed_methods, reason = "cargo says in variables what it builds for")]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is_gnu = std::env::var_os("CARGO_CFG_TARGET_ENV").is_some_and(|env| env == "gnu");
    let is_linux = std::env::var_os("CARGO_CFG_TARGET_OS").is_some_and(|os| os == "linux");
    if is_linux && is_gnu {
        println!("cargo::rustc-link-lib=static:-bundle=gcc_eh");
    }
}
