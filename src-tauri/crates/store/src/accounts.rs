//! `identity`, `account` and `reading`.

use crate::{Reader, StoreError, Writer};
use lectern_model::{Account, AccountHealth, AccountId, Identity, IdentityId, IdentityKind, PlatformKey, Timestamp};
use rusqlite::{OptionalExtension, Row, params};
use serde_json::Value;

/// What a sign-in tells about an account. No secrets.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountFacts {
    /// The platform's never changing id for it.
    pub remote_id: String,
    /// What people know it by.
    pub handle: String,
    /// Display name.
    pub name: String,
    /// Base address of its server.
    pub server: String,
    /// Facts of the connector.
    pub facts: Value,
    /// Its picture.
    pub avatar_url: Option<String>,
    /// When its sign-in lapses, where known.
    pub lapses_at: Option<Timestamp>,
}

/// How far an account was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// What the connector left with the last newest page.
    pub feed_memo: Value,
    /// Not to be read before this moment, because the server asked so.
    pub feed_next_at: Timestamp,
    /// Failures in a row.
    pub feed_failures: u32,
    /// Whether the first fetch was made.
    pub feed_begun: bool,
    /// As for the feed.
    pub inbox_next_at: Timestamp,
    /// As for the feed.
    pub inbox_failures: u32,
    /// As for the feed.
    pub inbox_begun: bool,
}

/// Badge colour of the library until somebody chooses another; white on it has a contrast above 4.5:1.
const LIBRARY_COLOUR: &str = "#1c6455";

const COLUMNS: &str = "id, platform, identity_id, remote_id, handle, name, server, facts, avatar_url, health,
    last_checked_at, sign_in_lapses_at, group_name, added_at";

impl Reader<'_> {
    /// Every identity, the oldest first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn identities(&self) -> Result<Vec<Identity>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT id, kind, name, colour FROM identity ORDER BY id")?;
        Ok(statement.query_map([], read_identity)?.collect::<Result<_, _>>()?)
    }

    /// Accounts that were not removed, in the order they were added.
    ///
    /// # Errors
    /// What the disk said.
    pub fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM account WHERE removed_at IS NULL ORDER BY id");
        Ok(self.conn.prepare_cached(&sql)?.query_map([], read_account)?.collect::<Result<_, _>>()?)
    }

    /// An account that was not removed.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn account(&self, id: AccountId) -> Result<Account, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM account WHERE id = ?1 AND removed_at IS NULL");
        let found = self.conn.prepare_cached(&sql)?.query_row([id.0], read_account).optional()?;
        found.ok_or_else(|| StoreError::not_found("This account"))
    }

    /// An account, removed or not: what it sent stays on record.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn account_on_record(&self, id: AccountId) -> Result<Account, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM account WHERE id = ?1");
        let found = self.conn.prepare_cached(&sql)?.query_row([id.0], read_account).optional()?;
        found.ok_or_else(|| StoreError::not_found("This account"))
    }

    /// An account by the platform's id for it.
    ///
    /// # Errors
    /// What the disk said.
    pub fn account_by_remote(&self, platform: &PlatformKey, remote_id: &str) -> Result<Option<AccountId>, StoreError> {
        let sql = "SELECT id FROM account WHERE platform = ?1 AND remote_id = ?2 AND removed_at IS NULL";
        let found = self.conn.prepare_cached(sql)?.query_row([platform.as_str(), remote_id], |row| row.get(0));
        Ok(found.optional()?.map(AccountId))
    }

    /// When a person confirmed that this account may speak; none: not yet.
    ///
    /// # Errors
    /// What the disk said.
    pub fn speaking_confirmed_at(&self, id: AccountId) -> Result<Option<Timestamp>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT speaking_confirmed_at FROM account WHERE id = ?1")?;
        let found: Option<Option<i64>> = statement.query_row([id.0], |row| row.get(0)).optional()?;
        Ok(found.flatten().map(Timestamp))
    }

    /// How far an account was read.
    ///
    /// # Errors
    /// What the disk said.
    pub fn reading(&self, id: AccountId) -> Result<Reading, StoreError> {
        let sql =
            "SELECT feed_memo, feed_next_at, feed_failures, feed_begun, inbox_next_at, inbox_failures, inbox_begun
                   FROM reading WHERE account_id = ?1";
        let found = self.conn.prepare_cached(sql)?.query_row([id.0], |row| {
            Ok(Reading {
                feed_memo: json(&row.get::<_, String>(0)?),
                feed_next_at: Timestamp(row.get(1)?),
                feed_failures: row.get(2)?,
                feed_begun: row.get(3)?,
                inbox_next_at: Timestamp(row.get(4)?),
                inbox_failures: row.get(5)?,
                inbox_begun: row.get(6)?,
            })
        });
        Ok(found.optional()?.unwrap_or_default())
    }
}

