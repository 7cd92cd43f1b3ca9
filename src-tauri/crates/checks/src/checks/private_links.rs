//! Links that work for nobody else, or give away what is only for the person who copied them.

use crate::addresses::{Addresses, is_bare, read, without};
use crate::draft::Checked;
use crate::spans::{replace, span};
use crate::words::MOST;
use lectern_model::{Finding, Level};
use linkify::Link;
use std::net::Ipv4Addr;
use url::{Host, Url};

const WHY_PASSWORD: &str =
    "Everyone who sees the post could sign in with it. If it was sent before, change the password.";
const WHY_SESSION: &str =
    "It belongs to your visit of the site: for others the link fails, or shows them what is yours.";

/// Parameters that carry a visit or a key.
const SESSIONS: &[&str] = &[
    "access_token",
    "api_key",
    "apikey",
    "auth_token",
    "cfid",
    "cftoken",
    "id_token",
    "jsessionid",
    "passwd",
    "password",
    "phpsessid",
    "pwd",
    "session_id",
    "sessionid",
    "sessiontoken",
    "sid",
];

/// Shorter values are page or shop numbers.
const SHORTEST_SESSION: usize = 8;

/// Endings that only exist inside a network.
const INSIDE: &[&str] =
    &["corp", "home", "home.arpa", "internal", "intranet", "lan", "local", "localdomain", "localhost"];

pub(crate) fn check(draft: &Checked<'_>, addresses: &Addresses<'_>) -> Vec<Finding> {
    addresses.links().flat_map(|link| look(draft.text, link)).take(MOST).collect()
}

fn look(text: &str, link: &Link<'_>) -> Vec<Finding> {
    let written = link.as_str();
    let at = span(text, link.start(), link.end());
    let mut findings = Vec::new();
    let Some(url) = read(written) else { return findings };
    if !is_bare(written) {
        findings.extend(inside(&url).map(|words| Finding::new("private_link", Level::Warn, words).at(at)));
        if url.password().is_some() {
            let words = "The link holds a name and a password.".to_owned();
            let fix = without_password(written).map(|with| replace("Take them out", at, with));
            findings
                .push(Finding::new("link_password", Level::Warn, words).at(at).because(WHY_PASSWORD).mended_by(fix));
        }
    }
    if let Some((with, name)) = without_session(written) {
        let words = format!("The link holds the number of a visit or a key: {name}.");
        let fix = replace("Take it out", at, with);
        findings.push(Finding::new("link_session", Level::Warn, words).at(at).because(WHY_SESSION).mended_by(fix));
    }
    findings
}

/// Why nobody else can open it.
fn inside(url: &Url) -> Option<String> {
    if url.scheme() == "file" {
        return Some("The link leads to a file on this computer. Nobody else can open it.".to_owned());
    }
    if !matches!(url.scheme(), "http" | "https" | "ftp") {
        return None;
    }
    let private = match url.host()? {
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            let ends =
                |ending: &str| name.strip_suffix(ending).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
            !name.contains('.') || INSIDE.iter().any(|ending| ends(ending))
        }
        Host::Ipv4(address) => is_private(address),
        Host::Ipv6(_) => false,
    };
    let host = url.host_str()?;
    private.then(|| format!("The link leads to {host}, which opens only on this computer or inside its network."))
}

fn is_private(address: Ipv4Addr) -> bool {
    let shared = matches!(address.octets(), [100, 64..=127, ..]);
    address.is_private() || address.is_loopback() || address.is_link_local() || address.is_unspecified() || shared
}

fn without_password(written: &str) -> Option<String> {
    let (scheme, rest) = written.split_once("://")?;
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let host = rest.get(..end)?.rsplit_once('@')?.1;
    Some(format!("{scheme}://{host}{}", rest.get(end..)?))
}

/// The link without the numbers of visits, and the name of the first.
fn without_session(written: &str) -> Option<(String, String)> {
    let is_session = |name: &str, value: &str| {
        value.len() >= SHORTEST_SESSION
            && (SESSIONS.iter().any(|session| session.eq_ignore_ascii_case(name))
                || name.get(..12).is_some_and(|start| start.eq_ignore_ascii_case("aspsessionid")))
    };
    let (page, rest) = written.split_at(written.find(['?', '#']).unwrap_or(written.len()));
    // Some servers write it into the path: /list;jsessionid=0123
    let mut parts = page.split(';');
    let mut clean = parts.next().unwrap_or_default().to_owned();
    let mut gone = None;
    for part in parts {
        let end = part.find('/').unwrap_or(part.len());
        let (parameter, behind) = part.split_at(end);
        match parameter.split_once('=').filter(|(name, value)| is_session(name, value)) {
            Some((name, _)) => {
                gone.get_or_insert(name.to_owned());
                clean.push_str(behind);
            }
            None => clean.extend([";", part]),
        }
    }
    let whole = format!("{clean}{rest}");
    match without(&whole, is_session) {
        Some((with, names)) => Some((with, gone.or_else(|| names.into_iter().next())?)),
        None => Some((whole, gone?)),
    }
}
