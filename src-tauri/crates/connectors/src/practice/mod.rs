//! The practice desk: a platform that never leaves this computer, for training and for trying every screen.
//!
//! A small town around a library: neighbours who post ([`samples`]), patrons who ask. What they say and when follows
//! from the moment the desk was opened, so it is the same after a restart. What we post lives in memory ([`desk`]): the
//! practice platform forgets it when the program ends, and the desk's own store keeps what it read until then. Nobody
//! is called: no part of this folder touches the wire.

mod desk;
mod feed;
mod inbox;
mod moderation;
mod people;
mod publish;
mod react;
mod samples;
mod sign_in;

use crate::{Blocking, Connector, Edit, Feed, Inbox, Moderation, Publish, React, Reporting, SignIn};
use lectern_model::{PlatformKey, PlatformView};
use serde_json::Value;
use std::sync::Arc;

/// Seconds between two looks: news is made by the clock, so looking costs nothing.
const EVERY: u32 = 20;

/// The connector.
struct Practice;

/// The connector, for the list of all.
#[must_use]
pub fn connector() -> Arc<dyn Connector> {
    Arc::new(Practice)
}

impl Connector for Practice {
    fn describe(&self) -> PlatformView {
        PlatformView {
            key: PlatformKey::from("practice"),
            name: "Practice desk".to_owned(),
            letter: "p".to_owned(),
            colour: "#6b5b3e".to_owned(),
            about: "Try everything with made-up posts and patrons. Nothing leaves this computer.".to_owned(),
            notes: vec![
                "The people and posts are made up. Whatever you publish here is seen by nobody.".to_owned(),
                "Patrons write now and then, answer your posts after two minutes and thank you for replies.".to_owned(),
                "The practice platform forgets your posts when Lectern is closed; your desk keeps what it has read."
                    .to_owned(),
            ],
            parts: Vec::new(),
            practice: true,
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

    fn moderation(&self, _facts: &Value) -> Option<&dyn Moderation> {
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
