//! Writing in the log of records.
//!
//! Whoever does something that must be on record writes it first, or in the same transaction: where the log cannot be
//! written, it is not done.

use crate::Core;
use lectern_model::{
    AccountId, Change, DeliveryId, MediaHash, PostMedia, Problem, RecordAccount, RecordBody, RecordId, RecordKind,
    RecordMedia, RecordReason, RecordWords, Timestamp,
};
use lectern_records::{Entry, FIRST, written};
use lectern_store::{KeptRecord, NewRecordRow, PictureState, Reader, StoreError, StoreTrouble, StoredPost, Writer};

/// Something to write in the log.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewRecord {
    /// The key of its category. Empty: the one of its kind.
    pub category: String,
    /// The account; none: it concerns the log itself.
    pub account: Option<AccountId>,
    /// The words in question.
    pub words: RecordWords,
    /// What was there before.
    pub context: Vec<RecordWords>,
    /// Why.
    pub reason: RecordReason,
    /// Records that it is about.
    pub about: Vec<RecordId>,
    /// SHA-256 of the list of files that were handed out.
    pub sealed: String,
    /// The delivery that did it.
    pub delivery: Option<DeliveryId>,
}

impl Core {
    /// Writes in the log, before what it says is done: where this fails, do not do it.
    ///
    /// # Errors
    /// What the disk said; nothing was written.
    pub async fn record(&self, kind: RecordKind, new: NewRecord) -> Result<RecordId, Problem> {
        let now = self.clock.now();
        let entry = self.write(move |writer| append(writer, kind, new, now)).await?;
        self.changed(Change::Records);
        Ok(entry.0.number)
    }
}

/// Writes in the log, in the transaction in which it is done. Answers its place in the log and what it says.
///
/// # Errors
/// What the disk said.
pub fn append(
    writer: &Writer<'_>,
    kind: RecordKind,
    new: NewRecord,
    now: Timestamp,
) -> Result<(Entry, RecordBody), StoreError> {
    let account = match new.account {
        Some(id) => {
            let account = writer.account_on_record(id)?;
            Some(RecordAccount { platform: account.platform.0, handle: account.handle })
        }
        None => None,
    };
    let NewRecord { category, account: account_id, words, context, reason, about, sealed, delivery } = new;
    let salt = format!("{:032x}", rand::random::<u128>());
    let body = RecordBody { salt, account, words, context, reason, about, sealed };
    let text = written(&body);
    let (number, previous) = match writer.last_record()? {
        Some((last, hash)) => (RecordId(last.0 + 1), hash),
        None => (RecordId(1), FIRST.to_owned()),
    };
    let entry = Entry::after(&previous, number, now, kind, &text);
    let kept = KeptRecord {
        id: number,
        at: now,
        kind,
        body_digest: entry.body.clone(),
        digest: entry.digest.clone(),
        hash: entry.hash.clone(),
        body: Some(text),
    };
    let category = if category.is_empty() { usual_category(kind).to_owned() } else { category };
    let (words, media) = (searched(&body), pictures(&body));
    writer.append_record(&NewRecordRow { kept, account: account_id, category, words, media, delivery })?;
    Ok((entry, body))
}

/// What somebody wrote, with the pictures of it that are here. Where a person said that it shows sexual material of a
/// child, the words alone: holding such a picture can itself be an offence.
///
/// # Errors
/// What the disk said.
pub fn words_of(reader: &Reader<'_>, post: &StoredPost) -> Result<RecordWords, StoreError> {
    let told = &post.post;
    let media = match reader.never_copied(post.account, &told.remote_id)? {
        true => Vec::new(),
        false => told.media.iter().map(|media| picture_of(reader, media)).collect::<Result<_, _>>()?,
    };
    Ok(RecordWords {
        author: told.author.name.clone(),
        handle: told.author.handle.clone(),
        text: told.text.clone(),
        content_warning: told.content_warning.clone(),
        visibility: told.visibility,
        written_at: Some(told.created_at),
        remote_id: told.remote_id.clone(),
        url: told.url.clone(),
        media,
    })
}

fn picture_of(reader: &Reader<'_>, media: &PostMedia) -> Result<RecordMedia, StoreError> {
    let addresses = media.preview_url.iter().chain([&media.url]);
    let known = reader.pictures(addresses.clone().map(String::as_str))?;
    let hash = addresses.filter_map(|url| known.get(url)).find_map(|used| match &used.state {
        PictureState::Here(hash) => Some(hash.clone()),
        PictureState::Wanted | PictureState::Failed => None,
    });
    Ok(RecordMedia { hash, url: media.url.clone(), description: media.description.clone() })
}

/// A post that an account may be answering; none where it is not here.
///
/// # Errors
/// What the disk said.
pub fn post_if_here(reader: &Reader<'_>, id: lectern_model::PostId) -> Result<Option<StoredPost>, StoreError> {
    match reader.post(id) {
        Ok(post) => Ok(Some(post)),
        Err(error) if error.what == StoreTrouble::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn usual_category(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Published | RecordKind::Changed | RecordKind::Deleted => "promotion",
        RecordKind::Answered | RecordKind::Overruled => "correspondence",
        RecordKind::Hidden
        | RecordKind::Restored
        | RecordKind::Removed
        | RecordKind::Blocked
        | RecordKind::Unblocked
        | RecordKind::Preserved
        | RecordKind::Reported
        | RecordKind::ReportResult => "moderation",
        RecordKind::Held | RecordKind::Released | RecordKind::Filed | RecordKind::Disposed | RecordKind::Exported => {
            "log"
        }
    }
}

/// What of a body is found by its words.
fn searched(body: &RecordBody) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for words in std::iter::once(&body.words).chain(&body.context) {
        parts.extend([words.author.as_str(), &words.handle, &words.text, &words.content_warning]);
        parts.extend(words.media.iter().map(|picture| picture.description.as_str()));
    }
    parts.extend([body.reason.clause.as_str(), &body.reason.quoted, &body.reason.note, &body.reason.agreed]);
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

fn pictures(body: &RecordBody) -> Vec<MediaHash> {
    let words = std::iter::once(&body.words).chain(&body.context);
    words.flat_map(|words| &words.media).filter_map(|picture| picture.hash.clone()).collect()
}
