//! Pictures of our own: what a draft takes, and what a platform takes.

use super::Media;
use super::files::Shelf;
use super::shape::{self, Unusable, Written};
use super::video::source::Kept;
use crate::core::run;
use crate::text::clean_line;
use async_trait::async_trait;
use lectern_connectors::MediaBytes;
use lectern_model::{Code, Crop, DraftMedia, Failure, FailureKind, Limits, MediaHash, Moving, Original, Problem};
use lectern_net::Source;
use std::sync::Arc;

/// A picture and the bounds it was made to fit.
pub(super) type Bounds = (MediaHash, u64, Option<u64>, Vec<String>);

impl Media {
    /// Takes a picture for a draft: decoded to be sure it is one, turned upright, its metadata left behind.
    ///
    /// # Errors
    /// `UnusableFile` with words that begin with the file's name; or what the disk said.
    pub async fn add(&self, name: &str, bytes: Vec<u8>) -> Result<DraftMedia, Problem> {
        let name = clean_line(name);
        let (files, shown) = (self.files.clone(), name.clone());
        run(move || {
            let written = shape::stripped(&bytes).map_err(|why| unusable(&shown, why))?;
            let hash = files.keep(Shelf::Own, &written.bytes)?;
            Ok(draft_media(hash, &written, with_ending(&shown, written.mime)))
        })
        .await?
    }

    /// Keeps a text, for example captions, as a file of our own.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn keep_text(&self, text: String) -> Result<MediaHash, Problem> {
        let files = self.files.clone();
        run(move || files.keep(Shelf::Own, text.as_bytes())).await?
    }

    /// A text that was kept.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn text(&self, hash: MediaHash) -> Result<String, Problem> {
        let files = self.files.clone();
        let bytes = run(move || files.read(hash.as_str())).await??;
        String::from_utf8(bytes).map_err(|_| Problem::new(Code::UnusableFile, "This file is not a text."))
    }

    /// A draft's picture turned and cut anew, always from what it was when it came. Neither: as it came.
    ///
    /// # Errors
    /// `UnusableFile` where it has no such part; or what the disk said.
    pub async fn reshape(&self, picture: &DraftMedia, turn: u8, crop: Option<Crop>) -> Result<DraftMedia, Problem> {
        if picture.video.is_some() {
            return Err(unusable(&picture.name, Unusable::NoPicture));
        }
        let (files, picture) = (self.files.clone(), picture.clone());
        run(move || {
            let as_it_came = files.read(picture.root().as_str())?;
            let why = |why| unusable(&picture.name, why);
            let (width, height) = shape::size_of(&as_it_came).map_err(why)?;
            let (across, down) = if turn % 2 == 1 { (height, width) } else { (width, height) };
            let crop = crop.filter(|part| !part.is_all(across, down));
            if turn.is_multiple_of(4) && crop.is_none() {
                let written = shape::stripped(&as_it_came).map_err(why)?;
                return Ok(with_bytes(&picture, picture.root().clone(), &written, None));
            }
            let written = shape::reshaped(&as_it_came, turn, crop).map_err(why)?;
            let original = Original { hash: picture.root().clone(), width, height, turn: turn % 4, crop };
            let hash = files.keep(Shelf::Own, &written.bytes)?;
            Ok(with_bytes(&picture, hash, &written, Some(original)))
        })
        .await?
    }

    /// A draft's picture as a platform takes it: itself where it fits, else a smaller one.
    ///
    /// # Errors
    /// `UnusableFile` where it cannot be made to fit; or what the disk said.
    pub async fn for_limits(&self, picture: &DraftMedia, limits: &Limits) -> Result<DraftMedia, Problem> {
        let pixels = u64::from(picture.width) * u64::from(picture.height);
        // Only a video program makes a video smaller; the checks say what does not fit.
        if picture.video.is_some() {
            return Ok(picture.clone());
        }
        let fits = picture.bytes <= limits.picture_max_bytes
            && limits.picture_max_pixels.is_none_or(|most| pixels <= most)
            && limits.picture_types.contains(&picture.mime);
        if fits {
            return Ok(picture.clone());
        }
        let bounds: Bounds =
            (picture.hash.clone(), limits.picture_max_bytes, limits.picture_max_pixels, limits.picture_types.clone());
        // Held while one is made: the preview of each account asks for the same picture at the same time.
        let mut fitted = self.fitted.lock().await;
        let made = match fitted.get(&bounds) {
            Some(made) => made.clone(),
            None => {
                let made = self.make_fit(picture, &bounds).await?;
                fitted.insert(bounds, made.clone());
                made
            }
        };
        let stops = picture.moving == Moving::Moves && made.moving != Moving::Moves;
        // What people may have written since stays theirs.
        Ok(DraftMedia {
            hash: made.hash,
            mime: made.mime,
            name: made.name,
            width: made.width,
            height: made.height,
            bytes: made.bytes,
            moving: if stops { Moving::StopsThere } else { picture.moving },
            ..picture.clone()
        })
    }

    async fn make_fit(
        &self,
        picture: &DraftMedia,
        (hash, bytes, pixels, types): &Bounds,
    ) -> Result<DraftMedia, Problem> {
        let (files, name) = (self.files.clone(), picture.name.clone());
        let (hash, bytes, pixels) = (hash.clone(), *bytes, *pixels);
        let takes = |mime: &str| types.iter().any(|taken| taken == mime);
        let (png, jpeg, is_moving) = (takes("image/png"), takes("image/jpeg"), picture.mime == "image/gif");
        let moving_taken = is_moving && takes("image/gif");
        run(move || {
            // A moving picture made smaller would stand still; where it is taken at all that would be another picture.
            if moving_taken || !(png || jpeg) {
                return Err(unusable(&name, Unusable::CannotFit));
            }
            let original = files.read(hash.as_str())?;
            let written = shape::fitted(&original, bytes, pixels, png).map_err(|why| unusable(&name, why))?;
            let hash = files.keep(Shelf::Own, &written.bytes)?;
            Ok(draft_media(hash, &written, with_ending(&name, written.mime)))
        })
        .await?
    }
}

