//! What is sent, when, and again.

use lectern_model::{AccountId, DeliveryId, DraftId, OutboxShow, QueueSlot, SeriesId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

inputs! {
    /// A draft to send.
    SendInput {
        /// The draft, at its last saved revision.
        draft: DraftId,
        /// The revision on screen: a newer one elsewhere is refused as stale.
        revision: u32,
        /// A personal account may speak.
        confirm_personal: bool,
    }
    /// Which deliveries to list.
    OutboxInput {
        /// Only those that need a person.
        needs_you: bool,
        /// At most this many.
        limit: u32,
    }
    /// A page of the outbox.
    OutboxPageInput {
        /// Which.
        show: OutboxShow,
        /// Words in them. Empty: all.
        words: String,
        /// Where the page begins; none: at the newest.
        before: Option<DeliveryId>,
        /// How many at most; 0: the usual number.
        limit: u32,
    }
    /// Another text for what was not sent.
    RewriteInput {
        /// The delivery.
        delivery: DeliveryId,
        /// The text.
        text: String,
        /// Even after the moment it must not go out after.
        anyway: bool,
    }
    /// A delivery.
    DeliveryInput {
        /// It.
        delivery: DeliveryId,
    }
    /// A delivery to send now.
    RetryInput {
        /// It.
        delivery: DeliveryId,
        /// Even after the moment it must not go out after.
        #[serde(default)]
        anyway: bool,
    }
    /// A delivery to give another time.
    MoveInput {
        /// It.
        delivery: DeliveryId,
        /// When it is to go out.
        at: Timestamp,
        /// It must not go out after this moment.
        never_after: Option<Timestamp>,
    }
    /// Everything is to wait.
    PauseInput {
        /// Why, in the person's words.
        reason: String,
    }
    /// A time on the library's wall clock.
    MomentInput {
        /// It, for example `2026-11-26T09:00`.
        local: String,
        /// Something of ours is planned for it, so that it is not far away.
        #[serde(default)]
        plans: bool,
    }
    /// An account's times of the week, instead of those it had.
    QueueSlotsInput {
        /// The account.
        account: AccountId,
        /// All of its times.
        slots: Vec<QueueSlot>,
    }
    /// Whose next free time is asked for.
    QueueNextInput {
        /// The accounts.
        accounts: Vec<AccountId>,
    }
    /// A series.
    SeriesInput {
        /// It.
        series: SeriesId,
    }
    /// A series to pause, or to let go on.
    SeriesPauseInput {
        /// It.
        series: SeriesId,
        /// False: it goes on.
        paused: bool,
    }
    /// A draft for an evergreen shelf.
    EvergreenInput {
        /// The shelf.
        series: SeriesId,
        /// The draft.
        draft: DraftId,
    }
    /// An occurrence to queue.
    OccurrenceAcceptInput {
        /// Its series.
        series: SeriesId,
        /// Its time.
        at: Timestamp,
        /// The revision that was looked at: a newer one is refused as stale.
        revision: u32,
        /// A personal account may speak.
        confirm_personal: bool,
    }
    /// An occurrence to leave out.
    OccurrenceSkipInput {
        /// Its series.
        series: SeriesId,
        /// Its time.
        at: Timestamp,
        /// False: it is taken in again.
        skip: bool,
    }
    /// What the person saw on the platform.
    SettleInput {
        /// The delivery.
        delivery: DeliveryId,
        /// The post is there.
        there: bool,
    }
}
