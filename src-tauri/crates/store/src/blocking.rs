//! `blocked_person`: who is or was blocked. Each block is a row of its own.

use crate::{Reader, StoreError, Writer};
use lectern_model::{AccountId, BlockStand, BlockedId, PlatformKey, RecordId, Timestamp};
use rusqlite::{Row, params};

const BLOCKED: &str = "SELECT b.id, b.account_id, b.remote_id, b.name, b.handle, b.clause, \
     coalesce((SELECT c.label FROM policy_clause c WHERE c.code = b.clause), b.clause), b.record_id, b.stand, b.since, \
     b.at, b.until, b.endless, b.reviewed_at, a.handle, a.platform, \
     coalesce((SELECT r.body ->> '$.reason.agreed' FROM record_body r WHERE r.id = b.record_id), '') \
     FROM blocked_person b JOIN account a ON a.id = b.account_id AND a.removed_at IS NULL";

/// Somebody who is or was blocked.
#[derive(Debug, Clone, PartialEq)]
pub struct BlockedRow {
    /// Its number; 0: not kept yet.
    pub id: BlockedId,
    /// The account that they are blocked on.
    pub account: AccountId,
    /// The platform's id for them. Empty: it ended.
    pub remote_id: String,
    /// What they call themselves. Empty: it ended.
    pub name: String,
    /// Their handle. Empty: it ended.
    pub person: String,
    /// The clause's code.
    pub clause: String,
    /// What the clause is called.
    pub label: String,
    /// The record with the copy of their message.
    pub record: RecordId,
    /// Where it stands.
    pub stand: BlockStand,
    /// When a person blocked them.
    pub since: Timestamp,
    /// Since when it stands there, or when the platform was asked last.
    pub at: Timestamp,
    /// When it ends by itself.
    pub until: Option<Timestamp>,
    /// Why it has no end. Empty: it has one.
    pub endless: String,
    /// Who else agreed, from its record.
    pub agreed: String,
    /// When a person looked at it last.
    pub reviewed_at: Timestamp,
    /// The account's name.
    pub handle: String,
    /// Its platform.
    pub platform: PlatformKey,
}

impl Reader<'_> {
    /// Everybody who is or was blocked: those who are first, then newest first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn blocked_people(&self) -> Result<Vec<BlockedRow>, StoreError> {
        self.blocked_where("1 ORDER BY b.stand IN ('blocking', 'blocked', 'unblocking') DESC, b.id DESC", &[])
    }

    /// Somebody who is or was blocked.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn blocked_person(&self, id: BlockedId) -> Result<BlockedRow, StoreError> {
        let found = self.blocked_where("b.id = ?1", &[&id.0])?.pop();
        found.ok_or_else(|| StoreError::not_found("This block"))
    }

    /// The block of a person on an account that did not end.
    ///
    /// # Errors
    /// What the disk said.
    pub fn blocked_now(&self, account: AccountId, remote_id: &str) -> Result<Option<BlockedRow>, StoreError> {
        let tail = "b.account_id = ?1 AND b.remote_id = ?2 AND b.stand IN ('blocking', 'blocked', 'unblocking')";
        Ok(self.blocked_where(tail, &[&account.0, &remote_id])?.pop())
    }

    /// Blocks of which the platform is to be asked something: those in doubt, and those whose time is over.
    ///
    /// # Errors
    /// What the disk said.
    pub fn blocks_to_ask_of(&self, now: Timestamp) -> Result<Vec<BlockedRow>, StoreError> {
        let tail = "b.stand IN ('blocking', 'unblocking') OR (b.stand = 'blocked' AND b.until <= ?1) ORDER BY b.id";
        self.blocked_where(tail, &[&now.0])
    }

    fn blocked_where(&self, tail: &str, values: &[&dyn rusqlite::ToSql]) -> Result<Vec<BlockedRow>, StoreError> {
        let sql = format!("{BLOCKED} WHERE {tail}");
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_map(values, read)?.collect::<Result<_, _>>()?)
    }
}

impl Writer<'_> {
    /// Keeps where a block stands and when it ends; one without a number is new. Of one that ended, who it was stays in the
    /// log of records alone, for as long as that is kept.
    ///
    /// # Errors
    /// What the disk said.
    pub fn keep_blocked(&self, row: &BlockedRow) -> Result<BlockedRow, StoreError> {
        let (stand, until) = (stand_word(row.stand), row.until.map(|until| until.0));
        if row.id.0 != 0 {
            let sql = "UPDATE blocked_person SET stand = ?2, at = ?3, until = ?4, endless = ?5, reviewed_at = ?6, \
                 remote_id = iif(?7, '', remote_id), name = iif(?7, '', name), handle = iif(?7, '', handle) WHERE id = ?1";
            let over = matches!(row.stand, BlockStand::Unblocked | BlockStand::Refused);
            let values = params![row.id.0, stand, row.at.0, until, row.endless, row.reviewed_at.0, over];
            self.conn.prepare_cached(sql)?.execute(values)?;
            return self.blocked_person(row.id);
        }
        let sql = "INSERT INTO blocked_person (account_id, remote_id, name, handle, clause, record_id, stand, since, at, \
             until, endless, reviewed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
        self.conn.prepare_cached(sql)?.execute(params![
            row.account.0,
            row.remote_id,
            row.name,
            row.person,
            row.clause,
            row.record.0,
            stand,
            row.since.0,
            row.at.0,
            until,
            row.endless,
            row.reviewed_at.0
        ])?;
        self.blocked_person(BlockedId(self.conn.last_insert_rowid()))
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<BlockedRow> {
    Ok(BlockedRow {
        id: BlockedId(row.get(0)?),
        account: AccountId(row.get(1)?),
        remote_id: row.get(2)?,
        name: row.get(3)?,
        person: row.get(4)?,
        clause: row.get(5)?,
        label: row.get(6)?,
        record: RecordId(row.get(7)?),
        stand: stand_of(&row.get::<_, String>(8)?),
        since: Timestamp(row.get(9)?),
        at: Timestamp(row.get(10)?),
        until: row.get::<_, Option<i64>>(11)?.map(Timestamp),
        endless: row.get(12)?,
        reviewed_at: Timestamp(row.get(13)?),
        handle: row.get(14)?,
        platform: PlatformKey(row.get(15)?),
        agreed: row.get(16)?,
    })
}

fn stand_word(stand: BlockStand) -> &'static str {
    match stand {
        BlockStand::Blocking => "blocking",
        BlockStand::Blocked => "blocked",
        BlockStand::Unblocking => "unblocking",
        BlockStand::Unblocked => "unblocked",
        BlockStand::Refused => "refused",
    }
}

fn stand_of(word: &str) -> BlockStand {
    match word {
        "blocked" => BlockStand::Blocked,
        "unblocking" => BlockStand::Unblocking,
        "unblocked" => BlockStand::Unblocked,
        "refused" => BlockStand::Refused,
        // In doubt is looked up.
        _ => BlockStand::Blocking,
    }
}
