//! Tells Tauri which commands exist, and keeps SQLCipher's symbols inside the program.
#![expect(clippy::disallowed_methods, reason = "a build script is told by its environment")]

fn main() {
    // Without this the program exports sqlite3_*, and WebKitGTK's own SQLite binds to our SQLCipher.
    if std::env::var_os("CARGO_CFG_TARGET_OS").is_some_and(|os| os == "linux") {
        println!("cargo:rustc-link-arg-bins=-Wl,--exclude-libs,ALL");
    }
    let manifest = tauri_build::AppManifest::new().commands(&["dispatch", "leave"]);
    if let Err(error) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)) {
        println!("cargo::error=tauri-build: {error:#}");
        std::process::exit(1);
    }
}
