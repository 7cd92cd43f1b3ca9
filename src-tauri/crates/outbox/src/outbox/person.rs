//! What a person decides about a delivery.

use super::settle::{Event, PAST_ITS_LAST};
use super::{Outbox, move_on};
use lectern_model::{AccountId, Change, Code, DeliveryId, DeliveryKind, DeliveryState, HeldStage, Problem};
use std::collections::HashSet;

impl Outbox {
    /// Sends a planned, failed, missed or waiting one now. `anyway`: even after its *never after*.
    ///
    /// # Errors
    /// `Stopped` where its *never after* has passed, `Stale` where it stands otherwise by now; nothing was changed.
    pub async fn retry(&self, delivery: DeliveryId, anyway: bool) -> Result<(), Problem> {
        self.decide_with_followers(delivery, Event::PersonRetries { anyway }).await
    }

    /// A person looked: it is there, or it is not.
    ///
    /// # Errors
    /// `Stale` where it is not in doubt, or the platform is still being asked; nothing was changed.
    pub async fn settle_by_person(&self, delivery: DeliveryId, there: bool) -> Result<(), Problem> {
        self.decide(delivery, Event::PersonLooked { there }).await
    }

    /// Stops one that was not sent.
    ///
    /// # Errors
    /// `Stale` where it is being sent, may be there, or was sent; nothing was changed.
    pub async fn cancel(&self, delivery: DeliveryId) -> Result<(), Problem> {
        self.decide_with_followers(delivery, Event::PersonStops).await
    }

    /// How many posts of an account have not gone out, and would be stopped with it. What may be there is not counted.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn unsent_of(&self, account: AccountId) -> Result<usize, Problem> {
        let open = self.core.read(move |reader| reader.open_deliveries_of_account(account)).await?;
        let unsent = open.into_iter().map(|row| row.delivery).filter(|delivery| {
            delivery.kind == DeliveryKind::Post && !matches!(delivery.state, DeliveryState::InDoubt { .. })
        });
        // The parts of a thread are one post.
        Ok(unsent.map(|delivery| delivery.draft).collect::<HashSet<_>>().len())
    }

    /// An account is about to be removed: what was not sent is stopped, what its platform holds is taken back and stopped,
    /// and what is in doubt or could not be taken back is left to a person.
    ///
    /// # Errors
    /// `Stale` while something is being sent by it, or what the disk said.
    pub async fn forget_account(&self, account: AccountId) -> Result<(), Problem> {
        self.release_of(account).await?;
        let now = self.core.clock.now();
        let stopped = self.core.write(move |writer| {
            let open = writer.open_deliveries_of_account(account)?;
            if open.iter().any(|row| under_way(&row.delivery.state)) {
                return Ok(false);
            }
            for row in open {
                // Every open state but `sending` takes this event.
                let _ = move_on(writer, row.delivery.id, Event::AccountRemoved, now)?;
            }
            Ok(true)
        });
        if !stopped.await? {
            return Err(stale("A post is being sent by this account at this moment. Try again in a moment."));
        }
        self.core.changed(Change::Outbox);
        Ok(())
    }

    pub(super) async fn decide(&self, delivery: DeliveryId, event: Event) -> Result<(), Problem> {
        self.transition(delivery, event).await?.map_err(refused)?;
        self.nudge();
        Ok(())
    }
}

fn under_way(state: &DeliveryState) -> bool {
    matches!(state, DeliveryState::Sending { .. } | DeliveryState::Held { stage: HeldStage::HandingOver, .. })
}

/// What a check says no to can be asked for again; what stands otherwise by now cannot.
pub(super) fn refused(words: &str) -> Problem {
    let code = if words == PAST_ITS_LAST { Code::Stopped } else { Code::Stale };
    Problem::new(code, words)
}

pub(super) fn stale(words: &str) -> Problem {
    Problem::new(Code::Stale, words)
}
