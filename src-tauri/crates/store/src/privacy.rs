//! `privacy_overrule`: private answers that a person sent though the privacy guard stopped them. Rows are only added.

use crate::{Reader, StoreError, Writer};
use lectern_model::{AccountId, ConversationId, DraftId, PrivacyOverrule, Timestamp};
use rusqlite::params;

impl Reader<'_> {
    /// The newest of them.
    ///
    /// # Errors
    /// What the disk said.
    pub fn privacy_overrules(&self, limit: u32) -> Result<Vec<PrivacyOverrule>, StoreError> {
        let sql = "SELECT at, draft_id, account_id, conversation_id, checks FROM privacy_overrule \
                   ORDER BY id DESC LIMIT ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map([limit], |row| {
            let checks: String = row.get(4)?;
            let one = PrivacyOverrule {
                at: Timestamp(row.get(0)?),
                draft: DraftId(row.get(1)?),
                account: AccountId(row.get(2)?),
                conversation: row.get::<_, Option<i64>>(3)?.map(ConversationId),
                checks: Vec::new(),
            };
            Ok((one, checks))
        })?;
        rows.map(|row| {
            let (one, checks) = row?;
            Ok(PrivacyOverrule { checks: serde_json::from_str(&checks)?, ..one })
        })
        .collect()
    }
}

impl Writer<'_> {
    /// Notes one.
    ///
    /// # Errors
    /// What the disk said.
    pub fn log_privacy_overrule(&self, one: &PrivacyOverrule) -> Result<(), StoreError> {
        let sql = "INSERT INTO privacy_overrule (at, draft_id, account_id, conversation_id, checks) \
                   VALUES (?1, ?2, ?3, ?4, ?5)";
        let checks = serde_json::to_string(&one.checks)?;
        let conversation = one.conversation.map(|id| id.0);
        self.conn.prepare_cached(sql)?.execute(params![one.at.0, one.draft.0, one.account.0, conversation, checks])?;
        Ok(())
    }
}
