//! The servers that tests run against and that no system package brings: installed below `target/servers`, with the
//! versions that `tests/servers/packages` names.

use crate::command::{exists, npm, program, quiet, show};
use crate::report::{Came, NOTHING};
use crate::stamp::Stamp;
use crate::{Outcome, place};

/// Bluesky's network, from npm.
pub(crate) fn bluesky() -> Came {
    let (from, to) = (place::project().join("tests/servers/packages/bluesky"), place::servers().join("bluesky"));
    let stamp = Stamp::new("server-bluesky", std::slice::from_ref(&from));
    if stamp.is_fresh() && to.join("node_modules/.package-lock.json").exists() {
        return Ok(NOTHING.to_owned());
    }
    std::fs::create_dir_all(&to).map_err(|error| format!("{}: {error}", to.display()))?;
    for file in ["package.json", "package-lock.json"] {
        std::fs::copy(from.join(file), to.join(file)).map_err(|error| format!("{file}: {error}"))?;
    }
    show(npm(&["ci", "--omit=dev", "--no-audit", "--no-fund"]).current_dir(&to))?;
    stamp.set()?;
    Ok("installed".to_owned())
}

/// mastodon-mock, from PyPI.
pub(crate) fn mastodon_mock() -> Came {
    python("mastodon-mock", "bin/mastodon_mock")
}

/// Another program's reader of calendars, from PyPI.
pub(crate) fn icalendar() -> Came {
    python("icalendar", "bin/python")
}

/// What one list of Python packages names, in an environment of its own. `brings`: a program that is then there.
fn python(name: &str, brings: &str) -> Came {
    let to = place::servers().join(name);
    let list = place::project().join("tests/servers/packages").join(name).join("requirements.txt");
    let stamp = Stamp::new(&format!("server-{name}"), std::slice::from_ref(&list));
    if stamp.is_fresh() && to.join(brings).exists() {
        return Ok(NOTHING.to_owned());
    }
    quiet(program("python3").args(["-m", "venv", "--clear"]).arg(&to))?;
    let mut install = program(&to.join("bin/python").to_string_lossy());
    quiet(install.args(["-m", "pip", "install", "--disable-pip-version-check", "--requirement"]).arg(&list))?;
    stamp.set()?;
    Ok("installed".to_owned())
}

/// cargo-nextest, which runs each test in a process of its own.
pub(crate) fn nextest() -> Came {
    if quiet(crate::command::cargo().args(["nextest", "--version"])).is_ok() {
        return Ok(NOTHING.to_owned());
    }
    show(crate::command::cargo().args(["install", "--locked", "cargo-nextest", "--version", "0.9.143"]))?;
    Ok("installed".to_owned())
}

/// clippy and rustfmt, which rustup leaves out of its smallest installation.
pub(crate) fn toolchain() -> Outcome<()> {
    let there = |tool: &str| quiet(crate::command::cargo().args([tool, "--version"])).is_ok();
    if there("clippy") && there("fmt") {
        return Ok(());
    }
    if !exists("rustup") {
        return Err("clippy or rustfmt is missing. Install both with the means that installed Rust.".to_owned());
    }
    show(program("rustup").args(["component", "add", "clippy", "rustfmt"]))
}
