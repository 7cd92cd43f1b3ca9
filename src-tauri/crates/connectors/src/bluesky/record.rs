//! The record that a post becomes (lexicon `app.bsky.feed.post`).

use super::facets;
use super::posts::PostRef;
use super::video::{self, Film};
use lectern_model::{Failure, FailureKind, MediaRef, Outgoing, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The collection that posts are in.
pub(super) const POSTS: &str = "app.bsky.feed.post";

/// What publishing keeps between steps.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Progress {
    /// DIDs of those who are mentioned, by handle; none: not asked yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) people: Option<BTreeMap<String, String>>,
    /// Uploaded pictures, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) pictures: Vec<Value>,
    /// The video, as far as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) video: Option<Film>,
    /// The card's uploaded picture; null where the card goes without.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "even_null")]
    pub(super) thumb: Option<Value>,
    /// The server lost the pictures once and they are being uploaded again.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) again: bool,
    /// The newest message of a conversation before ours; empty where there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) newest: Option<String>,
}

/// Null is a thumb that there is none, not a thumb not yet asked for.
fn even_null<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(from).map(Some)
}

impl Progress {
    pub(super) fn read(from: &Value) -> Self {
        serde_json::from_value(from.clone()).unwrap_or_default()
    }

    pub(super) fn write(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

/// The record of a post.
pub(super) fn post(outgoing: &Outgoing, progress: &Progress, at: Timestamp) -> Result<Value, Failure> {
    let mut record = Map::new();
    let mut set = |name: &str, value: Value| record.insert(name.to_owned(), value);
    set("$type", json!(POSTS));
    set("text", json!(outgoing.text));
    set("createdAt", json!(moment(at)));
    if !outgoing.language.is_empty() {
        set("langs", json!([outgoing.language]));
    }
    let facets = facets(outgoing, progress);
    if !facets.is_empty() {
        set("facets", json!(facets));
    }
    if let Some(reply) = reply(outgoing)? {
        set("reply", reply);
    }
    if let Some(embed) = embed(outgoing, progress) {
        set("embed", embed);
    }
    Ok(Value::Object(record))
}

/// The facets of a text, with the people that were found.
pub(super) fn facets(outgoing: &Outgoing, progress: &Progress) -> Vec<Value> {
    facets::facets(&outgoing.text, progress.people.as_ref().unwrap_or(&BTreeMap::new()))
}

fn reply(outgoing: &Outgoing) -> Result<Option<Value>, Failure> {
    let Some(to) = &outgoing.reply_to else { return Ok(None) };
    let parent = PostRef::read(&to.remote_ref);
    if parent.uri.is_empty() || parent.cid.is_empty() {
        let words = "The message this answers was not kept whole. Open its conversation again, then send.";
        return Err(Failure::without_effect(FailureKind::Gone, words));
    }
    let root =
        if parent.root.cid.is_empty() { json!({"uri": parent.uri, "cid": parent.cid}) } else { json!(parent.root) };
    Ok(Some(json!({"root": root, "parent": {"uri": parent.uri, "cid": parent.cid}})))
}

/// A video or pictures; where there are none, the link's card. A post holds only one of the three.
fn embed(outgoing: &Outgoing, progress: &Progress) -> Option<Value> {
    if let Some((media, film)) = video::of(outgoing).zip(progress.video.as_ref()) {
        return Some(video::embed(media, film));
    }
    if !outgoing.media.is_empty() {
        let images: Vec<Value> = outgoing.media.iter().zip(&progress.pictures).map(image).collect();
        return Some(json!({"$type": "app.bsky.embed.images", "images": images}));
    }
    let card = outgoing.card.as_ref()?;
    let mut external = json!({"uri": card.url, "title": card.title, "description": card.description});
    let thumb = progress.thumb.as_ref().filter(|thumb| !thumb.is_null());
    if let (Some(thumb), Some(fields)) = (thumb, external.as_object_mut()) {
        fields.insert("thumb".to_owned(), thumb.clone());
    }
    Some(json!({"$type": "app.bsky.embed.external", "external": external}))
}

fn image((media, blob): (&MediaRef, &Value)) -> Value {
    with_ratio(json!({"image": blob, "alt": media.description}), media)
}

/// With the room that it takes on a page.
pub(super) fn with_ratio(mut image: Value, media: &MediaRef) -> Value {
    if let (1.., 1.., Some(fields)) = (media.width, media.height, image.as_object_mut()) {
        fields.insert("aspectRatio".to_owned(), json!({"width": media.width, "height": media.height}));
    }
    image
}

/// A moment as records write it.
pub(super) fn moment(at: Timestamp) -> String {
    let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
    at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}
