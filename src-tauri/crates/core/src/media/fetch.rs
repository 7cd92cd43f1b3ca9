//! Fetching the pictures that others show.
//!
//! Last asked for first, a few at a time. What cannot be had for now is tried again later and later; what is no
//! picture, or is gone, is not asked for again.

use super::Media;
use super::files::Shelf;
use super::shape::{self, Unusable};
use crate::core::run;
use futures_util::stream::{self, StreamExt as _};
use lectern_model::{Failure, FailureKind, MediaHash, Problem, Timestamp};
use lectern_net::{Request, Url};
use lectern_store::WantedPicture;
use std::time::Duration;

/// Most bytes of a picture that is fetched.
const MOST_BYTES: usize = 10 * 1024 * 1024;

/// Longest side of a cached picture in pixels.
const LONGEST_SIDE: u32 = 1_200;

/// Pictures fetched side by side.
const AT_ONCE: usize = 4;

/// Pictures taken from the list of wanted ones in one go.
const BATCH: u32 = 24;

/// Tries before a picture is given up, other than for want of a line.
const TRIES: u32 = 5;

/// Most bytes of all cached pictures.
const ROOM: u64 = 500 * 1024 * 1024;

/// Why a picture was not fetched.
enum NotFetched {
    /// Worth another try.
    ForNow(Failure),
    /// Not worth one.
    ForGood,
    /// Our own disk.
    Here(Problem),
}

impl Media {
    /// Fetches wanted pictures for ever.
    pub async fn run(&self) {
        loop {
            let next = match self.fetch_wanted().await {
                Ok(0) => self.core.read(|reader| reader.next_picture_at()).await.ok().flatten(),
                Ok(_) => continue,
                Err(problem) => {
                    tracing::info!(%problem, "pictures wait");
                    None
                }
            };
            let now = self.core.clock.now();
            let at = next.map_or(now.plus_seconds(60), |next| next.max(now.plus_seconds(1)));
            tokio::select! {
                () = self.wanted.notified() => {}
                () = self.core.clock.wait_until(at) => {}
            }
        }
    }

    /// Fetches the next few wanted pictures and says how many were looked at.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn fetch_wanted(&self) -> Result<usize, Problem> {
        if !self.core.fetches_pictures() {
            return Ok(0);
        }
        let now = self.core.clock.now();
        let wanted = self.core.read(move |reader| reader.wanted_pictures(now, BATCH)).await?;
        let count = wanted.len();
        let outcomes: Vec<Result<bool, Problem>> =
            stream::iter(wanted).map(|wanted| self.fetch_one(wanted)).buffer_unordered(AT_ONCE).collect().await;
        let mut came = false;
        for outcome in outcomes {
            came |= outcome?;
        }
        if came {
            self.tell();
            self.make_room().await?;
        }
        Ok(count)
    }

    /// Fetches one; whether it is here now.
    async fn fetch_one(&self, wanted: WantedPicture) -> Result<bool, Problem> {
        let now = self.core.clock.now();
        let url = wanted.url.clone();
        match self.fetch(&wanted.url).await {
            Ok((hash, bytes)) => {
                self.core.write(move |writer| writer.picture_here(&url, &hash, bytes, now)).await?;
                Ok(true)
            }
            Err(NotFetched::Here(problem)) => Err(problem),
            Err(reason) => {
                let again = again_at(&reason, wanted.tries, now);
                self.core.write(move |writer| writer.picture_failed(&url, again)).await?;
                Ok(false)
            }
        }
    }

    /// The picture at an address, in the cache now.
    ///
    /// # Errors
    /// `None` where there is none to be had.
    pub async fn fetch_now(&self, url: &str) -> Option<MediaHash> {
        let (hash, bytes) = self.fetch(url).await.ok()?;
        let (address, kept, now) = (url.to_owned(), hash.clone(), self.core.clock.now());
        self.core.write(move |writer| writer.picture_here(&address, &kept, bytes, now)).await.ok()?;
        self.tell();
        Some(hash)
    }

    async fn fetch(&self, url: &str) -> Result<(MediaHash, u64), NotFetched> {
        let url = Url::parse(url).map_err(|_| NotFetched::ForGood)?;
        let request = Request::get(url)
            .header("accept", "image/webp,image/png,image/jpeg,image/gif;q=0.9")
            .timeout(Duration::from_secs(30))
            .max_body(MOST_BYTES);
        let answer = self.core.wire.send(request).await.and_then(lectern_net::Response::ok);
        let body = answer.map_err(judge)?.body;
        let files = self.files.clone();
        let kept = run(move || {
            let written = shape::thumbnail(&body, LONGEST_SIDE)?;
            let size = written.bytes.len() as u64;
            Ok::<_, Unusable>(files.keep(Shelf::Cache, &written.bytes).map(|hash| (hash, size)))
        });
        match kept.await.map_err(NotFetched::Here)? {
            Ok(kept) => kept.map_err(NotFetched::Here),
            Err(_) => Err(NotFetched::ForGood),
        }
    }

    /// Removes the longest unused pictures where the cache is too large.
    async fn make_room(&self) -> Result<(), Problem> {
        let files = self.files.clone();
        let mut bytes = self.core.read(|reader| reader.picture_bytes()).await?;
        if bytes <= ROOM {
            return Ok(());
        }
        while bytes > ROOM / 10 * 9 {
            let oldest = self.core.read(|reader| reader.oldest_pictures(100)).await?;
            if oldest.is_empty() {
                break;
            }
            bytes = bytes.saturating_sub(oldest.iter().map(|(_, size)| size).sum());
            let files = files.clone();
            self.core
                .write(move |writer| {
                    for (hash, _) in &oldest {
                        writer.forget_picture(hash)?;
                        files.remove_cached(hash.as_str());
                    }
                    Ok(())
                })
                .await?;
        }
        Ok(())
    }
}

fn judge(failure: Failure) -> NotFetched {
    if failure.passes() { NotFetched::ForNow(failure) } else { NotFetched::ForGood }
}

/// When a picture is tried again; none: not by itself.
fn again_at(reason: &NotFetched, tries: u32, now: Timestamp) -> Option<Timestamp> {
    let NotFetched::ForNow(failure) = reason else { return None };
    let later = now.plus_seconds(60 * i64::from(4_u32.saturating_pow(tries.min(5))));
    match &failure.what {
        FailureKind::RateLimited { until } => Some(until.unwrap_or(later).max(now.plus_seconds(30))),
        // Without a line nothing is learned about the picture.
        FailureKind::Unreachable => Some(later.min(now.plus_seconds(3600))),
        _ if tries + 1 >= TRIES => None,
        _ => Some(later),
    }
}
