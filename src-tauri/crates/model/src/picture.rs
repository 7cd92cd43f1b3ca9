//! Pictures of our own: how they are cut, what a person noted about them, and where they were used.

use crate::{AccountId, DeliveryId, DeliveryState, DraftId, MediaHash, PlatformKey, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A part of a picture, in pixels of the picture after it was turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Crop {
    /// Pixels left of it.
    pub x: u32,
    /// Pixels above it.
    pub y: u32,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

impl Crop {
    /// Whether it is a part of a picture of this size, and not nothing.
    #[must_use]
    pub fn is_inside(&self, width: u32, height: u32) -> bool {
        let within =
            |start: u32, length: u32, all: u32| length > 0 && start.checked_add(length).is_some_and(|end| end <= all);
        within(self.x, self.width, width) && within(self.y, self.height, height)
    }

    /// Whether it is all of a picture of this size.
    #[must_use]
    pub fn is_all(&self, width: u32, height: u32) -> bool {
        *self == Self { x: 0, y: 0, width, height }
    }
}

/// What should stay in view where others cut a picture: thousandths of its width from the left, of its height from the
/// top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Focus {
    /// From the left.
    pub x: u16,
    /// From the top.
    pub y: u16,
}

/// What a picture was before it was turned and cut. It is kept, so that nothing is lost by a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Original {
    /// Its bytes.
    pub hash: MediaHash,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Quarter turns clockwise, 0 to 3.
    pub turn: u8,
    /// The part that was taken after turning; none: all of it.
    pub crop: Option<Crop>,
}

/// Whether a picture moves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Moving {
    /// It stands still.
    #[default]
    Still,
    /// It moves, and goes out so.
    Moves,
    /// It moved in its file, and stands still since it was added.
    Stopped,
    /// It moves here, and stands still where it goes to.
    StopsThere,
}

/// How the people in a picture agreed to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReleaseKind {
    /// No release is needed (for example seen from behind, or staff).
    NotNeeded,
    /// It was announced at the event that pictures are taken.
    Announced,
    /// They said so.
    Verbal,
    /// They signed.
    Signed,
}

/// A release, noted by a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Release {
    /// How they agreed.
    pub kind: ReleaseKind,
    /// Where the paper or the note is kept. Empty: nowhere; a signed one says where.
    pub where_filed: String,
    /// The last day on which it holds, `2027-06-30`; none: it does not end.
    pub expires_on: Option<String>,
}

/// What a person noted about a picture. It belongs to the picture as it came, so it holds in every draft and for every cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PictureRecord {
    /// The picture as it came.
    pub picture: MediaHash,
    /// A person said that it shows people who can be recognised.
    pub shows_people: bool,
    /// The release, where one is noted.
    pub release: Option<Release>,
}

impl PictureRecord {
    /// Nothing was noted yet.
    #[must_use]
    pub fn blank(picture: MediaHash) -> Self {
        Self { picture, shows_people: false, release: None }
    }
}

/// One place where a picture was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PictureUsed {
    /// The draft.
    pub draft: DraftId,
    /// First line of its text.
    pub title: String,
    /// The delivery; none: it is a draft that was not sent.
    pub delivery: Option<DeliveryId>,
    /// Where the delivery went.
    pub account: Option<AccountId>,
    /// The account's handle. Empty: a draft.
    pub handle: String,
    /// The account's platform.
    pub platform: Option<PlatformKey>,
    /// Where the delivery stands.
    pub state: Option<DeliveryState>,
    /// When it went out, is to go out, or (a draft) was last saved.
    pub at: Timestamp,
    /// Its page, where it has one.
    pub url: Option<String>,
}
