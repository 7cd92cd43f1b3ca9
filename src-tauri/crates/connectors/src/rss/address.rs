//! Addresses as people type them and as lists hold them.

use url::{Host, Url};

/// Prefixes that other programs put before a feed's address.
const PREFIXES: [&str; 6] = ["feed:", "rss:", "atom:", "webcal:", "webcals:", "pcast:"];

/// A web address from what was typed: a scheme is not needed, and prefixes of feed readers are understood. `https`
/// except for this computer itself.
pub(crate) fn typed(words: &str) -> Option<Url> {
    let mut words = words.trim().trim_matches(['<', '>', '"', '\'']).trim();
    for prefix in PREFIXES {
        if let Some(rest) = words.get(..prefix.len()).filter(|start| start.eq_ignore_ascii_case(prefix)) {
            words = words.get(rest.len()..).unwrap_or_default();
            words = words.strip_prefix("//").unwrap_or(words);
        }
    }
    let url = if words.contains("://") { Url::parse(words) } else { Url::parse(&format!("https://{words}")) }.ok()?;
    let reachable = url.host_str().is_some_and(|host| !host.is_empty()) && matches!(url.scheme(), "http" | "https");
    let no_name = url.username().is_empty() && url.password().is_none();
    let mut url = Some(url).filter(|_| reachable && no_name)?;
    if is_loopback(&url) && !words.contains("://") {
        // Servers on this computer rarely have a certificate.
        url = Url::parse(&format!("http://{words}")).ok()?;
    }
    url.set_fragment(None);
    Some(secure(url))
}

/// The same address over `https`, except for this computer itself.
pub(crate) fn secure(mut url: Url) -> Url {
    if url.scheme() == "http" && !is_loopback(&url) {
        // A port that was left out moves along with the scheme; another one stays.
        let _ = url.set_scheme("https");
    }
    url
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// A host as it is shown.
pub(crate) fn shown_host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

#[cfg(test)]
mod tests {
    use super::typed;

    #[test]
    fn what_people_type_becomes_an_address() {
        for (words, url) in [
            ("example.org", "https://example.org/"),
            (" https://example.org/feed#top ", "https://example.org/feed"),
            ("http://example.org/feed", "https://example.org/feed"),
            ("http://example.org:8080/feed", "https://example.org:8080/feed"),
            ("feed://example.org/rss", "https://example.org/rss"),
            ("feed:https://example.org/rss", "https://example.org/rss"),
            ("FEED:http://example.org/rss", "https://example.org/rss"),
            ("webcal://example.org/events", "https://example.org/events"),
            ("localhost:8080/feed", "http://localhost:8080/feed"),
            ("127.0.0.1:99", "http://127.0.0.1:99/"),
            ("http://[::1]/feed", "http://[::1]/feed"),
            ("https://localhost/feed", "https://localhost/feed"),
            ("bücherei.de", "https://xn--bcherei-n2a.de/"),
        ] {
            assert_eq!(typed(words).map(String::from).as_deref(), Some(url), "{words}");
        }
    }

    #[test]
    fn what_is_no_web_address_is_refused() {
        for words in [
            "",
            "   ",
            "feed:",
            "mailto:a@b.org",
            "file:///etc/passwd",
            "a b c",
            "https://",
            "ftp://a.org",
            "https://me:pw@a.org",
        ] {
            assert_eq!(typed(words), None, "{words}");
        }
    }
}
