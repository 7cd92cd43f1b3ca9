//! Addresses: what people type for a server, where a server's parts are, and answers that are web pages.

use lectern_model::{Failure, FailureKind};
use lectern_net::{Request, Response, Url, Wire};
use std::net::IpAddr;

/// The base address of the server that somebody typed: `example.social`, `https://example.social/about`,
/// `@me@example.social`, `http://localhost:8080`. `http` stays only for this computer.
///
/// # Errors
/// It is no address.
pub(super) fn typed(words: &str) -> Result<Url, Failure> {
    let words = words.trim();
    let (scheme, rest) = words.split_once("://").map_or((None, words), |(scheme, rest)| (Some(scheme), rest));
    let place = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let place = if scheme.is_none() { place.rsplit('@').next().unwrap_or_default() } else { place };
    let wrong = || {
        let words = "That does not look like a server's address. It should look like example.social.";
        Failure::without_effect(FailureKind::Rejected { field: Some("server".to_owned()), limit: None }, words)
    };
    if place.is_empty() || place.contains([' ', '@']) {
        return Err(wrong());
    }
    let mut url = Url::parse(&format!("https://{place}/")).map_err(|_| wrong())?;
    let host = url.host_str().unwrap_or_default().to_owned();
    if is_loopback(&host) {
        if scheme != Some("https") {
            url = Url::parse(&format!("http://{place}/")).map_err(|_| wrong())?;
        }
    } else if !host.contains(['.', ':']) {
        return Err(wrong());
    }
    Ok(url)
}

/// Whether a host is this computer.
pub(super) fn is_loopback(host: &str) -> bool {
    let bare = host.trim_matches(['[', ']']);
    bare == "localhost" || bare.ends_with(".localhost") || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Whether a host can only be on this computer or in this building, so that a person who typed it means it.
pub(super) fn is_private(host: &str) -> bool {
    let inside = [".local", ".lan", ".internal", ".intranet", ".home.arpa"];
    is_loopback(host)
        || inside.iter().any(|end| host.ends_with(end))
        || match host.trim_matches(['[', ']']).parse::<IpAddr>() {
            Ok(IpAddr::V4(ip)) => ip.is_private() || ip.is_link_local(),
            Ok(IpAddr::V6(ip)) => ip.is_unique_local() || ip.is_unicast_link_local(),
            Err(_) => false,
        }
}

/// Lets the wire call a host that the person typed, where it would otherwise refuse.
pub(super) fn allow(wire: &Wire, base: &Url) {
    if let Some(host) = base.host_str().filter(|host| is_private(host)) {
        wire.allow_private_host(host);
    }
}

/// Scheme, host and port without a slash, as accounts keep it.
pub(super) fn as_server(base: &Url) -> String {
    base.origin().ascii_serialization()
}

/// Host and port.
pub(super) fn host_and_port(base: &Url) -> String {
    let host = base.host_str().unwrap_or_default();
    base.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// The web address behind a handle's domain: `library.example` may live at `social.library.example`, and says so in
/// its host-meta (RFC 6415), which Mastodon's documentation tells such servers to redirect or serve.
pub(super) async fn web_domain(wire: &Wire, base: &Url) -> Option<Url> {
    let answer = wire.send(Request::get(base.join("/.well-known/host-meta").ok()?)).await.ok()?.ok().ok()?;
    let text = std::str::from_utf8(&answer.body).ok()?;
    let (_, rest) = text.split_once("template=\"")?;
    let (template, _) = rest.split_once('"')?;
    let there = Url::parse(&template.replace("{uri}", "x")).ok()?;
    let moved = there.scheme() == "https" && there.host_str() != base.host_str();
    if moved { there.join("/").ok() } else { None }
}

/// Whether an answer is a web page where data was asked for.
pub(super) fn is_html(answer: &Response) -> bool {
    answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html"))
        || answer.body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<')
}

/// What to say when it is.
pub(super) fn words_for_page(host: &str) -> String {
    format!(
        "{host} answered with a web page instead of data. It may not be a server of this kind, or it is being mended."
    )
}
