//! The UI: its packages, its build, its own checks.

use crate::command::{program, quiet, show};
use crate::report::{Came, NOTHING};
use crate::stamp::Stamp;
use crate::{Outcome, place};

/// The oldest Node that the UI's tools run on.
const NODE: (u32, u32) = (20, 19);

/// Whether a Node that is new enough is there, with npm.
pub(crate) fn node() -> Outcome<()> {
    let wanted = format!("Lectern's window is built with Node.js {}.{} or newer, with npm.", NODE.0, NODE.1);
    let version = crate::command::answer("node", &["--version"]).ok_or(format!("{wanted} There is no Node.js."))?;
    if parse(&version).is_none_or(|found| found < NODE) {
        return Err(format!("{wanted} Here is {version}."));
    }
    quiet(program("npm").arg("--version")).map(drop).map_err(|_| format!("{wanted} There is no npm."))
}

fn parse(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.strip_prefix('v')?.split('.').map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

/// Installs the packages that the lock file names, unless they are there.
pub(crate) fn packages() -> Came {
    let folder = place::interface();
    let stamp = Stamp::new("ui-packages", &[folder.join("package-lock.json")]);
    if stamp.is_fresh() && folder.join("node_modules/.package-lock.json").exists() {
        return Ok(NOTHING.to_owned());
    }
    show(npm(&["ci", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    stamp.set()?;
    Ok("installed".to_owned())
}

/// Builds the UI, unless nothing of it changed.
pub(crate) fn build() -> Came {
    let folder = place::interface();
    let sources =
        ["src", "public", "index.html", "package-lock.json", "vite.config.ts", "svelte.config.js", "tsconfig.json"];
    let stamp = Stamp::new("ui-build", &sources.map(|source| folder.join(source)));
    if stamp.is_fresh() && folder.join("dist/index.html").exists() {
        return Ok(NOTHING.to_owned());
    }
    quiet(npm(&["run", "build"]).current_dir(&folder))?;
    stamp.set()?;
    Ok("built".to_owned())
}

/// Runs one of the UI's own scripts and returns what it printed.
pub(crate) fn script(name: &str) -> Outcome<String> {
    quiet(npm(&["run", name]).current_dir(place::interface()).env("NO_COLOR", "1"))
}

fn npm(args: &[&str]) -> std::process::Command {
    let mut command = program("npm");
    command.args(args);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_number() {
        assert!(parse("v20.19.0").unwrap() >= NODE);
        assert!(parse("v100.0.1").unwrap() >= NODE);
        assert!(parse("v18.20.4").unwrap() < NODE);
        assert_eq!(parse("what"), None);
    }
}
