//! Text from elsewhere, made safe to show. The window shows the `html` of this module and no other HTML.
//!
//! What is kept of HTML is a short list of plain elements; links lead to `https`, `http` or `mailto` and nowhere else.
//! Signs that change the direction of what follows are dropped, so that no text can disguise another.

mod clean;
mod html;
mod plain;

pub use clean::{clean_line, clean_text, clean_url, cut};

use html::from_html;
use lectern_model::{Author, Body, Card, IncomingPost, Link, PostMedia, Timestamp};
use lectern_store::NewPost;
use plain::{from_plain, plain_html};

/// Most bytes of HTML that are read of a post; the rest is behind a link to the original.
const MOST_HTML: usize = 200_000;

/// Most bytes of plain text that are kept of a post.
const MOST_PLAIN: usize = 100_000;

/// Most things attached to a post.
const MOST_MEDIA: usize = 40;

/// Longest description of a picture, in bytes.
const MOST_DESCRIPTION: usize = 20_000;

/// Text safe to show, and the same as plain text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Safe {
    /// Sanitised HTML.
    pub html: String,
    /// The same as plain text.
    pub text: String,
}

/// Makes a body safe. `page` is the post's own page: relative links are read from there, and what is cut off is there.
#[must_use]
pub fn safe_body(body: &Body, page: Option<&str>) -> Safe {
    match body {
        Body::Html(html) => from_html(html, page),
        Body::Plain { text, links } => from_plain(text, links, page),
    }
}

/// Our own plain text as it would be shown, its web addresses made links.
#[must_use]
pub fn shown_plain(text: &str, links: &[Link]) -> String {
    plain_html(&clean_text(text), links)
}

/// A post as it is stored: safe to show, within bounds, and not from the future.
#[must_use]
pub fn ready(post: IncomingPost, now: Timestamp) -> NewPost {
    let url = clean_url(post.url);
    let Safe { html, text } = safe_body(&post.body, url.as_deref());
    let created_at = Timestamp(post.created_at.0.clamp(0, now.0));
    NewPost {
        remote_id: post.remote_id,
        sort_at: created_at,
        created_at,
        author: clean_author(post.author),
        boosted_by: post.boosted_by.map(clean_author),
        title: clean_line(&post.title),
        html,
        text,
        language: post.language.filter(|tag| tag.len() <= 35),
        content_warning: clean_line(&post.content_warning),
        visibility: post.visibility,
        media: post.media.into_iter().filter_map(clean_media).take(MOST_MEDIA).collect(),
        card: post.card.and_then(clean_card),
        counts: post.counts,
        liked: post.liked,
        boosted: post.boosted,
        reply_to: post.reply_to,
        thread_root: post.thread_root,
        remote_ref: post.remote_ref,
        url,
    }
}

fn clean_author(author: Author) -> Author {
    Author {
        remote_id: author.remote_id,
        name: clean_line(&author.name),
        handle: clean_line(&author.handle),
        url: clean_url(author.url),
        avatar_url: clean_url(author.avatar_url),
    }
}

fn clean_media(media: PostMedia) -> Option<PostMedia> {
    Some(PostMedia {
        url: clean_url(Some(media.url))?,
        preview_url: clean_url(media.preview_url),
        description: clean::cut(&clean_text(&media.description), MOST_DESCRIPTION).to_owned(),
        ..media
    })
}

fn clean_card(card: Card) -> Option<Card> {
    Some(Card {
        url: clean_url(Some(card.url))?,
        title: clean_line(&card.title),
        description: clean_line(&card.description),
        picture_url: clean_url(card.picture_url),
    })
}

#[cfg(test)]
mod tests;
