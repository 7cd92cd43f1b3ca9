//! The log of records, legal holds, disposal, retention.

use lectern_model::{AccountId, HoldId, RecordId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

inputs! {
    /// A record.
    RecordInput {
        /// It.
        record: RecordId,
    }
    /// A record to put into another category.
    RecordFileInput {
        /// It.
        record: RecordId,
        /// The key of the category.
        category: String,
    }
    /// A legal hold to begin.
    HoldBeginInput {
        /// Why.
        reason: String,
        /// Only this account; none: all.
        account: Option<AccountId>,
        /// Not before this moment.
        from: Option<Timestamp>,
        /// Before this moment.
        until: Option<Timestamp>,
    }
    /// A legal hold to end.
    HoldEndInput {
        /// It.
        hold: HoldId,
        /// Why.
        reason: String,
    }
    /// Records to dispose of.
    DisposeInput {
        /// All of the list that was looked at.
        records: Vec<RecordId>,
        /// Who does it.
        by: String,
    }
    /// How long what an account reads is to stay.
    RetentionInput {
        /// The account.
        account: AccountId,
        /// Days.
        days: u32,
    }
}
