//! Takes names, addresses and credentials out of a line.

use std::path::Path;

/// Endings of our own file names, which look like hosts and are none.
const FILES: [&str; 7] = ["rs", "db", "json", "log", "toml", "sql", "lock"];

/// Names that are known to be personal, and what stands for each.
#[derive(Debug)]
pub(super) struct Names {
    folder: String,
    names: Vec<String>,
}

impl Names {
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.display().to_string(), names: Vec::new() }
    }

    /// Short names would take ordinary words apart.
    pub(super) fn add(&mut self, name: &str) {
        if name.chars().count() >= 4 && !self.names.iter().any(|known| known == name) {
            self.names.push(name.to_owned());
            self.names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        }
    }
}

/// A line that a person may send.
pub(super) fn redact(line: &str, names: &Names) -> String {
    let mut line = if names.folder.len() > 1 { line.replace(&names.folder, "(data folder)") } else { line.to_owned() };
    for name in &names.names {
        line = line.replace(name, "(name)");
    }
    let mut shown = String::with_capacity(line.len());
    let mut word = String::new();
    for c in line.chars() {
        if c.is_whitespace()
            || matches!(c, '"' | '\'' | ',' | ';' | '<' | '>' | '(' | ')' | '[' | ']' | '{' | '}' | '“' | '”')
            || (c == '=' && !word.contains("://"))
        {
            shown.push_str(&masked(&word));
            word.clear();
            shown.push(c);
        } else {
            word.push(c);
        }
    }
    shown.push_str(&masked(&word));
    shown
}

fn masked(word: &str) -> String {
    // `::1` begins with what else would be a sign beside a word.
    let is_ip = word.parse::<std::net::IpAddr>().is_ok();
    let bare = if is_ip { word } else { word.trim_matches(|c: char| matches!(c, '.' | ':' | '!' | '?' | ',')) };
    let instead = if bare.contains("://") {
        "(address)"
    } else if bare.contains('@') {
        "(handle)"
    } else if bare.starts_with("did:") {
        "(id)"
    } else if is_address_of_a_computer(bare) || is_host(bare) {
        "(host)"
    } else if is_opaque(bare) {
        "(hidden)"
    } else {
        return word.to_owned();
    };
    word.replacen(bare, instead, 1)
}

/// A host name, perhaps with a port and a path.
fn is_host(word: &str) -> bool {
    let host = word.split(['/', ':']).next().unwrap_or_default();
    let labels: Vec<&str> = host.split('.').collect();
    let fits = |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let Some(last) = labels.last() else { return false };
    labels.len() > 1
        && labels.iter().all(fits)
        && last.chars().count() > 1
        && last.chars().all(char::is_alphabetic)
        && !FILES.contains(last)
}

fn is_address_of_a_computer(word: &str) -> bool {
    let host = word.rsplit_once(':').map_or(word, |(host, _)| host);
    host.parse::<std::net::Ipv4Addr>().is_ok() || word.parse::<std::net::IpAddr>().is_ok()
}

/// Long runs with digits among letters: tokens, keys, hashes.
fn is_opaque(word: &str) -> bool {
    let run = word.split(['/', ':', '.']).map(str::len).max().unwrap_or_default();
    run >= 20 && word.chars().any(|c| c.is_ascii_digit()) && word.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::{Names, redact};
    use std::path::Path;

    fn shown(line: &str) -> String {
        let mut names = Names::new(Path::new("/desks/ann/lectern"));
        names.add("Glenwood Library");
        names.add("Glenwood");
        redact(line, &names)
    }

    #[test]
    fn people_hosts_addresses_and_tokens_are_taken_out() {
        for (line, expected) in [
            ("asked https://social.example/api?token=x now", "asked (address) now"),
            ("account @library@social.example, ann@glen.example.", "account (handle), (handle)."),
            ("connecting to social.example:443", "connecting to (host)"),
            ("from 192.168.0.7:8080 and ::1", "from (host) and (host)"),
            ("did:plc:z72i7hdynmk6r22z27h6tvur spoke", "(id) spoke"),
            ("token=ZA-Yj3aBD8U8Cm7lKUp-lm9O9BmDgdhHzDeqsY8tlL0", "token=(hidden)"),
            ("Glenwood Library at /desks/ann/lectern/logs", "(name) at (data folder)/logs"),
            ("wrote \"social.example\"", "wrote \"(host)\""),
        ] {
            assert_eq!(shown(line), expected);
        }
    }

    #[test]
    fn what_helps_stays() {
        for line in [
            "2026-11-24T09:00:00.123456Z  WARN lectern_engine::outbox::worker: deliveries could not be read",
            "crates/engine/src/rounds.rs:120: account=3 kind=RateLimited",
            "took 12.5 ms, 3.2 MB, schema 2026-11-24-first",
        ] {
            assert_eq!(shown(line), line);
        }
    }
}
