//! Where things are: the project, what was built, what was installed for tests, and ports nobody uses.

use std::net::TcpListener;
use std::path::{Path, PathBuf};

/// The project's top folder.
#[must_use]
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests stand in the project's folder").to_path_buf()
}

/// Cargo's target folder, found from the running test itself so that no variable has to be read.
#[must_use]
pub fn target() -> PathBuf {
    profile().parent().expect("a profile's folder is inside the target folder").to_path_buf()
}

/// Where programs of the running test's profile are built: tests themselves are in `<profile>/deps`.
fn profile() -> PathBuf {
    let test = std::env::current_exe().expect("a running program has a path");
    test.ancestors().nth(2).expect("tests are built into <profile>/deps").to_path_buf()
}

/// The built app of the same profile as the running test.
///
/// # Panics
/// When it was not built.
#[must_use]
pub fn app() -> PathBuf {
    let app = profile().join("lectern");
    assert!(
        app.exists(),
        "{} is not there: run `cargo xtask test window`, or `cargo build -p lectern --features bundled-ui`",
        app.display()
    );
    app
}

/// The folder a test server was installed in by `cargo xtask test`.
///
/// # Panics
/// When it was not installed.
#[must_use]
pub fn installed(server: &str) -> PathBuf {
    let folder = target().join("servers").join(server);
    assert!(folder.exists(), "{} is not there: `cargo xtask test` installs it", folder.display());
    folder
}

/// Where pictures of windows and logs of failed tests go.
#[must_use]
pub fn pictures() -> PathBuf {
    let folder = target().join("window");
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

/// A TCP port on loopback that was free a moment ago.
#[must_use]
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
    listener.local_addr().expect("a bound listener has an address").port()
}

/// The newest folder of PostgreSQL's programs: Debian keeps them out of the search path, one folder per version.
///
/// # Panics
/// When PostgreSQL is not installed.
#[must_use]
pub fn postgres_programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .map(|entry| entry.path().join("bin"))
        .filter(|folder| folder.join("initdb").exists())
        .max_by_key(|folder| version_of(folder));
    newest
        .or_else(|| Path::new("/usr/bin/initdb").exists().then(|| PathBuf::from("/usr/bin")))
        .expect("PostgreSQL is not installed: `cargo xtask test` installs it")
}

fn version_of(folder: &Path) -> u32 {
    folder.parent().and_then(Path::file_name).and_then(|name| name.to_str()?.parse().ok()).unwrap_or(0)
}
