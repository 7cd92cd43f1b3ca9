//! A large file on its way in: it comes in parts, each written where the one before it ended, and is in memory only a
//! part at a time. When it is whole it is looked at, tidied where it stands, and only then named by its hash: what is
//! hashed is what will be sent.

use super::{Unfit, tidy};
use crate::core::{problem, run};
use crate::media::Media;
use crate::media::files::Shelf;
use crate::text::clean_line;
use lectern_model::{Code, Coming, DraftMedia, Moving, Problem, Video};
use lectern_store::StoreError;
use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Largest file that is taken.
const LARGEST: u64 = 4_000_000_000;

/// Most bytes of a part.
const PART: u32 = 1024 * 1024;

/// Most files that come at the same time.
const MOST: usize = 4;

/// A file that is not whole yet.
#[derive(Debug, Clone)]
struct Unfinished {
    name: String,
    place: PathBuf,
    length: u64,
    came: u64,
}

/// The files that are on their way, by their tickets. They are those of this run: what an earlier one left is removed.
#[derive(Debug)]
pub(in super::super) struct Arrivals {
    folder: PathBuf,
    on_their_way: Mutex<HashMap<String, Unfinished>>,
}

impl Arrivals {
    pub(in super::super) fn new(data_folder: &Path) -> Self {
        let folder = data_folder.join("media").join("coming");
        // Best effort: what stays is in nobody's way.
        let _ = std::fs::remove_dir_all(&folder);
        Self { folder, on_their_way: Mutex::default() }
    }

    fn with<T>(&self, look: impl FnOnce(&mut HashMap<String, Unfinished>) -> T) -> T {
        look(&mut self.on_their_way.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn take(&self, ticket: &str) -> Result<Unfinished, Problem> {
        self.with(|all| all.remove(ticket)).ok_or_else(unknown)
    }
}

impl Media {
    /// A video begins to come. Nothing is in the draft before it is whole.
    ///
    /// # Errors
    /// `UnusableFile` where it is empty or too large; or what the disk said.
    pub async fn video_begin(&self, name: &str, length: u64) -> Result<Coming, Problem> {
        let name = clean_line(name);
        if length == 0 {
            return Err(unfit(&name, Unfit::Empty.words()));
        }
        if length > LARGEST {
            return Err(unfit(&name, "is larger than 4 GB. Save it smaller in a video program, then add that."));
        }
        let ticket = format!("{:032x}", rand::random::<u128>());
        let place = self.arrivals.folder.join(&ticket);
        let unfinished = Unfinished { name, place: place.clone(), length, came: 0 };
        let full = self.arrivals.with(|all| {
            let full = all.len() >= MOST;
            if !full {
                all.insert(ticket.clone(), unfinished);
            }
            full
        });
        if full {
            let words = "Other files are being added. Wait until they are there, then add this one.";
            return Err(Problem::new(Code::UnusableFile, words));
        }
        let made = run(move || {
            place.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| File::create(&place).map(drop))
        });
        if let Err(error) = made.await? {
            self.arrivals.with(|all| all.remove(&ticket));
            return Err(problem(StoreError::from(error)));
        }
        Ok(Coming { ticket, part_bytes: PART })
    }

    /// The next part of it. One that came already is taken once.
    ///
    /// # Errors
    /// `BadInput` where it is not the next one; `NotFound` where nothing comes under this ticket; or what the disk said:
    /// then the file is given up, and the draft is unchanged.
    pub async fn video_part(&self, ticket: &str, at: u64, bytes: Vec<u8>) -> Result<(), Problem> {
        let unfinished = self.arrivals.with(|all| all.get(ticket).cloned()).ok_or_else(unknown)?;
        let count = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let end = at.saturating_add(count);
        if end <= unfinished.came {
            return Ok(());
        }
        if at != unfinished.came || end > unfinished.length || count > u64::from(PART) {
            return Err(Problem::field("at", "This part of the file does not follow the one before it."));
        }
        let place = unfinished.place.clone();
        let written = run(move || append(&place, &bytes)).await?;
        if let Err(error) = written {
            self.video_stop(ticket).await?;
            return Err(problem(StoreError::from(error)));
        }
        self.arrivals.with(|all| all.get_mut(ticket).map(|unfinished| unfinished.came = end));
        Ok(())
    }

    /// It is whole: looked at, tidied and kept.
    ///
    /// # Errors
    /// `UnusableFile` with words that begin with the file's name; or what the disk said. Nothing of it stays then.
    pub async fn video_done(&self, ticket: &str) -> Result<DraftMedia, Problem> {
        let Unfinished { name, place, length, came } = self.arrivals.take(ticket)?;
        let files = self.files.clone();
        run(move || {
            let kept = if came == length { keep(&files, &place, length, &name) } else { Err(not_whole(&name)) };
            if kept.is_err() {
                let _ = std::fs::remove_file(&place);
            }
            kept
        })
        .await?
    }

    /// It is not wanted after all.
    ///
    /// # Errors
    /// Only where the work itself failed; a file that is not there is no error.
    pub async fn video_stop(&self, ticket: &str) -> Result<(), Problem> {
        let Ok(unfinished) = self.arrivals.take(ticket) else { return Ok(()) };
        run(move || {
            let _ = std::fs::remove_file(unfinished.place);
        })
        .await
    }
}

fn append(place: &Path, bytes: &[u8]) -> io::Result<()> {
    OpenOptions::new().append(true).open(place)?.write_all(bytes)
}

fn keep(files: &crate::media::files::Files, place: &Path, length: u64, name: &str) -> Result<DraftMedia, Problem> {
    let disk = |error: io::Error| problem(StoreError::from(error));
    let mut file = OpenOptions::new().read(true).write(true).open(place).map_err(disk)?;
    let learned = tidy(&mut file, length).map_err(|why| match why {
        Unfit::Disk(error) => disk(error),
        why => unfit(name, why.words()),
    })?;
    file.sync_all().map_err(disk)?;
    drop(file);
    let hash = files.take_in(Shelf::Own, place)?;
    Ok(DraftMedia {
        hash,
        mime: learned.mime.to_owned(),
        name: name.to_owned(),
        description: String::new(),
        decorative: false,
        width: learned.width,
        height: learned.height,
        bytes: length,
        decorative_why: String::new(),
        original: None,
        focus: None,
        moving: Moving::Still,
        video: Some(Video { length_ms: learned.length_ms, codec: learned.codec, ..Video::default() }),
    })
}

fn unfit(name: &str, why: &str) -> Problem {
    Problem::new(Code::UnusableFile, format!("“{name}” {why} The draft is unchanged."))
}

fn not_whole(name: &str) -> Problem {
    unfit(name, "did not arrive whole. Add it once more.")
}

fn unknown() -> Problem {
    Problem::new(Code::NotFound, "This file is not on its way any more. Add it once more.")
}
