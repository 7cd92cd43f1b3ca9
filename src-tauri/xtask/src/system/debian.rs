//! Debian, Ubuntu and what descends from them: apt, with sudo where the person is not root.

use super::{Need, backports};
use crate::command::{answer, exists, line, program, quiet, show};
use crate::report::{Came, NOTHING, say};
use crate::{Outcome, node};

const START: &[&str] = &[
    "build-essential",
    "pkg-config",
    "libwebkit2gtk-4.1-dev",
    "libssl-dev",
    "librsvg2-dev",
    "libayatana-appindicator3-dev",
    "libxdo-dev",
];

const TESTS: &[&str] = &[
    // A window that nobody sees, its driver, a session with a keychain, and letters to write with.
    "xvfb",
    "webkit2gtk-driver",
    "dbus",
    "dbus-x11",
    "gnome-keyring",
    "libsecret-tools",
    "fonts-dejavu-core",
    "fonts-noto-core",
    "fonts-noto-color-emoji",
    // What the real servers stand on.
    "postgresql",
    "redis-server",
    "python3-venv",
    "snac2",
];

pub(super) fn set_up(need: Need) -> Came {
    let mut wanted = START.to_vec();
    if need == Need::Tests {
        wanted.extend(TESTS);
    }
    let node = node::check();
    if node.is_err() && !node::has_npm() {
        wanted.extend(["nodejs", "npm"]);
    }
    let missing = missing(&wanted);
    if missing.is_empty() && node.is_ok() {
        return Ok(NOTHING.to_owned());
    }
    install(&missing)?;
    if let Err(words) = node::check() {
        say(&format!("      {words} npm brings a newer one, for this project alone."));
        node::bring()?;
    }
    Ok("installed".to_owned())
}

fn install(missing: &[&str]) -> Outcome<()> {
    if missing.is_empty() {
        return Ok(());
    }
    say(&format!("      missing: {}", missing.join(" ")));
    apt(&["update", "-qq"])?;
    if missing.contains(&"snac2") && !offered("snac2") {
        backports::add()?;
        apt(&["update", "-qq"])?;
    }
    let mut install = vec!["install", "-y", "-qq", "--no-install-recommends"];
    install.extend(missing);
    apt(&install)
}

/// Those of the packages that are not installed.
fn missing<'a>(wanted: &[&'a str]) -> Vec<&'a str> {
    // It fails when it does not know a package; what it knows it prints all the same.
    let output = program("dpkg-query").args(["-W", "-f", "${Package} ${db:Status-Status}\n"]).args(wanted).output();
    let known = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    let installed = |package: &str| known.lines().any(|line| line == format!("{package} installed"));
    wanted.iter().copied().filter(|package| !installed(package)).collect()
}

/// Whether apt could install a package.
fn offered(package: &str) -> bool {
    let policy = quiet(program("apt-cache").args(["policy", package])).unwrap_or_default();
    policy.lines().any(|line| line.trim().strip_prefix("Candidate:").is_some_and(|version| version.trim() != "(none)"))
}

fn apt(args: &[&str]) -> Outcome<()> {
    let mut command = as_root("env")?;
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(args);
    say(&format!("      {}", line(&command)));
    show(&mut command)
}

/// A program that needs the rights of root.
pub(super) fn as_root(name: &str) -> Outcome<std::process::Command> {
    if answer("id", &["-u"]).as_deref() == Some("0") {
        return Ok(program(name));
    }
    if !exists("sudo") {
        return Err(
            "System packages are missing, and there is no sudo to install them with. Run this as root once.".into()
        );
    }
    let mut command = program("sudo");
    command.arg(name);
    Ok(command)
}
