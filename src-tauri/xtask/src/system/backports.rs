//! Debian's backports, for the one test server that a stable release may not have yet.

use std::io::Write as _;
use std::process::Stdio;

use super::debian::as_root;
use crate::Outcome;
use crate::report::say;

const FOLDER: &str = "/etc/apt/sources.list.d";

/// Adds the backports of this release, from wherever this computer gets its packages.
pub(super) fn add() -> Outcome<()> {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let name = release.lines().find_map(|line| line.strip_prefix("VERSION_CODENAME=")).unwrap_or_default().trim();
    let files = std::fs::read_dir(FOLDER).into_iter().flatten().flatten();
    let sources = files.filter(|file| file.path().extension().is_some_and(|ending| ending == "sources"));
    let texts: Vec<String> = sources.filter_map(|file| std::fs::read_to_string(file.path()).ok()).collect();
    let old = std::fs::read_to_string("/etc/apt/sources.list").unwrap_or_default();
    let Some(stanza) = texts.iter().find_map(|text| from_stanza(text, name)).or_else(|| from_line(&old, name)) else {
        return Err(
            "snac2, a server that tests need, is not offered to this system, and its backports were not found.".into(),
        );
    };

    let file = format!("{FOLDER}/lectern-backports.sources");
    say(&format!("      adding {file}"));
    let mut command = as_root("tee")?;
    let mut child = command
        .arg(&file)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .map_err(|error| format!("{file} cannot be written: {error}"))?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(stanza.as_bytes()).map_err(|error| format!("{file}: {error}"))?;
    }
    let written = child.wait().is_ok_and(|status| status.success());
    if written { Ok(()) } else { Err(format!("{file} cannot be written.")) }
}

/// The stanza that serves this release, for its backports instead.
fn from_stanza(text: &str, release: &str) -> Option<String> {
    let serves = |stanza: &&str| {
        let suites = stanza.lines().find_map(|line| line.strip_prefix("Suites:")).unwrap_or_default();
        suites.split_whitespace().any(|suite| suite == release) && stanza.contains("Types: deb")
    };
    let stanza = text.split("\n\n").find(serves)?;
    let lines = stanza.lines().filter(|line| !line.starts_with('#')).map(|line| match line.split_once(':') {
        Some(("Suites", _)) => format!("Suites: {release}-backports\n"),
        _ => format!("{line}\n"),
    });
    Some(lines.collect())
}

/// The same from the older form, one line per source.
fn from_line(text: &str, release: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let words: Vec<&str> = line.strip_prefix("deb ")?.split_whitespace().collect();
        let at = words.iter().position(|word| *word == release)?;
        let address = words.get(at.checked_sub(1)?)?;
        Some(format!("Types: deb\nURIs: {address}\nSuites: {release}-backports\nComponents: main\n"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backports_come_from_where_the_release_comes_from() {
        let text = "Types: deb\n# a note\nURIs: http://mirror.example/debian\nSuites: bookworm bookworm-updates\n\
            Components: main\nSigned-By: /usr/share/keyrings/debian.gpg\n\n\
            Types: deb\nURIs: http://mirror.example/security\nSuites: bookworm-security\nComponents: main\n";
        let expected = "Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm-backports\n\
            Components: main\nSigned-By: /usr/share/keyrings/debian.gpg\n";
        assert_eq!(from_stanza(text, "bookworm").as_deref(), Some(expected));
        assert_eq!(from_stanza(text, "trixie"), None);
    }

    #[test]
    fn the_older_form_is_read_as_well() {
        let text = "# deb http://no.example/debian bookworm main\ndeb [arch=amd64] http://mirror.example/debian bookworm main\n";
        let expected = "Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm-backports\nComponents: main\n";
        assert_eq!(from_line(text, "bookworm").as_deref(), Some(expected));
    }
}
