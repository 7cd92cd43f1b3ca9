//! Bluesky, and every server of the same network (the AT Protocol).
//!
//! An account lives on a server of its own choice (its PDS). Everything goes there, whoever answers in the end; the
//! server passes reading on to Bluesky's index and private messages on to their service. A post is a record in the
//! account's repository, under a key that we choose when the draft is queued: the same key is never used twice, so a
//! post that may have gone out can be looked for by its key, with certainty.
//!
//! `identity` finds the server, `sign_in` and `oauth` get tokens, `session` spends and renews them, `posts`, `embeds`
//! and `wire` read what comes, `facets` and `record` write what goes.

mod block;
mod chat;
mod embeds;
mod facets;
mod feed;
mod identity;
mod inbox;
mod limits;
mod oauth;
mod posts;
mod publish;
mod react;
mod record;
mod refusal;
mod report;
mod session;
mod sign_in;
#[cfg(test)]
mod tests;
mod tid;
mod video;
mod wire;

use crate::{Blocking, Connector, Feed, Inbox, Publish, React, Reporting, SignIn};
use lectern_model::{PlatformKey, PlatformView};
use serde_json::Value;
use std::sync::Arc;

/// The connector. It keeps nothing: accounts live in sessions.
struct Bluesky;

/// Bluesky.
#[must_use]
pub fn connector() -> Arc<dyn Connector> {
    Arc::new(Bluesky)
}

impl Connector for Bluesky {
    fn describe(&self) -> PlatformView {
        let notes = [
            "Tried on Bluesky's own server software, run locally. Not yet tried on bsky.social itself.",
            "An app password lasts until you take it back in Bluesky's settings, or until the desk was not opened for \
             about three months.",
            "A sign-in in the browser ends after two weeks. Posts due after that wait until you sign in again.",
            "The sign-in in the browser uses the name that Bluesky gives to software in development. A server may refuse \
             it; an app password works there.",
            "Private messages need an app password that allows them. They follow Bluesky's description and were not \
             tried against its message service.",
            "A post cannot be changed once it is out: Bluesky's own app would not show the change.",
        ];
        PlatformView {
            key: PlatformKey::from("bluesky"),
            name: "Bluesky".to_owned(),
            letter: "b".to_owned(),
            colour: "#1372d9".to_owned(),
            about: "Short public posts, pictures and conversations on the Bluesky network.".to_owned(),
            notes: notes.map(str::to_owned).to_vec(),
            parts: Vec::new(),
            practice: false,
            subscription: false,
        }
    }

    fn sign_in(&self) -> &dyn SignIn {
        self
    }

    fn feed(&self) -> Option<&dyn Feed> {
        Some(self)
    }

    fn inbox(&self) -> Option<&dyn Inbox> {
        Some(self)
    }

    fn publish(&self) -> Option<&dyn Publish> {
        Some(self)
    }

    fn blocking(&self, _facts: &Value) -> Option<&dyn Blocking> {
        Some(self)
    }

    fn reporting(&self, _facts: &Value) -> Option<&dyn Reporting> {
        Some(self)
    }

    fn react(&self) -> Option<&dyn React> {
        Some(self)
    }
}
