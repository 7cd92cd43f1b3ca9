//! Takes names, addresses and credentials out of a line.

use std::path::Path;

/// Endings of our own file names, which look like hosts and are none.
const FILES: [&str; 7] = ["rs", "db", "json", "log", "toml", "sql", "lock"];

/// Names that are known to be personal, and what stands for each.
#[derive(Debug)]
pub struct Names {
    folder: String,
    names: Vec<String>,
}

impl Names {
    /// Of a person whose data is kept in this folder.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.display().to_string(), names: Vec::new() }
    }

    /// Adds one. Short names would take ordinary words apart.
    pub fn add(&mut self, name: &str) {
        if name.chars().count() >= 4 && !self.names.iter().any(|known| known == name) {
            self.names.push(name.to_owned());
            self.names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        }
    }
}

/// A line that a person may send.
#[must_use]
pub fn redact(line: &str, names: &Names) -> String {
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
mod tests;
