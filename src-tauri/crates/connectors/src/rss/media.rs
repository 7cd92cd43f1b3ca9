//! What is attached to a feed's item.

use super::read::THUMBNAIL;
use super::text::{InlinePicture, plain};
use feed_rs::model::{Entry, MediaContent, MediaObject};
use lectern_model::{MediaKind, PostMedia};
use std::collections::HashSet;
use url::Url;

/// Most things attached to one post.
const MOST: usize = 16;

/// Everything attached to an item: enclosures, the media vocabulary, thumbnails; pictures of the body where the item
/// names none. Each address comes once.
pub(crate) fn media(entry: &Entry, inline: Vec<InlinePicture>, base: &Url) -> Vec<PostMedia> {
    let mut media: Vec<PostMedia> = Vec::new();
    let mut thumbnails: Vec<PostMedia> = Vec::new();
    for found in entry.media.iter().flat_map(|object| of_object(object, base)).chain(of_links(entry, base)) {
        if found.is_thumbnail { &mut thumbnails } else { &mut media }.push(found.media);
    }
    attach_previews(&mut media, &thumbnails);
    if media.is_empty() {
        media.extend(thumbnails.into_iter().take(1));
    }
    if !media.iter().any(|found| found.kind == MediaKind::Picture) {
        media.extend(inline.into_iter().map(of_body));
    }
    let mut seen = HashSet::new();
    media.retain(|found| seen.insert(found.url.clone()));
    media.truncate(MOST);
    media
}

struct Found {
    media: PostMedia,
    is_thumbnail: bool,
}

fn of_object(object: &MediaObject, base: &Url) -> Vec<Found> {
    let description = object.description.as_ref().map(|text| plain(&text.content)).unwrap_or_default();
    let thumbnail = object.thumbnails.first().and_then(|thumbnail| resolved(&thumbnail.image.uri, base));
    let found = object.content.iter().filter_map(|content| {
        let url = content.url.as_ref().and_then(|url| resolved(url.as_str(), base))?;
        let mime = content.content_type.as_ref().map(ToString::to_string).unwrap_or_default();
        let kind = kind(&mime, &url);
        // A description of a film or a recording tells what it is about; of a picture, what it shows.
        let media = PostMedia {
            kind,
            preview_url: thumbnail.clone().filter(|preview| *preview != url),
            description: description.clone(),
            width: content.width,
            height: content.height,
            url,
        };
        Some(Found { media, is_thumbnail: is_thumbnail(&mime) })
    });
    let mut found: Vec<Found> = found.collect();
    if is_one_thing_in_sizes(&object.content, &found) {
        found.sort_by_key(|one| std::cmp::Reverse(one.media.width.unwrap_or_default()));
        found.truncate(1);
    }
    found
}

/// A group names the same picture in several sizes: the largest is enough.
fn is_one_thing_in_sizes(content: &[MediaContent], found: &[Found]) -> bool {
    let paths: HashSet<&str> = content.iter().filter_map(|one| one.url.as_ref()).map(Url::path).collect();
    found.len() > 1 && paths.len() == 1 && found.iter().all(|one| one.media.kind == MediaKind::Picture)
}

/// Atom's and JSON Feed's enclosures are links.
fn of_links(entry: &Entry, base: &Url) -> Vec<Found> {
    let enclosed = entry.links.iter().filter(|link| {
        link.rel.as_deref() == Some("enclosure")
            || (link.rel.is_none() && link.target.is_none() && link.media_type.is_some())
    });
    let found = enclosed.filter_map(|link| {
        let url = resolved(&link.href, base)?;
        let mime = link.media_type.clone().unwrap_or_default();
        let media = PostMedia {
            kind: kind(&mime, &url),
            url,
            preview_url: None,
            description: link.title.as_deref().map(plain).unwrap_or_default(),
            width: None,
            height: None,
        };
        Some(Found { media, is_thumbnail: is_thumbnail(&mime) })
    });
    found.collect()
}

fn of_body(picture: InlinePicture) -> PostMedia {
    PostMedia {
        kind: MediaKind::Picture,
        url: picture.url,
        preview_url: None,
        description: picture.description,
        width: picture.width,
        height: picture.height,
    }
}

fn attach_previews(media: &mut [PostMedia], thumbnails: &[PostMedia]) {
    let Some(thumbnail) = thumbnails.first() else { return };
    let without = media.iter_mut().filter(|found| found.preview_url.is_none() && found.kind != MediaKind::Picture);
    for found in without {
        found.preview_url = Some(thumbnail.url.clone());
    }
}

fn is_thumbnail(mime: &str) -> bool {
    mime.eq_ignore_ascii_case(THUMBNAIL)
}

pub(crate) fn resolved(address: &str, base: &Url) -> Option<String> {
    let address = address.trim();
    let url = base.join(address).ok().filter(|_| !address.is_empty())?;
    matches!(url.scheme(), "https" | "http").then(|| url.into())
}

fn kind(mime: &str, url: &str) -> MediaKind {
    match mime.split('/').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "image" => return MediaKind::Picture,
        "video" => return MediaKind::Video,
        "audio" => return MediaKind::Audio,
        _ => {}
    }
    let path = url.split(['?', '#']).next().unwrap_or_default();
    match path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" => MediaKind::Picture,
        "mp4" | "m4v" | "webm" | "mov" | "ogv" => MediaKind::Video,
        "mp3" | "m4a" | "ogg" | "oga" | "opus" | "flac" | "wav" | "aac" => MediaKind::Audio,
        _ => MediaKind::Other,
    }
}
