//! What follows a transition, outside its transaction. All of it is best effort: the next look at the delivery or the
//! account brings what is missed here.

use super::{Moved, Outbox};
use lectern_model::{AccountId, Change, DeliveryKind, DeliveryState, Failure, FailureKind, Problem};

impl Outbox {
    /// Reads back what is there now, and tells the account's health what went wrong.
    pub(super) async fn follow_up(&self, moved: Moved) -> Result<(), Problem> {
        let delivery = &moved.row.delivery;
        match (&delivery.state, delivery.kind, delivery.of) {
            (DeliveryState::Sent { deleted_at: None, .. }, DeliveryKind::Post, _) => self.read_back(moved.row).await,
            (DeliveryState::Sent { .. }, DeliveryKind::Edit, Some(of)) => {
                let row = self.core.read(move |reader| reader.delivery(of)).await?;
                self.read_back(row).await
            }
            (DeliveryState::Sent { .. }, DeliveryKind::Delete, _) => {
                self.core.changed(Change::Feeds);
                self.core.changed(Change::Inbox);
                Ok(())
            }
            (
                DeliveryState::Failed { why } | DeliveryState::Retry { why, .. } | DeliveryState::InDoubt { why, .. },
                ..,
            ) => {
                self.note_trouble(delivery.account, why).await;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Says so on the account where only a person or time can mend it.
    pub(super) async fn note_trouble(&self, account: AccountId, failure: &Failure) {
        if let FailureKind::SignInNeeded | FailureKind::RateLimited { .. } | FailureKind::Unreachable = failure.what {
            self.accounts.note_failure(account, failure).await;
        }
    }
}
