//! From bytes to a feed.
//!
//! Feeds in the wild are broken in a hundred ways, and the parser is strict in some of them: one empty element of a
//! podcast's vocabulary would cost the whole feed. So the bytes are first decoded ([`decode`]), then put in order
//! ([`tidy`] for XML, [`tidy_json`] for JSON Feed), and only then parsed. Entities that a document declares are never
//! expanded, so that none can grow; nesting is bounded; and a panic inside the parser is a feed that cannot be read.

mod decode;
mod tidy;
mod tidy_json;

use feed_rs::model::Feed;
use feed_rs::parser::Builder;
use lectern_model::{Failure, FailureKind};
use std::panic::{AssertUnwindSafe, catch_unwind};
use url::Url;

/// Marks an enclosure that stands for a thumbnail the parser would have dropped; see [`tidy`].
pub(crate) const THUMBNAIL: &str = "image/x-thumbnail";

/// Why bytes are no feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// A web page.
    WebPage,
    /// Something else that is no feed.
    NotAFeed,
    /// A feed, but damaged beyond reading.
    Damaged,
}

impl Unreadable {
    /// The failure of a feed that was one before.
    pub(crate) fn now(self) -> Failure {
        let words = match self {
            Self::WebPage => "This address now answers a web page, not a feed. Posts read earlier are safe.",
            Self::NotAFeed => "This address now answers something that is not a feed. Posts read earlier are safe.",
            Self::Damaged => "The feed is damaged and cannot be read now. It is tried again later.",
        };
        Failure::without_effect(FailureKind::Server, words)
    }
}

/// Reads a feed. `content_type` is the header's value, `url` where the bytes came from.
///
/// # Errors
/// Why it is none.
pub(crate) fn read(bytes: &[u8], content_type: Option<&str>, url: &Url) -> Result<Feed, Unreadable> {
    let text = decode::decode(bytes, content_type);
    parse(&text, url).map_err(|why| match why {
        Unreadable::NotAFeed if is_web_page(&text, content_type) => Unreadable::WebPage,
        why => why,
    })
}

fn parse(text: &str, url: &Url) -> Result<Feed, Unreadable> {
    let start = text.find(['<', '{']).ok_or(Unreadable::NotAFeed)?;
    let text = text.get(start..).unwrap_or_default();
    let tidied = if text.starts_with('{') { tidy_json::tidy(text)? } else { tidy::tidy(text)? };
    let parser = Builder::new().base_uri(Some(url)).id_generator(|_, _, _| String::new()).build();
    catch_unwind(AssertUnwindSafe(|| parser.parse(tidied.as_bytes())))
        .ok()
        .and_then(Result::ok)
        .ok_or(Unreadable::Damaged)
}

fn is_web_page(text: &str, content_type: Option<&str>) -> bool {
    let said = content_type.is_some_and(|said| said.to_ascii_lowercase().contains("html"));
    said || tidy::root_name(text).is_some_and(|name| name.eq_ignore_ascii_case("html"))
}

/// The text of a web page.
pub(crate) fn page_text(bytes: &[u8], content_type: Option<&str>) -> String {
    decode::decode(bytes, content_type)
}

#[cfg(test)]
mod tests;
