//! The systems where a person installs what is missing: which command it takes is told exactly.

use super::{Need, System};
use crate::command::{answer, exists};
use crate::node;
use crate::report::{Came, NOTHING};

/// Libraries by the names that pkg-config knows them by, the same on every Linux.
const LIBRARIES: &[&str] = &["webkit2gtk-4.1", "openssl", "librsvg-2.0"];

/// Programs that tests start.
const PROGRAMS: &[&str] = &[
    "Xvfb",
    "WebKitWebDriver",
    "dbus-run-session",
    "gnome-keyring-daemon",
    "secret-tool",
    "redis-server",
    "initdb",
    "snac",
];

pub(super) fn check(system: System, need: Need) -> Came {
    let mut missing = missing_parts(system);
    if need == Need::Tests && !matches!(system, System::MacOs | System::Windows) {
        missing.extend(PROGRAMS.iter().filter(|program| !exists(program)).map(|program| (*program).to_owned()));
    }
    if let Err(words) = node::check() {
        missing.push(words);
    }
    if missing.is_empty() {
        return Ok(NOTHING.to_owned());
    }
    let list = missing.join("\n  ");
    Err(format!("Missing on this computer:\n  {list}\n\n{}\nThen run this again.", advice(system, need)))
}

fn missing_parts(system: System) -> Vec<String> {
    let mut missing = Vec::new();
    match system {
        System::Windows => {
            if !exists("perl.exe") {
                missing.push("perl, which builds the encryption of the database".to_owned());
            }
        }
        System::MacOs => {
            if answer("xcode-select", &["-p"]).is_none() {
                missing.push("the command line tools of Xcode".to_owned());
            }
        }
        _ => {
            for tool in ["cc", "make", "pkg-config"] {
                if !exists(tool) {
                    missing.push(tool.to_owned());
                }
            }
            let known = |library: &str| answer("pkg-config", &["--modversion", library]).is_some();
            missing.extend(LIBRARIES.iter().filter(|library| !known(library)).map(|library| (*library).to_owned()));
        }
    }
    missing
}

/// The exact command.
fn advice(system: System, need: Need) -> String {
    let tests = need == Need::Tests;
    let (start, more) = match system {
        System::Fedora => (
            "Run: sudo dnf install gcc gcc-c++ make pkgconf-pkg-config webkit2gtk4.1-devel openssl-devel librsvg2-devel \
             libappindicator-gtk3-devel libxdo-devel nodejs npm",
            "and:  sudo dnf install xorg-x11-server-Xvfb webkit2gtk4.1-driver dbus-daemon gnome-keyring libsecret \
             redis postgresql-server python3\nand build snac2 from its sources (comam.es/what-is-snac).",
        ),
        System::Arch => (
            "Run: sudo pacman -S --needed base-devel webkit2gtk-4.1 openssl librsvg libappindicator-gtk3 xdotool nodejs npm",
            "and:  sudo pacman -S --needed xorg-server-xvfb dbus gnome-keyring libsecret redis postgresql python\n\
             and install snac from the AUR.",
        ),
        System::MacOs => ("Run: xcode-select --install ; brew install node", ""),
        System::Windows => (
            "Run: winget install OpenJS.NodeJS.LTS StrawberryPerl.StrawberryPerl\n\
             and, where Rust was installed without them: winget install Microsoft.VisualStudio.2022.BuildTools \
             --override \"--wait --passive --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended\"",
            "",
        ),
        System::OtherLinux | System::Debian => (
            "Install a C compiler, make, pkg-config, Node.js with npm, and the development files of WebKitGTK 4.1, \
             OpenSSL, librsvg, libappindicator and libxdo with your system's own means.",
            "For the tests also: Xvfb, WebKitWebDriver, D-Bus, gnome-keyring, libsecret's tools, Redis, PostgreSQL, \
             Python 3 and snac2.",
        ),
    };
    if tests && !more.is_empty() { format!("{start}\n{more}") } else { start.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_is_told_a_command_and_tests_need_more() {
        for system in [System::Fedora, System::Arch, System::OtherLinux] {
            assert!(advice(system, Need::Tests).len() > advice(system, Need::Start).len());
        }
        assert!(advice(System::MacOs, Need::Start).contains("xcode-select"));
        assert!(advice(System::Windows, Need::Start).contains("winget"));
    }
}
