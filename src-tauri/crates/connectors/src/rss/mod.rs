//! Feeds: RSS, Atom and JSON Feed.
//!
//! An account is a followed feed. Signing in means finding it ([`sign_in`], [`discover`]); reading it means one
//! conditional request ([`feed`], [`fetch`]), then from bytes to a feed ([`read`]) and from a feed to posts
//! ([`posts`]). Lists of feeds come and go as OPML ([`opml`]).

mod address;
mod discover;
mod feed;
mod fetch;
mod list;
mod media;
pub mod opml;
mod posts;
mod read;
mod sign_in;
mod text;

use crate::{Connector, Feed, SignIn, SubscriptionList};
use lectern_model::{PlatformKey, PlatformView};
use std::sync::Arc;

/// The connector.
struct Rss;

/// The connector, for the list of all.
#[must_use]
pub fn connector() -> Arc<dyn Connector> {
    Arc::new(Rss)
}

impl Connector for Rss {
    fn describe(&self) -> PlatformView {
        PlatformView {
            key: PlatformKey::from("rss"),
            name: "Feed".to_owned(),
            letter: "r".to_owned(),
            colour: "#a8520f".to_owned(),
            about: "Follow news, blogs and calendars of other sites. No sign-in is needed.".to_owned(),
            notes: vec![
                "RSS, Atom and JSON Feed. The address of an ordinary page will do: Lectern looks for its feed."
                    .to_owned(),
                "A feed is read every half hour, or less often where its site asks for that.".to_owned(),
                "Feeds are for reading: they carry no likes, replies or messages.".to_owned(),
            ],
            parts: Vec::new(),
            practice: false,
            subscription: true,
        }
    }

    fn sign_in(&self) -> &dyn SignIn {
        self
    }

    fn feed(&self) -> Option<&dyn Feed> {
        Some(self)
    }

    fn list_format(&self) -> Option<&dyn SubscriptionList> {
        Some(self)
    }
}

#[cfg(test)]
mod tests;
