//! Where links lead: to the library's own site or away from it, safely or not, and whether they are links at all.
//!
//! Two hosts are the same site when their registrable domains are the same (public suffix list), so that
//! `events.glen.example.org` and `www.glen.example.org` are, and two libraries on one hosting service are not.

use crate::addresses::{self, Addresses, is_bare};
use crate::draft::Checked;
use crate::spans::{replace, span};
use crate::words::MOST;
use lectern_model::{Finding, Level};
use linkify::Link;
use url::{Host, Url};

pub(crate) fn check(draft: &Checked<'_>, addresses: &Addresses<'_>) -> Vec<Finding> {
    let own: Vec<String> = draft.own_sites.iter().filter_map(|site| own_site(site)).collect();
    addresses
        .links()
        .filter_map(|link| Found::read(link, &own))
        .take(MOST)
        .flat_map(|found| {
            let at = span(draft.text, found.start, found.end);
            let say = |level, words| Finding::new("links", level, words).at(at);
            let mut findings = Vec::new();
            if !own.is_empty() {
                findings.push(say(Level::Tell, found.direction(&own)));
            }
            let fix = found.bare.then(|| replace("Write https:// in front", at, format!("https://{}", found.written)));
            findings.extend(found.trouble().map(|words| say(Level::Warn, words).mended_by(fix)));
            findings
        })
        .collect()
}

/// A link in the text.
struct Found<'t> {
    start: usize,
    end: usize,
    written: &'t str,
    host: String,
    site: String,
    bare: bool,
    plain_http: bool,
}

impl<'t> Found<'t> {
    fn read(link: &Link<'t>, own: &[String]) -> Option<Self> {
        let written = link.as_str();
        let bare = is_bare(written);
        let url = addresses::read(written)?;
        if !matches!(url.scheme(), "http" | "https") {
            return None;
        }
        let host = url.host()?;
        let site = site_of(&host);
        // "Thursday.Come" is no link: without a scheme, only names under a suffix that exists, and our own, count.
        if bare && !own.contains(&site) && !is_known(&host) {
            return None;
        }
        let host = host.to_string();
        let plain_http = url.scheme() == "http";
        Some(Self { start: link.start(), end: link.end(), written, host, site, bare, plain_http })
    }

    fn direction(&self, own: &[String]) -> String {
        let host = self.host.strip_prefix("www.").unwrap_or(&self.host);
        if own.contains(&self.site) {
            format!("The link leads to your own site, {host}.")
        } else {
            format!("The link leads away from your site, to {host}.")
        }
    }

    fn trouble(&self) -> Option<String> {
        if self.bare {
            let written = self.written;
            return Some(format!("“{written}” is not a link on every network. Write https:// in front of it."));
        }
        self.plain_http
            .then(|| "The link begins with http, which browsers warn about. Use https if the site has it.".to_owned())
    }
}

/// A site as a person set it: a host name, or an address.
fn own_site(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let url = if typed.contains("://") { Url::parse(typed) } else { Url::parse(&format!("https://{typed}")) };
    url.ok()?.host().map(|host| site_of(&host))
}

fn site_of<S: AsRef<str> + std::fmt::Display>(host: &Host<S>) -> String {
    match host {
        Host::Domain(name) => {
            let name = name.as_ref().trim_end_matches('.');
            psl::domain_str(name).unwrap_or(name).to_owned()
        }
        other => other.to_string(),
    }
}

fn is_known<S: AsRef<str>>(host: &Host<S>) -> bool {
    match host {
        Host::Domain(name) => addresses::is_known(name.as_ref()),
        Host::Ipv4(_) | Host::Ipv6(_) => false,
    }
}
