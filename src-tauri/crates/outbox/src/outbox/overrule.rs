//! A private answer that the privacy guard stopped and a person sends all the same. It is noted, and the note stays.

use super::Outbox;
use lectern_core::records::{NewRecord, append};
use lectern_model::{DeliveryView, DraftId, PrivacyOverrule, Problem, RecordKind, RecordReason, Timestamp};
use lectern_store::{NewDelivery, StoreError, Writer};

/// The log is read so far back.
const MOST: u32 = 500;

impl Outbox {
    /// As [`Outbox::send`], though the privacy guard stops it: in private alone, and where nothing else stops it. What was
    /// overruled is noted in the same transaction.
    ///
    /// # Errors
    /// As [`Outbox::send`].
    pub async fn send_overruling(
        &self,
        draft: DraftId,
        revision: u32,
        confirm_personal: bool,
    ) -> Result<Vec<DeliveryView>, Problem> {
        self.send_as(draft, revision, confirm_personal, true).await
    }

    /// What was sent though the guard stopped it, the newest first.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn privacy_overrules(&self) -> Result<Vec<PrivacyOverrule>, Problem> {
        self.core.read(|reader| reader.privacy_overrules(MOST)).await
    }
}

/// Notes what a person sent though the guard stopped it, once for each account, and writes it in the log of records: there
/// without its words, which stand in the log once they are sent.
pub(super) fn note(
    writer: &Writer<'_>,
    draft: DraftId,
    new: &[NewDelivery],
    checks: &[String],
    at: Timestamp,
) -> Result<(), StoreError> {
    for NewDelivery { account, conversation, .. } in new.iter().filter(|one| !one.follows && !checks.is_empty()) {
        let (account, conversation) = (*account, *conversation);
        writer.log_privacy_overrule(&PrivacyOverrule { at, draft, account, conversation, checks: checks.to_vec() })?;
        let reason = RecordReason { note: told(checks), ..RecordReason::default() };
        let new = NewRecord { account: Some(account), reason, ..NewRecord::default() };
        append(writer, RecordKind::Overruled, new, at)?;
    }
    Ok(())
}

/// What the guard had found, in plain words.
fn told(checks: &[String]) -> String {
    let kinds: Vec<String> =
        checks.iter().map(|check| check.trim_start_matches("privacy_").replace('_', " ")).collect();
    format!("Sent in private though the privacy guard stopped it: {}.", kinds.join(", "))
}
