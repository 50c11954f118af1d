//! Says how the program is linked, so that it starts fast.

use std::env::var_os;
use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=src/build.rs");
    if links_the_unwinder() {
        // As a shared library, which is hardly ever used, it costs each start a tenth.
        println!("cargo::rustc-link-lib=static:-bundle=gcc_eh");
    }
    if orders_functions() {
        let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/often.ld");
        println!("cargo::rerun-if-changed={}", list.display());
        println!("cargo::rustc-link-arg-bin=awsp=-Wl,-T,{}", list.display());
    }
}

/// Returns whether the linker has the unwinder as an archive, which some distributions put into a package of its own.
fn links_the_unwinder() -> bool {
    let is_for_here = variable("HOST") == variable("TARGET");
    is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ENV", "gnu")
        && is_for_here
        && has_unwinder()
}

fn has_unwinder() -> bool {
    let found = Command::new("cc").arg("-print-file-name=libgcc_eh.a").output();
    // A compiler that does not find a file gives its name back.
    found.is_ok_and(|found| found.status.success() && found.stdout.starts_with(b"/"))
}

/// Returns whether the linker is one that Rust or the C compiler chooses: some that people choose read no script.
fn orders_functions() -> bool {
    let flags = variable("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    let is_chosen = variable("RUSTC_LINKER").is_some()
        || ["linker", "fuse-ld"].iter().any(|word| flags.contains(word));
    // Elsewhere a program may have no `.fini`, in front of which the functions stand.
    let has_fini = ["x86_64", "aarch64"].iter().any(|name| is("CARGO_CFG_TARGET_ARCH", name));
    is("CARGO_CFG_TARGET_OS", "linux") && has_fini && is("PROFILE", "release") && !is_chosen
}

fn is(name: &str, value: &str) -> bool {
    variable(name).is_some_and(|found| found == value)
}

#[expect(clippy::disallowed_methods, reason = "cargo says in variables what it builds for")]
fn variable(name: &str) -> Option<String> {
    var_os(name)?.into_string().ok()
}
