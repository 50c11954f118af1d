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
    if packs_addresses() {
        println!("cargo::rustc-link-arg-bin=awsp=-Wl,-z,pack-relative-relocs");
    }
    if orders_functions() {
        let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/often.ld");
        println!("cargo::rerun-if-changed={}", list.display());
        println!("cargo::rustc-link-arg-bin=awsp=-Wl,-T,{}", list.display());
    }
}

/// Returns whether the linker has the unwinder as an archive, which some distributions put into a package of its own.
fn links_the_unwinder() -> bool {
    is_for_this_glibc() && has_unwinder()
}

fn is_for_this_glibc() -> bool {
    is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ENV", "gnu")
        && variable("HOST") == variable("TARGET")
}

fn has_unwinder() -> bool {
    let found = Command::new("cc").arg("-print-file-name=libgcc_eh.a").output();
    // A compiler that does not find a file gives its name back.
    found.is_ok_and(|found| found.status.success() && found.stdout.starts_with(b"/"))
}

/// Returns whether the loader here knows packed addresses, of which there are twelve thousand to correct: it has to bring in
/// some KB of them instead of 280.
fn packs_addresses() -> bool {
    is("PROFILE", "release")
        && is_for_this_glibc()
        && glibc() >= Some((2, 36))
        && has_usual_linker()
}

fn glibc() -> Option<(u32, u32)> {
    let said = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?.stdout;
    let (major, minor) =
        str::from_utf8(&said).ok()?.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

fn orders_functions() -> bool {
    // Elsewhere a program may have no `.fini`, in front of which the functions stand.
    let has_fini = ["x86_64", "aarch64"].iter().any(|name| is("CARGO_CFG_TARGET_ARCH", name));
    is("CARGO_CFG_TARGET_OS", "linux") && has_fini && is("PROFILE", "release") && has_usual_linker()
}

/// Returns whether the linker is one that Rust or the C compiler chooses: some that people choose read no script, or refuse
/// what they do not know.
fn has_usual_linker() -> bool {
    let flags = variable("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    variable("RUSTC_LINKER").is_none()
        && !["linker", "fuse-ld"].iter().any(|word| flags.contains(word))
}

fn is(name: &str, value: &str) -> bool {
    variable(name).is_some_and(|found| found == value)
}

#[expect(clippy::disallowed_methods, reason = "cargo says in variables what it builds for")]
fn variable(name: &str) -> Option<String> {
    var_os(name)?.into_string().ok()
}
