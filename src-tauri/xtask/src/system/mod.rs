//! What the operating system must bring: found out, and where the system is Debian's kind, installed.

mod backports;
mod debian;
mod others;

use crate::report::Came;

/// What something is needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Building and opening the app.
    Start,
    /// Running all tests as well.
    Tests,
}

/// The systems that differ in how something is installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum System {
    Debian,
    Fedora,
    Arch,
    OtherLinux,
    MacOs,
    Windows,
}

/// Looks for what is missing and installs it, or ends with the command that a person has to run.
pub(crate) fn set_up(need: Need) -> Came {
    match System::here() {
        System::Debian => debian::set_up(need),
        other => others::check(other, need),
    }
}

impl System {
    fn here() -> Self {
        match std::env::consts::OS {
            "macos" => Self::MacOs,
            "windows" => Self::Windows,
            _ => Self::of_linux(&std::fs::read_to_string("/etc/os-release").unwrap_or_default()),
        }
    }

    /// By `ID` and, for the many that descend from another, `ID_LIKE` (os-release(5)).
    fn of_linux(os_release: &str) -> Self {
        let field = |name: &str| {
            let line = os_release.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
            line.unwrap_or_default().trim_matches('"').to_owned()
        };
        for id in format!("{} {}", field("ID"), field("ID_LIKE")).split_whitespace() {
            match id {
                "debian" | "ubuntu" => return Self::Debian,
                "fedora" | "rhel" | "centos" => return Self::Fedora,
                "arch" => return Self::Arch,
                _ => {}
            }
        }
        Self::OtherLinux
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_known_by_itself_or_by_what_it_descends_from() {
        let of = System::of_linux;
        assert_eq!(of("PRETTY_NAME=\"Debian\"\nID=debian\n"), System::Debian);
        assert_eq!(of("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"), System::Debian);
        assert_eq!(of("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n"), System::Fedora);
        assert_eq!(of("ID=manjaro\nID_LIKE=arch\n"), System::Arch);
        assert_eq!(of("ID=nixos\n"), System::OtherLinux);
        assert_eq!(of(""), System::OtherLinux);
    }
}
