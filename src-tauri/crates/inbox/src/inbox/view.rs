//! Conversations and messages as pages show them.

use super::clock::AnswerClock;
use super::covered::cover_start;
use lectern_checks::privacy::{Guard, masked_secrets};
use lectern_core::Core;
use lectern_core::media::Media;
use lectern_model::{
    Account, Author, AuthorView, Card, CardView, ConversationView, MediaKind, MediaRef, MessageBefore, MessageId,
    MessageView, PictureView, PostId, PostMedia, Problem,
};
use lectern_store::{ConversationRow, PictureState, StoredPost};
use std::collections::HashMap;

/// Conversations as lists show them, people's details covered.
pub async fn conversation_views(
    core: &Core,
    media: &Media,
    guard: &Guard,
    rows: Vec<ConversationRow>,
) -> Result<Vec<ConversationView>, Problem> {
    let wanted = rows.iter().filter_map(|row| row.with.avatar_url.clone()).collect();
    let shown = Shown::of(media, wanted).await?;
    let clock = core.read(AnswerClock::read).await?;
    let view = |row: ConversationRow| ConversationView {
        answer_by: row.waiting_since.map(|since| clock.answer_by_for(row.label, since)),
        note_covered: masked_secrets(&row.note, guard).is_covered(),
        practice: core.connectors.get(&row.platform).is_some_and(|connector| connector.describe().practice),
        with: shown.author(&row.with),
        id: row.id,
        account: row.account,
        platform: row.platform,
        kind: row.kind,
        state: row.state,
        snippet: cover_start(&row.snippet, guard),
        about: row.about,
        last_at: row.last_at,
        waiting_since: row.waiting_since,
        unread: row.unread,
        reply_pending: row.reply_pending,
        label: row.label,
        snoozed_until: row.snoozed_until,
        note: masked_secrets(&row.note, guard).text,
        reference: row.reference,
        answered: row.answered,
        merged: row.merged,
        merged_labels: row.merged_labels,
        edited_after_answer: row.edited,
    };
    Ok(rows.into_iter().map(view).collect())
}

/// Messages in full: who shows them covers what tells of people.
pub(super) async fn messages(
    media: &Media,
    messages: &[StoredPost],
    mut earlier: HashMap<PostId, Vec<MessageBefore>>,
) -> Result<Vec<MessageView>, Problem> {
    let wanted = messages.iter().flat_map(addresses).map(str::to_owned).collect();
    let shown = Shown::of(media, wanted).await?;
    let view = |message: &StoredPost| MessageView {
        earlier: earlier.remove(&message.id).unwrap_or_default(),
        ..shown.message(message)
    };
    Ok(messages.iter().map(view).collect())
}

/// Addresses of the pictures that a message shows.
fn addresses(message: &StoredPost) -> impl Iterator<Item = &str> {
    let post = &message.post;
    let card = post.card.as_ref().and_then(|card| card.picture_url.as_deref());
    post.author.avatar_url.as_deref().into_iter().chain(post.media.iter().filter_map(preview)).chain(card)
}

/// The address of what is shown of an attached thing.
fn preview(media: &PostMedia) -> Option<&str> {
    let itself = Some(media.url.as_str()).filter(|_| media.kind == MediaKind::Picture);
    media.preview_url.as_deref().or(itself)
}

/// Which pictures are here.
pub(super) struct Shown(HashMap<String, PictureState>);

impl Shown {
    async fn of(media: &Media, wanted: Vec<String>) -> Result<Self, Problem> {
        Ok(Self(media.look_up(wanted).await?))
    }

    fn message(&self, message: &StoredPost) -> MessageView {
        let post = &message.post;
        MessageView {
            id: Some(MessageId(message.id.0)),
            author: self.author(&post.author),
            ours: message.ours,
            context: message.context,
            html: post.html.clone(),
            text: post.text.clone(),
            created_at: post.created_at,
            url: post.url.clone(),
            visibility: post.visibility,
            content_warning: post.content_warning.clone(),
            media: post.media.iter().map(|media| self.picture(media)).collect(),
            card: post.card.as_ref().map(|card| self.card(card)),
            earlier: Vec::new(),
            delivery: None,
            covered: Vec::new(),
            answers_deleted: false,
            moderation: None,
        }
    }

    fn here(&self, url: &str) -> Option<lectern_model::MediaHash> {
        match self.0.get(url) {
            Some(PictureState::Here(hash)) => Some(hash.clone()),
            _ => None,
        }
    }

    fn author(&self, author: &Author) -> AuthorView {
        AuthorView {
            name: if author.name.is_empty() { author.handle.clone() } else { author.name.clone() },
            handle: author.handle.clone(),
            url: author.url.clone(),
            avatar: author.avatar_url.as_deref().and_then(|url| self.here(url)),
        }
    }

    fn picture(&self, media: &PostMedia) -> PictureView {
        let address = preview(media);
        PictureView {
            kind: media.kind,
            preview: address.and_then(|url| self.here(url)),
            pending: address.is_some_and(|url| matches!(self.0.get(url), Some(PictureState::Wanted))),
            description: media.description.clone(),
            width: media.width,
            height: media.height,
            url: media.url.clone(),
        }
    }

    fn card(&self, card: &Card) -> CardView {
        let host = url::Url::parse(&card.url).ok().and_then(|url| url.host_str().map(str::to_owned));
        CardView {
            url: card.url.clone(),
            host: host.unwrap_or_default(),
            title: card.title.clone(),
            description: card.description.clone(),
            picture: card.picture_url.as_deref().and_then(|url| self.here(url)),
        }
    }
}

/// We ourselves, as the author of a reply that is under way.
pub(super) fn ourselves(account: &Account) -> AuthorView {
    AuthorView {
        name: if account.name.is_empty() { account.handle.clone() } else { account.name.clone() },
        handle: account.handle.clone(),
        url: None,
        avatar: None,
    }
}

/// A picture of a reply that is under way: its bytes are in the media folder already.
pub(super) fn own_picture(media: &MediaRef) -> PictureView {
    PictureView {
        kind: MediaKind::Picture,
        preview: Some(media.hash.clone()),
        pending: false,
        description: media.description.clone(),
        width: Some(media.width),
        height: Some(media.height),
        url: String::new(),
    }
}
