//! One polite request.
//!
//! Redirects are followed here and not by the wire, because only so can one tell a site that moved for good from one
//! that answers elsewhere today. Every hop is a request of its own, so the wire's rules on private addresses hold.

use super::address::secure;
use lectern_model::{Failure, FailureKind};
use lectern_net::{Request, Response, Wire};
use url::Url;

const MOST_REDIRECTS: usize = 5;

const ACCEPT: &str = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, \
                      text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.5";

/// What the last answer said about itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Validators {
    /// `ETag`.
    pub(crate) etag: Option<String>,
    /// `Last-Modified`.
    pub(crate) modified: Option<String>,
}

/// A good answer (2xx or 304).
pub(crate) struct Fetched {
    pub(crate) response: Response,
    /// The address that was asked.
    pub(crate) asked: Url,
    /// Where it came from.
    pub(crate) url: Url,
    /// The address to ask from now on, where the site moved for good.
    pub(crate) moved: Option<Url>,
}

/// Asks for a feed or a page.
///
/// # Errors
/// No answer, or one that says no, in plain words.
pub(crate) async fn get(wire: &Wire, asked: &Url, known: &Validators) -> Result<Fetched, Failure> {
    let (mut url, mut moved, mut for_good) = (asked.clone(), None, true);
    for _ in 0..=MOST_REDIRECTS {
        let mut request = Request::get(url.clone()).header("accept", ACCEPT);
        request.follow_redirects = false;
        if let Some(etag) = &known.etag {
            request = request.header("if-none-match", etag);
        }
        if let Some(modified) = &known.modified {
            request = request.header("if-modified-since", modified);
        }
        let response = wire.send(request).await?;
        let Some(next) = next_place(&response, &url) else {
            let response = checked(response, &url)?;
            return Ok(Fetched { response, asked: asked.clone(), url, moved });
        };
        for_good &= matches!(response.status, 301 | 308);
        url = secure(next);
        moved = for_good.then(|| url.clone()).or(moved);
    }
    Err(Failure::without_effect(FailureKind::Server, "The site sends Lectern in circles and never to a feed."))
}

fn next_place(response: &Response, url: &Url) -> Option<Url> {
    if !matches!(response.status, 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let mut next = url.join(response.header("location")?).ok()?;
    next.set_fragment(None);
    Some(next)
}

fn checked(response: Response, url: &Url) -> Result<Response, Failure> {
    let host = url.host_str().unwrap_or_default();
    let no = |what, words: String| Err(Failure::without_effect(what, words));
    match response.status {
        401 | 403 | 407 => {
            no(FailureKind::Permission, format!("{host} does not let Lectern read this address ({}).", response.status))
        }
        404 => no(FailureKind::Gone, format!("{host} has nothing at this address any more (404).")),
        410 => no(FailureKind::Gone, format!("{host} says that this feed has ended (410).")),
        _ => response.ok(),
    }
}