impl Writer<'_> {
    /// Adds an identity (id 0) or changes one; its number.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn save_identity(&self, identity: &Identity) -> Result<IdentityId, StoreError> {
        let kind = match identity.kind {
            IdentityKind::Library => "library",
            IdentityKind::Personal => "personal",
        };
        if identity.id.0 == 0 {
            let sql = "INSERT INTO identity (kind, name, colour) VALUES (?1, ?2, ?3)";
            self.conn.prepare_cached(sql)?.execute(params![kind, identity.name, identity.colour])?;
            return Ok(IdentityId(self.conn.last_insert_rowid()));
        }
        let sql = "UPDATE identity SET kind = ?2, name = ?3, colour = ?4 WHERE id = ?1";
        let values = params![identity.id.0, kind, identity.name, identity.colour];
        let changed = self.conn.prepare_cached(sql)?.execute(values)?;
        if changed == 1 { Ok(identity.id) } else { Err(StoreError::not_found("This identity")) }
    }

    /// Gives the first library identity the library's new name, unless a person gave it one of its own; makes it where
    /// there is none.
    ///
    /// # Errors
    /// What the disk said.
    pub fn name_first_library(&self, before: &str, name: &str) -> Result<(), StoreError> {
        let shown = |name: &str| if name.is_empty() { "The library".to_owned() } else { name.to_owned() };
        let first: Option<i64> =
            self.conn.query_row("SELECT min(id) FROM identity WHERE kind = 'library'", [], |row| row.get(0))?;
        if let Some(first) = first {
            let sql = "UPDATE identity SET name = ?3 WHERE id = ?1 AND name = ?2";
            self.conn.execute(sql, params![first, shown(before), shown(name)])?;
        } else {
            let sql = "INSERT INTO identity (kind, name, colour) VALUES ('library', ?1, ?2)";
            self.conn.execute(sql, params![shown(name), LIBRARY_COLOUR])?;
        }
        Ok(())
    }

    /// Adds an account with nothing read yet.
    ///
    /// # Errors
    /// What the disk said; an account that is here already is refused.
    pub fn add_account(
        &self,
        platform: &PlatformKey,
        identity: IdentityId,
        facts: &AccountFacts,
        group: &str,
        now: Timestamp,
    ) -> Result<AccountId, StoreError> {
        let sql = "INSERT INTO account (platform, identity_id, remote_id, handle, name, server, facts, avatar_url,
                     sign_in_lapses_at, group_name, added_at)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
        self.conn.prepare_cached(sql)?.execute(params![
            platform.as_str(),
            identity.0,
            facts.remote_id,
            facts.handle,
            facts.name,
            facts.server,
            facts.facts.to_string(),
            facts.avatar_url,
            facts.lapses_at.map(|at| at.0),
            group,
            now.0,
        ])?;
        let id = self.conn.last_insert_rowid();
        self.conn.prepare_cached("INSERT INTO reading (account_id) VALUES (?1)")?.execute([id])?;
        Ok(AccountId(id))
    }

    /// Keeps what a new sign-in, or a look at the account, tells. Its number, group and identity stay.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn update_account(&self, id: AccountId, facts: &AccountFacts) -> Result<(), StoreError> {
        let sql = "UPDATE account SET handle = ?2, name = ?3, server = ?4, facts = ?5, avatar_url = ?6,
                     sign_in_lapses_at = ?7 WHERE id = ?1 AND removed_at IS NULL";
        let changed = self.conn.prepare_cached(sql)?.execute(params![
            id.0,
            facts.handle,
            facts.name,
            facts.server,
            facts.facts.to_string(),
            facts.avatar_url,
            facts.lapses_at.map(|at| at.0),
        ])?;
        if changed == 1 { Ok(()) } else { Err(StoreError::not_found("This account")) }
    }

    /// Keeps how an account is doing; `checked_at`: it answered well just now.
    ///
    /// # Errors
    /// What the disk said.
    pub fn set_health(
        &self,
        id: AccountId,
        health: &AccountHealth,
        checked_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE account SET health = ?2, last_checked_at = coalesce(?3, last_checked_at) WHERE id = ?1";
        let values = params![id.0, serde_json::to_string(health)?, checked_at.map(|at| at.0)];
        self.conn.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    /// Puts an account in a group of feeds.
    ///
    /// # Errors
    /// What the disk said.
    pub fn set_account_group(&self, id: AccountId, group: &str) -> Result<(), StoreError> {
        self.conn.prepare_cached("UPDATE account SET group_name = ?2 WHERE id = ?1")?.execute(params![id.0, group])?;
        Ok(())
    }

    /// Changes who an account speaks as; a confirmation given for the last one does not count any more.
    ///
    /// # Errors
    /// What the disk said.
    pub fn set_account_identity(&self, id: AccountId, identity: IdentityId) -> Result<(), StoreError> {
        let sql =
            "UPDATE account SET identity_id = ?2, speaking_confirmed_at = NULL WHERE id = ?1 AND identity_id <> ?2";
        self.conn.prepare_cached(sql)?.execute(params![id.0, identity.0])?;
        Ok(())
    }

    /// A person confirmed that this account may speak.
    ///
    /// # Errors
    /// What the disk said.
    pub fn confirm_speaking(&self, id: AccountId, now: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE account SET speaking_confirmed_at = ?2 WHERE id = ?1 AND speaking_confirmed_at IS NULL";
        self.conn.prepare_cached(sql)?.execute(params![id.0, now.0])?;
        Ok(())
    }

    /// Marks an account as removed and forgets what was read by it. Deliveries stay on record.
    ///
    /// # Errors
    /// What the disk said.
    pub fn remove_account(&self, id: AccountId, now: Timestamp) -> Result<(), StoreError> {
        for table in ["post", "conversation", "gap", "reading", "queue_slot", "first_reading"] {
            self.conn.execute(&format!("DELETE FROM {table} WHERE account_id = ?1"), [id.0])?;
        }
        let sql = "UPDATE account SET removed_at = ?2, facts = 'null' WHERE id = ?1 AND removed_at IS NULL";
        self.conn.execute(sql, params![id.0, now.0])?;
        Ok(())
    }

    /// Takes back an account that was added a moment ago and never worked.
    ///
    /// # Errors
    /// What the disk said.
    pub fn forget_new_account(&self, id: AccountId) -> Result<(), StoreError> {
        self.conn.execute("DELETE FROM account WHERE id = ?1", [id.0])?;
        Ok(())
    }

    /// Keeps how far an account's feed was read: in the same transaction as the posts.
    ///
    /// # Errors
    /// What the disk said.
    pub fn set_feed_reading(
        &self,
        id: AccountId,
        memo: Option<&Value>,
        next_at: Timestamp,
        failures: u32,
        begun: bool,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE reading SET feed_memo = coalesce(?2, feed_memo), feed_next_at = ?3, feed_failures = ?4,
                     feed_begun = max(feed_begun, ?5) WHERE account_id = ?1";
        let values = params![id.0, memo.map(Value::to_string), next_at.0, failures, begun];
        self.conn.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    /// Keeps how far an account's inbox was read: in the same transaction as the messages.
    ///
    /// # Errors
    /// What the disk said.
    pub fn set_inbox_reading(
        &self,
        id: AccountId,
        next_at: Timestamp,
        failures: u32,
        begun: bool,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE reading SET inbox_next_at = ?2, inbox_failures = ?3, inbox_begun = max(inbox_begun, ?4)
                   WHERE account_id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![id.0, next_at.0, failures, begun])?;
        Ok(())
    }
}

