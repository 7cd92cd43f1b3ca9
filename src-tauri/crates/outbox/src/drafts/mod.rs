//! Our text in preparation. Every save is a whole row in one transaction that is on the disk when it is answered, so
//! that a crash costs at most what was typed in the last half second. A save on an old revision is refused and
//! changes nothing: the editor still holds its text, the store still holds the newer one.

mod duplicate;
mod history;
mod pictures;
mod preview;
mod samples;
mod saved_replies;
mod templates;
pub mod variables;
mod videos;

use crate::outgoing::{Shaping, tidy_versions};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lectern_core::Core;
use lectern_model::{
    Account, AccountId, Change, Code, Draft, DraftId, DraftMedia, DraftRole, DraftSave, DraftSummary, MessageId,
    PostId, Problem, SeriesKind, Visibility,
};
use lectern_store::{NewDraft, Reader, Saved, StoreError, StoredPost};
use std::sync::Arc;

pub use pictures::PictureShape;

/// Most drafts in the list.
const MOST: u32 = 500;
/// Most bytes of text in a draft: far beyond any platform, and a bound for the editor.
pub const LONGEST: usize = 200_000;
/// Most pictures in a draft, and most bytes of their descriptions: bounds for bad input, not a platform's limits.
const MOST_PICTURES: usize = 20;
/// Most versions of a draft, and most answers of its poll: bounds for bad input.
const MOST_VERSIONS: usize = 200;
const MOST_ANSWERS: usize = 50;
/// Largest file that is taken as a picture, in bytes.
const LARGEST_FILE: usize = 40 * 1024 * 1024;

/// Our text in preparation.
pub struct Drafts {
    core: Arc<Core>,
    shaping: Shaping,
}

impl Drafts {
    /// Drafts over an open store.
    #[must_use]
    pub fn new(shaping: Shaping) -> Self {
        Self { core: Arc::clone(&shaping.core), shaping }
    }

    /// Drafts not queued yet, newest first.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn list(&self) -> Result<Vec<DraftSummary>, Problem> {
        self.core.read(|reader| reader.open_drafts(MOST)).await
    }

    /// One, queued or not.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn read(&self, draft: DraftId) -> Result<Draft, Problem> {
        self.core.read(move |reader| reader.draft(draft)).await
    }

    /// Begins one: empty, with a first text, sharing a post with a note, or answering a post of a feed.
    ///
    /// # Errors
    /// `NotFound` where the post is gone, or what the disk said.
    pub async fn begin(&self, text: &str, shares: Option<PostId>, answers: Option<PostId>) -> Result<Draft, Problem> {
        check_length(text)?;
        self.may_share(shares).await?;
        let answered = match answers {
            Some(post) => Some(self.core.read(move |reader| reader.post(post)).await?),
            None => None,
        };
        if let Some(open) = self.open_reply(answered.as_ref()).await?.filter(|_| text.is_empty()) {
            return Ok(open);
        }
        let targets = match &answered {
            Some(post) => vec![post.account],
            None => self.only_account().await?,
        };
        let new = NewDraft {
            text: text.to_owned(),
            language: self.shaping.settings.read().await?.language,
            visibility: answered.as_ref().map_or(Visibility::Public, |post| post.post.visibility),
            content_warning: answered.as_ref().map(|post| post.post.content_warning.clone()).unwrap_or_default(),
            conversation: answered.as_ref().and_then(|post| post.conversation),
            answers: answers.map(|post| MessageId(post.0)),
            targets,
            shares,
            ..NewDraft::default()
        };
        self.keep_new(new).await
    }

    /// What only some may read is not passed on.
    async fn may_share(&self, shares: Option<PostId>) -> Result<(), Problem> {
        let Some(post) = shares else { return Ok(()) };
        let shared = self.core.read(move |reader| reader.post(post)).await?;
        if matches!(shared.post.visibility, Visibility::Public | Visibility::Unlisted) {
            return Ok(());
        }
        Err(Problem::new(
            Code::BadInput,
            "Not everybody may read this post, so it cannot be shared. Nothing was begun.",
        ))
    }

    /// The reply that was begun in the conversation of a post.
    async fn open_reply(&self, answered: Option<&StoredPost>) -> Result<Option<Draft>, Problem> {
        let Some(conversation) = answered.and_then(|post| post.conversation) else { return Ok(None) };
        let open = move |reader: &Reader<'_>| match reader.open_reply(conversation)? {
            Some(draft) => reader.draft(draft).map(Some),
            None => Ok(None),
        };
        self.core.read(open).await
    }

    /// The one account that can publish, where there is just one: nobody wants to be asked which.
    async fn only_account(&self) -> Result<Vec<AccountId>, Problem> {
        let accounts = self.core.read(|reader| reader.accounts()).await?;
        let publishes = |account: &Account| {
            self.core.connectors.get(&account.platform).is_some_and(|connector| connector.publish().is_some())
        };
        let mut able = accounts.iter().filter(|account| publishes(account));
        Ok(match (able.next(), able.next()) {
            (Some(only), None) => vec![only.id],
            _ => Vec::new(),
        })
    }

    async fn keep_new(&self, new: NewDraft) -> Result<Draft, Problem> {
        let now = self.core.clock.now();
        let draft = self.core.write(move |writer| writer.begin_draft(&new, now)).await?;
        self.core.changed(Change::Drafts);
        Ok(draft)
    }

    /// Saves one, whole.
    ///
    /// # Errors
    /// `Stale` where a newer revision is stored or it was queued meanwhile; nothing was changed.
    pub async fn save(&self, mut save: DraftSave) -> Result<Draft, Problem> {
        check_size(&save)?;
        tidy_versions(&mut save);
        let now = self.core.clock.now();
        match self.core.write(move |writer| writer.save_draft(&save, now)).await? {
            Saved::Now(draft) => {
                self.core.changed(Change::Drafts);
                Ok(*draft)
            }
            Saved::Stale => {
                Err(stale("A newer version of this draft is stored. Both are safe: this one was not written over it."))
            }
            Saved::Queued => Err(stale("This draft was sent meanwhile. What is on the screen was not added to it.")),
        }
    }

    /// Deletes one that was not queued.
    ///
    /// # Errors
    /// `Stale` where it was queued: what was sent stays on record.
    pub async fn delete(&self, draft: DraftId) -> Result<(), Problem> {
        let deleted = self.core.write(move |writer| {
            // Asked for first, so that a draft that never was is an error of its own.
            let stored = writer.draft(draft)?;
            if repeated(writer, &stored)? {
                return Ok(Err(stale("A series repeats this post. End the series first; nothing was deleted.")));
            }
            writer.delete_draft(draft).map(Ok)
        });
        if !deleted.await?? {
            return Err(stale("This draft was sent meanwhile. What was sent stays on record."));
        }
        self.core.changed(Change::Drafts);
        self.core.changed(Change::Inbox);
        Ok(())
    }

    /// Adds a picture, as the file's bytes in base64.
    ///
    /// # Errors
    /// `UnusableFile` where it is no picture or too large; `Stale` where the draft was queued. The draft is unchanged.
    pub async fn add_picture(&self, draft: DraftId, name: &str, base64: &str) -> Result<Draft, Problem> {
        let too_large = || {
            let words = "is larger than 40 MB. Save it smaller in a picture program, then add that.";
            Problem::new(Code::UnusableFile, format!("“{name}” {words} The draft is unchanged."))
        };
        if base64.len() / 4 * 3 > LARGEST_FILE {
            return Err(too_large());
        }
        let bytes = STANDARD.decode(base64.trim()).map_err(|_| {
            Problem::new(Code::UnusableFile, format!("“{name}” did not arrive whole. The draft is unchanged."))
        })?;
        let media = self.shaping.media.add(name, bytes).await?;
        let now = self.core.clock.now();
        let saved = self.core.write(move |writer| {
            let stored = writer.draft(draft)?;
            let media = pictures::described_before(writer, media)?;
            writer.save_draft(&with_picture(stored, media), now)
        });
        match saved.await? {
            Saved::Now(draft) => {
                self.core.changed(Change::Drafts);
                Ok(*draft)
            }
            Saved::Stale | Saved::Queued => Err(stale("This draft was sent meanwhile. The picture was not added.")),
        }
    }
}

