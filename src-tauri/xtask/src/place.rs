//! Where the project and its target folder are.

use std::path::{Path, PathBuf};

/// The project's top folder.
pub(crate) fn project() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Cargo's target folder: xtask itself was built into `<target>/debug/xtask`.
pub(crate) fn target() -> PathBuf {
    let built = std::env::current_exe().ok().and_then(|own| Some(own.ancestors().nth(2)?.to_path_buf()));
    built.unwrap_or_else(|| project().join("target"))
}

/// The UI's folder.
pub(crate) fn interface() -> PathBuf {
    project().join("ui")
}

/// Where the servers for tests are installed.
pub(crate) fn servers() -> PathBuf {
    target().join("servers")
}

/// The built app.
pub(crate) fn app(profile: &str) -> PathBuf {
    target().join(profile).join(format!("lectern{}", std::env::consts::EXE_SUFFIX))
}
