//! A draft's pictures beyond adding them: turned and cut, described as before, and what a person noted about them.

use super::{Drafts, as_saved, stale};
use lectern_core::Core;
use lectern_model::{
    Change, Code, Crop, Draft, DraftId, DraftMedia, Focus, MediaHash, PictureRecord, PictureUsed, Problem, ReleaseKind,
};
use lectern_store::{Saved, StoreError, Writer};

/// Most bytes of the note that says where a release is filed.
const LONGEST_NOTE: usize = 500;

/// How a picture is to be cut; it begins with what it was when it came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PictureShape {
    /// Quarter turns clockwise.
    pub turn: u8,
    /// The part that is taken after turning; none: all of it.
    pub crop: Option<Crop>,
    /// What should stay in view where others cut it.
    pub focus: Option<Focus>,
}

impl Drafts {
    /// Turns and cuts a picture of a draft, and says what should stay in view. The picture as it came is kept.
    ///
    /// # Errors
    /// `Stale` where a newer revision is stored or it was queued; `UnusableFile` or `BadInput` where the picture has no
    /// such part. The draft is unchanged.
    pub async fn edit_picture(
        &self,
        draft: DraftId,
        revision: u32,
        at: u32,
        shape: PictureShape,
    ) -> Result<Draft, Problem> {
        if shape.turn > 3 {
            return Err(Problem::field("turn", "A picture is turned by none to three quarters. It is unchanged."));
        }
        if shape.focus.is_some_and(|focus| focus.x > 1000 || focus.y > 1000) {
            return Err(Problem::field("focus", "That point is outside the picture. It is unchanged."));
        }
        let stored = self.read(draft).await?;
        if stored.revision != revision {
            return Err(stale("This draft was changed meanwhile. The picture is unchanged."));
        }
        let place = usize::try_from(at).unwrap_or(usize::MAX);
        let gone = || Problem::new(Code::NotFound, "This picture is not in the draft any more.");
        let picture = stored.media.get(place).ok_or_else(gone)?;
        let shaped = self.shaping.media.reshape(picture, shape.turn, shape.crop).await?;
        let shaped = DraftMedia { focus: shape.focus, ..shaped };
        let media = stored.media.iter().enumerate();
        let media = media.map(|(other, one)| if other == place { shaped.clone() } else { one.clone() }).collect();
        let (save, now) = (as_saved(stored, media), self.core.clock.now());
        match self.core.write(move |writer| writer.save_draft(&save, now)).await? {
            Saved::Now(draft) => {
                self.core.changed(Change::Drafts);
                Ok(*draft)
            }
            Saved::Stale | Saved::Queued => {
                Err(stale("This draft was changed or sent meanwhile. The picture is unchanged."))
            }
        }
    }

    /// What a person noted about a picture.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn picture_record(&self, picture: MediaHash) -> Result<PictureRecord, Problem> {
        let blank = PictureRecord::blank(picture.clone());
        Ok(self.core.read(move |reader| reader.picture_record(&picture)).await?.unwrap_or(blank))
    }

    /// Notes whether a picture shows people, and their release.
    ///
    /// # Errors
    /// `BadInput` with the field at fault; or what the disk said. What was noted before stays then.
    pub async fn save_picture_record(&self, record: PictureRecord) -> Result<PictureRecord, Problem> {
        let record = tidy(record)?;
        let (kept, now) = (record.clone(), self.core.clock.now());
        self.core.write(move |writer| writer.save_picture_record(&kept, now)).await?;
        tell(&self.core);
        Ok(record)
    }

    /// Where a picture, in any cut, was used.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn picture_uses(&self, picture: MediaHash) -> Result<Vec<PictureUsed>, Problem> {
        self.core.read(move |reader| reader.picture_uses(&picture)).await
    }
}

/// The checks of open drafts look again.
fn tell(core: &Core) {
    core.changed(Change::Pictures);
}

/// A picture with the words by which it was described before, where it has none.
pub(super) fn described_before(writer: &Writer<'_>, picture: DraftMedia) -> Result<DraftMedia, StoreError> {
    if !picture.description.is_empty() {
        return Ok(picture);
    }
    let description = writer.last_description(picture.root())?.unwrap_or_default();
    Ok(DraftMedia { description, ..picture })
}

fn tidy(mut record: PictureRecord) -> Result<PictureRecord, Problem> {
    if !lectern_core::media::is_hash(record.picture.as_str()) {
        return Err(Problem::field("picture", "This is not a picture that Lectern keeps."));
    }
    if !record.shows_people {
        record.release = None;
    }
    let Some(release) = &mut record.release else { return Ok(record) };
    release.where_filed = release.where_filed.trim().to_owned();
    if release.where_filed.len() > LONGEST_NOTE {
        return Err(Problem::field("where_filed", "That is too long for a note. Say only where to look."));
    }
    if release.kind == ReleaseKind::Signed && release.where_filed.is_empty() {
        return Err(Problem::field("where_filed", "Say where the signed release is kept, so that it can be found."));
    }
    if let Some(last) = &release.expires_on {
        let day: jiff::civil::Date =
            last.parse().map_err(|_| Problem::field("expires_on", "This is not a date, for example 2027-06-30."))?;
        release.expires_on = Some(day.to_string());
    }
    Ok(record)
}
