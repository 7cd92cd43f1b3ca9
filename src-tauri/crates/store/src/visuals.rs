//! Pictures of our own across drafts: how one was described before, where it was used, and what a person noted about it.

use crate::{Reader, StoreError, Writer, first_line};
use lectern_model::{DeliveryState, Draft, DraftId, DraftMedia, MediaHash, PictureRecord, PictureUsed, Timestamp};
use rusqlite::{OptionalExtension, params};

/// Most drafts that are looked through for a picture.
const MOST_DRAFTS: u32 = 100;

impl Reader<'_> {
    /// Drafts, queued or not, that hold a picture in any cut, last saved first.
    fn drafts_with(&self, picture: &MediaHash) -> Result<Vec<Draft>, StoreError> {
        let sql = "SELECT id FROM draft WHERE id IN (
                     SELECT draft_id FROM draft_picture WHERE root = ?1
                     UNION SELECT draft_id FROM draft_picture WHERE root IN (
                       SELECT root FROM draft_picture WHERE hash = ?1))
                   ORDER BY updated_at DESC, id DESC LIMIT ?2";
        let mut statement = self.conn.prepare_cached(sql)?;
        let ids = statement.query_map(params![picture.as_str(), MOST_DRAFTS], |row| row.get(0).map(DraftId))?;
        ids.map(|id| self.draft(id?)).collect()
    }

    /// The names under which a picture is known: itself, and as it came.
    fn roots_of(&self, picture: &MediaHash) -> Result<Vec<MediaHash>, StoreError> {
        let sql = "SELECT DISTINCT root FROM draft_picture WHERE hash = ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let roots = statement.query_map([picture.as_str()], |row| row.get(0).map(MediaHash))?;
        let mut roots = roots.collect::<Result<Vec<_>, _>>()?;
        roots.push(picture.clone());
        Ok(roots)
    }

    /// How a picture, in any cut, was last described. None: never.
    ///
    /// # Errors
    /// What the disk said.
    pub fn last_description(&self, picture: &MediaHash) -> Result<Option<String>, StoreError> {
        let roots = self.roots_of(picture)?;
        let drafts = self.drafts_with(picture)?;
        let mut same = drafts.into_iter().flat_map(|draft| draft.media).filter(|media| roots.contains(media.root()));
        Ok(same.find(|media| !media.description.trim().is_empty()).map(|media| media.description))
    }

    /// A video as it stood in the last draft that had something to say of it. None: nothing was said.
    ///
    /// # Errors
    /// What the disk said.
    pub fn last_of_video(&self, video: &MediaHash) -> Result<Option<DraftMedia>, StoreError> {
        let drafts = self.drafts_with(video)?;
        let mut same = drafts.into_iter().flat_map(|draft| draft.media).filter(|media| media.hash == *video);
        let said = |media: &DraftMedia| {
            let of_speech = media.video.as_ref().is_some_and(|video| video.no_speech || !video.captions.is_empty());
            of_speech || !media.description.trim().is_empty()
        };
        Ok(same.find(said))
    }

    /// Where a picture, in any cut, was used: the newest first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn picture_uses(&self, picture: &MediaHash) -> Result<Vec<PictureUsed>, StoreError> {
        let roots = self.roots_of(picture)?;
        let mut uses = Vec::new();
        for draft in self.drafts_with(picture)? {
            let deliveries = self.uses_of(&draft, &roots)?;
            if draft.queued_at.is_none() {
                uses.push(as_draft(&draft));
            }
            uses.extend(deliveries);
        }
        uses.sort_by_key(|used| std::cmp::Reverse(used.at));
        Ok(uses)
    }

    /// The deliveries of a draft that carry the picture. Older ones do not say what they carry: they have all of it.
    fn uses_of(&self, draft: &Draft, roots: &[MediaHash]) -> Result<Vec<PictureUsed>, StoreError> {
        let mut uses = Vec::new();
        for row in self.deliveries_of_draft(draft.id)? {
            let delivery = row.delivery;
            let carries = |root: &Option<MediaHash>| root.as_ref().is_none_or(|root| roots.contains(root));
            if !delivery.outgoing.media.iter().any(|media| carries(&media.root)) {
                continue;
            }
            let (at, url) = match &delivery.state {
                DeliveryState::Sent { at, published, .. } => (*at, published.url.clone()),
                _ => (row.due_at, None),
            };
            let handle = self.account(delivery.account).map(|account| account.handle).unwrap_or_default();
            uses.push(PictureUsed {
                draft: draft.id,
                title: first_line(&delivery.outgoing.text),
                delivery: Some(delivery.id),
                account: Some(delivery.account),
                handle,
                platform: Some(row.platform),
                state: Some(delivery.state),
                at,
                url,
            });
        }
        Ok(uses)
    }

    /// What a person noted about a picture; none: nothing yet.
    ///
    /// # Errors
    /// What the disk said.
    pub fn picture_record(&self, picture: &MediaHash) -> Result<Option<PictureRecord>, StoreError> {
        let sql = "SELECT shows_people, release FROM picture_record WHERE root = ?1";
        let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, bool>(0)?, row.get::<_, Option<String>>(1)?));
        let found = self.conn.prepare_cached(sql)?.query_row([picture.as_str()], read).optional()?;
        let Some((shows_people, release)) = found else { return Ok(None) };
        let release = release.map(|release| serde_json::from_str(&release)).transpose()?;
        Ok(Some(PictureRecord { picture: picture.clone(), shows_people, release }))
    }
}

impl Writer<'_> {
    /// Keeps what a person noted about a picture.
    ///
    /// # Errors
    /// What the disk said.
    pub fn save_picture_record(&self, record: &PictureRecord, now: Timestamp) -> Result<(), StoreError> {
        let sql = "INSERT INTO picture_record (root, shows_people, release, noted_at) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (root) DO UPDATE SET shows_people = ?2, release = ?3, noted_at = ?4";
        let release = record.release.as_ref().map(serde_json::to_string).transpose()?;
        let values = params![record.picture.as_str(), record.shows_people, release, now.0];
        self.conn.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }
}

fn as_draft(draft: &Draft) -> PictureUsed {
    PictureUsed {
        draft: draft.id,
        title: first_line(&draft.text),
        delivery: None,
        account: None,
        handle: String::new(),
        platform: None,
        state: None,
        at: draft.updated_at,
        url: None,
    }
}
