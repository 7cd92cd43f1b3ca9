//! What hiding, restoring and blocking take.

use lectern_model::{BlockedId, HiddenId, MessageId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

inputs! {
    /// A message that was hidden.
    HiddenInput {
        /// It.
        hidden: HiddenId,
    }
    /// Somebody who was blocked.
    BlockedInput {
        /// The block.
        blocked: BlockedId,
    }
    /// A message to be reported in an emergency.
    EmergencyReportInput {
        /// The message.
        message: MessageId,
        /// A person wants it although an earlier report may have arrived.
        again: bool,
    }
    /// Where one asks for a second look.
    PolicyAppealInput {
        /// An address or a page. Empty: not told.
        appeal: String,
    }
}
