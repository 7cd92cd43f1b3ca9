//! The outbox as pages show it.

use super::{MOST, Outbox, USUAL};
use crate::delivery_view::{Beside, delivery_view, with_logs};
use lectern_model::{DeliveryDetails, DeliveryId, DeliveryPicture, OutboxPage, OutboxShow, Problem};

/// Most letters of a search.
const LONGEST: usize = 300;

impl Outbox {
    /// A page of deliveries, newest first, below `before`. A `limit` of 0 means 50; 500 at most.
    ///
    /// # Errors
    /// `BadInput` where the search is too long, or what the disk said.
    pub async fn page(
        &self,
        show: OutboxShow,
        words: &str,
        before: Option<DeliveryId>,
        limit: u32,
    ) -> Result<OutboxPage, Problem> {
        if words.chars().count() > LONGEST {
            return Err(Problem::field("words", "This search is too long. Use fewer words."));
        }
        let limit = if limit == 0 { USUAL } else { limit.min(MOST) };
        let words = words.to_owned();
        let read = self.core.read(move |reader| {
            // One more than asked for tells whether there is a next page.
            let mut rows = reader.outbox_page(show, &words, before, limit.saturating_add(1))?;
            let most = usize::try_from(limit).unwrap_or(usize::MAX);
            let more = rows.len() > most;
            rows.truncate(most);
            let next = rows.last().filter(|_| more).map(|row| row.delivery.id);
            Ok((with_logs(reader, rows)?, next, reader.outbox_counts()?))
        });
        let (rows, next, (needs_you, waiting)) = read.await?;
        let deliveries = rows.into_iter().map(|(row, log)| delivery_view(&self.core, &row, log)).collect();
        Ok(OutboxPage { deliveries, next, needs_you, waiting })
    }

    /// Everything about one delivery.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn details(&self, delivery: DeliveryId) -> Result<DeliveryDetails, Problem> {
        let read = self.core.read(move |reader| {
            let row = reader.delivery(delivery)?;
            let beside = Beside { log: reader.whole_log(delivery)?, own_text: reader.has_own_text(&row)? };
            Ok((row, beside, with_logs(reader, reader.changes_of(delivery)?)?))
        });
        let (row, beside, changes) = read.await?;
        let view = delivery_view(&self.core, &row, beside);
        let outgoing = row.delivery.outgoing;
        let picture = |media: lectern_model::MediaRef| {
            let still = media.video.and_then(|video| video.poster);
            DeliveryPicture { hash: still.unwrap_or(media.hash), description: media.description }
        };
        Ok(DeliveryDetails {
            view,
            text: outgoing.text,
            content_warning: outgoing.content_warning,
            pictures: outgoing.media.into_iter().map(picture).collect(),
            card: outgoing.card.map(|card| card.title),
            answers: outgoing.poll.map(|poll| poll.options).unwrap_or_default(),
            changes: changes.into_iter().map(|(row, log)| delivery_view(&self.core, &row, log)).collect(),
        })
    }
}
