//! What is attached to a post: pictures, a video's still, a link's card, a quoted post.

use super::posts::{WEB, author, page, web};
use super::wire::{AspectRatio, AtUri, Embed, Picture, Quoted};
use lectern_model::{Card, MediaKind, PostMedia};
use serde_json::{Value, json};

/// Attached things and a card. A quoted post is shown as a card, for what it says belongs to the post; it goes before
/// the card of a link that is attached beside it. `page` is the post's own, where its video can be watched.
pub(super) fn shown(embed: Embed, page: &str) -> (Vec<PostMedia>, Option<Card>) {
    match embed.kind.as_str() {
        "app.bsky.embed.record#view" => (Vec::new(), quote(&embed.record)),
        "app.bsky.embed.recordWithMedia#view" => {
            let quoted = embed.record.get("record").and_then(quote);
            // The lexicon lets media be anything but another of its kind.
            let beside = embed.media.map(|media| *media).filter(|media| media.kind != embed.kind);
            let (media, card) = beside.map(|media| shown(media, page)).unwrap_or_default();
            (media, quoted.or(card))
        }
        "app.bsky.embed.images#view" => (embed.images.0.into_iter().filter_map(picture).collect(), None),
        "app.bsky.embed.gallery#view" => (embed.items.0.into_iter().filter_map(picture).collect(), None),
        "app.bsky.embed.external#view" => (Vec::new(), link_card(embed)),
        "app.bsky.embed.video#view" => (vec![video(embed, page)], None),
        _ => (Vec::new(), None),
    }
}

fn picture(from: Picture) -> Option<PostMedia> {
    let preview = web(&from.thumb);
    let (width, height) = size(from.aspect_ratio);
    Some(PostMedia {
        kind: MediaKind::Picture,
        url: web(&from.fullsize).or_else(|| preview.clone())?,
        preview_url: preview,
        description: from.alt,
        width,
        height,
    })
}

/// A browser cannot play the stream's own address.
fn video(from: Embed, page: &str) -> PostMedia {
    let (width, height) = size(from.aspect_ratio);
    PostMedia {
        kind: MediaKind::Video,
        url: page.to_owned(),
        preview_url: web(&from.thumbnail),
        description: from.alt,
        width,
        height,
    }
}

/// A ratio is not a size in pixels, but it is what the lexicon tells, and it keeps the room on the page.
fn size(ratio: Option<AspectRatio>) -> (Option<u32>, Option<u32>) {
    match ratio {
        Some(AspectRatio { width, height }) if width > 0 && height > 0 => (Some(width), Some(height)),
        _ => (None, None),
    }
}

fn link_card(embed: Embed) -> Option<Card> {
    let from = embed.external;
    Some(Card { url: web(&from.uri)?, title: from.title, description: from.description, picture_url: web(&from.thumb) })
}

/// The card of what is quoted; none where it is gone, blocked or detached.
fn quote(record: &Value) -> Option<Card> {
    let quoted: Quoted = serde_json::from_value(record.clone()).ok()?;
    let address = AtUri::parse(&quoted.uri)?;
    match address.collection {
        "app.bsky.feed.post" if !quoted.author.did.is_empty() => {
            let who = author(&quoted.author);
            let picture_url = quoted.embeds.0.into_iter().find_map(|inner| first_picture(&inner));
            Some(Card {
                url: page(&quoted.author, address.rkey),
                title: format!("{} ({})", who.name, who.handle),
                description: quoted.value.text,
                picture_url,
            })
        }
        "app.bsky.feed.post" => None,
        _ => named(&quoted, &address),
    }
}

fn first_picture(embed: &Embed) -> Option<String> {
    let beside = embed.media.as_deref().unwrap_or(embed);
    let pictures = beside.images.0.iter().chain(&beside.items.0).map(|picture| picture.thumb.as_str());
    pictures.chain([beside.external.thumb.as_str(), beside.thumbnail.as_str()]).find_map(web)
}

/// A feed, a list or a starter pack.
fn named(quoted: &Quoted, address: &AtUri<'_>) -> Option<Card> {
    let section = match address.collection {
        "app.bsky.feed.generator" => format!("profile/{}/feed", address.authority),
        "app.bsky.graph.list" => format!("profile/{}/lists", address.authority),
        "app.bsky.graph.starterpack" => format!("starter-pack/{}", address.authority),
        _ => return None,
    };
    let names = [&quoted.display_name, &quoted.name, &quoted.record.name];
    let title = names.into_iter().find(|name| !name.is_empty())?.clone();
    let by = author(&quoted.creator);
    let description = if quoted.description.is_empty() { by.handle } else { quoted.description.clone() };
    let url = format!("{WEB}/{section}/{}", address.rkey);
    Some(Card { url, title, description, picture_url: web(&quoted.avatar) })
}

/// What a record attaches, in the form in which the index would show it. `blob` makes an address of a blob's CID.
pub(super) fn as_viewed(embed: &Value, blob: impl Fn(&str) -> Option<String>) -> Option<Value> {
    let address = |holder: &Value, name: &str| blob(holder.get(name)?.pointer("/ref/$link")?.as_str()?);
    match embed.get("$type")?.as_str()? {
        "app.bsky.embed.images" => {
            let image = |image: &Value| {
                let at = address(image, "image");
                json!({"thumb": at, "fullsize": at, "alt": image.get("alt"), "aspectRatio": image.get("aspectRatio")})
            };
            let images: Vec<Value> = embed.get("images")?.as_array()?.iter().map(image).collect();
            Some(json!({"$type": "app.bsky.embed.images#view", "images": images}))
        }
        "app.bsky.embed.video" => {
            let at = address(embed, "video");
            let (alt, ratio) = (embed.get("alt"), embed.get("aspectRatio"));
            Some(json!({"$type": "app.bsky.embed.video#view", "playlist": at, "alt": alt, "aspectRatio": ratio}))
        }
        "app.bsky.embed.external" => {
            let mut external = embed.get("external")?.clone();
            let thumb = address(&external, "thumb");
            external.as_object_mut()?.insert("thumb".to_owned(), json!(thumb));
            Some(json!({"$type": "app.bsky.embed.external#view", "external": external}))
        }
        _ => None,
    }
}
