//! The UI: its packages, its build, its own checks.

use crate::command::{npm, quiet, show};
use crate::report::{Came, NOTHING};
use crate::stamp::Stamp;
use crate::{Outcome, place};

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
