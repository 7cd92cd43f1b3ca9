//! Pictures: the cache of what others show, and the bytes of our own.
//!
//! ```text
//! look_up   a page says which addresses it shows; those not here yet become wanted
//! fetch     wanted pictures are fetched without cookies or referrer, decoded within bounds, made small, written anew
//! own       pictures of drafts: decoded to be sure, stripped of metadata, made to fit each platform
//! video     videos of drafts: taken in part by part, tidied where they stand, sent piece by piece
//! cards     cards of links, made from the pages they lead to
//! ```

mod cards;
mod fetch;
mod files;
mod own;
mod shape;
mod strip;
mod sweep;
mod video;

use crate::Core;
use crate::core::run;
use files::Files;
pub use files::is_hash;
use lectern_model::{Change, Code, DraftMedia, Problem};
use lectern_store::{PictureState, PictureUse};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use tokio::sync::Notify;

/// A picture's last use is written down at most this often, in seconds.
const USE_NOTED: i64 = 24 * 60 * 60;

/// Pictures: the cache of what others show, and the bytes of our own.
pub struct Media {
    core: Arc<Core>,
    files: Files,
    /// Videos that are on their way in.
    arrivals: video::coming::Arrivals,
    /// Something is wanted.
    wanted: Arc<Notify>,
    /// Pictures that were made to fit a platform's bounds.
    fitted: tokio::sync::Mutex<HashMap<own::Bounds, DraftMedia>>,
    /// The links whose cards were asked for last.
    card_asked: Mutex<Vec<String>>,
    /// Cached files that nothing needed at the last sweep.
    orphans: Mutex<HashSet<String>>,
}

impl Media {
    /// Pictures over one core.
    pub fn new(core: Arc<Core>) -> Self {
        let files = Files::new(&core.folder);
        let arrivals = video::coming::Arrivals::new(&core.folder);
        Self {
            core,
            files,
            arrivals,
            wanted: Arc::default(),
            fitted: tokio::sync::Mutex::default(),
            card_asked: Mutex::default(),
            orphans: Mutex::default(),
        }
    }

    /// Bytes and media type of a picture in the media folder. `hash`: 64 lower-case hex digits; no other name names
    /// anything.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn bytes(&self, hash: &str) -> Result<(Vec<u8>, String), Problem> {
        let (files, hash) = (self.files.clone(), hash.to_owned());
        let bytes = run(move || files.read(&hash)).await??;
        let unknown = || Problem::new(Code::UnusableFile, "This file is not a picture.");
        let mime = shape::mime_of(&bytes).ok_or_else(unknown)?;
        Ok((bytes, mime.to_owned()))
    }

    /// What is known of the pictures at these addresses. Those that are not here become wanted, unless the person
    /// turned fetching off; they are then left out of the answer.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn look_up(&self, urls: Vec<String>) -> Result<HashMap<String, PictureState>, Problem> {
        if urls.is_empty() {
            return Ok(HashMap::new());
        }
        let (known, urls) = self
            .core
            .read(move |reader| {
                let known = reader.pictures(urls.iter().map(String::as_str))?;
                Ok((known, urls))
            })
            .await?;
        Ok(self.shown(known, urls))
    }

    /// What a page shows of the pictures it asked for; notes in the background which are wanted or were used.
    pub fn shown(&self, known: HashMap<String, PictureUse>, urls: Vec<String>) -> HashMap<String, PictureState> {
        let now = self.core.clock.now();
        let fetch = self.core.fetches_pictures();
        let noted = |url: &String| match known.get(url) {
            Some(used) => now.since(used.used_at).abs() < USE_NOTED * 1000 || used.state == PictureState::Failed,
            None => !fetch,
        };
        let mut missing: Vec<String> = urls.iter().filter(|url| !noted(url)).cloned().collect();
        missing.sort_unstable();
        missing.dedup();
        let wanted = urls.into_iter().filter(|_| fetch).map(|url| (url, PictureState::Wanted));
        let mut states: HashMap<String, PictureState> = wanted.collect();
        states.extend(known.into_iter().map(|(url, used)| (url, used.state)));
        if !missing.is_empty() {
            self.note_use(missing);
        }
        states
    }

    fn note_use(&self, urls: Vec<String>) {
        let (core, wanted) = (Arc::clone(&self.core), Arc::clone(&self.wanted));
        let now = core.clock.now();
        self.core.tasks.spawn(async move {
            let noted = core.write(move |writer| writer.want_pictures(&urls, now)).await;
            match noted {
                Ok(()) => wanted.notify_one(),
                Err(problem) => tracing::info!(%problem, "wanted pictures could not be noted"),
            }
        });
    }

    fn tell(&self) {
        self.core.changed(Change::Pictures);
    }
}

#[cfg(test)]
mod tests;