#[async_trait]
impl MediaBytes for Media {
    async fn read(&self, hash: &MediaHash) -> Result<bytes::Bytes, Failure> {
        let (files, hash) = (self.files.clone(), hash.clone());
        let read = run(move || files.read(hash.as_str())).await.and_then(|read| read);
        read.map(bytes::Bytes::from).map_err(|problem| unreadable(&problem))
    }

    async fn open(&self, hash: &MediaHash) -> Result<Arc<dyn Source>, Failure> {
        let (files, hash) = (self.files.clone(), hash.clone());
        let opened = run(move || files.open(hash.as_str())).await.and_then(|opened| opened);
        let (file, length) = opened.map_err(|problem| unreadable(&problem))?;
        Ok(Arc::new(Kept::new(file, length)))
    }
}

fn unreadable(problem: &Problem) -> Failure {
    let what = FailureKind::Rejected { field: Some("media".to_owned()), limit: None };
    Failure::without_effect(what, format!("A picture or video could not be read. {}", problem.message))
}

/// A draft's picture with other bytes; what a person wrote about it stays.
fn with_bytes(picture: &DraftMedia, hash: MediaHash, written: &Written, original: Option<Original>) -> DraftMedia {
    DraftMedia {
        hash,
        mime: written.mime.to_owned(),
        name: with_ending(&picture.name, written.mime),
        width: written.width,
        height: written.height,
        bytes: written.bytes.len() as u64,
        moving: if picture.moving == Moving::Stopped { Moving::Stopped } else { written.moving },
        original,
        ..picture.clone()
    }
}

fn draft_media(hash: MediaHash, written: &Written, name: String) -> DraftMedia {
    DraftMedia {
        hash,
        mime: written.mime.to_owned(),
        name,
        description: String::new(),
        decorative: false,
        width: written.width,
        height: written.height,
        bytes: written.bytes.len() as u64,
        decorative_why: String::new(),
        original: None,
        focus: None,
        moving: written.moving,
        video: None,
    }
}

fn unusable(name: &str, why: Unusable) -> Problem {
    Problem::new(Code::UnusableFile, format!("“{name}” {} The draft is unchanged.", why.words()))
}

/// The file's name with the ending of what it is now.
fn with_ending(name: &str, mime: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim();
    let stem = if stem.is_empty() { "picture" } else { stem };
    let ending = match mime {
        "image/png" => "png",
        "image/gif" => "gif",
        "image/webp" => "webp",
        _ => "jpg",
    };
    format!("{stem}.{ending}")
}
