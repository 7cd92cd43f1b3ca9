//! `picture`: which pictures are wanted, here, or could not be fetched. The bytes are files named by their hash.

use crate::{Reader, StoreError, Writer};
use lectern_model::{MediaHash, Timestamp};
use rusqlite::params;
use std::collections::HashMap;

/// What is known of a picture by its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureState {
    /// To be fetched, or tried again later.
    Wanted,
    /// In the media folder.
    Here(MediaHash),
    /// It could not be fetched and is not tried again by itself.
    Failed,
}

/// A picture to fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedPicture {
    /// Its address.
    pub url: String,
    /// How often it was tried.
    pub tries: u32,
}

/// What is known of a picture, and when it was last asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureUse {
    /// What is known.
    pub state: PictureState,
    /// When it was last written down that somebody asked for it.
    pub used_at: Timestamp,
}

impl Reader<'_> {
    /// What is known of these addresses; those nobody asked for yet are left out.
    ///
    /// # Errors
    /// What the disk said.
    pub fn pictures<'u>(&self, urls: impl Iterator<Item = &'u str>) -> Result<HashMap<String, PictureUse>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT state, hash, used_at FROM picture WHERE url = ?1")?;
        let mut known = HashMap::new();
        for url in urls {
            if known.contains_key(url) {
                continue;
            }
            let mut rows = statement.query([url])?;
            let Some(row) = rows.next()? else { continue };
            let (state, hash): (String, Option<String>) = (row.get(0)?, row.get(1)?);
            let state = match (state.as_str(), hash) {
                ("here", Some(hash)) => PictureState::Here(MediaHash(hash)),
                ("failed", _) => PictureState::Failed,
                _ => PictureState::Wanted,
            };
            known.insert(url.to_owned(), PictureUse { state, used_at: Timestamp(row.get(2)?) });
        }
        Ok(known)
    }

    /// Pictures to fetch now, last asked for first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn wanted_pictures(&self, now: Timestamp, limit: u32) -> Result<Vec<WantedPicture>, StoreError> {
        let sql = "SELECT url, tries FROM picture WHERE state = 'wanted' AND next_at <= ?1
                   ORDER BY used_at DESC, rowid DESC LIMIT ?2";
        let mut statement = self.conn.prepare_cached(sql)?;
        let wanted = statement
            .query_map(params![now.0, limit], |row| Ok(WantedPicture { url: row.get(0)?, tries: row.get(1)? }))?;
        Ok(wanted.collect::<Result<_, _>>()?)
    }

    /// When the next picture is to be tried again.
    ///
    /// # Errors
    /// What the disk said.
    pub fn next_picture_at(&self) -> Result<Option<Timestamp>, StoreError> {
        let sql = "SELECT min(next_at) FROM picture WHERE state = 'wanted'";
        let next: Option<i64> = self.conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        Ok(next.map(Timestamp))
    }

    /// Bytes of all cached pictures, each file counted once.
    ///
    /// # Errors
    /// What the disk said.
    pub fn picture_bytes(&self) -> Result<u64, StoreError> {
        let sql = "SELECT coalesce(sum(bytes), 0) FROM (SELECT max(bytes) AS bytes FROM picture
                   WHERE state = 'here' GROUP BY hash)";
        let sum: i64 = self.conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        Ok(sum.unsigned_abs())
    }

    /// Cached files that no record needs, the longest unused first: hash and bytes.
    ///
    /// # Errors
    /// What the disk said.
    pub fn oldest_pictures(&self, limit: u32) -> Result<Vec<(MediaHash, u64)>, StoreError> {
        let sql = "SELECT hash, max(bytes) FROM picture WHERE state = 'here' AND hash IS NOT NULL
                     AND hash NOT IN (SELECT hash FROM record_media)
                   GROUP BY hash ORDER BY max(used_at) LIMIT ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows =
            statement.query_map([limit], |row| Ok((MediaHash(row.get(0)?), row.get::<_, i64>(1)?.unsigned_abs())))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Writer<'_> {
    /// Asks for pictures, and remembers that those here were used.
    ///
    /// # Errors
    /// What the disk said.
    pub fn want_pictures(&self, urls: &[String], now: Timestamp) -> Result<(), StoreError> {
        let sql = "INSERT INTO picture (url, used_at) VALUES (?1, ?2)
                   ON CONFLICT (url) DO UPDATE SET used_at = excluded.used_at";
        let mut statement = self.conn.prepare_cached(sql)?;
        for url in urls {
            statement.execute(params![url, now.0])?;
        }
        Ok(())
    }

    /// A picture is here.
    ///
    /// # Errors
    /// What the disk said.
    pub fn picture_here(&self, url: &str, hash: &MediaHash, bytes: u64, now: Timestamp) -> Result<(), StoreError> {
        let sql = "INSERT INTO picture (url, state, hash, bytes, used_at) VALUES (?1, 'here', ?2, ?3, ?4)
                   ON CONFLICT (url) DO UPDATE SET state = 'here', hash = ?2, bytes = ?3, used_at = ?4";
        let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
        self.conn.prepare_cached(sql)?.execute(params![url, hash.as_str(), bytes, now.0])?;
        Ok(())
    }

    /// A picture could not be fetched; tried again then, or (none) not by itself.
    ///
    /// # Errors
    /// What the disk said.
    pub fn picture_failed(&self, url: &str, again: Option<Timestamp>) -> Result<(), StoreError> {
        let sql = "UPDATE picture SET tries = tries + 1, next_at = coalesce(?2, 0),
                     state = CASE WHEN ?2 IS NULL THEN 'failed' ELSE 'wanted' END WHERE url = ?1";
        self.conn.prepare_cached(sql)?.execute(params![url, again.map(|at| at.0)])?;
        Ok(())
    }

    /// A cached file was removed: what showed it is wanted again when somebody looks.
    ///
    /// # Errors
    /// What the disk said.
    pub fn forget_picture(&self, hash: &MediaHash) -> Result<(), StoreError> {
        self.conn.prepare_cached("DELETE FROM picture WHERE hash = ?1")?.execute([hash.as_str()])?;
        Ok(())
    }

    /// Pictures that nobody needs to wait for are not wanted any more (fetching was turned off).
    ///
    /// # Errors
    /// What the disk said.
    pub fn want_no_pictures(&self) -> Result<(), StoreError> {
        self.conn.execute("DELETE FROM picture WHERE state = 'wanted'", [])?;
        Ok(())
    }
}