fn read_identity(row: &Row<'_>) -> rusqlite::Result<Identity> {
    let kind: String = row.get(1)?;
    // What this version does not know is treated as a person: it asks before it speaks.
    let kind = if kind == "library" { IdentityKind::Library } else { IdentityKind::Personal };
    Ok(Identity { id: IdentityId(row.get(0)?), kind, name: row.get(2)?, colour: row.get(3)? })
}

fn read_account(row: &Row<'_>) -> rusqlite::Result<Account> {
    let health: String = row.get(9)?;
    Ok(Account {
        id: AccountId(row.get(0)?),
        platform: PlatformKey(row.get(1)?),
        identity: IdentityId(row.get(2)?),
        remote_id: row.get(3)?,
        handle: row.get(4)?,
        name: row.get(5)?,
        server: row.get(6)?,
        facts: json(&row.get::<_, String>(7)?),
        avatar_url: row.get(8)?,
        health: serde_json::from_str(&health).unwrap_or(AccountHealth::New),
        last_checked_at: row.get::<_, Option<i64>>(10)?.map(Timestamp),
        sign_in_lapses_at: row.get::<_, Option<i64>>(11)?.map(Timestamp),
        group: row.get(12)?,
        added_at: Timestamp(row.get(13)?),
    })
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}
