//! Links the unwinder into the program: a shared library that is hardly ever used costs each start a tenth.

use std::process::Command;

#[expect(clippy::disallowed_methods, reason = "cargo says in variables what it builds for")]
fn main() {
    println!("cargo::rerun-if-changed=src/build.rs");
    let is = |name: &str, value: &str| std::env::var_os(name).is_some_and(|found| found == value);
    let is_glibc = is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu");
    let is_for_here = std::env::var_os("HOST") == std::env::var_os("TARGET");
    if is_glibc && is_for_here && has_unwinder() {
        println!("cargo::rustc-link-lib=static:-bundle=gcc_eh");
    }
}

/// Returns whether the linker has the unwinder as an archive, which some distributions put into a package of its own.
fn has_unwinder() -> bool {
    let found = Command::new("cc").arg("-print-file-name=libgcc_eh.a").output();
    // A compiler that does not find a file gives its name back.
    found.is_ok_and(|found| found.status.success() && found.stdout.starts_with(b"/"))
}
