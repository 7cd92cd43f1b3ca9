//! What was posted before in nearly the same words.

use crate::{AccountId, DraftId, PlatformKey, PostId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A post of ours that is much like what is being written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SimilarPost {
    /// The account it was posted by.
    pub account: AccountId,
    /// Its platform.
    pub platform: PlatformKey,
    /// What people know the account by.
    pub handle: String,
    /// When it went out.
    pub at: Timestamp,
    /// When it was deleted there; none: as far as is known it is there.
    pub deleted_at: Option<Timestamp>,
    /// Its text.
    pub text: String,
    /// How much of the words is the same, in hundredths.
    pub percent: u8,
    /// The draft it was made from; none: it was not posted from this desk.
    pub draft: Option<DraftId>,
    /// The post, where it is known from the network's own feed.
    pub post: Option<PostId>,
    /// Its page, where it is known.
    pub url: Option<String>,
}
