//! What shaping a draft reads from the store, all at once: it is read again with every key.

use super::Shaping;
use super::times::{self, Times};
use lectern_core::settings;
use lectern_hours::Hours;
use lectern_model::{Account, Draft, MediaHash, PictureRecord, PostId, Problem, Settings};
use lectern_store::{Reader, StoreError, StoreTrouble, StoredPost};

/// What a draft stands on.
pub(super) struct Ground {
    /// What the person set.
    pub(super) settings: Settings,
    /// When the library is open.
    pub(super) hours: Hours,
    /// Its accounts, in their order; those that were removed are left out.
    pub(super) accounts: Vec<Account>,
    /// What is noted about the people in its pictures.
    pub(super) records: Vec<PictureRecord>,
    /// The post that it answers; none where it is gone by now.
    pub(super) answered: Option<StoredPost>,
    /// When it would go out: what it takes of its accounts' queues, where it waits for those.
    pub(super) times: Times,
    /// Address of the post that it shares, where that is known.
    shared: Option<String>,
}

impl Shaping {
    pub(super) async fn ground(&self, draft: &Draft) -> Result<Ground, Problem> {
        let (targets, answers, shares, when) = (draft.targets.clone(), draft.answers, draft.shares, draft.when);
        let now = self.core.clock.now();
        let roots: Vec<MediaHash> = draft.media.iter().map(|media| media.root().clone()).collect();
        let read = move |reader: &Reader<'_>| {
            let mut accounts = Vec::new();
            for id in targets {
                accounts.extend(unless_gone(reader.account(id))?);
            }
            let post = |id: Option<PostId>| match id {
                Some(id) => unless_gone(reader.post(id)),
                None => Ok(None),
            };
            let answered = post(answers.map(|message| PostId(message.0)))?;
            let shared = post(shares)?.and_then(|shared| shared.post.url);
            let mut records = Vec::new();
            for root in roots {
                records.extend(reader.picture_record(&root)?);
            }
            let settings = settings::stored(reader)?;
            let hours = settings::opening_of(reader, &settings)?;
            let times = times::of(reader, when, &accounts, (&settings, now))?;
            Ok(Ground { settings, hours, accounts, records, answered, times, shared })
        };
        self.core.read(read).await
    }
}

impl Ground {
    /// A text with the address of the shared post below it, where it is not in it already.
    pub(super) fn with_shared(&self, text: &str) -> String {
        let short = text.trim_end();
        match &self.shared {
            Some(url) if !short.contains(url) && short.is_empty() => url.clone(),
            Some(url) if !short.contains(url) => format!("{short}\n\n{url}"),
            _ => text.to_owned(),
        }
    }
}

fn unless_gone<T>(found: Result<T, StoreError>) -> Result<Option<T>, StoreError> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.what == StoreTrouble::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