/// Whether a series has nothing else to repeat.
fn repeated(reader: &Reader<'_>, draft: &Draft) -> Result<bool, StoreError> {
    let Some(series) = draft.series.filter(|_| draft.role == DraftRole::Pattern) else { return Ok(false) };
    Ok(reader.series(series)?.kind == SeriesKind::Repeating)
}

fn with_picture(stored: Draft, media: DraftMedia) -> DraftSave {
    let mut pictures = stored.media.clone();
    if pictures.len() < MOST_PICTURES {
        pictures.push(media);
    }
    as_saved(stored, pictures)
}

/// A draft as it is saved, with these pictures.
fn as_saved(stored: Draft, media: Vec<DraftMedia>) -> DraftSave {
    DraftSave {
        id: stored.id,
        revision: stored.revision,
        text: stored.text,
        versions: stored.versions,
        thread: stored.thread,
        poll: stored.poll,
        language: stored.language,
        content_warning: stored.content_warning,
        visibility: stored.visibility,
        targets: stored.targets,
        media,
        when: stored.when,
        never_after: stored.never_after,
    }
}

fn check_length(text: &str) -> Result<(), Problem> {
    if text.len() > LONGEST {
        return Err(Problem::field("text", "This text is longer than Lectern keeps in one draft. It was not saved."));
    }
    Ok(())
}

fn check_size(save: &DraftSave) -> Result<(), Problem> {
    check_length(&save.text)?;
    if save.versions.len() > MOST_VERSIONS
        || save.versions.iter().map(|version| version.text.len()).sum::<usize>() > LONGEST * 2
    {
        return Err(Problem::field(
            "versions",
            "The versions are longer than Lectern keeps in one draft. They were not saved.",
        ));
    }
    let answers = save.poll.iter().flat_map(|poll| &poll.options);
    if answers.clone().count() > MOST_ANSWERS || answers.map(String::len).sum::<usize>() > LONGEST {
        return Err(Problem::field("poll", "The poll is longer than Lectern keeps in one draft. It was not saved."));
    }
    if save.media.len() > MOST_PICTURES {
        return Err(Problem::field("media", "A draft holds at most twenty pictures. It was not saved."));
    }
    Ok(())
}

fn stale(words: &str) -> Problem {
    Problem::new(Code::Stale, words)
}
