//! `link_card`: cards made from the pages that links lead to.

use crate::{Reader, StoreError, Writer};
use lectern_model::{Card, Timestamp};
use rusqlite::{OptionalExtension, params};

/// A card as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCard {
    /// The card; none: the page gave none.
    pub card: Option<Card>,
    /// When the page was read.
    pub fetched_at: Timestamp,
}

impl Reader<'_> {
    /// The card of a link, if its page was ever read.
    ///
    /// # Errors
    /// What the disk said.
    pub fn link_card(&self, url: &str) -> Result<Option<StoredCard>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT card, fetched_at FROM link_card WHERE url = ?1")?;
        let found = statement.query_row([url], |row| Ok((row.get::<_, String>(0)?, row.get(1)?))).optional()?;
        Ok(found.map(|(card, at)| StoredCard {
            card: serde_json::from_str(&card).unwrap_or_default(),
            fetched_at: Timestamp(at),
        }))
    }
}

impl Writer<'_> {
    /// Keeps the card of a link; none: its page gave none.
    ///
    /// # Errors
    /// What the disk said.
    pub fn keep_link_card(&self, url: &str, card: Option<&Card>, now: Timestamp) -> Result<(), StoreError> {
        let sql = "INSERT INTO link_card (url, state, card, fetched_at) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (url) DO UPDATE SET state = excluded.state, card = excluded.card,
                     fetched_at = excluded.fetched_at";
        let state = if card.is_some() { "here" } else { "failed" };
        self.conn.prepare_cached(sql)?.execute(params![url, state, serde_json::to_string(&card)?, now.0])?;
        Ok(())
    }
}
