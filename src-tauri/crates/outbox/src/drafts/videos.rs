//! A draft's videos: taken in part by part, and their captions and stills.

use super::{Drafts, stale, with_picture};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lectern_checks::captions;
use lectern_model::{
    CaptionProblem, Captions, CaptionsRead, Change, Code, Coming, Draft, DraftId, DraftMedia, MediaHash, Problem,
};
use lectern_store::{Saved, StoreError, Writer};

/// Largest file of captions that is read, in bytes: far beyond any platform.
const LARGEST_CAPTIONS: usize = 500_000;

/// Largest still of a video that is taken, in bytes.
const LARGEST_STILL: usize = 4 * 1024 * 1024;

impl Drafts {
    /// A video begins to come to a draft. It is in the draft once it is whole.
    ///
    /// # Errors
    /// `UnusableFile` where it is empty or too large; `NotFound` where there is no such draft.
    pub async fn video_begin(&self, draft: DraftId, name: &str, bytes: u64) -> Result<Coming, Problem> {
        self.read(draft).await?;
        self.shaping.media.video_begin(name, bytes).await
    }

    /// The next part of it, in base64.
    ///
    /// # Errors
    /// `BadInput` where it does not follow the one before it; or what the disk said. The draft is unchanged.
    pub async fn video_part(&self, ticket: &str, at: u64, base64: &str) -> Result<(), Problem> {
        let not_whole = |_| Problem::field("base64", "This part of the file did not arrive whole.");
        let bytes = STANDARD.decode(base64.trim()).map_err(not_whole)?;
        self.shaping.media.video_part(ticket, at, bytes).await
    }

    /// It is whole: the draft's last picture or video from now on, with what was said of it before.
    ///
    /// # Errors
    /// `UnusableFile` where it is no video; `Stale` where the draft was queued. The draft is unchanged.
    pub async fn video_done(&self, draft: DraftId, ticket: &str) -> Result<Draft, Problem> {
        let media = self.shaping.media.video_done(ticket).await?;
        let now = self.core.clock.now();
        let saved = self.core.write(move |writer| {
            let stored = writer.draft(draft)?;
            let media = known_before(writer, media)?;
            writer.save_draft(&with_picture(stored, media), now)
        });
        match saved.await? {
            Saved::Now(draft) => {
                self.core.changed(Change::Drafts);
                Ok(*draft)
            }
            Saved::Stale | Saved::Queued => Err(stale("This draft was sent meanwhile. The video was not added.")),
        }
    }

    /// It is not wanted after all.
    ///
    /// # Errors
    /// Only where the work itself failed.
    pub async fn video_stop(&self, ticket: &str) -> Result<(), Problem> {
        self.shaping.media.video_stop(ticket).await
    }

    /// Reads captions and keeps them where nothing stops them. The draft gets them with its next save.
    ///
    /// # Errors
    /// `BadInput` where the language is none, or the file is far too large; or what the disk said.
    pub async fn read_captions(
        &self,
        name: &str,
        language: &str,
        text: &str,
        length_ms: Option<u64>,
    ) -> Result<CaptionsRead, Problem> {
        let language = language.trim();
        if !is_language(language) {
            return Err(Problem::field("language", "Choose the language in which the captions are written."));
        }
        if text.len() > LARGEST_CAPTIONS {
            return Err(Problem::field("text", "These captions are longer than a film. Choose another file."));
        }
        let (cues, problems) = captions(text, length_ms);
        if problems.iter().any(|problem: &CaptionProblem| problem.stops) {
            return Ok(CaptionsRead { captions: None, problems });
        }
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        let hash = self.shaping.media.keep_text(text.to_owned()).await?;
        let kept = Captions {
            language: language.to_owned(),
            hash,
            name: name.trim().to_owned(),
            bytes: count(text.len()),
            cues: count(cues.len()),
        };
        Ok(CaptionsRead { captions: Some(kept), problems })
    }

    /// The text of captions that were kept.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn captions_text(&self, captions: MediaHash) -> Result<String, Problem> {
        self.shaping.media.text(captions).await
    }

    /// Keeps a still picture of a video, in base64. The draft gets it with its next save.
    ///
    /// # Errors
    /// `UnusableFile` where it is no picture; or what the disk said.
    pub async fn video_still(&self, base64: &str) -> Result<MediaHash, Problem> {
        let unusable = || Problem::new(Code::UnusableFile, "The still of the video did not arrive whole.");
        if base64.len() / 4 * 3 > LARGEST_STILL {
            return Err(unusable());
        }
        let bytes = STANDARD.decode(base64.trim()).map_err(|_| unusable())?;
        Ok(self.shaping.media.add("still", bytes).await?.hash)
    }
}

/// A video with what a person said of it before, where the same file comes again.
fn known_before(writer: &Writer<'_>, media: DraftMedia) -> Result<DraftMedia, StoreError> {
    let Some(before) = writer.last_of_video(&media.hash)? else { return Ok(media) };
    let video = before.video.map(|video| lectern_model::Video {
        length_ms: media.video.as_ref().and_then(|video| video.length_ms),
        ..video
    });
    Ok(DraftMedia { description: before.description, video: video.or(media.video.clone()), ..media })
}

/// A BCP 47 tag by its form.
fn is_language(tag: &str) -> bool {
    let part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let first = tag.split('-').next().unwrap_or_default();
    tag.len() <= 35
        && first.len() >= 2
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && tag.split('-').all(part)
}

#[cfg(test)]
mod tests {
    use super::is_language;

    #[test]
    fn languages_are_tags() {
        for tag in ["en", "es-MX", "zh-Hant", "fil", "de-CH-1996"] {
            assert!(is_language(tag), "{tag}");
        }
        for tag in ["", "e", "english language", "en_US", "-en", "en-", "12", "toolongtag", "e1"] {
            assert!(!is_language(tag), "{tag}");
        }
    }
}
