//! What was certainly not sent goes out in other words, to its account alone: the others of its draft stay as they are.

use super::person::{refused, stale};
use super::queue::{check_findings, random_uuid};
use super::settle::Event;
use super::{Outbox, move_on};
use lectern_model::{Change, Code, DeliveryId, DeliveryKind, DeliveryState, Draft, Outgoing, Problem, Threading, When};
use std::collections::HashMap;

impl Outbox {
    /// Puts another text in place of one that failed, was missed or waits for its next try, and tries it again now.
    /// `anyway`: even after its *never after*.
    ///
    /// # Errors
    /// `Stopped` where a check says so or its *never after* has passed; `Stale` where it is on its way, may be there, or
    /// was sent. Nothing was changed.
    pub async fn rewrite(&self, delivery: DeliveryId, text: &str, anyway: bool) -> Result<(), Problem> {
        let row = self.core.read(move |reader| reader.delivery(delivery)).await?;
        let from = row.delivery.draft;
        let draft = self.core.read(move |reader| reader.draft(from)).await?;
        if row.delivery.kind != DeliveryKind::Post {
            return Err(stale("Only posts can be written anew here. Change the post once more instead."));
        }
        let sent = &row.delivery.outgoing;
        // The address of a shared post is in the text already.
        let alone = Draft {
            text: text.to_owned(),
            targets: vec![row.delivery.account],
            versions: Vec::new(),
            // A part of a thread stays one part.
            thread: Threading::default(),
            poll: sent.poll.clone(),
            media: if sent.media.is_empty() { Vec::new() } else { draft.media.clone() },
            shares: None,
            when: When::Now,
            content_warning: sent.content_warning.clone(),
            ..draft
        };
        let shaped = self.shaping.shape(&alone).await?;
        let Some(on) = shaped.targets.first() else {
            return Err(Problem::new(Code::NotFound, "Its account was removed. The text is safe."));
        };
        check_findings(&shaped)?;
        let minted = on.connector.publish().map(|publish| publish.mint(self.core.clock.now())).unwrap_or_default();
        let first = sent.part.is_none_or(|part| part.number == 1);
        let with_card = first && (sent.card.is_some() || sent.media.is_empty());
        let mut cards = if with_card { self.cards(&shaped).await } else { HashMap::new() };
        let card = on.link.as_ref().and_then(|link| cards.remove(link));
        let outgoing = Outgoing { text: on.alone(), card, ..sent.clone() };
        let (now, key) = (self.core.clock.now(), random_uuid());
        let rewritten = self.core.write(move |writer| {
            let state = writer.delivery(delivery)?.delivery.state;
            if let DeliveryState::Planned { .. } = state {
                return Ok(Err("It waits for its time. Take it back to change it."));
            }
            if let DeliveryState::Held { .. } = state {
                return Ok(Err("It waits on its platform. Take it back to change it."));
            }
            let moved = move_on(writer, delivery, Event::PersonRetries { anyway }, now)?;
            if moved.is_ok() {
                writer.rewrite_delivery(delivery, &key, &outgoing, &minted)?;
            }
            Ok(moved.map(|_| ()))
        });
        rewritten.await?.map_err(refused)?;
        self.core.changed(Change::Outbox);
        self.nudge();
        Ok(())
    }
}
