//! Mastodon and its relatives: every server that speaks the Mastodon API. What each branch does differently is in
//! `flavour`; what a server accepts it says itself (`limits`).

mod api;
mod block;
mod credentials;
mod edit;
mod facts;
mod feed;
mod flavour;
mod inbox;
mod instance;
mod lenient;
mod limits;
mod posts;
mod proof;
mod publish;
mod react;
mod register;
mod report;
mod schedule;
mod sign_in;
mod site;
mod stream;
mod threads;
mod upload;
mod wire;

use crate::{Blocking, Connector, Edit, Feed, Inbox, Publish, React, Reporting, Schedule, SignIn};
use lectern_model::{PlatformKey, PlatformView};
use serde_json::Value;
use std::sync::Arc;

/// The connector.
#[derive(Debug)]
pub(crate) struct Mastodon;

/// The connector, for the list.
#[must_use]
pub fn connector() -> Arc<dyn Connector> {
    Arc::new(Mastodon)
}

impl Connector for Mastodon {
    fn describe(&self) -> PlatformView {
        let notes = [
            "Each server has its own rules and its own limits; Lectern reads the limits from the server.",
            "Tried live with a snac2 server. Mastodon's own servers, GoToSocial, Pleroma, Akkoma and Pixelfed follow their \
             published descriptions and were not tried live.",
            "Mastodon's own servers hold a post until its time, so that it goes out with this computer off: at most 25 for a \
             day. Its relatives do not, or cannot be relied on for it; their posts go out from this computer.",
            "Private messages are posts to the people named in them. They are not encrypted, and the servers' owners can \
             read them.",
        ];
        PlatformView {
            key: PlatformKey::from("mastodon"),
            name: "Mastodon family".to_owned(),
            letter: "m".to_owned(),
            colour: "#5b4be1".to_owned(),
            about: "Mastodon, GoToSocial, Pleroma, Akkoma, Pixelfed and others that work alike.".to_owned(),
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

    fn edit(&self, _facts: &Value) -> Option<&dyn Edit> {
        Some(self)
    }

    fn schedule(&self, facts: &Value) -> Option<&dyn Schedule> {
        schedule::offered(facts).then_some(self)
    }

    fn reporting(&self, facts: &Value) -> Option<&dyn Reporting> {
        report::offered(facts).then_some(self)
    }

    fn blocking(&self, _facts: &Value) -> Option<&dyn Blocking> {
        Some(self)
    }

    fn react(&self) -> Option<&dyn React> {
        Some(self)
    }
}
